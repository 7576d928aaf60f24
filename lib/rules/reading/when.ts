/** Which readings of a template can stand side by side. */
import type { When } from '../../graph/identity-graph';

/** Whether some answer to the template's conditions gives both. */
export const together = ({ when: a }: { readonly when: When }, { when: b }: { readonly when: When }): boolean =>
  Object.entries(a).every(([condition, answer]) => !Object.hasOwn(b, condition) || b[condition] === answer);
