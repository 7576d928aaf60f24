import type { Place } from '../../finding/finding';
import type { GraphRole } from '../../graph/identity-graph';
import type { PlannedBoundary, PlannedStateMachine } from '../../plan/plan';
import type { PolicyDocument, PolicyType } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import type { PolicyJson } from '../../policy/policy-json';
import type { AuthorizationRequest } from '../../policy/request';
import { defineRule, type RuleContext, type Tell } from '../define-rule';
import { declaredResponse, declaredResponseResources } from '../examples/declared-response';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { plainlyWithin } from '../reading/in-other-words';
import { readPermissions, UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { type MachineRole, machineRoleFor } from '../reading/plan-of';
import { inWordsOf, jsonInWordsOf, valuesOf } from '../reading/plan-values';
import { readPolicy } from '../reading/read-policy';
import { sameJson } from '../reading/same-json';
import { showAction, showPrincipal } from '../reading/show-request';
import { UNREADABLE_TRUST } from '../reading/trust';

const messages = {
  mayMore: {
    what: 'the role `<role>`, which the plan makes for a task of its own, may do what the plan does not let it do',
    fix: 'take what was added out of the role\u2019s policies: what acts on all roles of an agent must do nothing else',
  },
  admits: {
    what: 'the role `<role>`, which the plan makes for a task of its own, lets in whom the plan does not',
    fix: 'take what was added out of the trust policy: what acts on all roles of an agent is nobody else\u2019s',
  },
  otherTask: {
    what: 'the state machine `<machine>` of the role `<role>` does something else than was planned',
    fix: 'give it the definition of the plan back; declare another machine with a role of its own for other tasks',
  },
  otherBoundary: {
    what: 'the permissions boundary of the role `<role>`, which the plan makes for a task of its own, is wider than planned',
    fix: 'give the role the boundary of the plan back, and the boundary its document',
  },
  open: {
    what: 'whether the role `<role>`, which the plan makes for a task of its own, is as planned could not be decided',
    fix: 'put late values into the places where they were declared, and nowhere else',
  },
} as const satisfies Messages;

const EVERYTHING = documentOf(allowing({}));

/** The planned statements of all policies as one document. */
const plannedPermissions = ({ role }: MachineRole): PolicyJson => ({
  Version: '2012-10-17',
  Statement: role.policies.flatMap(({ document }) => document.Statement),
});

interface Compared {
  readonly found: readonly PolicyDocument[];
  /** What was planned, and what it is. */
  readonly planned: PolicyJson;
  readonly as: PolicyType;
  readonly called: string;
  readonly at: Place;
  readonly wider: (witness: AuthorizationRequest) => Outcome;
}

/** Whether what was found permits no more than what was planned, in the words of the template. */
function compare(visited: GraphRole, { plan }: MachineRole, one: Compared, tell: Tell<typeof messages>, { graph }: RuleContext): Outcome {
  const { found, at } = one;
  const within = parsePolicy(inWordsOf(one.planned, valuesOf(plan, graph)), one.as);
  const open = (shown: string): Outcome => tell.undecided('open', { role: nameOf(visited) }, { at, shown });
  if (!within.ok) return open(`the plan holds no ${one.called} that can be read`);
  if (plainlyWithin(found, within.document)) return tell.proved();
  const verdict = ask({ scope: EVERYTHING, permitted: [found], within: within.document });
  if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
  return verdict.verdict === 'undecided' ? open(verdict.reasons.join(', ')) : one.wider(verdict.witness);
}

function judgePermissions(visited: GraphRole, machine: MachineRole, tell: Tell<typeof messages>, context: RuleContext): readonly Outcome[] {
  const permissions = readPermissions(visited);
  if (permissions === undefined) return [UNREADABLE_POLICY];
  const names = { role: nameOf(visited) };
  const at = visited.place;
  const own = {
    found: permissions.identity,
    planned: plannedPermissions(machine),
    as: 'identity',
    called: 'policy',
    at,
    wider: (witness: AuthorizationRequest) => tell.refuted('mayMore', names, { at, shown: `${showAction(witness)} is permitted`, witness }),
  } as const;
  return [compare(visited, machine, own, tell, context), ...judgeBoundary(visited, machine, permissions.boundary, tell, context)];
}

/** The boundary keeps the role at its task whatever policy is put on it later. A missing one is told by `boundary/is-present`. */
function judgeBoundary(
  visited: GraphRole,
  machine: MachineRole,
  found: PolicyDocument | undefined,
  tell: Tell<typeof messages>,
  context: RuleContext,
): readonly Outcome[] {
  const { boundary } = machine.role;
  if (visited.boundary === undefined || !('planned' in boundary)) return [];
  const planned = machine.plan.resources.find((one): one is PlannedBoundary => one.kind === 'boundary' && one.id === boundary.planned);
  if (planned === undefined) return [];
  const at = visited.place;
  const other = (shown: string): Outcome => tell.refuted('otherBoundary', { role: nameOf(visited) }, { at, shown });
  if (found === undefined) {
    const isPlanned = visited.boundary.arn.endsWith(`:policy/${planned.name}`);
    return [isPlanned ? tell.proved() : other(`it is \`${visited.boundary.arn}\``)];
  }
  const wider = (witness: AuthorizationRequest): Outcome => other(`it permits ${showAction(witness)}`);
  const one = { found: [found], planned: planned.document, as: 'boundary', called: 'boundary', at, wider } as const;
  return [compare(visited, machine, one, tell, context)];
}

function judgeTrust(visited: GraphRole, machine: MachineRole, tell: Tell<typeof messages>, context: RuleContext): Outcome {
  const found = readPolicy(visited.trust, 'trust');
  if (!found.ok) return UNREADABLE_TRUST;
  const at = visited.trust.place;
  const wider = (witness: AuthorizationRequest): Outcome =>
    tell.refuted('admits', { role: nameOf(visited) }, { at, shown: `${showPrincipal(witness)} may \`${witness.action}\``, witness });
  const one = { found: [found.document], planned: machine.role.trust, as: 'trust', called: 'trust policy', at, wider } as const;
  return compare(visited, machine, one, tell, context);
}

/** A machine that takes the role, in the template. One that the template does not hold is not judged: the plan says what it is. */
function judgeMachine(
  visited: GraphRole,
  planned: PlannedStateMachine,
  { plan }: MachineRole,
  tell: Tell<typeof messages>,
  { graph }: RuleContext,
): readonly Outcome[] {
  const machines = graph.model.flatMap((model) => (model.kind === 'state-machine' && model.name === planned.name ? [model] : []));
  return machines.map(({ definition, name }) =>
    sameJson(jsonInWordsOf(planned.definition, valuesOf(plan, graph)), definition)
      ? tell.proved()
      : tell.refuted('otherTask', { role: nameOf(visited), machine: name }, { at: visited.place, pins: definition }),
  );
}

export default defineRule({
  code: 'WI375',
  name: 'access/machines-do-only-their-task',
  severity: 'error',
  principle: 'what may act on every role of an agent does one thing, and nobody steers it',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AC-6'],
  summary:
    'where a plan is known, the roles that it makes for its own state machines may do no more, admit nobody else, and their machines do nothing else than was planned',
  why: 'a kill switch can change every role of the agent: whoever can use it for something else has the whole agent',
  acknowledge: 'never; declare another machine with a role of its own',
  misses: [
    'without a plan, nothing tells which machines are those of an agent',
    'who may start a machine by permissions outside of the template',
  ],
  sources: ['Step Functions Developer Guide, "How AWS Step Functions works with IAM"'],
  visits: 'role',
  messages,
  check: (visited, tell, context) => {
    const machine = machineRoleFor(visited, context.plans);
    if (machine === undefined) return [];
    return [
      ...judgePermissions(visited, machine, tell, context),
      judgeTrust(visited, machine, tell, context),
      ...machine.machines.flatMap((planned) => judgeMachine(visited, planned, machine, tell, context)),
    ];
  },
  examples: {
    bad: [
      {
        title: 'a kill switch that may read a bucket besides',
        plan: declaredResponse,
        cloudformation: declaredResponseResources({ alsoMay: ['s3:GetObject', 'arn:aws:s3:::handbook/index'] }),
        finds: { message: 'mayMore', resource: 'Quarantine', shown: '`s3:GetObject`' },
      },
      {
        title: 'a kill switch that functions can become',
        plan: declaredResponse,
        cloudformation: declaredResponseResources({ alsoAdmits: 'lambda.amazonaws.com' }),
        finds: { message: 'admits', resource: 'Quarantine', shown: 'lambda.amazonaws.com' },
      },
      {
        title: 'a kill switch whose boundary keeps it at nothing',
        plan: declaredResponse,
        cloudformation: declaredResponseResources({ boundaryPermits: '*' }),
        finds: { message: 'otherBoundary', resource: 'Quarantine' },
      },
      {
        title: 'a kill switch with another machine',
        plan: declaredResponse,
        cloudformation: declaredResponseResources({ definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } } }),
        finds: { message: 'otherTask', resource: 'Quarantine' },
      },
    ],
    good: [{ title: 'a kill switch as it was planned', plan: declaredResponse, cloudformation: declaredResponseResources() }],
  },
});
