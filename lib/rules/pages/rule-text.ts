/** Rules for people at a terminal. */

import { paletteOf } from '../../report/palette';
import type { TextOptions } from '../../report/to-text';
import { widthOf, wrap } from '../../report/wrap';
import type { Rule } from '../define-rule';

const WIDTH = 96;

const familyOf = ({ name }: Rule): string => name.split('/')[0] ?? name;

/** All rules by family, one line each, in the order of their codes. */
export function rulesToText(rules: readonly Rule[], { color = false }: TextOptions = {}): string {
  const palette = paletteOf(color);
  const wide = Math.max(...rules.map(({ name }) => widthOf(name)));
  const sorted = [...rules].sort((a, b) => (a.code < b.code ? -1 : 1));
  const row = ({ code, name, summary }: Rule): string => {
    const lead = code.length + wide + 4;
    const [first = '', ...rest] = wrap(summary, WIDTH - lead);
    return [`${palette.accent(code)}  ${name.padEnd(wide)}  ${first}`, ...rest.map((line) => `${' '.repeat(lead)}${line}`)].join('\n');
  };
  const families = [...new Set(sorted.map(familyOf))].map((family) => {
    const own = sorted.filter((rule) => familyOf(rule) === family);
    return [palette.strong(family), ...own.map(row)].join('\n');
  });
  return `${families.join('\n\n')}\n`;
}

/** Everything about one rule. */
export function ruleToText(rule: Rule, { color = false }: TextOptions = {}): string {
  const palette = paletteOf(color);
  const { code, name, severity, principle, standards, summary, why, acknowledge, misses = [], sources, examples, messages } = rule;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [palette.dim(title), ...lines.flatMap((line) => wrap(line, WIDTH - 2, 2).map((one) => `  ${one}`)), ''];
  return `${[
    palette.strong(`${code} ${name}`),
    `${summary}`,
    '',
    ...section('why', [why]),
    ...section(
      'avoid',
      examples.bad.map(({ title }) => `- ${title}`),
    ),
    ...section(
      'prefer',
      examples.good.map(({ title }) => `- ${title}`),
    ),
    ...section(
      'fix',
      [...new Set(Object.values(messages).map(({ fix }) => `- ${fix}`))].filter((fix) => !/^- <\w+>/.test(fix)),
    ),
    ...section('when to acknowledge', [acknowledge]),
    ...section(
      'does not see',
      misses.map((miss) => `- ${miss}`),
    ),
    ...section('serves', [`${principle} (${[severity, ...standards].join(', ')})`]),
    ...section(
      'sources',
      sources.map((source) => `- ${source}`),
    ),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
