/** How AWS services say for which resource they assume a role, and which ARN patterns name one resource. */

export interface ServiceSource {
  /** Whether an ARN pattern's resource part (after the account) names one workload, as far as the service lets it be narrowed. */
  readonly names: (resource: string) => boolean;
  /** What to write, for messages. */
  readonly example: string;
}

const isLiteral = (text: string): boolean => !/[*?]/.test(text);

/** Literal, or a type and a name, literal up to a separator: a bare prefix would match longer names too, and a type alone every one. */
const wholeName = (resource: string): boolean => isLiteral(resource) || /^[^*?/:]+[/:][^*?]*[A-Za-z0-9_⟩][/:]\*$/.test(resource);

/** `type/name-*`: the service generates what follows the hyphen. */
const nameAndId = (resource: string): boolean => isLiteral(resource) || /^[a-z-]+\/[^*?/]+-(?:\*|\?{10})(?:\/\*)?$/.test(resource);

const byName = (example: string): ServiceSource => ({ names: wholeName, example });

/**
 * The services that send `aws:SourceAccount` and `aws:SourceArn` when they assume a role.
 *
 * Lambda and EC2 do not, so nothing in a trust policy can tell their workloads apart; `eks-pod-identity` sends tags instead.
 */
const SERVICE_SOURCES: Readonly<Record<string, ServiceSource>> = {
  'bedrock-agentcore.amazonaws.com': { names: nameAndId, example: 'arn:aws:bedrock-agentcore:REGION:ACCOUNT:runtime/NAME-*' },
  // An agent's id is generated after its role is made, so all agents of the account is as far as a first deployment goes.
  'bedrock.amazonaws.com': {
    names: (resource) => wholeName(resource) || /^[a-z-]+\/\*$/.test(resource),
    example: 'arn:aws:bedrock:REGION:ACCOUNT:agent/*',
  },
  // ECS does not let the ARN be narrowed to a cluster or service.
  'ecs-tasks.amazonaws.com': { names: () => true, example: 'arn:aws:ecs:REGION:ACCOUNT:*' },
  'rolesanywhere.amazonaws.com': byName('arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID'),
  'codebuild.amazonaws.com': byName('arn:aws:codebuild:REGION:ACCOUNT:project/NAME'),
  'states.amazonaws.com': byName('arn:aws:states:REGION:ACCOUNT:stateMachine:NAME'),
  'scheduler.amazonaws.com': byName('arn:aws:scheduler:REGION:ACCOUNT:schedule-group/NAME'),
  'events.amazonaws.com': byName('arn:aws:events:REGION:ACCOUNT:rule/NAME'),
};

const REGIONAL = /^([a-z0-9-]+)\.(?:[a-z]{2,4}(?:-[a-z]+)+-\d+\.)?amazonaws\.com(?:\.cn)?$/;

/** What a service says of its source; it has one name in all regions, and one for each. */
export function sourceOf(service: string): ServiceSource | undefined {
  const [, name] = REGIONAL.exec(service.toLowerCase()) ?? [];
  return name === undefined ? undefined : SERVICE_SOURCES[`${name}.amazonaws.com`];
}

export const POD_IDENTITY = 'pods.eks.amazonaws.com';

/** The tags that EKS Pod Identity gives a session and that together name one service account of one cluster. */
export const POD_TAGS = ['eks-cluster-arn', 'kubernetes-namespace', 'kubernetes-service-account'].map((tag) => `aws:RequestTag/${tag}`);
