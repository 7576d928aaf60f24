/** The ways to become a component, with what each expects to the letter. */
import type { GraphRole } from '../../graph/identity-graph';
import { describeCondition } from '../../policy/explain-decision';
import type { Explanation } from '../../report/explanation';
import { readPolicy } from '../../rules/reading/read-policy';
import type { Subject } from '../claim';

type Ways = Explanation['ways'];

/** As the declaration says it. */
const declared = ({ name }: GraphRole, { plans }: Subject): Ways | undefined =>
  plans.flatMap(({ components }) => components).find(({ roleName }) => roleName === name)?.trust;

/** As the trust policy says it: what its conditions ask of subject and audience. */
function written({ trust }: GraphRole): Ways {
  const read = readPolicy(trust, 'trust');
  if (!read.ok) return [];
  return read.document.statements.flatMap(({ effect, principal, conditions }) => {
    if (effect === 'Deny' || principal === undefined) return [];
    const asked = (claim: string): readonly string[] =>
      conditions.filter(({ key }) => key.toLowerCase().endsWith(`:${claim}`)).flatMap(({ values }) => values);
    const others = conditions.filter(({ key }) => !/:(?:sub|aud)$/i.test(key)).map(describeCondition);
    const names = principal.principals.map((one) => (one.kind === 'everyone' ? 'everybody' : one.value)).join(', ');
    const who = `${principal.negated ? 'everybody but ' : ''}${names}${others.length === 0 ? '' : `, when ${others.join(' and ')}`}`;
    return [
      {
        who,
        ...(asked('sub').length === 0 ? {} : { subject: asked('sub') }),
        ...(asked('aud').length === 0 ? {} : { audience: asked('aud') }),
      },
    ];
  });
}

export const waysToBecome = (role: GraphRole, subject: Subject): Ways => declared(role, subject) ?? written(role);
