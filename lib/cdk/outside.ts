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
  readonly names: LateNames;
}

const isSame = (a: string, b: string): boolean => {
  const comparison = Token.compareStrings(a, b);
  return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
};

/** The path of a construct as people know it: that of the L2, where there is one. */
const pathOf = ({ node }: CfnResource): string => node.path.replace(/\/Resource$/, '');

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** The names of the roles that a policy is attached to. */
const attachedTo = (policy: CfnResource, names: LateNames): readonly unknown[] =>
  listOf(names.jsonOf(policy.cfnResourceType === 'AWS::IAM::RolePolicy' ? cfnProperty(policy, 'RoleName') : cfnProperty(policy, 'Roles')));

/** Takes down policies that were attached to a role by its name. */
export function recordAttached({ role, ledger }: HandedOut, { resources, own, names }: Outside): void {
  const name = names.textOf(role.roleName);
  for (const policy of resources) {
    if (policy.cfnResourceType === 'AWS::Logs::LogGroup' || own.has(policy) || ledger.knows(policy)) continue;
    const made = policy.node.scope;
    if (made !== undefined && ledger.knows(made)) continue;
    if (!isSame(Stack.of(policy).account, role.principalAccount) || !attachedTo(policy, names).includes(name)) continue;
    const document = names.jsonOf(cfnProperty(policy, 'PolicyDocument'));
    const statements =
      document !== null && typeof document === 'object' && 'Statement' in document ? listOf(document.Statement) : [document];
    ledger.record({ by: 'outside', policy: pathOf(policy) }, () => statements, policy);
  }
}

/** Tells log groups that have the name of one that the identity makes, in the same place. */
export function logGroupFindings(
  groups: ReadonlyMap<string, CfnResource>,
  path: string,
  { resources, own, names }: Outside,
): readonly Finding[] {
  const others = resources.filter((resource) => resource.cfnResourceType === 'AWS::Logs::LogGroup' && !own.has(resource));
  if (others.length === 0) return [];
  const named = others.map((other) => ({ other, name: names.textOf(cfnProperty(other, 'LogGroupName')) }));
  return [...groups].flatMap(([component, group]) => {
    const name = names.textOf(cfnProperty(group, 'LogGroupName'));
    const ours = Stack.of(group);
    return named
      .filter((one) => one.name === name)
      .filter(({ other }) => isSame(Stack.of(other).account, ours.account) && isSame(Stack.of(other).region, ours.region))
      .map(({ other }) =>
        engineFinding('WI810', {
          what: `\`${pathOf(other)}\` makes the log group \`${name}\`, which is that of \`${component}\``,
          fix: `give the workload the group of its identity: \`logGroup: identity.logGroup('${component}')\``,
          where: { component, path },
        }),
      );
  });
}
