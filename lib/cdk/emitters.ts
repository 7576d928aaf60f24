/** One emission for each kind of planned resource, all of them L1: the L2 constructs merge and rewrite policy documents. */
import {
  aws_bedrockagentcore as agentcore,
  type CfnResource,
  type CfnTag,
  aws_eks as eks,
  aws_iam as iam,
  Lazy,
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import type { Emitters } from '../plan/emit';
import type { PlannedBoundary, PlannedResource, PlannedRole, PlanTags } from '../plan/plan';
import { constructId } from './construct-id';
import type { CdkContext } from './context';
import { renderDocument } from './render-document';

const tagsOf = (tags: PlanTags, context: CdkContext): CfnTag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value: context.text(value) }));

const keep = (context: CdkContext, planned: PlannedResource, made: CfnResource): void => context.keep(planned.id, made);

const retention = (retain: boolean): RemovalPolicy => (retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

function boundaryOf({ boundary }: PlannedRole, context: CdkContext): string {
  if ('existing' in boundary) return context.text(boundary.existing);
  return context.of(boundary.planned)?.ref ?? '';
}

function emitRole(role: PlannedRole, context: CdkContext): void {
  const planned = role.policies.map(({ name, document }) => ({ policyName: name, policyDocument: renderDocument(document, context) }));
  const accepted = context.acceptedBy(role.component);
  const policies =
    accepted === undefined
      ? planned
      : Lazy.any({
          produce: () => {
            const Statement = accepted();
            return Statement.length === 0
              ? planned
              : [...planned, { policyName: 'accepted', policyDocument: { Version: '2012-10-17', Statement } }];
          },
        });
  const made = new iam.CfnRole(context.scope, constructId(role), {
    roleName: role.name,
    description: role.description,
    assumeRolePolicyDocument: renderDocument(role.trust, context),
    policies,
    permissionsBoundary: boundaryOf(role, context),
    maxSessionDuration: role.maxSessionSeconds,
    tags: tagsOf(role.tags, context),
  });
  keep(context, role, made);
}

function emitBoundary(boundary: PlannedBoundary, context: CdkContext): void {
  const planned = renderDocument(boundary.document, context);
  const accepted = context.acceptedBy(boundary.component);
  const policyDocument =
    accepted === undefined || typeof planned === 'string'
      ? planned
      : Lazy.any({ produce: () => ({ ...planned, Statement: [...(planned.Statement as unknown[]), ...accepted()] }) });
  const made = new iam.CfnManagedPolicy(context.scope, constructId(boundary), {
    managedPolicyName: boundary.name,
    description: boundary.description,
    policyDocument,
  });
  keep(context, boundary, made);
}

export const emitters: Emitters<CdkContext> = {
  role: emitRole,
  boundary: emitBoundary,
  'role-policy': (policy, context) => {
    const made = new iam.CfnRolePolicy(context.scope, constructId(policy), {
      roleName: context.text(policy.role),
      policyName: policy.name,
      policyDocument: renderDocument(policy.document, context),
    });
    keep(context, policy, made);
  },
  'log-group': (group, context) => {
    const made = new logs.CfnLogGroup(context.scope, constructId(group), {
      logGroupName: context.text(group.name),
      retentionInDays: group.retentionDays,
      deletionProtectionEnabled: group.retain,
      tags: tagsOf(group.tags, context),
    });
    made.applyRemovalPolicy(retention(group.retain));
    keep(context, group, made);
  },
  'oidc-provider': (provider, context) => {
    const made = new iam.CfnOIDCProvider(context.scope, constructId(provider), {
      url: context.text(provider.url),
      clientIdList: [...provider.audiences],
      tags: tagsOf(provider.tags, context),
    });
    keep(context, provider, made);
  },
  'pod-identity-association': (association, context) => {
    const made = new eks.CfnPodIdentityAssociation(context.scope, constructId(association), {
      clusterName: context.text(association.cluster),
      namespace: association.namespace,
      serviceAccount: association.serviceAccount,
      roleArn: context.text(association.roleArn),
      tags: tagsOf(association.tags, context),
    });
    const role = association.role === undefined ? undefined : context.of(association.role);
    // The ARN is composed, so the order is said apart.
    if (role !== undefined) made.addResourceDependency(role);
    keep(context, association, made);
  },
  'function-permission': (permission, context) => {
    const made = new lambda.CfnPermission(context.scope, constructId(permission), {
      functionName: context.text(permission.functionArn),
      action: permission.action,
      principal: context.text(permission.principal),
    });
    keep(context, permission, made);
  },
  'queue-policy': (policy, context) => {
    const made = new sqs.CfnQueuePolicy(context.scope, constructId(policy), {
      queues: [context.text(policy.queueUrl)],
      policyDocument: renderDocument(policy.document, context),
    });
    keep(context, policy, made);
  },
  'agentcore-policy': (policy, context) => {
    const document = renderDocument(policy.document, context);
    const made = new agentcore.CfnResourcePolicy(context.scope, constructId(policy), {
      resourceArn: context.text(policy.resourceArn),
      policy: typeof document === 'string' ? document : context.json(document),
    });
    keep(context, policy, made);
  },
};
