/** Whether one statement applies to a request, and which of its elements decided that it does not. */
import { type ArnGlob, arnGlobMatches, compileResource } from './arn-pattern';
import {
  APPLIES,
  EVERYONE,
  type FailedElement,
  NOT_THE_ACTION,
  NOT_THE_PRINCIPAL,
  NOT_THE_RESOURCE,
  type StatementAnswer,
} from './authorize-answer';
import { type CompiledCondition, compileCondition, evaluateCondition } from './authorize-condition';
import type { RequestContext } from './authorize-context';
import { foldText, matchArnText, matchText } from './authorize-holes';
import { fillVariables, PreparedPatterns } from './authorize-prepared';
import { type Caller, principalReach } from './authorize-principal';
import { anyOf, not, type Truth, truthOf } from './authorize-truth';
import type { LanguageVersion, PolicyDocument, PrincipalElement, Statement } from './document';
import { compileGlob, type Glob, globMatches } from './glob';
import { type Pattern, parsePattern } from './pattern';
import type { AuthorizationRequest } from './request';

const parseAction = (text: string): Pattern => parsePattern(foldText(text), { wildcards: true, variables: false });
const parseResource = (text: string): Pattern => parsePattern(text, { wildcards: true, variables: true });
/** Before version 2012-10-17 there are no variables. */
const parseOldResource = (text: string): Pattern => parsePattern(text, { wildcards: true, variables: false });

/** A statement with its elements prepared, each when it is first asked for: most statements fail at their action. */
export class CompiledStatement {
  readonly statement: Statement;
  readonly denies: boolean;
  /** Whether it has `NotAction`, `NotResource`. */
  readonly actionNegated: boolean;
  readonly resourceNegated: boolean;
  /** Whether it names resources; one that does not speaks of the resource that its policy is attached to. */
  readonly namesResources: boolean;
  readonly principal: PrincipalElement | undefined;
  readonly #version: LanguageVersion;
  #actions: PreparedPatterns<Glob> | undefined;
  #resources: PreparedPatterns<ArnGlob> | undefined;
  #conditions: readonly CompiledCondition[] | undefined;

  constructor(statement: Statement, version: LanguageVersion) {
    this.statement = statement;
    this.denies = statement.effect === 'Deny';
    this.actionNegated = statement.action.negated;
    this.resourceNegated = statement.resource?.negated === true;
    this.namesResources = statement.resource !== undefined;
    this.principal = statement.principal;
    this.#version = version;
  }

  get actions(): PreparedPatterns<Glob> {
    this.#actions ??= new PreparedPatterns(this.statement.action.patterns, parseAction, compileGlob);
    return this.#actions;
  }

  get resources(): PreparedPatterns<ArnGlob> {
    const parse = this.#version === '2012-10-17' ? parseResource : parseOldResource;
    this.#resources ??= new PreparedPatterns(this.statement.resource?.patterns ?? [], parse, compileResource);
    return this.#resources;
  }

  get conditions(): readonly CompiledCondition[] {
    this.#conditions ??= this.statement.conditions.map((condition) => compileCondition(condition, this.#version));
    return this.#conditions;
  }
}

/** A request with what every statement asks of it worked out once. */
export interface PreparedRequest {
  readonly request: AuthorizationRequest;
  readonly context: RequestContext;
  /** In lower case, but for the names of holes. */
  readonly action: string;
  /** Whether action or resource hold a hole. */
  readonly openAction: boolean;
  readonly openResource: boolean;
  /** Under what policies may name the caller. */
  readonly caller: Caller;
}

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The statements of a document, prepared once and kept as long as the document lives. */
export function statementsOf(document: PolicyDocument): readonly CompiledStatement[] {
  let statements = compiled.get(document);
  if (statements === undefined) {
    statements = document.statements.map((statement) => new CompiledStatement(statement, document.version));
    compiled.set(document, statements);
  }
  return statements;
}

/** Whether the action is one of those that the statement names, or leaves out. */
function matchesAction({ actions, actionNegated }: CompiledStatement, { action, openAction, context }: PreparedRequest): Truth {
  const { closed } = actions;
  if (closed !== undefined && !openAction) {
    for (const glob of closed) if (globMatches(glob, action)) return truthOf(!actionNegated);
    return truthOf(actionNegated);
  }
  const matched = anyOf(actions.each, (prepared) => {
    const glob = prepared.ready(context);
    return glob === undefined || openAction ? matchText(prepared.pattern, action) : truthOf(globMatches(glob, action));
  });
  return actionNegated ? not(matched) : matched;
}

function matchesOpenResource(pattern: Pattern, { request, context }: PreparedRequest): Truth {
  const filled = fillVariables(pattern, context);
  if (filled === 'none') return 'no';
  return filled === 'unknown' ? 'unknown' : matchArnText(filled, request.resource, true);
}

/** Whether the resource is one of those that the statement names, or leaves out. */
function matchesResource(statement: CompiledStatement, request: PreparedRequest): Truth {
  if (!statement.namesResources) return 'yes';
  const { resources, resourceNegated } = statement;
  const { resource } = request.request;
  const { closed } = resources;
  if (closed !== undefined && !request.openResource) {
    for (const glob of closed) if (arnGlobMatches(glob, resource)) return truthOf(!resourceNegated);
    return truthOf(resourceNegated);
  }
  const matched = anyOf(resources.each, (prepared) => {
    const glob = prepared.ready(request.context);
    return glob !== undefined && !request.openResource
      ? truthOf(arnGlobMatches(glob, resource))
      : matchesOpenResource(prepared.pattern, request);
  });
  return resourceNegated ? not(matched) : matched;
}

/** Whether the statement applies; stops at the first element that rules it out, the quickest to look at first. */
export function evaluateStatement(compiledStatement: CompiledStatement, prepared: PreparedRequest): StatementAnswer {
  let failed: FailedElement | undefined;
  const action = matchesAction(compiledStatement, prepared);
  if (action === 'no') return NOT_THE_ACTION;
  if (action === 'unknown') failed = NOT_THE_ACTION.failed;
  const resource = matchesResource(compiledStatement, prepared);
  if (resource === 'no') return NOT_THE_RESOURCE;
  if (resource === 'unknown') failed ??= NOT_THE_RESOURCE.failed;
  const { principal } = compiledStatement;
  const reach = principal === undefined ? EVERYONE : principalReach(principal, prepared.caller);
  if (reach.possible === 0) return NOT_THE_PRINCIPAL;
  if (reach.sure === 0) failed ??= NOT_THE_PRINCIPAL.failed;
  for (const condition of compiledStatement.conditions) {
    const holds = evaluateCondition(condition, prepared.context);
    if (holds === 'no') return condition.failure;
    if (holds === 'unknown') failed ??= condition.failure.failed;
  }
  if (failed === undefined) return reach === EVERYONE ? APPLIES : { applies: 'yes', failed, reach };
  return { applies: 'unknown', failed, reach };
}
