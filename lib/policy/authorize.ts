/** The decision on one request, with every statement's part in it (IAM User Guide, reference_policies_evaluation-logic). */
import { RequestContext } from './authorize-context';
import { accountIn, foldText, sameText } from './authorize-holes';
import { isRootUser, isServiceLinked, type Reach } from './authorize-principal';
import { openReason } from './authorize-reasons';
import { evaluateStatement, type FailedElement, type PreparedRequest, statementsOf } from './authorize-statement';
import { allOf, type Truth } from './authorize-truth';
import type { PolicyDocument, Statement } from './document';
import type { PolicyLayer, PolicySet } from './policy-set';
import type { AuthorizationRequest } from './request';
import { hasHole } from './text';

/**
 * - `allow`: allowed, whatever the holes hold
 * - `explicit-deny`: a Deny applies
 * - `implicit-deny`: nothing allows it, whatever the holes hold; whether a Deny applies too may be open
 * - `undecided`: depends on the value of a hole, or on something that AWS does not define
 */
export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny' | 'undecided';

/** What one statement had to say. */
export interface StatementTrace {
  readonly layer: PolicyLayer;
  /** Which level of service control policies, counted from the organisation's root; 0 in the other layers. */
  readonly level: number;
  /** Which document of the layer and level, counted from 0. */
  readonly policy: number;
  readonly statement: Statement;
  /** `unknown`: depends on a hole. */
  readonly applies: Truth;
  /** The first element that kept the statement from applying, or that leaves it open. */
  readonly failed?: FailedElement;
}

export interface Authorization {
  readonly decision: Decision;
  /** The statements that carry the decision: the Allows of an allow, the Denies of an explicit deny; else none. */
  readonly deciding: readonly StatementTrace[];
  /** Every statement of every policy that has a say, in the order given. */
  readonly statements: readonly StatementTrace[];
  /** For a request that is not allowed: the layers that would have had to allow it and did not. */
  readonly missing: readonly PolicyLayer[];
  /** For an undecided request: what it depends on, in words. */
  readonly reasons: readonly string[];
}

interface LayerAnswer {
  readonly allow: Truth;
  readonly deny: Truth;
  /** How strongly Allow statements name the caller: for sure, and for some values of the holes. */
  readonly sure: Reach;
  readonly possible: Reach;
}

interface Side {
  readonly identity: boolean;
  readonly boundary: boolean;
  readonly session: boolean;
  readonly scp: boolean;
  readonly reach: Reach;
  readonly sameAccount: boolean;
}

const UNLIMITED: LayerAnswer = { allow: 'yes', deny: 'no', sure: 3, possible: 3 };
const SILENT: LayerAnswer = { allow: 'no', deny: 'no', sure: 0, possible: 0 };

const or = (a: Truth, b: Truth): Truth => (a === 'yes' || b === 'yes' ? 'yes' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'no');

function evaluateLayer(
  documents: readonly PolicyDocument[],
  layer: PolicyLayer,
  level: number,
  prepared: PreparedRequest,
  traces: StatementTrace[],
): LayerAnswer {
  let allow: Truth = 'no';
  let deny: Truth = 'no';
  let sure: Reach = 0;
  let possible: Reach = 0;
  for (const [policy, document] of documents.entries()) {
    for (const compiled of statementsOf(document)) {
      const { applies, failed, reach } = evaluateStatement(compiled, prepared);
      const { statement } = compiled;
      traces.push(
        failed === undefined ? { layer, level, policy, statement, applies } : { layer, level, policy, statement, applies, failed },
      );
      if (applies === 'no') continue;
      if (statement.effect === 'Deny') {
        deny = or(deny, applies);
        continue;
      }
      allow = or(allow, applies);
      if (applies === 'yes' && reach.sure > sure) sure = reach.sure;
      if (reach.possible > possible) possible = reach.possible;
    }
  }
  return { allow, deny, sure, possible };
}

const ACCOUNT = /^\d{12}$/;

/** Whether caller and resource belong to one account. Resources that AWS owns are open to the policies of any account. */
function isSameAccount({ principal, resource, resourceAccount }: AuthorizationRequest): Truth {
  if (principal.kind !== 'aws') return 'no';
  const inArn = accountIn(resource);
  if (resourceAccount === undefined && inArn === undefined) return 'unknown';
  const owner = resourceAccount ?? (inArn !== undefined && (ACCOUNT.test(inArn) || hasHole(inArn)) ? inArn : principal.account);
  return sameText(owner, principal.account);
}

/** Whether the layers together allow, once explicit denies are out of the way. */
function grants({ identity, boundary, session, scp, reach, sameAccount }: Side, resourceMustAllow: boolean): boolean {
  if (!scp) return false;
  const identitySide = identity && boundary && session;
  if (!sameAccount) return identitySide && reach > 0;
  if (reach === 3 || (reach === 2 && boundary && session)) return true;
  return identitySide && (reach > 0 || !resourceMustAllow);
}

/**
 * Decides one request.
 *
 * Callers that are no AWS principals (services, tokens of identity providers, anonymous callers) have only the resource's
 * policy and the resource control policies to pass. Service-linked roles are exempt from organisation policies.
 * The context is taken as it is: a key that is not in it is absent; `derivedContext` gives the keys that follow from the caller.
 *
 * @throws {TypeError} for documents that were not made by `parsePolicy` and name operators that do not exist
 */
export function authorize(request: AuthorizationRequest, policies: PolicySet): Authorization {
  const prepared: PreparedRequest = {
    request,
    context: new RequestContext(request.context),
    action: foldText(request.action),
    bounded: policies.boundary !== undefined && request.principal.kind === 'aws' && !isRootUser(request.principal),
  };
  const traces: StatementTrace[] = [];
  const evaluate = (documents: readonly PolicyDocument[], layer: PolicyLayer, level = 0): LayerAnswer =>
    evaluateLayer(documents, layer, level, prepared, traces);

  const { principal } = request;
  const isAws = principal.kind === 'aws';
  const exempt = isServiceLinked(principal);
  const root = isRootUser(principal);
  const identity = isAws && !root ? evaluate(policies.identity ?? [], 'identity') : SILENT;
  const boundary = isAws && !root && policies.boundary !== undefined ? evaluate([policies.boundary], 'boundary') : UNLIMITED;
  const limited = isAws && policies.session !== undefined && policies.session.length > 0;
  const session = limited ? evaluate(policies.session, 'session') : UNLIMITED;
  const levels = isAws && !exempt ? (policies.scps ?? []) : [];
  const scps = levels.map((documents, level) => evaluate(documents, 'scp', level));
  const rcp = exempt ? SILENT : evaluate(policies.rcps ?? [], 'rcp');
  const resource = policies.resource === undefined ? SILENT : evaluate([policies.resource], 'resource');

  const all = [identity, boundary, session, ...scps, rcp, resource];
  const denied = all.reduce<Truth>((sum, { deny }) => or(sum, deny), 'no');
  if (denied === 'yes') {
    const deciding = traces.filter(({ applies, statement }) => applies === 'yes' && statement.effect === 'Deny');
    return { decision: 'explicit-deny', deciding, statements: traces, missing: [], reasons: [] };
  }

  const resourceMustAllow = policies.resource !== undefined && (policies.resource.type === 'trust' || prepared.action.startsWith('kms:'));
  const scpAllow = allOf(scps, ({ allow }) => allow);
  const same = isSameAccount(request);
  const sideOf = (holds: (truth: Truth) => boolean, reach: Reach): Side => ({
    identity: root || holds(identity.allow),
    boundary: holds(boundary.allow),
    session: holds(session.allow),
    scp: holds(scpAllow),
    reach,
    sameAccount: holds(same),
  });
  const granted = (side: Side): boolean => (isAws ? grants(side, resourceMustAllow) : side.reach > 0);
  const least = sideOf((truth) => truth === 'yes', resource.sure);
  const most = sideOf((truth) => truth !== 'no', resource.possible);
  if (denied === 'no' && granted(least)) {
    const deciding = traces.filter(({ applies, statement }) => applies === 'yes' && statement.effect === 'Allow');
    return { decision: 'allow', deciding, statements: traces, missing: [], reasons: [] };
  }
  const decision = granted(most) ? 'undecided' : 'implicit-deny';
  const missing = missingLayers(isAws, decision === 'undecided' ? least : most, resourceMustAllow);
  const reasons = decision === 'undecided' ? reasonsOf(traces, prepared, same) : [];
  return { decision, deciding: [], statements: traces, missing, reasons };
}

function missingLayers(isAws: boolean, side: Side, resourceMustAllow: boolean): readonly PolicyLayer[] {
  const layers: PolicyLayer[] = [];
  if (isAws) {
    if (!side.scp) layers.push('scp');
    if (!side.identity) layers.push('identity');
    if (!side.boundary) layers.push('boundary');
    if (!side.session) layers.push('session');
  }
  if (side.reach === 0 && (!isAws || !side.sameAccount || resourceMustAllow)) layers.push('resource');
  return layers;
}

function reasonsOf(traces: readonly StatementTrace[], prepared: PreparedRequest, same: Truth): readonly string[] {
  const open = traces.filter(({ applies }) => applies === 'unknown').map((trace) => openReason(trace, prepared));
  return same === 'unknown' ? [...open, 'whether caller and resource belong to one account is open'] : open;
}
