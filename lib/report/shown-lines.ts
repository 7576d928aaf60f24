/** What a finding shows, line by line: the request or fact, then the steps that lead there. */
import type { Finding } from '../finding/finding';

export const shownLines = ({ shown, steps = [] }: Pick<Finding, 'shown' | 'steps'>): readonly string[] => [
  ...(shown === undefined ? [] : [shown]),
  ...steps,
];
