/** Reads the claims of a token from a file. */
import { readFileSync } from 'node:fs';
import type { TokenClaims } from '../policy/authorize-web-identity';
import { isRecord } from '../policy/parse-values';

/** The claims, or why they could not be read. */
export type ReadToken = { readonly ok: true; readonly claims: TokenClaims } | { readonly ok: false; readonly why: string };

/** Bytes. AWS takes tokens of 20,000 characters at most (STS API Reference, AssumeRoleWithWebIdentity). */
const LONGEST = 100_000;

const JWT = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

function claimsIn(text: string): ReadToken {
  try {
    const claims: unknown = JSON.parse(text);
    return isRecord(claims) ? { ok: true, claims } : { ok: false, why: 'the claims are no JSON object' };
  } catch {
    return { ok: false, why: 'the claims are no JSON' };
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Reads a file that holds claims as JSON, or a token in its compact form, whose signature is not looked at (RFC 7519, section 3). */
export function readToken(path: string, form: 'claims' | 'jwt'): ReadToken {
  const text = readText(path);
  if (text === undefined) return { ok: false, why: 'the file cannot be read' };
  if (text.length > LONGEST) return { ok: false, why: `the file is longer than ${LONGEST} characters; no token is` };
  if (form === 'claims') return claimsIn(text);
  const [, , payload] = JWT.exec(text) ?? [];
  return payload === undefined
    ? { ok: false, why: 'the file holds no token of the form `header.claims.signature`' }
    : claimsIn(Buffer.from(payload, 'base64url').toString('utf8'));
}
