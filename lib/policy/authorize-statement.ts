/** Whether one statement applies to a request, and which of its elements decided that it does not. */
import { type ArnGlob, arnGlobMatches, compileResource } from './arn-pattern';
import { type CompiledCondition, compileCondition, evaluateCondition, fillVariables } from './authorize-condition';
import type { RequestContext } from './authorize-context';
import { foldText, matchArnText, matchText } from './authorize-holes';
import { principalReach, type ReachRange } from './authorize-principal';
import { anyOf, not, type Truth, truthOf } from './authorize-truth';
import type { Condition, LanguageVersion, PolicyDocument, Statement } from './document';
import { compileGlob, type Glob, globMatches } from './glob';
import { type Pattern, parsePattern } from './pattern';
import type { AuthorizationRequest } from './request';
import { hasHole } from './text';

/** The element of a statement that kept it from applying, or that leaves open whether it does. */
export type FailedElement =
  | { readonly element: 'principal' | 'action' | 'resource' }
  | { readonly element: 'condition'; readonly condition: Condition };

export interface StatementAnswer {
  readonly applies: Truth;
  /** The first element for which the answer is the one given; absent where the statement applies. */
  readonly failed?: FailedElement;
  /** How the principals name the caller; the strongest where the statement names none. */
  readonly reach: ReachRange;
}

/** A pattern, and its prepared form where it holds neither variables nor holes. */
interface Test<Prepared> {
  readonly pattern: Pattern;
  readonly glob?: Prepared;
}

export interface CompiledStatement {
  readonly statement: Statement;
  readonly actions: readonly Test<Glob>[];
  readonly resources: readonly Test<ArnGlob>[];
  readonly conditions: readonly CompiledCondition[];
}

/** A request with what every statement asks of it worked out once. */
export interface PreparedRequest {
  readonly request: AuthorizationRequest;
  readonly context: RequestContext;
  /** In lower case, but for the names of holes. */
  readonly action: string;
  /** Whether the caller has a permissions boundary. */
  readonly bounded: boolean;
}

function prepareTest<Prepared>(pattern: Pattern, prepare: (pattern: Pattern) => Prepared): Test<Prepared> {
  const plain = pattern.every(({ kind }) => kind !== 'variable' && kind !== 'hole');
  return plain ? { pattern, glob: prepare(pattern) } : { pattern };
}

const compileStatement = (statement: Statement, version: LanguageVersion): CompiledStatement => ({
  statement,
  actions: statement.action.patterns.map((text) =>
    prepareTest(parsePattern(foldText(text), { wildcards: true, variables: false }), compileGlob),
  ),
  resources: (statement.resource?.patterns ?? []).map((text) =>
    prepareTest(parsePattern(text, { wildcards: true, variables: version === '2012-10-17' }), compileResource),
  ),
  conditions: statement.conditions.map((condition) => compileCondition(condition, version)),
});

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The statements of a document, prepared once and kept as long as the document lives. */
export function statementsOf(document: PolicyDocument): readonly CompiledStatement[] {
  let statements = compiled.get(document);
  if (statements === undefined) {
    statements = document.statements.map((statement) => compileStatement(statement, document.version));
    compiled.set(document, statements);
  }
  return statements;
}

export function matchesAction({ actions, statement }: CompiledStatement, { action }: PreparedRequest): Truth {
  const open = hasHole(action);
  const matched = anyOf(actions, ({ glob, pattern }) =>
    glob === undefined || open ? matchText(pattern, action) : truthOf(globMatches(glob, action)),
  );
  return statement.action.negated ? not(matched) : matched;
}

export function matchesResource({ resources, statement }: CompiledStatement, { request, context }: PreparedRequest): Truth {
  if (statement.resource === undefined) return 'yes';
  const open = hasHole(request.resource);
  const matched = anyOf(resources, ({ glob, pattern }) => {
    if (glob !== undefined && !open) return truthOf(arnGlobMatches(glob, request.resource));
    const filled = fillVariables(pattern, context);
    if (filled === 'none') return 'no';
    return filled === 'unknown' ? 'unknown' : matchArnText(filled, request.resource, true);
  });
  return statement.resource.negated ? not(matched) : matched;
}

const EVERYONE: ReachRange = { sure: 3, possible: 3 };

/** Whether the statement applies; stops at the first element that rules it out. */
export function evaluateStatement(compiledStatement: CompiledStatement, prepared: PreparedRequest): StatementAnswer {
  const { statement, conditions } = compiledStatement;
  const reach =
    statement.principal === undefined ? EVERYONE : principalReach(statement.principal, prepared.request.principal, prepared.bounded);
  let failed: FailedElement | undefined;
  if (reach.possible === 0) return { applies: 'no', failed: { element: 'principal' }, reach };
  if (reach.sure === 0) failed = { element: 'principal' };
  const action = matchesAction(compiledStatement, prepared);
  if (action === 'no') return { applies: 'no', failed: { element: 'action' }, reach };
  if (action === 'unknown') failed ??= { element: 'action' };
  const resource = matchesResource(compiledStatement, prepared);
  if (resource === 'no') return { applies: 'no', failed: { element: 'resource' }, reach };
  if (resource === 'unknown') failed ??= { element: 'resource' };
  for (const condition of conditions) {
    const holds = evaluateCondition(condition, prepared.context);
    if (holds === 'no') return { applies: 'no', failed: { element: 'condition', condition: condition.condition }, reach };
    if (holds === 'unknown') failed ??= { element: 'condition', condition: condition.condition };
  }
  return failed === undefined ? { applies: 'yes', reach } : { applies: 'unknown', failed, reach };
}
