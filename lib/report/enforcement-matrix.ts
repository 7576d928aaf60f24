/** Where each declared condition is enforced, as a table: one row for each condition of each component. */
import type { IdentityPlan } from '../plan/plan';
import type { EnforcedBy } from '../spec/access/index';
import { withNames } from './in-words/hole';
import { type Palette, paletteOf } from './palette';
import { printable } from './printable';
import type { TextOptions } from './to-text';
import { widthOf } from './wrap';

/** The columns, in the order in which a request meets them. */
const COLUMNS: Readonly<Record<EnforcedBy['where'], string>> = {
  'identity-provider': 'provider',
  'iam-trust': 'trust',
  gateway: 'gateway',
  'iam-permission': 'permission',
  'resource-policy': 'resource',
  scheduler: 'scheduler',
};

/** Who enforces a condition, in words. */
export const ENFORCERS: Readonly<Record<EnforcedBy['where'], string>> = {
  'identity-provider': 'identity provider',
  'iam-trust': 'IAM trust policy',
  gateway: 'gateway',
  'iam-permission': 'IAM permissions policy',
  'resource-policy': 'resource policy',
  scheduler: 'scheduler',
};

const wheres = Object.keys(COLUMNS) as EnforcedBy['where'][];

const center = (text: string, width: number): string => {
  const before = Math.floor((width - 1) / 2);
  return `${' '.repeat(before)}${text}${' '.repeat(width - 1 - before)}`;
};

function rowsOf({ components }: IdentityPlan, palette: Palette): readonly (readonly [label: string, cells: string])[] {
  return components
    .filter(({ conditions }) => conditions.length > 0)
    .flatMap(({ name, conditions }) => [
      [name, ''] as const,
      ...conditions.map(({ condition, by }) => {
        const cells = wheres.map((where) => {
          const mark = by.some((one) => one.where === where) ? palette.proved('●') : palette.dim('·');
          return center(mark, widthOf(COLUMNS[where]));
        });
        return [`  ${condition}`, cells.join('  ').trimEnd()] as const;
      }),
    ]);
}

/** The enforcement matrix. Nothing where no condition is declared. */
export function enforcementMatrix(plan: IdentityPlan, { color = false }: TextOptions = {}): string {
  const palette = paletteOf(color);
  const rows = rowsOf(plan, palette);
  if (rows.length === 0) return '';
  const wide = Math.max(...rows.map(([label]) => widthOf(label)));
  const head = `${' '.repeat(wide)}  ${wheres.map((where) => COLUMNS[where]).join('  ')}`;
  const body = rows.map(([label, cells]) => (cells === '' ? printable(withNames(label)) : `${label.padEnd(wide)}  ${cells}`));
  const legend = `${palette.proved('●')} refuses what does not meet the condition: the identity provider, the trust policy, the gateway, the permissions policy, a resource policy, the scheduler`;
  return [palette.dim(head), ...body, '', legend].join('\n');
}
