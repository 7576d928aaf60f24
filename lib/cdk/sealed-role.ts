/** The role that an identity hands out: it keeps to its declaration, whatever other constructs grant it. */
import { CfnResource, Resource, type ResourceProps } from 'aws-cdk-lib';
import {
  type AddToPrincipalPolicyResult,
  ArnPrincipal,
  Grant,
  type IManagedPolicy,
  type IPrincipal,
  type IRole,
  ManagedPolicy,
  type Policy,
  type PolicyStatement,
  PrincipalPolicyFragment,
  type RoleReference,
  type WithoutPolicyUpdatesOptions,
} from 'aws-cdk-lib/aws-iam';
import { type Construct, Dependable } from 'constructs';
import type { GrantLedger } from './grant-ledger';
import { SetAsideRole } from './set-aside-role';

/** How a role came to be, and where. */
export interface SealedRoleProps {
  /** Name of the component. */
  readonly component: string;
  /** `made`: this identity makes it. `other-account`: another account's part of the agent does. `adopted`: it stood before. */
  readonly origin: 'made' | 'other-account' | 'adopted';
  readonly name: string;
  /** Composed from names; may hold tokens. */
  readonly arn: string;
  /** The account it lives in; may be a token. */
  readonly account: string;
  /** ARN of that account's root; may hold tokens. */
  readonly accountRoot: string;
  /** Name of the agent. */
  readonly agent: string;
  /** Components of the same agent that are declared to assume it. */
  readonly callers: readonly string[];
  readonly ledger: GrantLedger;
}

const resourceProps = ({ origin, name, account }: SealedRoleProps): ResourceProps => {
  if (origin === 'made') return { physicalName: name };
  return { account };
};

/** The name that a principal goes by in messages. */
const nameOf = (principal: IPrincipal): string => {
  if (principal instanceof SealedRole) return principal.component;
  return Resource.isResource(principal as unknown as Construct) ? (principal as IRole).node.path : String(principal);
};

/**
 * A component's role. It can be used wherever an `iam.IRole` can, and is sealed: a grant such as `bucket.grantRead(role)` is answered as done and recorded, and
 * judged at synthesis. What the declaration allows already is silent; anything else is an error that names the statement to declare. With
 * `grants: 'accept'` it joins the role and its permissions boundary instead, with a warning.
 *
 * In the policies of other resources the role is named by its account and the condition `aws:PrincipalArn` on its exact ARN, so that neither has to be
 * deployed before the other. In a `NotPrincipal` element that would mean something else: write a condition on `aws:PrincipalArn` there.
 */
export class SealedRole extends Resource implements IRole {
  readonly assumeRoleAction = 'sts:AssumeRole';
  readonly grantPrincipal: IPrincipal = this;
  readonly policyFragment: PrincipalPolicyFragment;
  readonly principalAccount: string;
  /** Name of the agent. */
  readonly agent: string;
  /** Name of the component in the declaration. */
  readonly component: string;
  private arn: string | undefined;
  private name: string | undefined;

  /** Made by `AgentIdentity`. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SealedRoleProps,
  ) {
    super(scope, id, resourceProps(props));
    const { origin, arn, account, accountRoot } = props;
    this.agent = props.agent;
    this.component = props.component;
    this.principalAccount = account;
    this.policyFragment =
      origin === 'adopted'
        ? new ArnPrincipal(arn).policyFragment
        : new PrincipalPolicyFragment({ AWS: [accountRoot] }, { ArnEquals: { 'aws:PrincipalArn': arn } });
    const roots = (): Construct[] => this.roots;
    Dependable.implement(this, {
      get dependencyRoots() {
        return roots();
      },
    });
  }

  /** ARN of the role. What uses it is deployed after the role. */
  get roleArn(): string {
    const element = this.element;
    if (element === undefined) return this.props.arn;
    const { name } = this.props;
    this.arn ??= this.getResourceArnAttribute(element.getAtt('Arn').toString(), {
      region: '',
      service: 'iam',
      resource: 'role',
      resourceName: name,
    });
    return this.arn;
  }

  /** Name of the role. What uses it is deployed after the role. */
  get roleName(): string {
    const element = this.element;
    if (element === undefined) return this.props.name;
    this.name ??= this.getResourceNameAttribute(element.ref);
    return this.name;
  }

  get roleRef(): RoleReference {
    return { roleArn: this.roleArn, roleName: this.roleName };
  }

  /** Records a statement that another construct wants of the role, to be judged at synthesis. */
  addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.props.ledger.record({ by: 'grant' }, () => [statement.toStatementJson()]);
    return { statementAdded: true, policyDependable: this };
  }

  /** Attaches a policy, whose statements are judged at synthesis like those of a grant. */
  attachInlinePolicy(policy: Policy): void {
    if (this.props.ledger.knows(policy)) return;
    this.props.ledger.record({ by: 'policy', policy: policy.node.path }, () => statementsOf(policy), policy);
    policy.attachToRole(this);
  }

  /** Attaches a managed policy of the app, whose statements are judged at synthesis. One that stands elsewhere cannot be judged, and is refused. */
  addManagedPolicy(policy: IManagedPolicy): void {
    if (policy instanceof ManagedPolicy) {
      if (this.props.ledger.knows(policy)) return;
      this.props.ledger.record({ by: 'policy', policy: policy.node.path }, () => statementsOf(policy), policy);
      policy.attachToRole(this);
      return;
    }
    this.props.ledger.tell('WI804', {
      what: `a managed policy whose statements are not known here is to be attached to \`${this.component}\``,
      fix: `declare what it needs in \`can\` of \`${this.component}\``,
      shown: policy.managedPolicyArn,
    });
  }

  /** Gives others a permission on this role. */
  grant(grantee: IPrincipal, ...actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.roleArn] });
  }

  /** Lets a principal give this role to a service, as deployments must. */
  grantPassRole(grantee: IPrincipal): Grant {
    return this.grant(grantee, 'iam:PassRole');
  }

  /** Lets a principal assume this role. The trust policy is the declaration's: a principal that it does not admit is an error. */
  grantAssumeRole(grantee: IPrincipal): Grant {
    const { origin, ledger } = this.props;
    const principal = grantee.grantPrincipal;
    if (origin !== 'adopted' && !this.admits(principal)) {
      ledger.tell('WI805', {
        what: `\`${nameOf(principal)}\` is granted to assume \`${this.component}\`, whose trust policy does not admit it`,
        fix: `declare who becomes \`${this.component}\`: a component by its \`calls\`, another workload by \`trust\``,
      });
    }
    return this.grant(grantee, 'sts:AssumeRole');
  }

  /**
   * A view of this role for constructs that grant more than the workload needs: what they grant is set aside, with a warning where the declaration does not say
   * it. It is then on you that the workload does without.
   *
   * @param options - With `addGrantsToResources`, constructs write the grant into policies of their resources; the role's boundary still keeps to the declaration.
   */
  withoutPolicyUpdates(options: WithoutPolicyUpdatesOptions = {}): IRole {
    const toResources = options.addGrantsToResources === true;
    const id = toResources ? 'GrantsToResources' : 'WithoutPolicyUpdates';
    const known = this.node.tryFindChild(id);
    return known instanceof SetAsideRole ? known : new SetAsideRole(this, id, { role: this, ledger: this.props.ledger, toResources });
  }

  private admits(principal: IPrincipal): boolean {
    return principal instanceof SealedRole && principal.agent === this.agent && this.props.callers.includes(principal.component);
  }

  private get element(): CfnResource | undefined {
    const element = this.node.tryFindChild('Role');
    return element !== undefined && CfnResource.isCfnResource(element) ? element : undefined;
  }

  /** What must be deployed before the role is fit for use: the role, its policies, and the log that it writes. */
  private get roots(): Construct[] {
    return this.node.children.filter(
      (child) => CfnResource.isCfnResource(child) && /^AWS::(?:IAM|Logs)::/.test(child.cfnResourceType),
    ) as Construct[];
  }
}

const statementsOf = ({ document }: Policy | ManagedPolicy): readonly unknown[] => {
  const json: unknown = document.toJSON();
  const statements = json !== null && typeof json === 'object' && 'Statement' in json ? json.Statement : [];
  return Array.isArray(statements) ? statements : [];
};
