/** Where an identity's part of the agent is deployed: as the deployment says, else as its stack does. */
import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Finding } from '../finding/finding';
import type { Deployment } from '../plan/plan';
import { engineFinding } from './engine-findings';

/** Account, region and partition. Each may be a token. */
export interface DeployedPlace {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What the declaration knows of the place; what it does not know is left out. */
export type ExpectedPlace = Pick<Deployment, 'account' | 'region' | 'partition'>;

const NAMES = ['account', 'region', 'partition'] as const;

/** Where a construct's stack is deployed. */
export const placeOf = (scope: Construct): DeployedPlace => {
  const { account, region, partition } = Stack.of(scope);
  return { account, region, partition };
};

const isLiteral = (value: string | undefined): value is string => value !== undefined && !Token.isUnresolved(value);

/** Tells a stack that is known to be deployed elsewhere than the agent. */
export const placeFindings = (scope: Construct, expected: ExpectedPlace, what: string): readonly Finding[] => {
  const actual = placeOf(scope);
  return NAMES.flatMap((name) => {
    const wanted = expected[name];
    if (!isLiteral(wanted) || !isLiteral(actual[name]) || wanted === actual[name]) return [];
    return [
      engineFinding('WI802', {
        what: `${what} is for the ${name} \`${wanted}\`, and its stack is deployed to \`${actual[name]}\``,
        fix: `put it into a stack with \`env: { ${name}: '${wanted}' }\`, or correct the ${name} that the construct is given`,
        where: { path: scope.node.path },
      }),
    ];
  });
};
