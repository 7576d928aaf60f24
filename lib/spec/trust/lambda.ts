/**
 * AWS Lambda: one function becomes the component.
 *
 * Lambda's assumption of an execution role carries no key that names the function, so the trust policy cannot tell functions apart. The credentials can: calls
 * from a function carry `lambda:SourceFunctionArn`, and a denial keeps them with this function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */

import { ownArn } from '../capability/capability';
import type { Exact } from '../exact';
import { flag, text } from '../form';
import { defineTrust, ofService } from './define-trust';
import { serviceStatement } from './service';
import { checkExact } from './web-identity';

/** Options of {@link lambda}. */
export interface LambdaOptions {
  /** The function's name, 1 to 64 of letters, digits, hyphen and underscore. It must be given to the function, not generated. */
  readonly functionName: string;
  /** Whether the function is connected to a VPC of the owner's, so that what its code sends comes from there. Default: from AWS's network. */
  readonly inVpc?: true;
}

export interface LambdaTrust extends LambdaOptions {
  readonly kind: 'lambda';
}

/** AWS Lambda: exactly one function. Its role is handed out for the function to take. */
export const lambda = <const Name extends string>(options: LambdaOptions & { readonly functionName: Name & Exact<Name> }): LambdaTrust => ({
  ...options,
  kind: 'lambda',
});

const functionArn = ({ functionName }: LambdaTrust): string => ownArn('lambda', `function:${functionName}`);

export const lambdaKind = defineTrust<LambdaTrust>({
  kind: 'lambda',
  fields: { functionName: text, inVpc: flag },
  check: ({ functionName, inVpc }: { functionName?: string; inVpc?: boolean }, findings) => {
    if (inVpc === false) findings.add('WI100', { what: '`inVpc` is `false`', fix: 'leave it out', pointer: 'inVpc' });
    checkExact('functionName', functionName, findings);
    if (
      typeof functionName === 'string' &&
      functionName !== '' &&
      !/[*?]/.test(functionName) &&
      !/^[A-Za-z0-9_-]{1,64}$/.test(functionName)
    ) {
      findings.add('WI133', {
        what: `\`${functionName}\` is no function name`,
        fix: 'use 1 to 64 of letters, digits, hyphen and underscore',
        pointer: 'functionName',
      });
    }
  },
  statements: () => [serviceStatement('Function', 'lambda.amazonaws.com', ['sts:AssumeRole'])],
  summary: ({ functionName }) => ({ who: `the Lambda function ${functionName}`, issuer: 'lambda.amazonaws.com', subject: [functionName] }),
  log: ({ functionName }) => ({ writer: 'self', group: `/aws/lambda/${functionName}` }),
  session: () => ofService('as long as the function\u2019s execution environment is kept'),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ functionName }) => `the function \`${functionName}\``,
  entry: (trust) => ({ by: 'function', target: functionArn(trust) }),
  network: ({ inVpc }) =>
    // Lambda's own calls for the function, such as polling a queue or writing its log, come from Lambda and do not carry the key.
    inVpc === true ? { stands: 'vpc', ownRequests: { Null: { 'lambda:SourceFunctionArn': ['false'] } } } : undefined,
  confinement: (trust) => [
    {
      Sid: 'OnlyThisFunction',
      Effect: 'Deny',
      Action: ['*'],
      Resource: ['*'],
      // Lambda's own calls for the function, such as polling a queue, need not carry the key, so its absence is not denied.
      Condition: { ArnNotEquals: { 'lambda:SourceFunctionArn': [functionArn(trust)] }, Null: { 'lambda:SourceFunctionArn': ['false'] } },
    },
  ],
});
