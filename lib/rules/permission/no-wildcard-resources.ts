import type { GraphHolder } from '../../graph/identity-graph';
import type { Condition, PolicyDocument } from '../../policy/document';
import { defineRule, type RuleContext, type Tell } from '../define-rule';
import { declaredTool, declaredToolRole } from '../examples/declared-tool';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { isAdministrator } from '../reading/administration';
import { present } from '../reading/build';
import { firstGiven } from '../reading/first-given';
import { type HeldStatement, heldBy, isOfGroup } from '../reading/held-statements';
import { canBeBounded, changes, knownActions } from '../reading/known-actions';
import { type Permissions, UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { reasonFor, withReason } from '../reading/reasons';
import { showAction } from '../reading/show-request';
import { coversServices, isOpenResource, namesNoType } from '../reading/wide-patterns';

const messages = {
  changes: {
    what: 'the policies of `<holder>` permit `<action>` on resources of any name',
    fix: "name the resources in place of `<pattern>`, bound them by a tag or an alias, or declare it with `everyResource('because …')`",
    severity: 'error',
  },
  reads: {
    what: 'the policies of `<holder>` permit `<action>` on resources of any name',
    fix: "name the resources in place of `<pattern>`, bound them by a tag or an alias, or declare it with `everyResource('because …')`",
  },
} as const satisfies Messages;

/** Keys that tell single resources, or the resources of one owner, from all others. */
const BOUNDING =
  /^(?:[a-z0-9-]+:ResourceTag\/.*|s3:(?:ExistingObjectTag|BucketTag)\/.*|ssm:resourceTag\/.*|kms:(?:ViaService|ResourceAliases|RequestAlias|EncryptionContext:.*)|ecs:(?:cluster|service)|ec2:(?:Vpc|Subnet)|lambda:FunctionArn|bedrock:InferenceProfileArn|iam:PolicyARN)$/i;

const boundingKeys = ({ identity, boundary }: Permissions): readonly string[] => {
  const all: readonly PolicyDocument[] = boundary === undefined ? identity : [...identity, boundary];
  const keys = all.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.map(({ key }: Condition) => key)));
  return [...new Set(keys.filter((key) => BOUNDING.test(key)))];
};

function judge(
  one: HeldStatement,
  permissions: Permissions,
  holder: GraphHolder,
  tell: Tell<typeof messages>,
  plans: RuleContext['plans'],
) {
  const { statement, document } = one;
  const name = holderName(holder);
  const patterns = statement.resource?.patterns.filter(isOpenResource) ?? [];
  const reasons = patterns.flatMap((pattern) => {
    const because = reasonFor(holder, pattern, plans);
    return because === undefined ? [] : [{ pattern, because }];
  });
  const [pattern] = patterns.filter((open) => !reasons.some((given) => given.pattern === open));
  const given: readonly Outcome[] =
    reasons.length === 0 ? [] : [tell.proved(reasons.map((reason) => withReason(name, reason.pattern, reason.because)))];
  if (pattern === undefined) return given;
  const actions = statement.action.patterns.filter((action) => !(coversServices(action) && isAdministrator(holder)));
  // Lists of one type of resource tell what there is of it, which is what they are for.
  const isTyped = !namesNoType(pattern);
  const infos = actions
    .flatMap((action) => knownActions(coversServices(action) ? 'iam:*' : action))
    .filter((info) => canBeBounded(info) && !(isTyped && info.accessLevel === 'List'));
  const witness = firstGiven(
    one,
    permissions,
    infos,
    boundingKeys(permissions).map((key) => present(key, false)),
  );
  if (witness === undefined) return given;
  const found = infos.find(({ action }) => action.toLowerCase() === witness.action.toLowerCase());
  return [
    tell.refuted(
      found !== undefined && changes(found) ? 'changes' : 'reads',
      { holder: name, action: found?.action ?? witness.action, pattern },
      { at: within(document, statement.pointer), with: [holder.place], shown: `${showAction(witness)} is allowed`, witness },
    ),
  ];
}

export default defineRule({
  code: 'WI306',
  name: 'permission/no-wildcard-resources',
  severity: 'warning',
  principle: 'what a component may touch is what its task needs',
  standards: ['OWASP ASI02', 'NIST SP 800-53 AC-6'],
  summary: 'no policy permits actions on resources of any name where the action can be kept to named ones',
  why: 'a component that is led astray then reaches the data of all others, and what is made later too',
  acknowledge: 'where the resources cannot be known or tagged, with the reason; in a declaration `everyResource(…)` gives it',
  misses: [
    'a resource pattern that begins with a part of a name, such as `role/agent-*`, is taken for a name',
    'conditions on resource tags, KMS aliases, services and encryption contexts, clusters, networks and inference profiles count as names, whatever their values; those on what a resource is like, such as an engine or a size, and on its account do not',
    'whether a value that is known only at deployment holds a wildcard',
    'actions that list what there is are found only where not even a type of resource is named',
    'actions that the service reference does not know, and statements with `NotAction` or `NotResource`, which have rules of their own',
  ],
  sources: ['Service Authorization Reference', 'IAM User Guide, "Grant least privilege"'],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph, plans }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements
      .filter(({ statement: { effect, action, resource } }) => effect === 'Allow' && !action.negated && resource?.negated === false)
      .filter((one) => !isOfGroup(one, holder, graph))
      .flatMap((one) => judge(one, held.permissions, holder, tell, plans));
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'to write any file',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'files', document: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }) }],
          }),
        },
        finds: { message: 'changes', resource: 'Tool', shown: '`s3:PutObject` on' },
      },
      {
        title: 'to read any table, although its type is named',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'tables',
                document: policy({
                  Effect: 'Allow',
                  Action: 'dynamodb:GetItem',
                  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*' },
                }),
              },
            ],
          }),
        },
        finds: { message: 'reads', resource: 'Tool', shown: '`dynamodb:GetItem` on' },
      },
    ],
    good: [
      {
        title: 'actions that know no resources',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({ Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'xray:PutTraceSegments'], Resource: '*' }),
        }),
      },
      {
        title: 'resources bounded by their tag',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({
            Effect: 'Allow',
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
            Condition: { StringEquals: { 'aws:ResourceTag/agent': 'support' } },
          }),
        }),
      },
      { title: 'what was declared', cloudformation: declaredToolRole(), plan: declaredTool },
    ],
  },
});
