/** Who may call whom, as a small table. */
import type { IdentityPlan, PlannedCall } from '../plan/plan';
import { type Palette, paletteOf } from './palette';
import type { TextOptions } from './to-text';
import { widthOf } from './wrap';

const ENFORCED = '●';
const UNENFORCED = '○';

const markOf = (call: PlannedCall | undefined, palette: Palette): string =>
  call === undefined ? palette.dim('·') : call.chain === 'enforced' ? palette.proved(ENFORCED) : palette.warning(UNENFORCED);

/**
 * The declared calls: one row for each caller, one column for each callee. Columns are numbered, so that the table stays narrow.
 */
export function accessMatrix({ components, calls }: IdentityPlan, { color = false }: TextOptions = {}): string {
  const palette = paletteOf(color);
  const names = components.map(({ name }) => name);
  const wide = Math.max(...names.map(widthOf), 4);
  const cell = String(names.length).length + 1;
  const head = `${' '.repeat(cell + wide + 1)}${names.map((_, index) => String(index + 1).padStart(cell)).join(' ')}`;
  const rows = names.map((from, row) => {
    const cells = names.map((to, column) => {
      const call = calls.find((one) => one.from === from && one.to === to);
      return `${' '.repeat(cell - 1)}${row === column ? ' ' : markOf(call, palette)}`;
    });
    return `${String(row + 1).padStart(cell)} ${from.padEnd(wide)}${cells.join(' ')}`;
  });
  const legend = [
    `${palette.proved(ENFORCED)} may call; IAM requires source identity and session tags`,
    `${palette.warning(UNENFORCED)} may call; the application carries them, unenforced`,
    `${palette.dim('·')} may not call`,
  ];
  return [palette.dim(head), ...rows, '', ...legend].join('\n');
}
