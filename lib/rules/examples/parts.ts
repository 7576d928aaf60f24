/** The parts that examples are made of. */
import type { TemplateResource, TemplateResources } from './example';

export const GITHUB_ACTIONS = 'token.actions.githubusercontent.com';
export const ACCOUNT = '111122223333';

type Json = Readonly<Record<string, unknown>>;

export const policy = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

/** A trust policy of one statement. */
export const trustPolicy = (principal: unknown, action: unknown, conditions?: Json): Json =>
  policy({ Effect: 'Allow', Principal: principal, Action: action, ...(conditions === undefined ? {} : { Condition: conditions }) });

/** A trust policy for tokens of an issuer, GitHub Actions unless another is given. */
export const webIdentityTrust = (conditions: Json | undefined, issuer: string = GITHUB_ACTIONS): Json =>
  trustPolicy(
    { Federated: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${issuer}` } },
    'sts:AssumeRoleWithWebIdentity',
    conditions,
  );

/** A trust policy for an AWS service. */
export const serviceTrust = (service: string, conditions?: Json, action: unknown = 'sts:AssumeRole'): Json =>
  trustPolicy({ Service: service }, action, conditions);

/** What a trust policy asks of one job of GitHub Actions, exactly and whatever its repository is renamed to. */
export const GITHUB_JOB: Json = {
  [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com',
  [`${GITHUB_ACTIONS}:sub`]: ['repo:acme/agents:ref:refs/heads/main', 'repo:acme@123456/agents@456789:ref:refs/heads/main'],
  [`${GITHUB_ACTIONS}:repository_id`]: '456789',
};

export const LAMBDA_TRUST: Json = serviceTrust('lambda.amazonaws.com');

interface RoleParts {
  readonly trust: unknown;
  readonly name?: string;
  readonly policies?: readonly { readonly name: string; readonly document: unknown }[];
  readonly boundary?: unknown;
  readonly maxSessionSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role. */
export const role = ({ trust, name, policies, boundary, maxSessionSeconds, tags }: RoleParts): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...(name === undefined ? {} : { RoleName: name }),
    AssumeRolePolicyDocument: trust,
    ...(policies === undefined
      ? {}
      : { Policies: policies.map(({ name: policyName, document }) => ({ PolicyName: policyName, PolicyDocument: document })) }),
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    ...(maxSessionSeconds === undefined ? {} : { MaxSessionDuration: maxSessionSeconds }),
    ...(tags === undefined ? {} : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  },
});

/** A managed policy. */
export const managedPolicy = (document: unknown): TemplateResource => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document },
});

/** What every workload is to have: leave to write its own log. For a function without a name of its own the log is named by the engine. */
export const writeLogOf = (group: string): Json => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}:*` },
});

const READ_ONE_TABLE = policy(
  {
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/tickets' },
  },
  writeLogOf('/aws/*'),
);

/** A role that no rule objects to, with the boundary that it needs. The boundary permits what the policies do. */
export function soundRole(
  id: string,
  trust: unknown,
  parts: Omit<RoleParts, 'trust' | 'boundary'> & { readonly permits?: unknown } = {},
): TemplateResources {
  const { permits = READ_ONE_TABLE, ...rest } = parts;
  return {
    [`${id}Boundary`]: managedPolicy(permits),
    [id]: role({ policies: [{ name: 'declared', document: permits }], ...rest, trust, boundary: { Ref: `${id}Boundary` } }),
  };
}

/** An EKS Pod Identity association with a role of the template. */
export const podAssociation = (
  roleId: string,
  { policy: sessionPolicy, untagged = false }: { policy?: unknown; untagged?: boolean } = {},
): TemplateResource => ({
  Type: 'AWS::EKS::PodIdentityAssociation',
  Properties: {
    ClusterName: 'prod',
    Namespace: 'agents',
    ServiceAccount: 'orchestrator',
    RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] },
    ...(sessionPolicy === undefined ? {} : { Policy: JSON.stringify(sessionPolicy) }),
    ...(untagged ? { DisableSessionTags: true } : {}),
  },
});
