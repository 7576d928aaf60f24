/** Hops in words, one a line. */
import { nameOf } from '../places';
import { showAction } from '../show-request';
import type { Hop } from './hops';

/** One hop on one line. */
export function showHop({ from, to, says: [before, after], requests }: Hop): string {
  const asked = requests.map(showAction).map((text) => text.replace(/,$/, ''));
  return `\`${nameOf(from)}\` ${before} \`${nameOf(to)}\`${after}, because ${asked.join(' and ')} ${asked.length === 1 ? 'is' : 'are'} allowed`;
}

/** Hops as a finding shows them, each on a line of its own. */
export function showHops(hops: readonly Hop[]): { readonly shown: string; readonly steps?: readonly string[] } {
  const [shown = '', ...steps] = hops.map(showHop);
  return steps.length === 0 ? { shown } : { shown, steps };
}

/** Names in a sentence. */
export const listed = (names: readonly string[]): string => [...new Set(names)].map((name) => `\`${name}\``).join(', ');
