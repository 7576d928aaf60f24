/**
 * What an issuer of one's own writes into its tokens for the session: session tags and a source identity.
 *
 * `AssumeRoleWithWebIdentity` has no parameters for either: STS takes them from the claims `https://aws.amazon.com/tags` and
 * `https://aws.amazon.com/source_identity`, and refuses the token where the trust policy does not allow `sts:TagSession` and `sts:SetSourceIdentity` too. What is
 * declared here is required: a token without one of the tags, with another tag, or with another value gets no session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import type { Like } from '../condition/match';
import { either, listOf, record, recordOf, shown, text } from '../form';
import { checkTagKeys } from '../session';

/** An exact value, or `like(…)` with patterns whose beginning is fixed. */
export type ClaimValue = string | Like;

/** Claims of the token that shape the session. */
export interface TokenSession {
  /** The source identity that the token sets; it stays with the session and with every session that it goes on to. Values have 2 to 64 of letters, digits and `_+=,.@-`. */
  readonly sourceIdentity?: ClaimValue;
  /** The session tags that the token sets, by key: these, all of them, and no others. None of them may be transitive. */
  readonly tags?: Readonly<Record<string, ClaimValue>>;
}

const isPattern = (value: unknown): boolean => typeof value === 'object' && value !== null;
const claimValue = either(isPattern, record({ like: listOf(text, 'patterns') }, 'a pattern'), text);

export const sourceIdentityForm = claimValue;
export const tagsForm = recordOf(claimValue, 'session tags');

const valuesOf = (value: ClaimValue): readonly string[] => (typeof value === 'string' ? [value] : value.like);

/** What the token must say of the session, by operator and key: to be asked of `AssumeRoleWithWebIdentity`, where a missing claim is a missing key. */
export function sessionRequirements({
  sourceIdentity,
  tags = {},
}: TokenSession): Readonly<Record<'StringEquals' | 'StringLike', Readonly<Record<string, readonly string[]>>>> {
  const asked = [
    ...Object.keys(tags)
      .sort()
      .map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ''] as const),
    ...(sourceIdentity === undefined ? [] : [['sts:SourceIdentity', sourceIdentity] as const]),
  ];
  const of = (like: boolean) =>
    Object.fromEntries(asked.filter(([, value]) => isPattern(value) === like).map(([key, value]) => [key, valuesOf(value)]));
  return { StringEquals: of(false), StringLike: of(true) };
}

/** The statements that let the issuer set what is declared and nothing else. STS authorizes them apart from the call itself. */
export function sessionStatements(sid: string, principal: StatementJson['Principal'], session: TokenSession): readonly StatementJson[] {
  const { sourceIdentity, tags = {} } = session;
  const keys = Object.keys(tags).sort();
  return [
    ...(keys.length === 0
      ? []
      : [
          {
            Sid: `${sid}Tags`,
            Effect: 'Allow',
            ...(principal === undefined ? {} : { Principal: principal }),
            Action: ['sts:TagSession'],
            // The first half holds for tokens without tags, which need no such permission; the second keeps tags from being handed on.
            Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': keys }, Null: { 'sts:TransitiveTagKeys': ['true'] } },
          } as const,
        ]),
    ...(sourceIdentity === undefined
      ? []
      : [
          {
            Sid: `${sid}SourceIdentity`,
            Effect: 'Allow',
            ...(principal === undefined ? {} : { Principal: principal }),
            Action: ['sts:SetSourceIdentity'],
            Condition: { [isPattern(sourceIdentity) ? 'StringLike' : 'StringEquals']: { 'sts:SourceIdentity': valuesOf(sourceIdentity) } },
          } as const,
        ]),
  ];
}

/** A value that a claim must have, without what stands for any text. */
function checkValue(what: string, value: ClaimValue, form: RegExp, allowed: string, pointer: string, findings: FindingList): void {
  const values = typeof value === 'string' ? [value] : (value.like ?? []);
  if (values.length === 0)
    findings.add('WI166', { what: `${what} has no value`, fix: 'name the exact value, or like(…) with a pattern', pointer });
  for (const one of values) {
    if (typeof value === 'string' && /[*?]/.test(one))
      findings.add('WI130', {
        what: `${what} holds a wildcard: ${shown(one)}`,
        fix: `name the exact value, or write like('${one}')`,
        pointer,
      });
    else if (typeof value !== 'string' && !/^[^*?]{2}/.test(one))
      findings.add('WI166', {
        what: `${what} is bound by ${shown(one)}, which begins with a wildcard`,
        fix: 'begin the pattern with what only this issuer writes, such as `user-`',
        pointer,
      });
    else if (!form.test(one.replaceAll(/[*?]/g, 'x')))
      findings.add('WI166', { what: `${what} can never be ${shown(one)}`, fix: `use ${allowed}`, pointer });
  }
}

const SOURCE_IDENTITY = /^[\w+=,.@-]{2,64}$/;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

/** Tells tags that a caller could forge or that STS refuses, and values that bind nothing or never occur. */
export function checkTokenSession({ sourceIdentity, tags }: TokenSession, findings: FindingList): void {
  if (sourceIdentity !== undefined)
    checkValue(
      'the source identity',
      sourceIdentity,
      SOURCE_IDENTITY,
      '2 to 64 letters, digits and `_ + = , . @ -`',
      'sourceIdentity',
      findings,
    );
  if (tags === undefined) return;
  const before = findings.errors;
  checkTagKeys(Object.keys(tags), 'tags', findings);
  if (findings.errors > before) return;
  for (const [key, value] of Object.entries(tags)) {
    checkValue(`the session tag \`${key}\``, value, TAG_VALUE, '1 to 256 letters, digits, spaces and `_ . : / = + - @`', 'tags', findings);
  }
}
