import type { GraphHolder } from '../../graph/identity-graph';
import type { Condition } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { isAdministrator } from '../reading/administration';
import { condition } from '../reading/build';
import { layersOf, permittedIn } from '../reading/effect';
import { heldBy } from '../reading/held-statements';
import { type Permissions, UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { mayMatchAction, relevantTo } from '../reading/relevant';
import { showAction } from '../reading/show-request';

const messages = {
  inference: {
    what: 'a second front door to models is open to `<holder>`: `<action>`',
    fix: 'take it out of the policies, or deny `bedrock-mantle:*` and `aws-external-anthropic:*`',
  },
  token: {
    what: 'a bearer token for models is open to `<holder>` by `<action>`',
    fix: 'take it out of the policies, or deny `bedrock:CallWithBearerToken`, its like of other services and `iam:CreateServiceSpecificCredential`',
  },
  command: {
    what: 'commands in the runtimes of agents are open to `<holder>` by `<action>`',
    fix: 'take it out of the policies, or deny `bedrock-agentcore:InvokeAgentRuntimeCommand*`',
  },
  anyUser: {
    what: 'any user\u2019s name is open to `<holder>` by `<action>`',
    fix: 'use `bedrock-agentcore:GetWorkloadAccessTokenForJWT`, or pin `bedrock-agentcore:userid` in the condition',
    severity: 'warning',
  },
} as const satisfies Messages;

type Door = keyof typeof messages;

/** What a component is meant to use, which makes it one that the doors matter for. */
const FRONT_DOORS = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock-agentcore:InvokeAgentRuntime',
  'bedrock-agentcore:GetWorkloadAccessToken',
  'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
];

/** Other ways to the same, by what they open. */
const DOORS: Readonly<Record<Door, readonly string[]>> = {
  inference: ['bedrock-mantle:CreateInference', 'aws-external-anthropic:CreateInference', 'aws-external-anthropic:CreateBatchInference'],
  token: [
    'bedrock:CallWithBearerToken',
    'bedrock-mantle:CallWithBearerToken',
    'aws-external-anthropic:CallWithBearerToken',
    'iam:CreateServiceSpecificCredential',
  ],
  command: ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:InvokeAgentRuntimeCommandShell'],
  anyUser: ['bedrock-agentcore:GetWorkloadAccessTokenForUserId', 'bedrock-agentcore:InvokeAgentRuntimeForUser'],
};

const ALL_DOORS = Object.values(DOORS).flat();

/** A user that no policy names: what is permitted for it is permitted for everybody. */
const ANY_USER: readonly Condition[] = [condition('StringEquals', 'bedrock-agentcore:userid', ['somebody-else'])];

/** Of the doors of one kind that are open, the first is told. */
const KINDS = Object.keys(DOORS).filter((kind): kind is Door => Object.hasOwn(messages, kind));

/** Whether a statement speaks of any of the doors, so that there is something to ask. */
const mayOpen = ({ identity }: Permissions): boolean =>
  identity.some(({ statements }) =>
    statements.some(
      ({ effect, action }) =>
        effect === 'Allow' && (action.negated || action.patterns.some((pattern) => mayMatchAction(pattern, ALL_DOORS))),
    ),
  );

function openTo(permissions: Permissions, action: string, conditions: readonly Condition[] = []): AuthorizationRequest | undefined {
  const layers = layersOf(permissions).map((layer) => relevantTo(layer, [action], ['*']));
  if (layers.some(({ length }) => length === 0)) return undefined;
  const verdict = permittedIn(layers, { actions: [action], conditions });
  return verdict.verdict === 'refuted' ? verdict.witness : undefined;
}

/** Whether the holder is a component at work, and not one who administers everything. */
const isAtWork = (holder: GraphHolder, permissions: Permissions): boolean =>
  !isAdministrator(holder) && FRONT_DOORS.some((action) => openTo(permissions, action) !== undefined);

const invokes = (action: unknown) => policy({ Effect: 'Allow', Action: action, Resource: '*' });

const IDENTITY = [
  'arn:aws:bedrock-agentcore:eu-central-1:111122223333:workload-identity-directory/default',
  'arn:aws:bedrock-agentcore:eu-central-1:111122223333:workload-identity-directory/default/workload-identity/support',
];
const MODEL = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0';
const INVOKE = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: MODEL };

export default defineRule({
  code: 'WI315',
  name: 'permission/other-inference-doors-are-closed',
  severity: 'error',
  principle: 'a model is reached through the one door that is watched',
  standards: ['OWASP ASI03', 'OWASP ASI10'],
  summary: 'whoever may invoke models or agents holds no other way to them: no other front door, bearer token, command or unverified user',
  why: 'guardrails, conditions and logs of `bedrock:InvokeModel` do not hold for the other ways, and a bearer token leaves the workload',
  acknowledge: 'where the other way is the one that is meant, and its own limits and logs are in place',
  misses: [
    'roles that administer everything are reported by `permission/no-full-admin`',
    'a way that no policy permits today is not asked about: the boundary, where there is one, keeps it shut, and `boundary/is-present` asks for one',
  ],
  sources: [
    'Service Authorization Reference, Amazon Bedrock, Amazon Bedrock Mantle, Claude Platform on AWS, Amazon Bedrock AgentCore',
    'Amazon Bedrock AgentCore Developer Guide, "How Amazon Bedrock AgentCore works with IAM"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const { permissions } = held;
    if (!mayOpen(permissions)) return [tell.proved()];
    const found = KINDS.flatMap((kind) => {
      const conditions = kind === 'anyUser' ? ANY_USER : [];
      const [first] = DOORS[kind].flatMap((action) => openTo(permissions, action, conditions) ?? []);
      return first === undefined ? [] : [{ kind, witness: first }];
    });
    if (found.length === 0 || !isAtWork(holder, permissions)) return [tell.proved()];
    return found.map(({ kind, witness }) =>
      tell.refuted(
        kind,
        { holder: holderName(holder), action: witness.action },
        { at: holder.place, shown: `${showAction(witness)} is allowed`, witness },
      ),
    );
  },
  examples: {
    bad: [
      {
        title: 'every action of Bedrock, bearer tokens among them',
        cloudformation: { Reasoner: role({ trust: LAMBDA_TRUST, policies: [{ name: 'models', document: invokes('bedrock:*') }] }) },
        finds: { message: 'token', resource: 'Reasoner', shown: 'bedrock:CallWithBearerToken' },
      },
      {
        title: 'a second front door',
        cloudformation: {
          Reasoner: role({
            trust: LAMBDA_TRUST,
            policies: [
              { name: 'models', document: policy(INVOKE, { Effect: 'Allow', Action: 'bedrock-mantle:CreateInference', Resource: '*' }) },
            ],
          }),
        },
        finds: { message: 'inference', resource: 'Reasoner', shown: 'bedrock-mantle:CreateInference' },
      },
      {
        title: 'commands in runtimes, and tokens for any user',
        cloudformation: {
          Orchestrator: role({ trust: LAMBDA_TRUST, policies: [{ name: 'agents', document: invokes('bedrock-agentcore:*') }] }),
        },
        finds: { message: 'command', resource: 'Orchestrator' },
      },
      {
        title: 'tokens for a user that nobody verified',
        cloudformation: {
          Orchestrator: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'identity',
                document: invokes(['bedrock-agentcore:GetWorkloadAccessToken', 'bedrock-agentcore:GetWorkloadAccessTokenForUserId']),
              },
            ],
          }),
        },
        finds: { message: 'anyUser', resource: 'Orchestrator', shown: 'somebody-else' },
      },
    ],
    good: [
      { title: 'one model, by one door', cloudformation: soundRole('Reasoner', LAMBDA_TRUST, { permits: policy(INVOKE) }) },
      {
        title: 'tokens for one user, pinned',
        cloudformation: soundRole('Orchestrator', LAMBDA_TRUST, {
          permits: policy(
            { Effect: 'Allow', Action: 'bedrock-agentcore:GetWorkloadAccessToken', Resource: IDENTITY },
            {
              Effect: 'Allow',
              Action: 'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
              Resource: IDENTITY,
              Condition: { StringEquals: { 'bedrock-agentcore:userid': 'nightly-report' } },
            },
          ),
        }),
      },
    ],
  },
});
