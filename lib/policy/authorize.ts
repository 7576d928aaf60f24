/** The decision on one request, with every statement's part in it (IAM User Guide, reference_policies_evaluation-logic). */
import { RequestContext } from './authorize-context';
import { accountIn, foldText, sameText } from './authorize-holes';
import { askLayer, DENIED, type LayerAnswer, policiesFor, type StatementTrace, traceAll, UNLIMITED } from './authorize-layers';
import { Caller, isRootUser, type Reach } from './authorize-principal';
import { openReason } from './authorize-reasons';
import type { PreparedRequest } from './authorize-statement';
import { and, or, type Truth } from './authorize-truth';
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

export interface Authorization {
  readonly decision: Decision;
  /** The statements that carry the decision: the Allows of an allow, the Denies of an explicit deny; else none. */
  readonly deciding: readonly StatementTrace[];
  /** Every statement of every policy that has a say, in the order given. Worked out when first asked for, like all but the decision. */
  readonly statements: readonly StatementTrace[];
  /** For a request that is not allowed: the layers that would have had to allow it and did not. */
  readonly missing: readonly PolicyLayer[];
  /** For an undecided request: what it depends on, in words. */
  readonly reasons: readonly string[];
}

/** What the layers say, with everything that is open counted one way. */
interface Side {
  readonly identity: boolean;
  readonly boundary: boolean;
  readonly session: boolean;
  readonly scp: boolean;
  readonly reach: Reach;
  readonly sameAccount: boolean;
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
function grants({ identity, boundary, session, scp, reach, sameAccount }: Side, isAws: boolean, resourceMustAllow: boolean): boolean {
  if (!isAws) return reach > 0;
  if (!scp) return false;
  const identitySide = identity && boundary && session;
  if (!sameAccount) return identitySide && reach > 0;
  if (reach === 3 || (reach === 2 && boundary && session)) return true;
  return identitySide && (reach > 0 || !resourceMustAllow);
}

/** The layers that a grant would still need. */
function missingLayers(
  { identity, boundary, session, scp, reach, sameAccount }: Side,
  isAws: boolean,
  resourceMustAllow: boolean,
): readonly PolicyLayer[] {
  if (!isAws) return reach > 0 ? [] : ['resource'];
  const layers: PolicyLayer[] = [];
  if (!scp) layers.push('scp');
  if (!identity) layers.push('identity');
  if (!boundary) layers.push('boundary');
  if (!session) layers.push('session');
  if (reach === 0 && (!sameAccount || resourceMustAllow)) layers.push('resource');
  return layers;
}

/** A decision whose grounds are worked out when somebody asks for them. */
class Decided implements Authorization {
  readonly decision: Decision;
  readonly missing: readonly PolicyLayer[];
  readonly #policies: PolicySet;
  readonly #prepared: PreparedRequest;
  readonly #sameAccount: Truth;
  #statements: readonly StatementTrace[] | undefined;

  constructor(decision: Decision, missing: readonly PolicyLayer[], policies: PolicySet, prepared: PreparedRequest, sameAccount: Truth) {
    this.decision = decision;
    this.missing = missing;
    this.#policies = policies;
    this.#prepared = prepared;
    this.#sameAccount = sameAccount;
  }

  get statements(): readonly StatementTrace[] {
    this.#statements ??= traceAll(this.#policies, this.#prepared);
    return this.#statements;
  }

  get deciding(): readonly StatementTrace[] {
    const effect = this.decision === 'allow' ? 'Allow' : this.decision === 'explicit-deny' ? 'Deny' : undefined;
    return effect === undefined ? [] : this.statements.filter(({ applies, statement }) => applies === 'yes' && statement.effect === effect);
  }

  get reasons(): readonly string[] {
    if (this.decision !== 'undecided') return [];
    const open = this.statements.filter(({ applies }) => applies === 'unknown').map((trace) => openReason(trace, this.#prepared));
    return this.#sameAccount === 'unknown' ? [...open, 'whether caller and resource belong to one account is open'] : open;
  }

  /** Plain data, as `JSON.stringify` writes it. */
  toJSON(): Authorization {
    const { decision, deciding, statements, missing, reasons } = this;
    return { decision, deciding, statements, missing, reasons };
  }
}

const side = (holds: (truth: Truth) => boolean, root: boolean, answers: Answers, reach: Reach, same: Truth): Side => ({
  identity: root || holds(answers.identity.allow),
  boundary: holds(answers.boundary.allow),
  session: holds(answers.session.allow),
  scp: holds(answers.scp),
  reach,
  sameAccount: holds(same),
});

interface Answers {
  readonly identity: LayerAnswer;
  readonly boundary: LayerAnswer;
  readonly session: LayerAnswer;
  readonly scp: Truth;
}

const surely = (truth: Truth): boolean => truth === 'yes';
const possibly = (truth: Truth): boolean => truth !== 'no';

/**
 * Decides one request.
 *
 * Callers that are no AWS principals (services, tokens of identity providers, anonymous callers) have only the resource's
 * policy and the resource control policies to pass. Service-linked roles are exempt from organisation policies.
 * A call that needs no permission, such as `sts:GetCallerIdentity`, is judged like any other.
 * The context is taken as it is: a key that is not in it is absent; `derivedContext` gives the keys that follow from the caller.
 *
 * @throws {TypeError} for documents that were not made by `parsePolicy` and name operators that do not exist
 */
export function authorize(request: AuthorizationRequest, policies: PolicySet): Authorization {
  const { principal } = request;
  const isAws = principal.kind === 'aws';
  const root = isRootUser(principal);
  const effective = policiesFor(principal, policies);
  const prepared: PreparedRequest = {
    request,
    context: new RequestContext(request.context),
    action: foldText(request.action),
    openAction: hasHole(request.action),
    openResource: hasHole(request.resource),
    caller: new Caller(principal, effective.boundary !== undefined),
  };
  const deniedOutright = (): Authorization => new Decided('explicit-deny', [], effective, prepared, 'no');
  const { session: passed, boundary: bound } = effective;
  const identity = askLayer(effective.identity, prepared);
  if (identity === DENIED) return deniedOutright();
  const boundary = bound === undefined ? UNLIMITED : askLayer([bound], prepared);
  if (boundary === DENIED) return deniedOutright();
  const session = passed === undefined || passed.length === 0 ? UNLIMITED : askLayer(passed, prepared);
  if (session === DENIED) return deniedOutright();
  const rcp = askLayer(effective.rcps, prepared);
  if (rcp === DENIED) return deniedOutright();
  const resource = askLayer(effective.resource && [effective.resource], prepared);
  if (resource === DENIED) return deniedOutright();
  let denied = or(or(identity.deny, boundary.deny), or(session.deny, or(rcp.deny, resource.deny)));
  let scp: Truth = 'yes';
  for (const documents of effective.scps ?? []) {
    const answer = askLayer(documents, prepared);
    if (answer === DENIED) return deniedOutright();
    denied = or(denied, answer.deny);
    scp = and(scp, answer.allow);
  }

  const mustAllow = effective.resource !== undefined && (effective.resource.type === 'trust' || prepared.action.startsWith('kms:'));
  const same = isSameAccount(request);
  const answers = { identity, boundary, session, scp };
  // What is open counts once against the request, once for it: only where both come to the same is it decided.
  const least = side(surely, root, answers, resource.sure, same);
  if (denied === 'no' && grants(least, isAws, mustAllow)) return new Decided('allow', [], effective, prepared, same);
  const most = side(possibly, root, answers, resource.possible, same);
  if (grants(most, isAws, mustAllow)) {
    return new Decided('undecided', missingLayers(least, isAws, mustAllow), effective, prepared, same);
  }
  return new Decided('implicit-deny', missingLayers(most, isAws, mustAllow), effective, prepared, same);
}
