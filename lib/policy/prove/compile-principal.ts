/**
 * Principals as strings, so that they are reasoned about as all other strings are.
 *
 * An AWS principal is `aws`, the ARN of the role or user, its session name and its canonical user id, each of the last two
 * perhaps empty; others are `service` or `federated` and a name, or `anonymous`. The parts are separated by a character that
 * no policy may hold.
 */
import type { Principal, PrincipalElement } from '../document';
import { parseText } from '../text';
import { literalTokens } from './compile-pattern';
import { exactTokens } from './exact-tokens';
import { SEPARATOR, type Token } from './token';

const STAR: Token = { kind: 'star', reach: 'yes' };
const FIELD: Token = { kind: 'star', reach: 'field' };
const SEGMENT: Token = { kind: 'star', reach: 'no' };
const LETTER: Token = { kind: 'one', reach: 'no' };
const DIGIT: Token = { kind: 'char', chars: '0123456789' };

const separator = literalTokens(SEPARATOR);
export const tagged = (tag: string, ...parts: readonly (readonly Token[])[]): readonly Token[] => [
  ...literalTokens(tag),
  ...parts.flatMap((part) => [...separator, ...part]),
];

/** Sequences that match every principal of a kind. */
export const KINDS = {
  aws: tagged('aws', [STAR]),
  service: tagged('service', [STAR]),
  federated: tagged('federated', [STAR]),
  anonymous: literalTokens('anonymous'),
} as const;

/** Roles and users of accounts: everyone who can hold identity policies. */
export const HOLDERS: readonly (readonly Token[])[] = [
  tagged('aws', [...arnOf('iam', 'role/')], [FIELD], [FIELD]),
  tagged('aws', [...arnOf('iam', 'user/')], [], [FIELD]),
];

/** Everyone who can make a request. The root user of an account, whom policies hardly limit, is left out. */
export const PRINCIPALS: readonly (readonly Token[])[] = [
  ...HOLDERS,
  tagged('service', [{ kind: 'one', reach: 'field' }, FIELD]),
  tagged('federated', [{ kind: 'one', reach: 'field' }, FIELD]),
  KINDS.anonymous,
];

/** A partition, twelve digits for the account, and a name. */
function arnOf(service: string, resource: string): readonly Token[] {
  const account = Array.from({ length: 12 }, () => DIGIT);
  return [
    ...literalTokens('arn:aws'),
    SEGMENT,
    ...literalTokens(`:${service}::`),
    ...account,
    ...literalTokens(`:${resource}`),
    LETTER,
    FIELD,
  ];
}

/** Callers that are roles, or sessions of roles. */
export const ROLES: readonly Token[] = tagged('aws', [
  ...literalTokens('arn:'),
  SEGMENT,
  ...literalTokens(':'),
  SEGMENT,
  ...literalTokens(':'),
  SEGMENT,
  ...literalTokens(':'),
  SEGMENT,
  ...literalTokens(':role/'),
  STAR,
]);

/** Whether a principal stands for a whole account, or may do so: a statement that names it leaves the decision to the account. */
export const isWide = (principal: Principal): boolean =>
  principal.kind === 'canonical-user' || (principal.kind === 'aws' && (isAccount(principal.value) || ROOT.test(principal.value)));

/** Whether it is not known whom a principal names at all. */
export const isUnknown = (principal: Principal): boolean => principal.kind === 'aws' && bareHole(principal.value) !== undefined;

export const isSession = (value: string): boolean => SESSION.test(value);

/** Everybody of one account, sessions too. */
const accountTokens = (partition: readonly Token[], id: readonly Token[]): readonly Token[] =>
  tagged('aws', [...partition, ...literalTokens(':iam::'), ...id, ...literalTokens(':'), STAR]);

const ROOT = /^(arn:[^:]*):iam::([^:]*):root$/;
const SESSION = /^(arn:[^:]*):sts::([^:]*):assumed-role\/([^/]+)\/(.+)$/;

function isAccount(value: string): boolean {
  if (/^\d{12}$/.test(value)) return true;
  const [part, ...rest] = parseText(value);
  return rest.length === 0 && part !== undefined && typeof part !== 'string' && (part.shape === 'account' || part.shape === 'account-id');
}

/** A hole of which nothing is known may stand for an account, a role, a session or everyone. */
function bareHole(value: string): readonly Token[] | undefined {
  const [token, ...rest] = exactTokens(value);
  return rest.length === 0 && token?.kind === 'unknown' && token.unknown.wild ? [{ ...token, variant: 'glob' }] : undefined;
}

function sessionTokens(value: string): readonly (readonly Token[])[] | undefined {
  const match = SESSION.exec(value);
  if (match === null) return undefined;
  const [, partition = '', id = '', role = '', session = ''] = match;
  const before = [...exactTokens(partition), ...literalTokens(':iam::'), ...exactTokens(id), ...literalTokens(':role/')];
  // A session's ARN leaves out the path of its role.
  return [[], [FIELD, ...literalTokens('/')]].map((path) =>
    tagged('aws', [...before, ...path, ...exactTokens(role)], exactTokens(session), [FIELD]),
  );
}

/** The token sequences of one principal of a statement. */
export function principalTokens(principal: Principal): readonly (readonly Token[])[] {
  if (principal.kind === 'everyone') return [[STAR]];
  const { kind, value } = principal;
  if (kind === 'service' || kind === 'federated') return [tagged(kind, exactTokens(value))];
  if (kind === 'canonical-user') return [tagged('aws', [FIELD], [FIELD], exactTokens(value))];
  if (isAccount(value)) return [accountTokens([...literalTokens('arn:'), SEGMENT], exactTokens(value))];
  const bare = bareHole(value);
  if (bare !== undefined) return [tagged('aws', [...bare, STAR])];
  const root = ROOT.exec(value);
  if (root?.[1] !== undefined && root[2] !== undefined) return [accountTokens(exactTokens(root[1]), exactTokens(root[2]))];
  // A role or user stands for all of its sessions.
  return sessionTokens(value) ?? [tagged('aws', exactTokens(value), [STAR])];
}

/** The account of an IAM ARN, as written. */
const accountOf = (arn: string): string | undefined => /^arn:[^:]*:(?:iam|sts)::([^:]*):/.exec(arn)?.[1];

/**
 * Those whom a `NotPrincipal` spares. An AWS principal is spared only where its account, its role or user, and its session
 * are all listed.
 */
export function sparedTokens({ principals }: PrincipalElement): readonly (readonly Token[])[] {
  const named = principals.flatMap((principal) => (principal.kind === 'aws' ? [principal.value] : []));
  const accounts = new Set(named.flatMap((value) => (isAccount(value) ? [value] : ROOT.test(value) ? [accountOf(value) ?? ''] : [])));
  const listed = named.filter((value) => accounts.has(accountOf(value) ?? ''));
  const users = listed.filter((value) => !ROOT.test(value) && !SESSION.test(value));
  const others = principals.flatMap((principal) =>
    principal.kind === 'aws' || principal.kind === 'canonical-user' ? [] : principalTokens(principal),
  );
  const sessions = users.flatMap((value) =>
    listed.flatMap((session) => {
      const [, , id, role, name] = SESSION.exec(session) ?? [];
      if (name === undefined || id !== accountOf(value) || value.split('/').at(-1) !== role) return [];
      return [tagged('aws', exactTokens(value), exactTokens(name), [FIELD])];
    }),
  );
  return [...others, ...users.map((value) => tagged('aws', exactTokens(value), [], [FIELD])), ...sessions];
}

/** Those of whom a `NotPrincipal` lists something more than the account, so that it may spare them. */
export const listedTokens = ({ principals }: PrincipalElement): readonly (readonly Token[])[] =>
  principals.filter((principal) => !isWide(principal)).flatMap(principalTokens);
