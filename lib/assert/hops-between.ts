/** What would let one component act as another, change it, or make it act. */
import type { GraphRole, IdentityGraph } from '../graph/identity-graph';
import { showAction } from '../rules/reading/show-request';
import { askedAccess } from './asked-access';
import { permitted } from './permitted';

/** A way from one component to another. */
interface Hop {
  /** What it comes to, in words. */
  readonly does: string;
  readonly actions: readonly [string, ...string[]];
  readonly resources: readonly [string, ...string[]];
}

export type HopVerdict =
  | { readonly verdict: 'refuted'; readonly shown: string }
  | { readonly verdict: 'undecided'; readonly shown: string }
  | { readonly verdict: 'proved'; readonly assuming: readonly string[] };

const hopsToRole = ({ arn }: GraphRole): readonly Hop[] => [
  { does: 'become', actions: ['sts:AssumeRole'], resources: [arn] },
  { does: 'give something else the role of', actions: ['iam:PassRole'], resources: [arn] },
  {
    does: 'change the role of',
    actions: [
      'iam:UpdateAssumeRolePolicy',
      'iam:PutRolePolicy',
      'iam:AttachRolePolicy',
      'iam:DetachRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:DeleteRole',
    ],
    resources: [arn],
  },
];

/** What runs with a role, and how it is invoked and rewritten, by CloudFormation's type. */
const WORKLOADS: Readonly<Record<string, { readonly invoke: Hop['actions']; readonly rewrite: Hop['actions'] }>> = {
  'AWS::Lambda::Function': {
    invoke: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'],
    rewrite: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:AddPermission'],
  },
  'AWS::BedrockAgentCore::Runtime': {
    invoke: ['bedrock-agentcore:InvokeAgentRuntime'],
    rewrite: ['bedrock-agentcore:UpdateAgentRuntime', 'bedrock-agentcore:PutResourcePolicy'],
  },
  'AWS::StepFunctions::StateMachine': {
    invoke: ['states:StartExecution', 'states:StartSyncExecution'],
    rewrite: ['states:UpdateStateMachine'],
  },
};

function hopsToWorkloads({ arn: roleArn }: GraphRole, graph: IdentityGraph): readonly Hop[] {
  const places = new Set(graph.bindings.flatMap(({ roleArn: bound, place }) => (bound === roleArn ? [place.resource] : [])));
  return Object.entries(WORKLOADS).flatMap(([type, { invoke, rewrite }]) =>
    graph
      .resourcesOf(type)
      .filter(({ place }) => places.has(place.resource))
      .flatMap(({ arn }): readonly Hop[] => [
        { does: 'invoke', actions: invoke, resources: [arn, `${arn}:*`] },
        { does: 'rewrite', actions: rewrite, resources: [arn, `${arn}:*`] },
      ]),
  );
}

/** Whether nothing that the one role may do leads to the other, or to what runs with it. */
export function noHop(from: GraphRole, to: GraphRole, graph: IdentityGraph): HopVerdict {
  const assuming: string[] = [];
  let open: string | undefined;
  for (const { does, actions, resources } of [...hopsToRole(to), ...hopsToWorkloads(to, graph)]) {
    const answer = permitted(from, askedAccess({ actions, resources }), actions, graph);
    if (answer.kind === 'can') return { verdict: 'refuted', shown: `it may ${does} the other: ${showAction(answer.request)} is allowed` };
    if (answer.kind === 'open') open ??= `whether it may ${does} the other depends on ${answer.on}`;
    else assuming.push(...answer.assuming);
  }
  return open === undefined ? { verdict: 'proved', assuming } : { verdict: 'undecided', shown: open };
}
