/** What is left of a statement once every Deny and the permissions boundary have had their say. */
import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import type { ProveOptions } from '../../policy/prove/options';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';
import { ask } from './ask';
import { allowing, documentOf, present } from './build';
import type { HeldStatement } from './held-statements';
import type { Permissions } from './permissions';

/** Which requests are asked about; what is not given is anything. */
export interface Requests {
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: readonly Condition[];
}

/** Keys of calls that a service principal makes by itself, which a role or user never has (IAM User Guide, global condition context keys). */
const NEVER_HELD = /^aws:(?:SourceArn|SourceAccount|SourceOrgID|SourceOrgPaths|PrincipalServiceName|PrincipalServiceNamesList)$/i;

/** Whether no request of a role or user has the key. */
export const isNeverHeld = (key: string): boolean => NEVER_HELD.test(key);

const keysIn = (documents: readonly PolicyDocument[]): readonly string[] => [
  ...new Set(documents.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)))),
];

/** Whether any of the requests is permitted by all of the layers, for a role or user. Refuted with one that is. */
export function permittedIn(
  layers: readonly (readonly PolicyDocument[])[],
  requests: Requests,
  options: ProveOptions = {},
): Verdict<AuthorizationRequest> {
  const impossible = keysIn(layers.flat()).filter(isNeverHeld);
  const conditions = [...(requests.conditions ?? []), ...impossible.map((key) => present(key, false))];
  return ask({ scope: documentOf(allowing({ ...requests, conditions })), permitted: layers, held: true, ...options });
}

/** The document with some of its statements. */
export const only = (document: PolicyDocument, wanted: (statement: Statement) => boolean): PolicyDocument => ({
  ...document,
  statements: document.statements.filter(wanted),
});

const isDeny = ({ effect }: Statement): boolean => effect === 'Deny';
const isAllow = ({ effect }: Statement): boolean => effect === 'Allow';

/** What has a say: the policies, and the boundary where there is one that can be read. */
export type Layered = Pick<Permissions, 'identity' | 'boundary'>;

/** The same without what managed policies of AWS allow; what they deny stays. */
export const withoutManaged = ({ identity, own, ...rest }: Permissions): Layered => ({
  ...rest,
  identity: identity.map((document) => (own.includes(document) ? document : only(document, isDeny))),
});

/** The layers that permit something: policies, and a boundary where there is one that can be read. */
export const layersOf = ({ identity, boundary }: Layered): readonly (readonly PolicyDocument[])[] =>
  boundary === undefined ? [identity] : [identity, [boundary]];

/** Whether the statement gives any of the requests that no Deny and no boundary takes away again. Refuted with one that it gives. */
export function givenBy(
  { statement, policy }: HeldStatement,
  permissions: Layered,
  requests: Requests,
  options: ProveOptions = {},
): Verdict<AuthorizationRequest> {
  const denials = permissions.identity.map((document) => only(document, isDeny)).filter(({ statements }) => statements.length > 0);
  const own = only(policy, (one) => one === statement);
  return permittedIn(layersOf({ ...permissions, identity: [own, ...denials] }), requests, options);
}

/** One of the requests that policies and boundary allow, but for this denial; undefined where there is none. */
export function stoppedBy(
  { policy, statement }: HeldStatement,
  { identity, boundary }: Layered,
  requests: Requests,
): AuthorizationRequest | undefined {
  const allowed = {
    identity: identity.map((document) => only(document, isAllow)),
    ...(boundary === undefined ? {} : { boundary: only(boundary, isAllow) }),
  };
  const denied: PolicyDocument = { ...policy, statements: [{ ...statement, effect: 'Allow' }] };
  const verdict = permittedIn([...layersOf(allowed), [denied]], requests);
  return verdict.verdict === 'refuted' ? verdict.witness : undefined;
}
