/** What other constructs of the stage make past an identity: policies attached to its roles by name, and log groups of the names that it makes. */
import { type CfnResource, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Finding } from '../finding/finding';
import { cfnProperty } from './cfn-property';
import { engineFinding } from './engine-findings';
import type { HandedOut } from './hand-out';
import type { LateNames } from './late-names';

export interface Outside {
  /** Policies and log groups of the stage. */
  readonly resources: readonly CfnResource[];
  /** Those that the identity makes itself. */
  readonly own: ReadonlySet<CfnResource>;
  /** What late values read as. */
  readonly names: () => LateNames;
}

const isSame = (a: string, b: string): boolean => {
  const comparison = Token.compareStrings(a, b);
  return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
};

/** The path of a construct as people know it: that of the L2, where there is one. */
const pathOf = ({ node }: CfnResource): string => node.path.replace(/\/Resource$/, '');

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** What names the roles that a policy is attached to. */
const attachedTo = (policy: CfnResource): unknown =>
  policy.cfnResourceType === 'AWS::IAM::RolePolicy' ? cfnProperty(policy, 'RoleName') : cfnProperty(policy, 'Roles');

const isLogGroup = ({ cfnResourceType }: CfnResource): boolean => cfnResourceType === 'AWS::Logs::LogGroup';

/** Takes down policies that were attached to roles by their names. */
export function recordAttached(handedOut: readonly HandedOut[], { resources, own, names }: Outside): void {
  const policies = resources
    .filter((resource) => !isLogGroup(resource) && !own.has(resource) && attachedTo(resource) !== undefined)
    .map((policy) => ({ policy, roles: listOf(names().jsonOf(attachedTo(policy))) }))
    .filter(({ roles }) => roles.length > 0);
  if (policies.length === 0) return;
  for (const { role, ledger, origin } of handedOut) {
    // The identity of the other account judges what is attached to its roles.
    if (origin === 'other-account') continue;
    const name = names().textOf(role.roleName);
    for (const { policy, roles } of policies) {
      const by = policy.node.scope;
      if (!roles.includes(name) || !isSame(Stack.of(policy).account, role.principalAccount)) continue;
      if (ledger.knows(policy) || (by !== undefined && ledger.knows(by))) continue;
      const document = names().jsonOf(cfnProperty(policy, 'PolicyDocument'));
      const statements =
        document !== null && typeof document === 'object' && 'Statement' in document ? listOf(document.Statement) : [document];
      ledger.record({ by: 'outside', policy: pathOf(policy) }, () => statements, policy);
    }
  }
}

/** Tells log groups that have the name of one that the identity makes, in the same place. */
export function logGroupFindings(
  groups: ReadonlyMap<string, CfnResource>,
  path: string,
  { resources, own, names }: Outside,
): readonly Finding[] {
  const others = resources.filter((resource) => isLogGroup(resource) && !own.has(resource));
  if (others.length === 0) return [];
  const byName = new Map<string, CfnResource[]>();
  for (const other of others) {
    const name = names().textOf(cfnProperty(other, 'LogGroupName'));
    byName.set(name, [...(byName.get(name) ?? []), other]);
  }
  return [...groups].flatMap(([component, group]) => {
    const name = names().textOf(cfnProperty(group, 'LogGroupName'));
    const ours = Stack.of(group);
    return (byName.get(name) ?? [])
      .filter((other) => isSame(Stack.of(other).account, ours.account) && isSame(Stack.of(other).region, ours.region))
      .map((other) =>
        engineFinding('WI810', {
          what: `\`${pathOf(other)}\` makes the log group \`${name}\`, which is that of \`${component}\``,
          fix: `give the workload the group of its identity: \`logGroup: identity.logGroup('${component}')\``,
          where: { component, path },
        }),
      );
  });
}
