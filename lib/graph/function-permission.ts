/**
 * The statement that a Lambda permission adds to the resource policy of its function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
import { hasHole } from '../policy/text';

export interface FunctionPermission {
  readonly functionArn: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly eventSourceToken?: string | undefined;
  readonly functionUrlAuthType?: string | undefined;
  readonly invokedViaFunctionUrl?: boolean | undefined;
}

function principalOf(principal: string, partition: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  if (/^[a-z0-9.-]+\.amazonaws\.com/.test(principal)) return { Service: principal };
  // An account that only the deployment knows is written as Lambda writes it; anything else open may be a service as well.
  if (/^⟨(?:account|[^⟩]*:account-id)⟩$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return hasHole(principal) && !principal.startsWith('arn:') ? { AWS: principal, Service: principal } : { AWS: principal };
}

const keyed = (key: string, value: string | undefined): Readonly<Record<string, string>> => (value === undefined ? {} : { [key]: value });

/** The resource policy that holds this one statement. */
export function permissionDocument(permission: FunctionPermission): unknown {
  const { functionArn, action, principal, sourceArn, sourceAccount, organizationId, eventSourceToken, functionUrlAuthType } = permission;
  const partition = /^arn:([^:]+):/.exec(functionArn)?.[1] ?? '⟨partition⟩';
  const equals = {
    ...keyed('aws:SourceAccount', sourceAccount),
    ...keyed('aws:PrincipalOrgID', organizationId),
    ...keyed('lambda:EventSourceToken', eventSourceToken),
    ...keyed('lambda:FunctionUrlAuthType', functionUrlAuthType),
  };
  const like = keyed('aws:SourceArn', sourceArn);
  const condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(Object.keys(like).length === 0 ? {} : { ArnLike: like }),
    ...(permission.invokedViaFunctionUrl === undefined
      ? {}
      : { Bool: { 'lambda:InvokedViaFunctionUrl': String(permission.invokedViaFunctionUrl) } }),
  };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principalOf(principal, partition),
        Action: action,
        Resource: functionArn,
        ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
      },
    ],
  };
}

/** The ARN of a function that is given by ARN, by account and name, or by name. Qualifiers stay. */
export function functionArnOf(
  given: string,
  own: { readonly partition: string; readonly region: string; readonly account: string },
): string {
  if (given.startsWith('arn:') || /^⟨[^⟩]*⟩$/.test(given)) return given;
  const [, account, name] = /^([^:]+):function:(.+)$/.exec(given) ?? [];
  return `arn:${own.partition}:lambda:${own.region}:${account ?? own.account}:function:${name ?? given}`;
}

/** The ARN of a queue by its URL; undefined where the URL is not in AWS's form. */
export function queueArnOf(url: string, partition: string): string | undefined {
  const [, region, account, name] = /^https:\/\/sqs\.([^./]+)\.[^/]+\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
  return name === undefined ? undefined : `arn:${partition}:sqs:${region}:${account}:${name}`;
}
