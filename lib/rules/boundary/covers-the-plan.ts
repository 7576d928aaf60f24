import type { GraphRole } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { defineRule, type RuleContext, type Tell } from '../define-rule';
import { LAMBDA_TRUST, managedPolicy, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { plainlyWithin } from '../reading/in-other-words';
import { type Permissions, readPermissions, UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { inWordsOf, valuesOf } from '../reading/plan-values';
import { showAction } from '../reading/show-request';

const messages = {
  cutsOff: {
    what: 'the permissions boundary of `<role>` does not permit what its policies do',
    fix: 'take the permission out of the policies, or declare it, so that the boundary is made to cover it',
  },
  notDeclared: {
    what: 'the permissions boundary of `<role>` permits what was not declared',
    fix: 'declare the permission with `can`, or take it out of the boundary',
  },
  notCovered: {
    what: 'the permissions boundary of `<role>` does not permit all that was declared',
    fix: 'let the construct make the boundary, or add what is missing to the one that is given',
  },
  beyondPlan: {
    what: 'the policies of `<role>` permit what was not declared',
    fix: 'declare the permission with `can`, or take it out of the policies',
  },
  open: {
    what: 'whether the permissions boundary of `<role>` covers what was declared could not be decided',
    fix: 'put the boundary into the same template, with its late values in the places where they were declared',
  },
} as const satisfies Messages;

const EVERYTHING = documentOf(allowing({}));

interface Side {
  /** Documents that together permit what is asked about. */
  readonly permitted: readonly PolicyDocument[];
  readonly within: PolicyDocument;
  readonly message: keyof typeof messages;
}

function judgeSide({ permitted, within, message }: Side, visited: GraphRole, tell: Tell<typeof messages>): Outcome {
  const names = { role: nameOf(visited) };
  if (plainlyWithin(permitted, within)) return tell.proved();
  const verdict = ask({ scope: EVERYTHING, permitted: [permitted], within });
  if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
  if (verdict.verdict === 'undecided') return tell.undecided('open', names, { at: visited.place, shown: verdict.reasons.join(', ') });
  const inside = message === 'cutsOff' || message === 'notCovered';
  return tell.refuted(message, names, {
    at: visited.place,
    shown: `${showAction(verdict.witness)} is ${inside ? 'cut off' : 'permitted'}`,
    witness: verdict.witness,
  });
}

/** What the declaration lets the role do, in the words of the template. */
function declaredPermissions(visited: GraphRole, { plans, graph }: RuleContext): PolicyDocument | undefined {
  const declared = declaredFor(visited, plans);
  if (declared === undefined) return undefined;
  const parsed = parsePolicy(inWordsOf(declared.component.permissions, valuesOf(declared.plan, graph)), 'identity');
  return parsed.ok ? parsed.document : undefined;
}

function sidesOf({ identity, own, boundary }: Permissions, declared: PolicyDocument | undefined): readonly Side[] {
  const cut: readonly Side[] = boundary === undefined ? [] : [{ permitted: own, within: boundary, message: 'cutsOff' }];
  if (declared === undefined) return cut;
  if (boundary === undefined) return [{ permitted: identity, within: declared, message: 'beyondPlan' }];
  // The boundary is no wider than the declaration; what it cuts of managed policies of AWS was not declared all the same.
  const carried: readonly Side[] = identity.length === own.length ? [] : [{ permitted: identity, within: declared, message: 'beyondPlan' }];
  return [
    ...cut,
    ...carried,
    { permitted: [boundary], within: declared, message: 'notDeclared' },
    { permitted: [declared], within: boundary, message: 'notCovered' },
  ];
}

export default defineRule({
  code: 'WI302',
  name: 'boundary/covers-the-plan',
  severity: 'error',
  principle: 'what a component may ever do is what was declared',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary:
    'a permissions boundary permits everything that the role\u2019s policies permit and, where a plan is known, exactly what was declared',
  why: 'a narrower boundary breaks the component in silence; a wider one lets a later policy grant what nobody declared',
  acknowledge: 'where a boundary shared by many roles is wider on purpose, or cuts a policy on purpose',
  misses: [
    'without a plan, a boundary that permits more than the policies do is accepted, because boundaries are often shared',
    'without a plan, a boundary that cuts what a managed policy of AWS permits is accepted: these policies are wide, and cutting them is what boundaries are for',
    'a boundary that stands in no template given is judged only by its presence, unless a plan says what it has to cover',
  ],
  sources: ['IAM User Guide, "Permissions boundaries for IAM entities"'],
  visits: 'role',
  messages,
  check: (visited, tell, context) => {
    const permissions = readPermissions(visited);
    if (permissions === undefined) return [UNREADABLE_POLICY];
    const declared = declaredPermissions(visited, context);
    const outcomes = sidesOf(permissions, declared).map((side) => judgeSide(side, visited, tell));
    const unseen = declared === undefined ? [] : permissions.beyond;
    if (unseen.length === 0) return outcomes;
    const shown = `not in the template: ${unseen.map((arn) => `\`${arn}\``).join(', ')}`;
    return [...outcomes, tell.undecided('open', { role: nameOf(visited) }, { at: visited.place, shown })];
  },
  examples: {
    bad: [
      {
        title: 'a policy that the boundary cuts off',
        cloudformation: {
          Boundary: managedPolicy(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/public/*' })),
          Tool: role({
            trust: LAMBDA_TRUST,
            boundary: { Ref: 'Boundary' },
            policies: [
              { name: 'read', document: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' }) },
            ],
          }),
        },
        finds: { message: 'cutsOff', resource: 'Tool', shown: 'on `arn:aws:s3:::handbook/' },
      },
    ],
    good: [{ title: 'a boundary that permits what the policies do', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
