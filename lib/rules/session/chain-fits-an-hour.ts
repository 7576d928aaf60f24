import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { role, soundRole, trustPolicy } from '../examples/parts';
import { iamArnParts } from '../reading/accounts';
import { nameOf } from '../reading/places';
import { textAt } from '../reading/properties';
import { readTrust } from '../reading/trust';

/** Seconds. A session made with the credentials of another role lasts no longer, whatever the role says (STS API Reference, `AssumeRole`). */
const LONGEST = 3600;

/** Whether nobody becomes the role but other roles, by name. */
function isForRolesOnly(visited: GraphRole): boolean {
  const principals = readTrust(visited)?.principals ?? [];
  return (
    principals.length > 0 && principals.every((one) => one.kind === 'aws' && iamArnParts(one.value)?.rest.startsWith('role/') === true)
  );
}

const isTargetOfPods = ({ arn }: GraphRole, graph: IdentityGraph): boolean =>
  graph.resourcesOf('AWS::EKS::PodIdentityAssociation').some((association) => textAt(association, 'TargetRoleArn') === arn);

const CALLER = { AWS: 'arn:aws:iam::111122223333:role/orchestrator' };

export default defineRule({
  code: 'WI503',
  name: 'session/chain-fits-an-hour',
  severity: 'warning',
  principle: 'what is declared works',
  standards: ['NIST SP 800-53 AC-12'],
  summary: 'a role that only other roles become promises sessions of one hour at most',
  why: 'a longer session is refused to who is in a role already: the call fails, and only at run time',
  acknowledge: 'where nobody ever asks for more than an hour',
  misses: ['callers that a trust policy names by their account and a condition'],
  sources: ['IAM User Guide, "Roles terms and concepts", "Role chaining"'],
  visits: 'role',
  messages: {
    neverSoLong: {
      what: 'the role `<role>` promises sessions of <seconds> seconds, and no session of it lasts longer than an hour, because other roles become it',
      fix: 'set `MaxSessionDuration` to `3600`, and let callers ask for a new session in time',
    },
  },
  check: (visited, tell, { graph }) => {
    const { maxSessionSeconds, place } = visited;
    if (!isTargetOfPods(visited, graph) && !isForRolesOnly(visited)) return [];
    if (typeof maxSessionSeconds !== 'number' || maxSessionSeconds <= LONGEST) return [tell.proved()];
    const values = { role: nameOf(visited), seconds: String(maxSessionSeconds) };
    return [
      tell.refuted('neverSoLong', values, { at: place, pins: maxSessionSeconds, shown: `\`MaxSessionDuration\` is ${maxSessionSeconds}` }),
    ];
  },
  examples: {
    bad: [
      {
        title: 'a tool that the orchestrator becomes, for two hours',
        cloudformation: { Tool: role({ trust: trustPolicy(CALLER, 'sts:AssumeRole'), maxSessionSeconds: 7200 }) },
        finds: { message: 'neverSoLong', resource: 'Tool', shown: '7200' },
      },
    ],
    good: [
      {
        title: 'a tool that a function becomes',
        cloudformation: soundRole('Tool', trustPolicy({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'), { maxSessionSeconds: 7200 }),
      },
    ],
  },
});
