/** Whether a role may do something to something of the template, by all policies that the template holds. */
import type { GraphRole } from '../../../graph/identity-graph';
import { matchAction } from '../../../policy/action-pattern';
import { authorize } from '../../../policy/authorize';
import { derivedContext } from '../../../policy/authorize-session';
import type { Condition, PolicyDocument, Statement } from '../../../policy/document';
import type { PolicySet } from '../../../policy/policy-set';
import { literalTokens } from '../../../policy/prove/compile-pattern';
import { noRequest } from '../../../policy/prove/decide';
import { SAME_ACCOUNT } from '../../../policy/prove/owner';
import { documentsOf, permissionOf } from '../../../policy/prove/permission';
import type { AuthorizationRequest } from '../../../policy/request';
import { hasHole } from '../../../policy/text';
import type { Verdict } from '../../../policy/verdict';
import { arnParts, isAccountHole } from '../accounts';
import { reasonsOf } from '../ask';
import { allowing, condition, documentOf } from '../build';
import { once } from '../once';
import { type Permissions, readPermissions } from '../permissions';
import { mayMatchAction } from '../relevant';
import { mayMean, names } from './naming';

export type Ability =
  /** It may; the request shows it. `named`: only because a policy names the one or the other, so that somebody meant it. */
  | { readonly kind: 'able'; readonly witness: AuthorizationRequest; readonly named: boolean }
  | { readonly kind: 'unable' }
  | { readonly kind: 'open'; readonly on: string };

/** What is asked about. */
export interface Deed {
  readonly actions: readonly string[];
  /** ARNs; absent: any. */
  readonly resources?: readonly string[];
  readonly conditions?: readonly Condition[];
  /** The policies of the resource, together. */
  readonly resourcePolicy?: PolicyDocument;
}

/** A role as somebody who acts. */
export interface Actor {
  readonly role: GraphRole;
  readonly permissions: Permissions;
}

const actorWith = once((role: GraphRole): { readonly actor?: Actor } => {
  const permissions = readPermissions(role);
  if (permissions === undefined) return {};
  return { actor: { role, permissions } };
});

/** The role as an actor; undefined where a policy of it cannot be read, which `permission/policy-is-well-formed` reports. */
export const actorOf = (role: GraphRole): Actor | undefined => actorWith(role).actor;

const PRINCIPAL_TAG = /^aws:PrincipalTag\/(.+)$/i;

/** What a session of the role has as tags of its principal: the role's own, wherever a policy asks for one that no caller may pass. */
function ownTags({ tags }: GraphRole, documents: readonly PolicyDocument[]): readonly Condition[] {
  const own = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  const asked = documents.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  return [...new Set(asked)].flatMap((key) => {
    const [, tag = ''] = PRINCIPAL_TAG.exec(key) ?? [];
    const value = own.get(tag.toLowerCase());
    return value === undefined || !tag.toLowerCase().startsWith('agent-identity:') ? [] : [condition('StringEquals', key, [value])];
  });
}

/** Whether two ARNs are of one account: yes, no, or not known before deployment. */
function accounts(a: string, b: string): readonly boolean[] {
  const [one, other] = [arnParts(a)?.account, arnParts(b)?.account];
  if (one === undefined || other === undefined || one === '' || other === '' || one === other) return [true];
  const isKnown = (account: string): boolean => /^\d{12}$/.test(account);
  if (isKnown(one) && isKnown(other)) return [false];
  return isAccountHole(one) || isAccountHole(other) ? [true, false] : [true];
}

function mayConcern({ action, resource }: Statement, { actions, resources }: Deed): boolean {
  if (!action.negated && !action.patterns.some((pattern) => mayMatchAction(pattern, actions))) return false;
  return (
    resource === undefined ||
    resources === undefined ||
    resource.negated ||
    resource.patterns.some((one) => resources.some((arn) => mayMean(one, arn)))
  );
}

/** A statement without those of its resources that cannot be meant. */
function narrowed(statement: Statement, { resources }: Deed, keep: (pattern: string) => boolean): Statement | undefined {
  const { resource } = statement;
  if (resource === undefined || resources === undefined || resource.negated) return statement;
  const patterns = resource.patterns.filter((one) => resources.some((arn) => mayMean(one, arn)) && keep(one));
  return patterns.length === 0 ? undefined : { ...statement, resource: { ...resource, patterns } };
}

/** The documents with those of their Allow statements that may concern the deed, by patterns that are kept. */
const concerning = (documents: readonly PolicyDocument[], deed: Deed, keep: (pattern: string) => boolean = () => true) =>
  documents.map((document) => ({
    ...document,
    statements: document.statements.flatMap((statement) =>
      statement.effect === 'Deny' ? [statement] : mayConcern(statement, deed) ? (narrowed(statement, deed, keep) ?? []) : [],
    ),
  }));

const allowsAnything = (documents: readonly PolicyDocument[]): boolean =>
  documents.some(({ statements }) => statements.some(({ effect }) => effect === 'Allow'));

function requestIn(actor: Actor, deed: Deed, policies: PolicySet, isSameAccount: boolean): Verdict<AuthorizationRequest> {
  const documents = documentsOf(policies);
  const scope = documentOf(
    allowing({
      principals: [{ kind: 'aws', value: actor.role.arn }],
      actions: deed.actions,
      ...(deed.resources === undefined ? {} : { resources: deed.resources }),
      conditions: [...(deed.conditions ?? []), ...ownTags(actor.role, documents)],
    }),
  );
  return noRequest(
    {
      documents: [...documents, scope],
      held: true,
      question: (compiler) => {
        const { allowing: allows, hindering } = permissionOf(policies, compiler);
        const relation = compiler.patterns('owner', [literalTokens(SAME_ACCOUNT)], isSameAccount);
        return { chosen: [compiler.document(scope).allows, relation, ...allows], hindering };
      },
    },
    {},
  );
}

/** By whichever relation of the accounts is possible; both have to agree. */
function requestOf(actor: Actor, deed: Deed, policies: PolicySet): Verdict<AuthorizationRequest> {
  const [resource = '*'] = deed.resources ?? [];
  const [first, second] = accounts(actor.role.arn, resource).map((same) => requestIn(actor, deed, policies, same));
  if (first === undefined) return { verdict: 'proved' };
  if (second === undefined || second.verdict === first.verdict) return first;
  return { verdict: 'undecided', reasons: [`whether \`${actor.role.arn}\` and \`${resource}\` are in one account`] };
}

/** The policies without what names the caller, or what is called. */
function unnamed(
  actor: Actor,
  deed: Deed,
  isNamed: (pattern: string) => boolean,
): { readonly identity: readonly PolicyDocument[]; readonly resource?: PolicyDocument } {
  const identity = concerning(actor.permissions.identity, deed, (pattern) => !isNamed(pattern));
  const { resourcePolicy } = deed;
  if (resourcePolicy === undefined) return { identity };
  const statements = resourcePolicy.statements.filter((one) => one.effect === 'Deny' || !namesCaller(one, actor.role.arn));
  return { identity, resource: { ...resourcePolicy, statements } };
}

const CALLER_KEYS = /^aws:PrincipalArn$/i;

/** Whether a statement of a resource's policy, a trust policy among them, names the role. */
const namesCaller = ({ principal, conditions }: Statement, arn: string): boolean =>
  principal?.principals.some((one) => one.kind === 'aws' && one.value === arn) === true ||
  conditions.some(({ key, values }) => CALLER_KEYS.test(key) && values.includes(arn));

const policySet = (
  { permissions: { boundary } }: Actor,
  identity: readonly PolicyDocument[],
  resource: PolicyDocument | undefined,
): PolicySet => ({
  identity,
  ...(boundary === undefined ? {} : { boundary }),
  ...(resource === undefined ? {} : { resource }),
});

/** Whether what is not in the template may permit it: it can add only what the boundary permits. */
function beyond(actor: Actor, deed: Deed): Ability {
  const [unseen] = actor.permissions.unseen;
  if (unseen === undefined) return { kind: 'unable' };
  const { boundary } = actor.permissions;
  if (boundary !== undefined && !allowsAnything(concerning([boundary], deed))) return { kind: 'unable' };
  const anything = documentOf(allowing({}));
  const verdict = requestOf(actor, deed, policySet(actor, [{ ...anything, type: 'identity' }], deed.resourcePolicy));
  return verdict.verdict === 'proved' ? { kind: 'unable' } : { kind: 'open', on: `\`${unseen}\`` };
}

/** What is forbidden whatever the circumstances. */
const plainDenies = once(({ permissions: { identity, boundary } }: Actor): readonly Statement[] =>
  [...identity, ...(boundary === undefined ? [] : [boundary])].flatMap(({ statements }) =>
    statements.filter(({ effect, conditions, action }) => effect === 'Deny' && conditions.length === 0 && !action.negated),
  ),
);

/** Whether a Deny statement plainly forbids the action on all of the resources. */
function forbids({ action, resource }: Statement, asked: string, resources: Deed['resources']): boolean {
  if (!action.patterns.some((pattern) => !hasHole(pattern) && matchAction(pattern, asked))) return false;
  if (resource === undefined || (!resource.negated && resource.patterns.includes('*'))) return true;
  if (resources === undefined) return false;
  return resource.negated
    ? resources.every((arn) => !hasHole(arn) && resource.patterns.every((one) => !hasHole(one) && !mayMean(one, arn)))
    : resources.every((arn) => resource.patterns.includes(arn));
}

/** Whether Deny statements plainly forbid all of it, so that nothing has to be proved. */
function isPlainlyDenied(actor: Actor, { actions, resources }: Deed): boolean {
  const denies = plainDenies(actor);
  return denies.length > 0 && actions.every((asked) => denies.some((statement) => forbids(statement, asked, resources)));
}

/** What the conditions of a deed ask of a request, where one value fulfils each; undefined where that is not so. */
function contextFor(conditions: readonly Condition[]): AuthorizationRequest['context'] | undefined {
  const entries = conditions.map(({ operator, qualifier, key, values: [value] }) =>
    operator.startsWith('StringEquals') && value !== undefined ? ([key, qualifier === undefined ? value : [value]] as const) : undefined,
  );
  return entries.every((entry) => entry !== undefined) ? Object.fromEntries(entries) : undefined;
}

/** The plainest request, where it is allowed: the evaluator tells at once what the prover would have to look for. */
function plainRequest(actor: Actor, deed: Deed, policies: PolicySet): AuthorizationRequest | undefined {
  const { arn } = actor.role;
  const [resource] = deed.resources ?? [];
  const account = arnParts(arn)?.account;
  if (resource === undefined || account === undefined || accounts(arn, resource).some((isSame) => !isSame)) return undefined;
  const asked = contextFor([...(deed.conditions ?? []), ...ownTags(actor.role, documentsOf(policies))]);
  if (asked === undefined) return undefined;
  const principal = { kind: 'aws', arn, account } as const;
  // What follows from the caller is said only where a policy asks for it.
  return [asked, { ...derivedContext(principal), ...asked }]
    .flatMap((context) =>
      deed.actions.map((action): AuthorizationRequest => ({ principal, action, resource, resourceAccount: account, context })),
    )
    .find((request) => authorize(request, policies).decision === 'allow');
}

/** Whether the actor may do it. */
export function ability(actor: Actor, deed: Deed): Ability {
  if (isPlainlyDenied(actor, deed)) return { kind: 'unable' };
  const { identity: all, boundary } = actor.permissions;
  const identity = concerning(all, deed);
  const { resourcePolicy } = deed;
  if (resourcePolicy === undefined && !allowsAnything(identity)) return beyond(actor, deed);
  if (resourcePolicy === undefined && boundary !== undefined && !allowsAnything(concerning([boundary], deed))) return { kind: 'unable' };
  const policies = policySet(actor, identity, resourcePolicy);
  const plain = plainRequest(actor, deed, policies);
  const verdict = plain === undefined ? requestOf(actor, deed, policies) : { verdict: 'refuted' as const, witness: plain };
  if (verdict.verdict === 'proved') return beyond(actor, deed);
  if (verdict.verdict === 'undecided') return { kind: 'open', on: reasonsOf(verdict) };
  if (actor.role.boundary !== undefined && boundary === undefined) return { kind: 'open', on: `\`${actor.role.boundary.arn}\`` };
  const isNamed = (pattern: string): boolean => deed.resources?.some((arn) => names(pattern, arn)) === true;
  const rest = unnamed(actor, deed, isNamed);
  const meant = !allowsAnything(rest.identity) && (rest.resource === undefined || !allowsAnything([rest.resource]));
  const others = policySet(actor, rest.identity, rest.resource);
  const named = meant || (plainRequest(actor, deed, others) === undefined && requestOf(actor, deed, others).verdict === 'proved');
  return { kind: 'able', witness: verdict.witness, named };
}
