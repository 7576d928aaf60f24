/** What runtimes and gateways of the CDK have in common when an identity takes them over. */
import { ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { planningFinding } from '../../finding/finding-list';
import type { PlannedComponent } from '../../plan/plan';
import { FindingsError } from '../../report/findings-error';
import type { AgentIdentity } from '../agent-identity';

/** An identity, whatever its inputs and components are called. */
export type AnyIdentity = Pick<AgentIdentity, 'plan' | 'node'> & {
  readonly roles: Readonly<Record<string, AgentIdentity['roles'][string]>>;
  bind(scope: Construct, component: string, values: Readonly<Record<string, string>>): void;
};

type Code = Parameters<typeof planningFinding>[0];

/** Throws one finding about a component. */
export function refuse(code: Code, component: string, what: string, fix: string): never {
  throw new FindingsError([planningFinding(code, { what, fix, component })], `\`${component}\` cannot take over its workload`);
}

/** The component, whose role must let in exactly the runtime or gateway of this name. */
export function componentFor(identity: AnyIdentity, component: string, kind: 'runtime' | 'gateway', name: string): PlannedComponent {
  const planned = identity.plan.components.find((one) => one.name === component);
  if (planned === undefined)
    refuse('WI1040', component, `the agent has no component \`${component}\``, 'name a component of the declaration');
  const expected = planned.trust.find((trust) => trust.kind === `agentcore-${kind}`)?.subject ?? [];
  if (!expected.some((subject) => new RegExp(`:${kind}/${name}-(?:\\*|\\?+)$`).test(subject)))
    refuse(
      'WI1040',
      component,
      `the role of \`${component}\` lets in ${expected.map((subject) => `\`${subject}\``).join(', ') || `no ${kind}`}, and the ${kind} is called \`${name}\``,
      `declare \`trust.agentCore${kind === 'runtime' ? 'Runtime' : 'Gateway'}({ name: '${name}' })\`, with the name literal`,
    );
  return planned;
}

/**
 * Takes constructs out that the CDK made for a workload. What the workload was to wait for besides stays.
 *
 * The workload still depends on what is taken out, and a template that names what it does not hold is refused: a resource that says that it is no part of the
 * template is waited for by nothing.
 */
export function without(workload: Construct, children: readonly string[]): void {
  for (const name of children) {
    const child = workload.node.tryFindChild(name);
    if (child === undefined) continue;
    for (const resource of child.node.findAll().filter(CfnResource.isCfnResource))
      Object.defineProperty(resource, 'shouldSynthesize', { value: () => false });
    workload.node.tryRemoveChild(name);
  }
}

interface Delivered {
  /** What the group is called after `/aws/vendedlogs/bedrock-agentcore/`. */
  readonly name: string;
  readonly arn: string;
  readonly logTypes: readonly ['APPLICATION_LOGS', ...string[]];
  readonly retention: number;
  /** Undefined: CloudWatch Logs encrypts with a key of its own. */
  readonly encryptionKey: IKeyRef | undefined;
}

/**
 * Delivers the logs of a workload to a group of its own. The resource policy that lets CloudWatch Logs write it is the account's one shared policy
 * (`AccountFoundation`, `deliveries`), not one for each workload: ten are the quota of a region.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
export function deliverLogs(workload: Construct, { name, arn, logTypes, retention, encryptionKey }: Delivered): LogGroup {
  const scope = new Construct(workload, 'Deliveries');
  const group = new LogGroup(scope, 'Group', {
    logGroupName: `/aws/vendedlogs/bedrock-agentcore/${name}`,
    retention: retention as RetentionDays,
    deletionProtectionEnabled: true,
    ...(encryptionKey === undefined ? {} : { encryptionKey }),
  });
  const destination = new CfnDeliveryDestination(scope, 'Destination', {
    name: `${name}-logs`,
    destinationResourceArn: Stack.of(scope).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: group.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  });
  for (const logType of logTypes) {
    const source = new CfnDeliverySource(scope, `Source${logType}`, {
      name: `${name}-${logType.toLowerCase().replaceAll('_', '-')}`,
      resourceArn: arn,
      logType,
    });
    const delivery = new CfnDelivery(scope, `Delivery${logType}`, {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
    });
    delivery.addResourceDependency(source);
  }
  return group;
}

/** The resource behind a construct of the CDK. */
export function resourceBehind<Resource extends CfnResource>(
  construct: Construct,
  type: { readonly CFN_RESOURCE_TYPE_NAME: string },
  component: string,
): Resource {
  const child = construct.node.defaultChild;
  if (CfnResource.isCfnResource(child) && child.cfnResourceType === type.CFN_RESOURCE_TYPE_NAME) return child as Resource;
  return refuse(
    'WI1040',
    component,
    `\`${construct.node.path}\` is none of the CDK\u2019s own`,
    'give a `Runtime` or `Gateway` made in this app',
  );
}
