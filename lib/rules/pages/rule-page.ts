/** The page of a rule, in Markdown. */
import { stringify } from 'yaml';
import type { Rule } from '../define-rule';
import type { GoodExample } from '../examples/example';
import { asProgram } from '../examples/pulumi/as-program';
import { asPulumi } from '../examples/pulumi/as-pulumi';

const MOST_LINES = 40;

/** Code in a block. What is long for the sake of being long is cut. */
function block(language: string, code: string, comment: string): readonly string[] {
  const lines = code.trimEnd().split('\n');
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `${comment} and so on`] : lines;
  return [`\`\`\`${language}`, ...shown, '```', ''];
}

/** An example as a template and as a Pulumi program. */
function exampleText({ title, cloudformation, withoutPulumi }: GoodExample): readonly string[] {
  const template = stringify({ Resources: cloudformation }, { version: '1.1', lineWidth: 120, aliasDuplicateObjects: false });
  const program =
    withoutPulumi === undefined
      ? ['With Pulumi:', '', ...block('typescript', asProgram(asPulumi(cloudformation)), '//')]
      : [`There is no such program with Pulumi: ${withoutPulumi.because}.`, ''];
  return [`${title.charAt(0).toUpperCase()}${title.slice(1)}:`, '', ...block('yaml', template, '#'), ...program];
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
