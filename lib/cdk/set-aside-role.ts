import { type RemovalPolicy, Resource } from 'aws-cdk-lib';
import type {
  AddToPrincipalPolicyResult,
  Grant,
  IManagedPolicy,
  IPrincipal,
  IRole,
  Policy,
  PolicyStatement,
  PrincipalPolicyFragment,
  RoleReference,
} from 'aws-cdk-lib/aws-iam';
import { type Construct, Dependable } from 'constructs';
import type { GrantLedger } from './grant-ledger';

export interface SetAsideRoleProps {
  readonly role: IRole;
  readonly ledger: GrantLedger;
  /** Whether constructs are told to write grants into policies of their resources. */
  readonly toResources: boolean;
}

/** A view of a role that sets grants aside, and says so where they ask for more than is declared. */
export class SetAsideRole extends Resource implements IRole {
  readonly assumeRoleAction: string;
  readonly grantPrincipal: IPrincipal = this;
  readonly policyFragment: PrincipalPolicyFragment;
  readonly principalAccount: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SetAsideRoleProps,
  ) {
    super(scope, id, { account: props.role.env.account, region: props.role.env.region });
    const { assumeRoleAction, policyFragment, principalAccount } = props.role;
    this.assumeRoleAction = assumeRoleAction;
    this.policyFragment = policyFragment;
    this.principalAccount = principalAccount;
    Dependable.implement(this, { dependencyRoots: [props.role] });
  }

  get roleArn(): string {
    return this.props.role.roleArn;
  }

  get roleName(): string {
    return this.props.role.roleName;
  }

  get roleRef(): RoleReference {
    return this.props.role.roleRef;
  }

  addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.props.ledger.record({ by: 'view' }, () => [statement.toStatementJson()]);
    return { statementAdded: !this.props.toResources, policyDependable: this };
  }

  /** Attaching a policy is no grant that could be set aside: the role judges it. */
  attachInlinePolicy(policy: Policy): void {
    this.props.role.attachInlinePolicy(policy);
  }

  /** Attaching a policy is no grant that could be set aside: the role judges it. */
  addManagedPolicy(policy: IManagedPolicy): void {
    this.props.role.addManagedPolicy(policy);
  }

  grant(grantee: IPrincipal, ...actions: string[]): Grant {
    return this.props.role.grant(grantee, ...actions);
  }

  grantPassRole(grantee: IPrincipal): Grant {
    return this.props.role.grantPassRole(grantee);
  }

  grantAssumeRole(grantee: IPrincipal): Grant {
    return this.props.role.grantAssumeRole(grantee);
  }

  override applyRemovalPolicy(policy: RemovalPolicy): void {
    this.props.role.applyRemovalPolicy(policy);
  }
}
