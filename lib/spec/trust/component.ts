/**
 * Another component: whoever of the agent declares a call to this one assumes its role.
 *
 * The trust policy names the caller's account and pins the caller's exact role by condition: it can be created before the caller's role is, in any account, and
 * admits nobody else. Source identity, session tags and the form of the session's name are required, so that the chain from instruction to call is kept by IAM
 * (docs/chain.md). A role reached through another role lives for one hour at most (role chaining).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
import type { StatementJson } from '../../policy/policy-json';
import { listOf, text } from '../form';
import { checkTagKeys } from '../session';
import { type Caller, defineTrust, type SourceIdentity, type TrustContext } from './define-trust';

/** Options of {@link component}. */
export interface ComponentOptions {
  /** Session tags that every assumption must carry, in place of those that the agent's `session` requires. */
  readonly tags?: readonly [string, ...string[]];
}

export interface ComponentTrust extends ComponentOptions {
  readonly kind: 'component';
}

/** Another component: exactly those that declare a call to this one, each with source identity and session tags. */
export const component = (options: ComponentOptions = {}): ComponentTrust => ({ ...options, kind: 'component' });

const rootOf = (account: string): string => `arn:⟨partition⟩:iam::${account}:root`;

interface Group {
  readonly sourceIdentity: SourceIdentity;
  readonly callers: readonly [Caller, ...Caller[]];
}

const wayOf = (sourceIdentity: SourceIdentity): string =>
  sourceIdentity.from === 'issued' ? `issued ${sourceIdentity.tags.join(' ')}` : sourceIdentity.from;

/** Callers that can share a statement: of one account, with source identities from the same place. */
function groups(callers: readonly Caller[]): readonly Group[] {
  const byKey = new Map<string, { readonly sourceIdentity: SourceIdentity; readonly callers: [Caller, ...Caller[]] }>();
  for (const caller of callers) {
    for (const sourceIdentity of caller.sourceIdentity) {
      const key = `${caller.account} ${wayOf(sourceIdentity)}`;
      const group = byKey.get(key);
      if (group === undefined) byKey.set(key, { sourceIdentity, callers: [caller] });
      else group.callers.push(caller);
    }
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** A trace id of W3C Trace Context has 32 characters; that they are hexadecimal, no policy can ask. */
const TRACE_ID = '?'.repeat(32);

/** The run, a period and the trace id; where the run is a session tag, it must be the same run. */
const sessionNameOf = (sessionTags: readonly string[]): string =>
  `${sessionTags.includes('run') ? `\${aws:RequestTag/run}` : '?*'}.${TRACE_ID}`;

/** A component that acts on a part of what it was asked names that part; everything else that its session says, it can only hand on. */
const MAY_CHANGE = 'task';

/** The session tags that a caller's session was made with, by the way it was made. */
function carriedBy({ sessionTags }: Caller, sourceIdentity: SourceIdentity): readonly string[] {
  if (sourceIdentity.from === 'set') return [];
  return sourceIdentity.from === 'inherited' ? sessionTags : sourceIdentity.tags;
}

const includes = (tags: readonly string[], tag: string): boolean => tags.some((one) => one.toLowerCase() === tag.toLowerCase());

/** The session tags that a session can only hand on, because it was made with them. */
const handedOnBy = ({ callers, sourceIdentity }: Group, sessionTags: readonly string[]): readonly string[] =>
  sessionTags.filter((tag) => tag !== MAY_CHANGE && callers.every((caller) => includes(carriedBy(caller, sourceIdentity), tag)));

/** What tells a session of this statement from those that the same callers have by other ways, which must not come in by this one: it binds them to less. */
function apartFromOthers(group: Group, sessionTags: readonly string[]): readonly string[] {
  const { callers, sourceIdentity } = group;
  const others = callers.flatMap((caller) =>
    caller.sourceIdentity
      .filter((other) => wayOf(other) !== wayOf(sourceIdentity) && other.from !== 'set')
      .map((other) => carriedBy(caller, other)),
  );
  if (sourceIdentity.from === 'set') return others.length === 0 ? [] : ['aws:SourceIdentity'];
  const own = handedOnBy(group, sessionTags);
  const more = sessionTags.filter((tag) => tag !== MAY_CHANGE && !own.includes(tag) && others.some((carried) => includes(carried, tag)));
  return more.map((tag) => `aws:PrincipalTag/${tag}`).sort();
}

/**
 * What the call must carry. No operator here holds for a key that is absent, and `?*` does not for one that is empty. A session that has its source
 * identity from an earlier hop or its token hands on its own tags: it cannot speak for another run or user than the one it was made for.
 */
function required(group: Group, sessionTags: readonly string[]): NonNullable<StatementJson['Condition']> {
  const handedOn = handedOnBy(group, sessionTags);
  const like = [
    ...sessionTags.filter((tag) => !handedOn.includes(tag)).map((tag) => [`aws:RequestTag/${tag}`, ['?*']] as const),
    [group.sourceIdentity.from === 'set' ? 'sts:SourceIdentity' : 'aws:SourceIdentity', ['?*']] as const,
    ['sts:RoleSessionName', [sessionNameOf(sessionTags)]] as const,
  ];
  const equals = handedOn.map((tag) => [`aws:RequestTag/${tag}`, [`\${aws:PrincipalTag/${tag}}`]] as const);
  const absent = apartFromOthers(group, sessionTags);
  return {
    ...(equals.length === 0 ? {} : { StringEquals: Object.fromEntries(equals) }),
    StringLike: Object.fromEntries([...like].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(absent.length === 0 ? {} : { Null: Object.fromEntries(absent.map((key) => [key, ['true']])) }),
  };
}

/**
 * STS authorizes AssumeRole, SetSourceIdentity and TagSession apart, and knows different keys for each: the requirement stands on AssumeRole, whose keys hold
 * both source identity and tags.
 */
function statementsFor(asking: Group, sessionTags: readonly string[], index: number): readonly StatementJson[] {
  const { callers: group } = asking;
  const suffix = index === 0 ? '' : String(index + 1);
  const principal = { AWS: [rootOf(group[0].account)] };
  const callers = { ArnEquals: { 'aws:PrincipalArn': group.map((caller) => caller.roleArn).sort() } };
  const tags = [...new Set([...sessionTags, ...group.flatMap((caller) => caller.transitiveTags)])].sort();
  return [
    {
      Sid: `Callers${suffix}`,
      Effect: 'Allow',
      Principal: principal,
      Action: ['sts:AssumeRole'],
      Condition: { ...callers, ...required(asking, sessionTags) },
    },
    {
      Sid: `Chain${suffix}`,
      Effect: 'Allow',
      Principal: principal,
      Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
      // No other tag can be passed, so that a caller cannot override the role's own tags.
      Condition: { ...callers, 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } },
    },
  ];
}

export const componentKind = defineTrust<ComponentTrust>({
  kind: 'component',
  fields: { tags: listOf(text, 'tag keys') },
  check: ({ tags }, findings) => {
    if (tags !== undefined) checkTagKeys(tags, 'tags', findings);
  },
  statements: ({ tags }, { callers, sessionTags }: TrustContext) =>
    groups(callers).flatMap((group, index) => statementsFor(group, tags ?? sessionTags, index)),
  summary: ({ tags }, { callers }) => ({
    who:
      callers.length === 0
        ? 'nobody: no component declares a call to it'
        : `the component${callers.length === 1 ? '' : 's'} ${callers.map(({ name }) => name).join(', ')}, by assuming its role${tags === undefined ? '' : ` with the session tag${tags.length === 1 ? '' : 's'} ${tags.join(', ')}`}`,
    subject: callers.map(({ roleArn }) => roleArn),
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  session: () => ({
    by: 'one hour, whatever the caller asks for: a role that is reached through another one (role chaining)',
    longestSeconds: 3600,
  }),
  carriesSourceIdentity: true,
  transitiveTags: [],
  entry: () => ({ by: 'role', target: '' }),
  sessionCapMinutes: 60,
});
