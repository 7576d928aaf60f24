/** How little would have to change for a request to be permitted. */
import type { Condition, Statement } from '../document';
import type { AuthorizationRequest, ContextValue, RequestPrincipal } from '../request';
import { AtomTable, type Dimension, dimensionOf } from './atom';
import type { Candidate } from './candidate';
import { literalTokens } from './compile-pattern';
import { noRequest } from './decide';
import { exactTokens } from './exact-tokens';
import type { Formula } from './formula';
import { fulfils } from './fulfils';
import type { ProveOptions } from './options';
import { SAME_ACCOUNT } from './owner';
import { documentsOf, isHeld, permissionOf, type Subject } from './permission';
import { StatementCompiler } from './statement-formula';
import { StringSpace } from './string-space';
import { SEPARATOR } from './token';

/** A part of a request: its action, resource or principal, or one condition key. */
export type RequestPart = 'action' | 'resource' | 'principal' | { readonly key: string };

export interface RequestChange {
  readonly parts: readonly RequestPart[];
  /** The request with just these parts changed; it is permitted. */
  readonly request: AuthorizationRequest;
}

export type PolicyChange =
  /** The Deny statement applies to the request, and would have to spare it. */
  | { readonly change: 'narrow-deny'; readonly statement: Statement }
  /** The Allow statement is the nearest to applying, and would have to be widened in these elements. */
  | { readonly change: 'widen-allow'; readonly statement: Statement; readonly elements: readonly StatementElement[] }
  /** No Allow statement comes near. */
  | { readonly change: 'add-allow' };

export type StatementElement = 'principal' | 'action' | 'resource' | Condition;

export interface NearMiss {
  /** The fewest parts of the request whose change makes it permitted; absent where none was found. */
  readonly request?: RequestChange;
  readonly policy: PolicyChange;
}

/** Parts that are changed at once, at most. */
const MOST_PARTS = 2;

/** For a request that the subject does not permit: the smallest change of the request, and of a policy, that is on the way to it. */
export function nearMiss(request: AuthorizationRequest, subject: Subject, options: ProveOptions = {}): NearMiss {
  const change = requestChange(request, subject, options);
  const policy = policyChange(request, subject);
  return change === undefined ? { policy } : { request: change, policy };
}

function requestChange(request: AuthorizationRequest, subject: Subject, options: ProveOptions): RequestChange | undefined {
  const parts = partsOf(request, subject);
  for (let count = 1; count <= MOST_PARTS; count++) {
    for (const changed of choices(parts, count)) {
      const kept = parts.filter((part) => !changed.includes(part));
      const verdict = noRequest(
        {
          documents: documentsOf(subject),
          held: isHeld(subject),
          question: (compiler) => {
            const { allowing, hindering } = permissionOf(subject, compiler);
            return { chosen: [...kept.flatMap((part) => keep(part, request, compiler)), ...allowing], hindering };
          },
        },
        options,
      );
      if (verdict.verdict === 'refuted') return { parts: changed, request: verdict.witness };
    }
  }
  return undefined;
}

/** The parts of the request, and the keys that it lacks but the policies ask about. */
function partsOf({ context }: AuthorizationRequest, subject: Subject): readonly RequestPart[] {
  const keys = new Map<Dimension, string>();
  const conditions = documentsOf(subject).flatMap(({ statements }) => statements.flatMap((statement) => statement.conditions));
  for (const key of [...Object.keys(context), ...conditions.map((condition) => condition.key)]) {
    if (!keys.has(dimensionOf(key))) keys.set(dimensionOf(key), key);
  }
  // What is easiest to change comes first.
  return [...[...keys.values()].map((key) => ({ key })), 'resource', 'principal', 'action'];
}

function* choices<Item>(items: readonly Item[], count: number, from = 0): Generator<readonly Item[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let index = from; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    for (const rest of choices(items, count - 1, index + 1)) yield [item, ...rest];
  }
}

/** The part stays as it is. */
function keep(part: RequestPart, request: AuthorizationRequest, compiler: StatementCompiler): readonly Formula[] {
  if (part === 'action') return [compiler.actionIs(request.action)];
  if (part === 'resource') return [compiler.patterns('resource', [exactTokens(request.resource)])];
  if (part === 'principal') return [compiler.patterns('principal', [fieldTokens(request.principal)])];
  return compiler.keyHolds(part.key, valuesOf(request.context, part.key));
}

const fieldTokens = (principal: RequestPrincipal) =>
  principalText(principal)
    .split(SEPARATOR)
    .flatMap((field, index) => (index === 0 ? exactTokens(field) : [...literalTokens(SEPARATOR), ...exactTokens(field)]));

function principalText(principal: RequestPrincipal): string {
  switch (principal.kind) {
    case 'aws':
      return ['aws', principal.arn, principal.session ?? '', principal.canonicalUser ?? ''].join(SEPARATOR);
    case 'service':
      return ['service', principal.service].join(SEPARATOR);
    case 'federated':
      return ['federated', principal.provider].join(SEPARATOR);
    case 'anonymous':
      return 'anonymous';
  }
}

/** The values of a key in a context; none where it is absent. */
function valuesOf(context: Readonly<Record<string, ContextValue>>, key: string): readonly string[] {
  const name = Object.keys(context).find((other) => dimensionOf(other) === dimensionOf(key));
  const value = name === undefined ? [] : (context[name] ?? []);
  return typeof value === 'string' ? [value] : value;
}

function policyChange(request: AuthorizationRequest, subject: Subject): PolicyChange {
  const candidate = asCandidate(request);
  const compiler = new StatementCompiler(new AtomTable(new StringSpace(0)));
  const statements = documentsOf(subject).flatMap((document) =>
    document.statements.map((statement) => ({ statement, variables: document.version === '2012-10-17' })),
  );
  const deny = statements.find(
    ({ statement, variables }) => statement.effect === 'Deny' && fulfils(compiler.statement(statement, variables), candidate),
  );
  if (deny !== undefined) return { change: 'narrow-deny', statement: deny.statement };
  const nearest = statements
    .filter(({ statement }) => statement.effect === 'Allow')
    .map(({ statement, variables }) => ({ statement, elements: failing(statement, variables, candidate, compiler) }))
    .filter(({ statement, elements }) => elements.length > 0 && elements.length < 2 + statement.conditions.length)
    .sort((a, b) => a.elements.length - b.elements.length)[0];
  return nearest === undefined ? { change: 'add-allow' } : { change: 'widen-allow', ...nearest };
}

/** The elements of a statement that the request does not meet. */
function failing(statement: Statement, variables: boolean, candidate: Candidate, compiler: StatementCompiler): readonly StatementElement[] {
  const everything = { action: { negated: false, patterns: ['*'] }, effect: statement.effect, pointer: statement.pointer, conditions: [] };
  const meets = (part: Statement): boolean => fulfils(compiler.statement(part, variables), candidate);
  const { principal, action, resource, conditions } = statement;
  const elements: StatementElement[] = [];
  if (principal !== undefined && !meets({ ...everything, principal })) elements.push('principal');
  if (!meets({ ...everything, action })) elements.push('action');
  if (resource !== undefined && !meets({ ...everything, resource })) elements.push('resource');
  for (const condition of conditions) if (!meets({ ...everything, conditions: [condition] })) elements.push(condition);
  return elements;
}

function asCandidate({ principal, action, resource, context }: AuthorizationRequest): Candidate {
  const keys = Object.keys(context).map((key) => [dimensionOf(key), { key, values: valuesOf(context, key) }] as const);
  return { action, resource, principal: principalText(principal), owner: SAME_ACCOUNT, keys: new Map(keys) };
}
