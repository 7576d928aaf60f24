/** Explains one identity: who can become it, whether given claims do, and whether it may do something. */
import type { Explanation } from '../../report/explanation';
import { rolesOf, type Subject } from '../claim';
import { explainAccess } from './access';
import { explainAdmission } from './admission';
import type { Question } from './question';
import { waysToBecome } from './ways';

export type { Question } from './question';

/**
 * Explains every role that is the identity of the component, one for each deployment that was read.
 *
 * @returns nothing where no role is the identity of the component
 */
export function explain(question: Question, subject: Subject): readonly Explanation[] {
  return rolesOf(question.component, subject).map((role): Explanation => {
    const { name, arn, place: where } = role;
    const admitted = question.claims === undefined ? undefined : explainAdmission(role, question.claims, question, subject.graph);
    const isLetIn = admitted === undefined || admitted.session !== undefined;
    const { action } = question;
    const accessed =
      action === undefined || !isLetIn ? undefined : explainAccess(role, { ...question, action }, subject, admitted?.session);
    const unasked = action !== undefined && !isLetIn ? [`whether \`${action}\` is allowed was not asked: the claims were not let in`] : [];
    return {
      component: question.component,
      role: { name, arn, where },
      ways: waysToBecome(role, subject),
      ...(admitted === undefined ? {} : { admission: admitted.admission }),
      ...(accessed?.access === undefined ? {} : { access: accessed.access }),
      notes: [...(admitted?.notes ?? []), ...(accessed?.notes ?? []), ...unasked],
    };
  });
}
