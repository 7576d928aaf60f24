/** The page of a rule, in Markdown. */
import { stringify } from 'yaml';
import type { Rule } from '../define-rule';
import type { GoodExample } from '../examples/example';

const MOST_LINES = 40;

/** An example as a template. One that is long for the sake of being long is cut. */
function exampleText({ title, cloudformation }: GoodExample): readonly string[] {
  const lines = stringify({ Resources: cloudformation }, { version: '1.1', lineWidth: 120, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n');
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '# and so on'] : lines;
  return [`${title.charAt(0).toUpperCase()}${title.slice(1)}:`, '', '```yaml', ...shown, '```', ''];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const list = (items: readonly string[]): readonly string[] => [...items.map((item) => `- ${sentence(item)}`), ''];

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [`## ${title}`, '', ...lines]);

/** Places for values as Markdown shows them: between angle brackets it would take them for tags. */
const shown = (text: string): string => text.replace(/<([A-Za-z]+)>/g, '‹$1›');

/** The whole page, with a line break at the end. */
export function rulePage(rule: Rule): string {
  const { code, name, severity, preset, principle, standards, summary, why, acknowledge, misses = [], sources, messages, examples } = rule;
  const said = Object.values(messages).flatMap(({ what, fix }) => [
    `- *${shown(what)}*`,
    `  ${fix.startsWith('<') ? 'Fix: as the finding says.' : `Fix: ${shown(fix)}.`}`,
  ]);
  return [
    `# ${code} ${name}`,
    '',
    '<!-- generated from the rule by scripts/generate-rule-docs.ts -->',
    '',
    '## Summary',
    '',
    sentence(summary),
    '',
    `Severity: ${severity}${preset === undefined ? '' : `, in the preset \`${preset}\` only`}. Principle: ${principle}.${standards.length === 0 ? '' : ` Evidence for: ${standards.join(', ')}.`}`,
    '',
    ...section('Avoid', examples.bad.flatMap(exampleText)),
    ...section('Prefer', examples.good.flatMap(exampleText)),
    ...section('Why', [sentence(why), '']),
    ...section('Fix', [...said, '']),
    ...section('When to acknowledge', [sentence(acknowledge), '']),
    ...section('What it does not see', misses.length === 0 ? [] : list(misses)),
    ...section('Sources', sources.length === 0 ? [] : [...sources.map((source) => `- ${source}`), '']),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
