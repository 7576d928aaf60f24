/** Templates written by hand, and what is read of them. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { GraphRole, IdentityGraph } from '../../lib/graph/identity-graph';

export const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const allowing = (Resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }],
});

export const role = (properties: object = {}): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: TRUST, ...properties },
});

/** The one role of a graph; throws where there are more or none. */
export function onlyRole({ roles }: Pick<IdentityGraph, 'roles'>): GraphRole {
  const [only, ...rest] = roles;
  if (only === undefined || rest.length > 0) throw new Error(`${roles.length} roles where one is expected`);
  return only;
}

/** What a value comes to where it stands as the `Resource` of a policy of the template's role. */
export function resolved(
  value: unknown,
  rest: { readonly [section: string]: object } = {},
): { readonly value: unknown; readonly unread: readonly string[] } {
  const { Resources = {}, ...sections } = rest;
  const template = {
    ...sections,
    Resources: { ...Resources, Subject: role({ Policies: [{ PolicyName: 'p', PolicyDocument: allowing(value) }] }) },
  };
  const graph = fromCloudFormation(template);
  const subject = graph.roles.filter(({ place }) => place.resource === 'Subject');
  const raw = onlyRole({ roles: subject }).policies[0]?.document.raw as ReturnType<typeof allowing>;
  return { value: raw.Statement[0]?.Resource, unread: graph.unread.map(({ why }) => why) };
}
