/** Small changes of policies that could change a decision. */

import { nameOf } from './authorize-reasons';
import type { Condition, PatternElement, PolicyDocument, Principal, Statement } from './document';
import { describeCondition } from './explain-decision';
import type { PolicyLayer, PolicySet } from './policy-set';
import type { AuthorizationRequest, RequestPrincipal } from './request';

/** One change, in words, and what it makes of the policies. */
export interface PolicyEdit {
  readonly what: string;
  readonly apply: (policies: PolicySet) => PolicySet;
}

type Change = (document: PolicyDocument) => PolicyDocument;

/** Where a document stands; service control policies are counted over all levels. */
interface Place {
  readonly layer: PolicyLayer;
  readonly index: number;
  readonly document: PolicyDocument;
}

const placesOf = ({ identity, boundary, session, scps, rcps, resource }: PolicySet): readonly Place[] => {
  const all = (layer: PolicyLayer, documents: readonly PolicyDocument[] = []): readonly Place[] =>
    documents.map((document, index) => ({ layer, index, document }));
  return [
    ...all('identity', identity),
    ...all('boundary', boundary && [boundary]),
    ...all('session', session),
    ...all('scp', scps?.flat()),
    ...all('rcp', rcps),
    ...all('resource', resource && [resource]),
  ];
};

/** Every document that has a say, layer by layer. */
export const allDocuments = (policies: PolicySet): readonly PolicyDocument[] => placesOf(policies).map(({ document }) => document);

/** Changes the document at a place, as it is by then: an earlier change of the same document stays. */
function changeAt({ layer, index }: Place, change: Change): PolicyEdit['apply'] {
  const at = (documents: readonly PolicyDocument[], from = 0): readonly PolicyDocument[] =>
    documents.map((document, offset) => (from + offset === index ? change(document) : document));
  return (policies) => {
    const { identity, boundary, session, scps, rcps, resource } = policies;
    switch (layer) {
      case 'identity':
        return { ...policies, identity: at(identity ?? []) };
      case 'boundary':
        return boundary === undefined ? policies : { ...policies, boundary: change(boundary) };
      case 'session':
        return { ...policies, session: at(session ?? []) };
      case 'scp': {
        let from = 0;
        const levels = (scps ?? []).map((level) => {
          const changed = at(level, from);
          from += level.length;
          return changed;
        });
        return { ...policies, scps: levels };
      }
      case 'rcp':
        return { ...policies, rcps: at(rcps ?? []) };
      case 'resource':
        return resource === undefined ? policies : { ...policies, resource: change(resource) };
    }
  };
}

const inStatement =
  (pointer: string, change: (statement: Statement) => Statement): Change =>
  (document) => ({ ...document, statements: document.statements.map((one) => (one.pointer === pointer ? change(one) : one)) });

const withoutStatement =
  (pointer: string): Change =>
  (document) => ({ ...document, statements: document.statements.filter((one) => one.pointer !== pointer) });

const include = ({ negated, patterns }: PatternElement, value: string): PatternElement =>
  negated ? { negated, patterns: patterns.filter((pattern) => pattern !== value) } : { negated, patterns: [...patterns, value] };

const asPrincipal = (principal: RequestPrincipal): Principal => {
  switch (principal.kind) {
    case 'aws':
      return { kind: 'aws', value: principal.arn };
    case 'service':
      return { kind: 'service', value: principal.service };
    case 'federated':
      return { kind: 'federated', value: principal.provider };
    case 'anonymous':
      return { kind: 'everyone' };
  }
};

const withoutCondition = (statement: Statement, condition: Condition): Statement => ({
  ...statement,
  conditions: statement.conditions.filter((other) => other.pointer !== condition.pointer),
});

function editsOfStatement(
  place: Place,
  statement: Statement,
  { principal, action, resource }: AuthorizationRequest,
): readonly PolicyEdit[] {
  const { pointer } = statement;
  const name = `statement ${nameOf({ statement })} of the ${place.layer} policy`;
  const edit = (what: string, change: (statement: Statement) => Statement): PolicyEdit => ({
    what,
    apply: changeAt(place, inStatement(pointer, change)),
  });
  const conditions = statement.conditions.map((condition) =>
    edit(`drop the condition ${describeCondition(condition)} from ${name}`, (one) => withoutCondition(one, condition)),
  );
  const removal: PolicyEdit = { what: `remove ${name}`, apply: changeAt(place, withoutStatement(pointer)) };
  if (statement.effect === 'Deny') return [removal];
  const target = statement.resource;
  const named = statement.principal;
  return [
    ...conditions,
    edit(`let ${name} name the action \`${action}\``, (one) => ({ ...one, action: include(one.action, action) })),
    ...(target === undefined
      ? []
      : [edit(`let ${name} name the resource \`${resource}\``, (one) => ({ ...one, resource: include(target, resource) }))]),
    ...(named === undefined || named.negated
      ? []
      : [
          edit(`let ${name} name the caller`, (one) => ({
            ...one,
            principal: { negated: false, principals: [...named.principals, asPrincipal(principal)] },
          })),
        ]),
    removal,
  ];
}

/** Changes of single statements, and the one statement that a layer lacks. */
export function policyEdits(request: AuthorizationRequest, policies: PolicySet, missing: readonly PolicyLayer[]): readonly PolicyEdit[] {
  const edits = placesOf(policies).flatMap((place) =>
    place.document.statements.flatMap((statement) => editsOfStatement(place, statement, request)),
  );
  return missing.includes('identity') ? [...edits, addIdentityStatement(request)] : edits;
}

function addIdentityStatement({ action, resource }: AuthorizationRequest): PolicyEdit {
  const document: PolicyDocument = {
    type: 'identity',
    version: '2012-10-17',
    statements: [
      {
        effect: 'Allow',
        action: { negated: false, patterns: [action] },
        resource: { negated: false, patterns: [resource] },
        conditions: [],
        pointer: '/Statement/0',
      },
    ],
  };
  return {
    what: `add an identity policy that allows \`${action}\` on \`${resource}\``,
    apply: (policies) => ({ ...policies, identity: [...(policies.identity ?? []), document] }),
  };
}
