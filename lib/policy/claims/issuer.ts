/** Issuers as IAM writes them: in provider ARNs, as principals, and before the colon of condition keys. */
import { parseText } from '../text';

const PROVIDER_ARN = /^arn:[^:]+:iam::[^:]*:oidc-provider\/(.+)$/s;
const HOST = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/.*)?$/s;
const OPENING_HOLE = /^⟨[^⟨⟩]*⟩/;

/** What a hole stands for while the shape of the text around it is looked at: no separator, no host name. */
const blank = (text: string): string =>
  parseText(text)
    .map((part) => (typeof part === 'string' ? part : 'x'))
    .join('');

const isIssuer = (text: string): boolean => OPENING_HOLE.test(text) || HOST.test(blank(text));

/**
 * The issuer of a federated principal: of the ARN of an OIDC provider, a built-in host such as `accounts.google.com`, or an
 * issuer URL. Without `https://`, otherwise verbatim: a path and a slash at the end belong to it.
 *
 * `undefined` for anything else, such as a SAML provider or an ARN that is unknown before deployment.
 */
export function issuerOf(provider: string): string | undefined {
  const url = provider.replace(/^https:\/\//i, '');
  if (url !== provider) return isIssuer(url) ? url : undefined;
  // Holes hold colons of their own, so the ARN is recognised with them blanked and cut by what stands before the issuer.
  const match = PROVIDER_ARN.exec(blank(provider));
  if (match !== null) {
    const start = provider.indexOf(':oidc-provider/');
    const issuer = start === -1 ? undefined : provider.slice(start + ':oidc-provider/'.length);
    return issuer !== undefined && isIssuer(issuer) ? issuer : undefined;
  }
  return /^arn:/i.test(provider) || OPENING_HOLE.test(provider) || !isIssuer(provider) ? undefined : provider;
}

/** A condition key of the form `issuer:claim`, cut at its first colon outside a hole. */
export interface ClaimKey {
  readonly issuer: string;
  readonly claim: string;
}

/** Cuts a claim's condition key; `undefined` for keys of services, such as `aws:SourceArn` or `saml:aud`. */
export function parseClaimKey(key: string): ClaimKey | undefined {
  let length = 0;
  for (const piece of key.split(/(⟨[^⟨⟩]*⟩)/)) {
    const colon = OPENING_HOLE.test(piece) ? -1 : piece.indexOf(':');
    if (colon !== -1) {
      const at = length + colon;
      const issuer = key.slice(0, at);
      const claim = key.slice(at + 1);
      return claim !== '' && isIssuer(issuer) ? { issuer, claim } : undefined;
    }
    length += piece.length;
  }
  return undefined;
}

/** The condition key of a claim. */
export const claimKey = (issuer: string, claim: string): string => `${issuer}:${claim}`;
