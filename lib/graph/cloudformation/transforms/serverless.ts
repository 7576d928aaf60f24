/**
 * The roles that AWS SAM makes: a function without a role of its own is given one.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
import { isRecord, kindOf, own } from '../../../policy/parse-values';
import { textValue } from '../../values';

type Members = Readonly<Record<string, unknown>>;

export const SERVERLESS_FUNCTION = 'AWS::Serverless::Function';

const managed = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` });

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
};

/** What SAM adds for what polls on behalf of the function. */
const POLLERS: ReadonlyMap<unknown, string> = new Map([
  ['SQS', 'service-role/AWSLambdaSQSQueueExecutionRole'],
  ['Kinesis', 'service-role/AWSLambdaKinesisExecutionRole'],
  ['DynamoDB', 'service-role/AWSLambdaDynamoDBExecutionRole'],
  ['MSK', 'service-role/AWSLambdaMSKExecutionRole'],
]);

function addedPolicies(properties: Members): readonly unknown[] {
  const events = own(properties, 'Events');
  const types = isRecord(events) ? Object.values(events).map((event) => (isRecord(event) ? own(event, 'Type') : undefined)) : [];
  const pollers = [...new Set(types)].flatMap((type) => POLLERS.get(type) ?? []);
  return [
    'service-role/AWSLambdaBasicExecutionRole',
    ...(own(properties, 'VpcConfig') === undefined ? [] : ['service-role/AWSLambdaVPCAccessExecutionRole']),
    ...(own(properties, 'Tracing') === undefined ? [] : ['AWSXRayDaemonWriteAccess']),
    ...pollers,
  ].map(managed);
}

const isReference = (policy: unknown): boolean =>
  isRecord(policy) && Object.keys(policy).every((key) => key === 'Ref' || key.startsWith('Fn::'));

/** A managed policy: an ARN, a reference to one, or the name of one of AWS's. */
const isManaged = (policy: unknown): boolean => typeof policy === 'string' || isReference(policy);
const managedArn = (policy: unknown): unknown => (typeof policy === 'string' && !policy.startsWith('arn:') ? managed(policy) : policy);
const isDocument = (policy: unknown): boolean => isRecord(policy) && Object.hasOwn(policy, 'Statement');

export interface ServerlessRole {
  readonly role: Members;
  readonly problems: readonly string[];
}

/** The role that SAM makes for a function; undefined where the function names one. */
export function serverlessRole(logicalId: string, properties: Members, globals: Members): ServerlessRole | undefined {
  if (own(properties, 'Role') !== undefined) return undefined;
  const setting = (name: string): unknown => own(properties, name) ?? own(globals, name);
  const given = own(properties, 'Policies') ?? [];
  const policies: readonly unknown[] = Array.isArray(given) ? given : [given];
  const templates = policies.filter((policy) => !isManaged(policy) && !isDocument(policy));
  const optional = { PermissionsBoundary: setting('PermissionsBoundary'), Path: setting('RolePath') };
  return {
    role: {
      AssumeRolePolicyDocument: own(properties, 'AssumeRolePolicyDocument') ?? TRUST,
      ManagedPolicyArns: [...addedPolicies({ ...globals, ...properties }), ...policies.filter(isManaged).map(managedArn)],
      Policies: policies
        .filter(isDocument)
        .map((PolicyDocument, index) => ({ PolicyName: `${logicalId}RolePolicy${index}`, PolicyDocument })),
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    },
    problems: templates.map(
      (template) =>
        `the policy template \`${isRecord(template) ? Object.keys(template).join(', ') : (textValue(template) ?? kindOf(template))}\` of SAM is not read`,
    ),
  };
}
