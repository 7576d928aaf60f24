/**
 * What the identity provider says of the workload or of who stands behind it, as session tags: `aws:PrincipalTag/…`.
 *
 * A session tag is worth what whoever sets it is worth. Only tags are taken that the token of an issuer must set and that nobody else can: the trust policy asks
 * for them and lets no other be passed. Tags that a calling component passes are its own choice and prove nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
import type { FindingList } from '../../finding/finding-list';
import { either, isList, listOf, recordOf, shown, text, whole } from '../form';
import { IDENTITY_TAG_PREFIX } from '../session';
import { trustKind } from '../trust';
import { type ConditionTarget, defineCondition, denyAllButLog, type Enforcement, notAmong, unenforced } from './define-condition';

type OneOrMore = readonly [string, ...string[]];

/** Session tags that the identity provider sets, each with the values that may act. */
export type Claims = Readonly<Record<string, string | OneOrMore>>;

const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

const valuesOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Tells a tag that no identity provider can vouch for. */
export function checkClaimKey(key: string, pointer: string, findings: FindingList): void {
  if (key.toLowerCase().startsWith(IDENTITY_TAG_PREFIX))
    findings.add('WI183', {
      what: `the tag \`${key}\` says whose a role is, and no session may set it`,
      fix: 'use a tag of another name, which the identity provider sets',
      pointer,
    });
  else if (key.toLowerCase().startsWith('aws:') || !KEY.test(key))
    findings.add('WI183', {
      what: `${shown(key)} cannot be a session tag`,
      fix: 'use 1 to 128 letters, digits, spaces and `_ . : / = + - @`, not beginning with `aws:`',
      pointer,
    });
}

/** The enforcement of one session tag: asked of the token by the trust policy, and of every request by the permissions. */
export function enforceTag(key: string, values: readonly string[], sid: string, target: ConditionTarget): Enforcement {
  const folded = key.toLowerCase();
  if (target.sessionTags.some((tag) => tag.toLowerCase() === folded))
    return unenforced(
      `callers pass the session tag \`${key}\` themselves, and could pass whatever value they like`,
      'let the identity provider set a tag of another name, which is not among `session.requiredTags`',
      'WI183',
    );
  if (target.adopted)
    return unenforced(
      `the role of \`${target.component}\` is adopted: whether its trust policy keeps callers from passing \`${key}\` is not known`,
      'let the role be made here',
      'WI183',
    );
  const unbound = target.trusts.find((trust) => !(trustKind(trust).boundTags?.(trust) ?? []).some((tag) => tag.toLowerCase() === folded));
  if (unbound !== undefined)
    return unenforced(
      `nothing sets the session tag \`${key}\` of \`${target.component}\`: \`${unbound.kind}\` brings no claim that must`,
      `let its tokens set it (\`tags: { '${key}': … }\` of the trust), or declare it on the component that such tokens become`,
    );
  return {
    denials: [denyAllButLog(sid, { StringNotEquals: { [`aws:PrincipalTag/${key}`]: [...new Set(values)].sort() } })],
    by: [
      { where: 'identity-provider', how: `writes the claim that becomes the session tag \`${key}\`` },
      { where: 'iam-trust', how: `no session without the tag \`${key}\`, and none with another that was not asked for` },
      { where: 'iam-permission', how: `denied by \`aws:PrincipalTag/${key}\`` },
    ],
  };
}

export const claimsCondition = defineCondition<Claims>({
  form: whole(recordOf(either(isList, listOf(text, 'values'), text), 'session tags')),
  check: (claims, findings) => {
    const keys = Object.keys(claims);
    if (keys.length === 0) findings.add('WI183', { what: '`claims` is empty', fix: 'name a session tag and its values, or leave it out' });
    for (const key of keys) {
      checkClaimKey(key, '', findings);
      const values = valuesOf(claims[key] ?? []);
      if (values.length === 0)
        findings.add('WI183', { what: `no value of the session tag \`${key}\` may act`, fix: 'name at least one value', pointer: key });
      for (const value of values.filter((one) => !VALUE.test(one)))
        findings.add('WI183', {
          what: `the session tag \`${key}\` can never be ${shown(value)}`,
          fix: 'write an exact value of 1 to 256 letters, digits, spaces and `_ . : / = + - @`, without wildcard',
          pointer: key,
        });
    }
  },
  beyond: (own, agents) => {
    const dropped = Object.keys(agents).filter((key) => own[key] === undefined);
    if (dropped.length > 0) return `any ${dropped.map((key) => `\`${key}\``).join(', ')}`;
    const more = Object.keys(agents).flatMap((key) => notAmong(valuesOf(own[key] ?? []), valuesOf(agents[key] ?? [])) ?? []);
    return more.length === 0 ? undefined : more.join(', ');
  },
  inWords: (claims) =>
    Object.keys(claims)
      .sort()
      .map((key) => `${key} is ${valuesOf(claims[key] ?? []).join(' or ')}`)
      .join(', '),
  enforce: (claims, target) => {
    const all = Object.keys(claims)
      .sort()
      .map((key) => enforceTag(key, valuesOf(claims[key] ?? []), 'OnlyWithClaim', target));
    return {
      denials: all.flatMap(({ denials }) => denials),
      by: all.flatMap(({ by }) => by),
      faults: all.flatMap(({ faults = [] }) => faults),
    };
  },
});
