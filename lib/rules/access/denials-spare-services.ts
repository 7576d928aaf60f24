import type { Condition, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { holdsWhenAbsent, isNegated } from '../reading/absent-keys';
import { condition, present } from '../reading/build';
import { type Layered, stoppedBy } from '../reading/effect';
import { type HeldStatement, heldBy, isOfGroup } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { mayMatchAction } from '../reading/relevant';
import { showAction } from '../reading/show-request';

const messages = {
  network: {
    what: 'a denial by `<key>` also stops what AWS services do for `<holder>`',
    fix: 'add `"BoolIfExists": { "aws:ViaAWSService": "false" }` to the condition of the denial',
  },
  unsupported: {
    what: 'a denial by `<key>` stops `<holder>` at services that do not send it: `<action>`',
    fix: 'use `aws:SourceVpc` or `aws:SourceVpce`, or narrow the denial to the services that AWS lists for the key',
  },
} as const satisfies Messages;

/** Keys of the network that a request came by. They say where the service is, or nothing, where a service calls on behalf of the role. */
const NETWORK = /^aws:(?:SourceVpc|SourceVpce|VpcSourceIp)$/i;
/** The same keys for a few services only. */
const LISTED_ONLY = /^aws:(?:SourceVpcArn|VpceAccount|VpceOrgID|VpceOrgPaths)$/i;

/** What agents use, and what AWS does not list for those keys. */
const NOT_LISTED = [
  'bedrock:InvokeModel',
  'bedrock-agentcore:InvokeAgentRuntime',
  'secretsmanager:GetSecretValue',
  'logs:PutLogEvents',
  'events:PutEvents',
  'sns:Publish',
];

/** Actions that services commonly take on behalf of whoever calls them (forward access sessions). */
const ON_BEHALF = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  's3:GetObject',
  's3:PutObject',
  'dynamodb:GetItem',
  'lambda:InvokeFunction',
  'ec2:CreateNetworkInterface',
];

const asked = ({ effect, conditions }: Statement, keys: RegExp): Condition | undefined =>
  effect === 'Deny' ? conditions.find((one) => keys.test(one.key) && isNegated(one) && holdsWhenAbsent(one)) : undefined;

const keysLike = ({ conditions }: Statement, keys: RegExp): readonly string[] =>
  conditions.map(({ key }) => key).filter((key) => keys.test(key));

/** A request that policies and boundary allow, but for this denial, where its keys are absent. */
function stopped(
  one: HeldStatement,
  permissions: Layered,
  actions: readonly string[],
  keys: RegExp,
  conditions: readonly Condition[],
): AuthorizationRequest | undefined {
  const speaks = permissions.identity.some(({ statements }) =>
    statements.some(
      ({ effect, action }) => effect === 'Allow' && (action.negated || action.patterns.some((pattern) => mayMatchAction(pattern, actions))),
    ),
  );
  const absent = keysLike(one.statement, keys).map((key) => present(key, false));
  return speaks ? stoppedBy(one, permissions, { actions, conditions: [...conditions, ...absent] }) : undefined;
}

const VIA_SERVICE = [condition('Bool', 'aws:ViaAWSService', ['true'])];

const NETWORK_ID = 'vpc-0abc0123456789def';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' };
const INVOKE = {
  Effect: 'Allow',
  Action: 'bedrock:InvokeModel',
  Resource: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
};
const deny = (conditions: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', Condition: conditions });

export default defineRule({
  code: 'WI373',
  name: 'access/denials-spare-services',
  severity: 'warning',
  principle: 'a condition is one that a workload can meet',
  standards: ['NIST SP 800-207'],
  summary: 'denials by network leave out what AWS services do on behalf of the caller, and ask no service for a key that it does not send',
  why: 'a service that calls another for the caller comes by its own network, so that the denial breaks what is allowed',
  acknowledge: 'where nothing that the role uses calls other services on its behalf',
  misses: [
    'it is asked of the actions that services most often take on behalf of a caller, and of services that agents use, not of all',
    'service roles that AWS assumes are not exempted by `aws:ViaAWSService` either',
    'denials by region are for `access/region-denials-spare-global-services`, and denials in policies of resources for `access/resource-denials-spare-services`',
    'denials by address',
  ],
  sources: [
    'IAM User Guide, "AWS global condition context keys", aws:SourceVpc, aws:ViaAWSService, aws:VpceOrgID',
    'IAM User Guide, "Forward access sessions"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      const details = { at: within(one.document, one.statement.pointer), with: [holder.place] };
      const byNetwork = asked(one.statement, NETWORK);
      const byListed = asked(one.statement, LISTED_ONLY);
      if ((byNetwork === undefined && byListed === undefined) || isOfGroup(one, holder, graph)) return [];
      const via = byNetwork === undefined ? undefined : stopped(one, held.permissions, ON_BEHALF, NETWORK, VIA_SERVICE);
      const unsent = byListed === undefined ? undefined : stopped(one, held.permissions, NOT_LISTED, LISTED_ONLY, []);
      return [
        ...(byNetwork === undefined || via === undefined
          ? []
          : [
              tell.refuted(
                'network',
                { holder: holderName(holder), key: byNetwork.key },
                { ...details, shown: `${showAction(via)} is denied` },
              ),
            ]),
        ...(byListed === undefined || unsent === undefined
          ? []
          : [
              tell.refuted(
                'unsupported',
                { holder: holderName(holder), key: byListed.key, action: unsent.action },
                { ...details, shown: `${showAction(unsent)} is denied, from every network` },
              ),
            ]),
      ];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a network that services do not call from',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(READ, deny({ StringNotEquals: { 'aws:SourceVpc': NETWORK_ID } })),
        }),
        finds: { message: 'network', resource: 'Tool', shown: 's3:GetObject' },
      },
      {
        title: 'a key that Bedrock does not send',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(INVOKE, deny({ StringNotEquals: { 'aws:VpceOrgID': 'o-a1b2c3d4e5' } })),
        }),
        finds: { message: 'unsupported', resource: 'Tool', shown: 'bedrock:InvokeModel' },
      },
    ],
    good: [
      {
        title: 'a network, but for what services do',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(READ, deny({ StringNotEquals: { 'aws:SourceVpc': NETWORK_ID }, BoolIfExists: { 'aws:ViaAWSService': 'false' } })),
        }),
      },
      {
        title: 'a network for what no service does on behalf of anybody',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(INVOKE, deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0abc0123456789def' } })),
        }),
      },
    ],
  },
});
