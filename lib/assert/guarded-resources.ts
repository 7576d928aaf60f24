/** Resources of the template that have a policy of their own, as far as it bears on a role. */
import type { GraphDocument, GraphRole, IdentityGraph, When } from '../graph/identity-graph';
import type { PolicyDocument, PolicyType } from '../policy/document';
import { arnParts, iamArnParts } from '../rules/reading/accounts';
import { once } from '../rules/reading/once';
import { readPolicy } from '../rules/reading/read-policy';
import { together } from '../rules/reading/when';

/** A resource with its policy: what all policy resources that name it say together. */
export interface Guarded {
  readonly arn: string;
  /** ARNs of the resource and of what is in it, such as the objects of a bucket. */
  readonly covers: readonly string[];
  /** Actions that the policy has a say in: a trust policy only in those of STS. */
  readonly actions: readonly string[];
  /** Undefined where the policy cannot be read before deployment. */
  readonly policy: PolicyDocument | undefined;
  /** Whether it belongs to the role's account; undefined where that cannot be told. */
  readonly isOwn: boolean | undefined;
  /** Whether the policy is there in every reading in which the role is. */
  readonly isCertain: boolean;
}

interface Stands {
  readonly arn: string;
  readonly type: PolicyType;
  readonly document: GraphDocument;
  readonly when: When;
}

const ACCOUNT = /^\d{12}$/;

/** Every policy that stands on a resource, trust policies among them, by the resource's ARN. */
const standing = once((graph: IdentityGraph): ReadonlyMap<string, readonly Stands[]> => {
  const byArn = new Map<string, Stands[]>();
  const all: readonly Stands[] = [
    ...graph.resourcePolicies.map(({ resourceArn, document, when }): Stands => ({ arn: resourceArn, type: 'resource', document, when })),
    ...graph.roles.map(({ arn, trust, when }): Stands => ({ arn, type: 'trust', document: trust, when })),
  ];
  for (const one of all) byArn.set(one.arn, [...(byArn.get(one.arn) ?? []), one]);
  return byArn;
});

/** What several policy resources say of one resource. */
function merged(stands: readonly Stands[]): PolicyDocument | undefined {
  const documents: PolicyDocument[] = [];
  for (const { document, type } of stands) {
    const parsed = readPolicy(document, type);
    if (!parsed.ok) return undefined;
    documents.push(parsed.document);
  }
  const [first] = documents;
  return first === undefined ? undefined : { ...first, statements: documents.flatMap(({ statements }) => statements) };
}

/** Resources of buckets and queues name no account; what stands in the same template belongs to the same one. */
function isOwn(role: GraphRole, arn: string, document: GraphDocument): boolean | undefined {
  const own = iamArnParts(role.arn)?.account;
  const other = arnParts(arn)?.account;
  if (own === undefined) return undefined;
  if (other === undefined || other === '') return role.place.file === document.place.file ? true : undefined;
  if (own === other) return true;
  return ACCOUNT.test(own) && ACCOUNT.test(other) ? false : undefined;
}

const answers = (when: When): string => JSON.stringify(Object.entries(when).sort());

/** The resources whose policies have a say in what the role may do. */
export function guardedResources(role: GraphRole, graph: IdentityGraph): readonly Guarded[] {
  return [...standing(graph)].flatMap(([arn, all]) => {
    const stands = all.filter((one) => together(one, role));
    const [first] = stands;
    if (first === undefined || arn === '') return [];
    // Several readings of one trust policy exclude each other; each is looked at by itself.
    const groups = first.type === 'trust' ? stands.map((one) => [one]) : [stands];
    return groups.map((group) => ({
      arn,
      covers: [arn, `${arn}/*`, `${arn}:*`],
      actions: [first.type === 'trust' ? 'sts:*' : '*'],
      policy: merged(group),
      isOwn: isOwn(role, arn, first.document),
      isCertain: group.length === stands.length && stands.every(({ when }) => answers({ ...role.when, ...when }) === answers(role.when)),
    }));
  });
}
