/** The role of a component as other constructs get it: an ordinary `iam.IRole` whose grants are recorded and judged instead of added. */
import { aws_iam as iam, Resource, Stack } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import type { Grants } from './grants';

export interface SealedRoleProps {
  readonly component: string;
  readonly roleArn: string;
  readonly roleName: string;
  /** What a workload waits for; absent where the role stands elsewhere. */
  readonly made?: IDependable;
  readonly grants: Grants;
}

/**
 * A sealed role. A grant answers that the statement was added, as an immutable role does (else the CDK would write the role into bucket and key policies
 * instead). When the template is written, what the declaration already contains is silent; anything else is a finding with the statement to declare.
 */
export class SealedRole extends Resource implements iam.IRole {
  readonly grantPrincipal: iam.IPrincipal = this;
  readonly assumeRoleAction = 'sts:AssumeRole';
  readonly principalAccount: string | undefined;
  readonly roleArn: string;
  readonly roleName: string;
  private readonly props: SealedRoleProps;

  constructor(scope: Construct, id: string, props: SealedRoleProps) {
    super(scope, id, { environmentFromArn: props.roleArn });
    this.props = props;
    this.roleArn = props.roleArn;
    this.roleName = props.roleName;
    this.principalAccount = this.env.account;
    if (props.made !== undefined) this.node.addDependency(props.made);
  }

  get roleRef(): iam.RoleReference {
    return { roleName: this.roleName, roleArn: this.roleArn };
  }

  get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.ArnPrincipal(this.roleArn).policyFragment;
  }

  addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.props.grants.statement(this.props.component, statement);
    return { statementAdded: true, policyDependable: this.props.made ?? this };
  }

  /** @returns true: the statement is recorded, and judged when the template is written. */
  addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  attachInlinePolicy(policy: iam.Policy): void {
    this.props.grants.policy(this.props.component, policy);
  }

  addManagedPolicy(policy: iam.IManagedPolicy): void {
    const arn = Stack.of(this).resolve(policy.managedPolicyArn);
    this.props.grants.refuse(
      this.props.component,
      `the managed policy \`${typeof arn === 'string' ? arn : JSON.stringify(arn)}\` is attached to the role`,
    );
  }

  grant(grantee: iam.IPrincipal, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.roleArn], scope: this });
  }

  grantPassRole(grantee: iam.IPrincipal): iam.Grant {
    return this.grant(grantee, 'iam:PassRole');
  }

  /** Gives the grantee its half. The trust policy stays as it is declared, so this is a finding unless it is the declaration that lets the grantee in. */
  grantAssumeRole(grantee: iam.IPrincipal): iam.Grant {
    this.props.grants.refuse(this.props.component, 'another principal is to be let into the trust policy');
    return this.grant(grantee, 'sts:AssumeRole');
  }
}
