/** Condition keys whose names hold holes. */
import { hasHole } from '../text';
import type { AtomTable } from './atom';
import { exactTokens } from './exact-tokens';
import { foldKey } from './fold-key';

/** Two keys that are written differently and may be the same one once the holes in their names are filled; `undefined` where there are none. */
export function confusableKeys({ keyNames, space }: AtomTable): readonly [string, string] | undefined {
  const names = [...keyNames.values()];
  const pattern = (name: string) => space.table.intern(exactTokens(foldKey(name)));
  for (const [index, one] of names.entries()) {
    for (const other of names.slice(index + 1)) {
      if ((hasHole(one) || hasHole(other)) && space.mayOverlap(pattern(one), pattern(other))) return [one, other];
    }
  }
  return undefined;
}
