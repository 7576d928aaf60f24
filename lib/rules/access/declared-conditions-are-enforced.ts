import type { GraphRole } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { defineRule, type RuleContext } from '../define-rule';
import { declaredTool, declaredToolRole } from '../examples/declared-tool';
import { reasonsOf } from '../reading/ask';
import { documentOf } from '../reading/build';
import { layersOf, permittedIn } from '../reading/effect';
import { plainlySaid } from '../reading/in-other-words';
import { readPermissions, UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { inWordsOf, valuesOf } from '../reading/plan-values';
import { showAction } from '../reading/show-request';

/** What was declared to be denied, in the words of the template. */
function declaredDenials(role: GraphRole, { plans, graph }: RuleContext): PolicyDocument | undefined {
  const declared = declaredFor(role, plans);
  if (declared === undefined) return undefined;
  const parsed = parsePolicy(inWordsOf(declared.component.permissions, valuesOf(declared.plan, graph)), 'identity');
  return parsed.ok ? { ...parsed.document, statements: parsed.document.statements.filter(({ effect }) => effect === 'Deny') } : undefined;
}

export default defineRule({
  code: 'WI370',
  name: 'access/declared-conditions-are-enforced',
  severity: 'error',
  principle: 'a condition that was declared is in force',
  standards: ['NIST SP 800-207', 'OWASP ASI03'],
  summary: 'what a declaration denies, by region, network, time or whatever condition, is denied to the role in the template',
  why: 'a condition that stands in the declaration alone stops nobody',
  acknowledge: 'while a condition is lifted on purpose, with an expiry',
  misses: [
    'conditions under which something is allowed are judged by `boundary/covers-the-plan`, which asks for no more than was declared',
    'a role that the template does not hold, such as an adopted one',
  ],
  sources: ['IAM User Guide, "Policy evaluation logic"'],
  visits: 'role',
  messages: {
    notEnforced: {
      what: 'a condition that was declared for `<role>` is enforced nowhere',
      fix: 'put the denial of the declaration back into the role\u2019s policies or its boundary',
    },
    open: {
      what: 'whether a condition that was declared for `<role>` is enforced could not be decided',
      fix: 'put the denial of the declaration back into the role\u2019s policies or its boundary',
    },
  },
  check: (role, tell, context) => {
    const denials = declaredDenials(role, context);
    if (denials === undefined || denials.statements.length === 0) return [];
    const permissions = readPermissions(role);
    if (permissions === undefined) return [UNREADABLE_POLICY];
    const layers = layersOf(permissions);
    return denials.statements.map((statement) => {
      if (plainlySaid(statement, layers.flat())) return tell.proved();
      const denied: PolicyDocument = { ...denials, statements: [{ ...statement, effect: 'Allow' }] };
      const verdict = permittedIn([...layers, [documentOf(...denied.statements)]], { actions: ['*'] });
      if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
      const names = { role: nameOf(role) };
      if (verdict.verdict === 'undecided')
        return tell.undecided('open', names, { at: role.place, shown: `depends on ${reasonsOf(verdict)}` });
      const { witness } = verdict;
      return tell.refuted('notEnforced', names, { at: role.place, shown: `${showAction(witness)} is allowed`, witness });
    });
  },
  examples: {
    bad: [
      {
        title: 'a role that any function may use, and that was declared for one',
        cloudformation: declaredToolRole(undefined, { withLimits: false }),
        plan: declaredTool,
        finds: { message: 'notEnforced', resource: 'Tool', shown: 'lambda:SourceFunctionArn' },
      },
    ],
    good: [{ title: 'the role as it was declared', cloudformation: declaredToolRole(), plan: declaredTool }],
  },
});
