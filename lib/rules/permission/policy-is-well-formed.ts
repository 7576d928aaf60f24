import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { isOfGroup } from '../reading/held-statements';
import { documentsOf } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { isLate, readPolicy } from '../reading/read-policy';

export default defineRule({
  code: 'WI300',
  name: 'permission/policy-is-well-formed',
  severity: 'error',
  principle: 'what cannot be read cannot be trusted',
  standards: ['NIST SP 800-207'],
  summary: 'every permissions policy and boundary is one that IAM accepts, and is known before deployment',
  why: 'IAM refuses a malformed policy, and one that is settled only at deployment cannot be judged before it is in force',
  acknowledge: 'where the policy can only be made at deployment and is judged there',
  sources: ['IAM User Guide, "IAM JSON policy reference"'],
  visits: 'holder',
  messages: {
    malformed: { what: 'a policy of `<role>` is none that IAM accepts: <fault>', fix: '<fix>' },
    late: {
      what: 'a policy of `<role>` is settled only at deployment',
      fix: 'write the policy out in the template; late values may stand in its strings',
    },
  },
  check: (visited, tell, { graph }) =>
    documentsOf(visited).flatMap((document) => {
      if (isOfGroup({ document }, visited, graph)) return [];
      const names = { role: holderName(visited) };
      if (isLate(document))
        return [
          tell.undecided('late', names, { at: document.place, shown: `depends on \`${String(document.raw)}\``, with: [visited.place] }),
        ];
      const parsed = readPolicy(document, document === visited.boundary?.document ? 'boundary' : 'identity');
      if (parsed.ok) return [tell.proved()];
      return parsed.faults.map(({ pointer, what, fix }) =>
        tell.refuted(
          'malformed',
          { ...names, fault: what, fix: fix ?? 'write it as the IAM JSON policy reference says' },
          { at: within(document, pointer), with: [visited.place] },
        ),
      );
    }),
  examples: {
    bad: [
      {
        title: 'a statement without an effect',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'read', document: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' }) }],
          }),
        },
        finds: { message: 'malformed', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a policy in full', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
