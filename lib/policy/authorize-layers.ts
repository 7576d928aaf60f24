/** The layers of policies that have a say in a request, and what each of them says. */
import type { FailedElement } from './authorize-answer';
import { isRootUser, isServiceLinked, type Reach } from './authorize-principal';
import { evaluateStatement, type PreparedRequest, statementsOf } from './authorize-statement';
import { or, type Truth } from './authorize-truth';
import type { PolicyDocument, Statement } from './document';
import type { PolicyLayer, PolicySet } from './policy-set';
import type { RequestPrincipal } from './request';

/** What one statement had to say. */
export interface StatementTrace {
  readonly layer: PolicyLayer;
  /** Which level of service control policies, counted from the organisation's root; 0 in the other layers. */
  readonly level: number;
  /** Which document of the layer and level, counted from 0. */
  readonly policy: number;
  readonly statement: Statement;
  /** `unknown`: depends on a hole, or on something that AWS does not define. */
  readonly applies: Truth;
  /** The first element that kept the statement from applying, or that leaves it open. */
  readonly failed?: FailedElement;
}

/** What the statements of a layer come to. */
export interface LayerAnswer {
  readonly allow: Truth;
  readonly deny: Truth;
  /** How strongly Allow statements name the caller: for sure, and for some values of the holes. */
  readonly sure: Reach;
  readonly possible: Reach;
}

/** A limit that is not set. */
export const UNLIMITED: LayerAnswer = { allow: 'yes', deny: 'no', sure: 3, possible: 3 };

const SILENT: LayerAnswer = { allow: 'no', deny: 'no', sure: 0, possible: 0 };

/** A Deny that surely applies settles the request, whatever else is said. */
export const DENIED: LayerAnswer = { allow: 'no', deny: 'yes', sure: 0, possible: 0 };

/**
 * The policies that have a say in what a caller does.
 *
 * Services, tokens of identity providers and anonymous callers have no policies of their own; the root user is not bound by identity
 * policies and boundaries; organisation policies do not bind service-linked roles.
 */
export function policiesFor(principal: RequestPrincipal, policies: PolicySet): PolicySet {
  const { identity, boundary, session, scps, rcps, resource } = policies;
  if (principal.kind !== 'aws') return { ...(rcps && { rcps }), ...(resource && { resource }) };
  const root = isRootUser(principal);
  const exempt = (scps !== undefined || rcps !== undefined) && isServiceLinked(principal);
  if (!root && !exempt) return policies;
  const own = root ? {} : { ...(identity && { identity }), ...(boundary && { boundary }) };
  const organisation = exempt ? {} : { ...(scps && { scps }), ...(rcps && { rcps }) };
  return { ...own, ...(session && { session }), ...organisation, ...(resource && { resource }) };
}

/** What the documents of one layer say; {@link DENIED} where a Deny surely applies. Statements that cannot change the answer any more are not looked at. */
export function askLayer(documents: readonly PolicyDocument[] | undefined, prepared: PreparedRequest): LayerAnswer {
  if (documents === undefined || documents.length === 0) return SILENT;
  let allow: Truth = 'no';
  let deny: Truth = 'no';
  let sure: Reach = 0;
  let possible: Reach = 0;
  for (const document of documents) {
    for (const compiled of statementsOf(document)) {
      const { denies } = compiled;
      if (!denies && sure === 3) continue;
      const { applies, reach } = evaluateStatement(compiled, prepared);
      if (applies === 'no') continue;
      if (denies) {
        if (applies === 'yes') return DENIED;
        deny = 'unknown';
        continue;
      }
      allow = or(allow, applies);
      if (applies === 'yes' && reach.sure > sure) sure = reach.sure;
      if (reach.possible > possible) possible = reach.possible;
    }
  }
  return { allow, deny, sure, possible };
}

/** What every statement of the policies says, in the order of the layers. */
export function traceAll(policies: PolicySet, prepared: PreparedRequest): readonly StatementTrace[] {
  const trace = (documents: readonly PolicyDocument[] | undefined, layer: PolicyLayer, level = 0): readonly StatementTrace[] =>
    (documents ?? []).flatMap((document, policy) =>
      statementsOf(document).map((compiled): StatementTrace => {
        const { applies, failed } = evaluateStatement(compiled, prepared);
        const { statement } = compiled;
        return { layer, level, policy, statement, applies, ...(failed === undefined ? {} : { failed }) };
      }),
    );
  const { identity, boundary, session, scps, rcps, resource } = policies;
  return [
    ...trace(identity, 'identity'),
    ...trace(boundary && [boundary], 'boundary'),
    ...trace(session, 'session'),
    ...(scps ?? []).flatMap((documents, level) => trace(documents, 'scp', level)),
    ...trace(rcps, 'rcp'),
    ...trace(resource && [resource], 'resource'),
  ];
}
