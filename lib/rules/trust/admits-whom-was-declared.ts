import type { IdentityPlan, PlanDocument } from '../../plan/plan';
import { parsePolicy } from '../../policy/parse';
import { defineRule } from '../define-rule';
import { declaredTool, declaredToolRole } from '../examples/declared-tool';
import { serviceTrust } from '../examples/parts';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { plainlyWithin } from '../reading/in-other-words';
import { once } from '../reading/once';
import { nameOf } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { inWordsOf, valuesOf } from '../reading/plan-values';
import { readPolicy } from '../reading/read-policy';
import { showContext, showPrincipal } from '../reading/show-request';
import { UNREADABLE_TRUST } from '../reading/trust';

const EVERYTHING = documentOf(allowing({}));

/** The trust policies of a plan, by the name of their role. Adopted roles have none there. */
const plannedTrusts = once(
  (plan: IdentityPlan): ReadonlyMap<string, PlanDocument> =>
    new Map(plan.resources.flatMap((resource) => (resource.kind === 'role' ? [[resource.name, resource.trust] as const] : []))),
);

export default defineRule({
  code: 'WI245',
  name: 'trust/admits-whom-was-declared',
  severity: 'error',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'where a plan is known, the trust policy of a component lets in nobody whom the plan does not let in',
  why: 'what was reviewed is the declaration; whoever was let in later, or by a weaker condition, was reviewed by nobody',
  acknowledge: 'never; declare the trust, so that the plan says it too',
  misses: ['a late value that the template writes in one place only is taken as it is written there'],
  sources: ['IAM User Guide, "How to use trust policies with IAM roles"'],
  visits: 'role',
  messages: {
    wider: {
      what: 'the trust policy of `<role>` lets in whom the declaration does not',
      fix: 'declare the trust with its factory, or take what was added to the trust policy out of it',
    },
    open: {
      what: 'whether the trust policy of `<role>` lets in only whom the declaration does could not be decided',
      fix: 'put late values into the places where they were declared, and nowhere else',
    },
  },
  check: (visited, tell, { plans, graph }) => {
    const declared = declaredFor(visited, plans);
    const planned = declared === undefined ? undefined : plannedTrusts(declared.plan).get(visited.name);
    if (declared === undefined || planned === undefined) return [];
    const found = readPolicy(visited.trust, 'trust');
    if (!found.ok) return [UNREADABLE_TRUST];
    const within = parsePolicy(inWordsOf(planned, valuesOf(declared.plan, graph)), 'trust');
    const names = { role: nameOf(visited) };
    const at = visited.trust.place;
    if (!within.ok) return [tell.undecided('open', names, { at, shown: 'the plan holds no trust policy that can be read' })];
    if (plainlyWithin([found.document], within.document)) return [tell.proved()];
    const verdict = ask({ scope: EVERYTHING, permitted: [[found.document]], within: within.document });
    if (verdict.verdict === 'proved') return [tell.proved(verdict.assuming)];
    if (verdict.verdict === 'undecided') return [tell.undecided('open', names, { at, shown: verdict.reasons.join(', ') })];
    const { witness } = verdict;
    const context = showContext(witness.context);
    const shown = `${showPrincipal(witness)} may \`${witness.action}\`${context === '' ? '' : `, with ${context}`}`;
    return [tell.refuted('wider', names, { at, shown, witness })];
  },
  examples: {
    bad: [
      {
        title: 'a service that was not declared',
        plan: declaredTool,
        cloudformation: declaredToolRole(serviceTrust('ec2.amazonaws.com')),
        finds: { message: 'wider', resource: 'Tool', shown: 'ec2.amazonaws.com' },
      },
    ],
    good: [{ title: 'the trust that was declared', plan: declaredTool, cloudformation: declaredToolRole() }],
  },
});
