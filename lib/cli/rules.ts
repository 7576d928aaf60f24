/** `agent-identity rules`: lists the rules, or explains one. */
import { rulesToText, ruleToText } from '../rules/pages/rule-text';
import { rulesToJson } from '../rules/pages/rules-json';
import { RULES } from '../rules/rules';
import { EXIT, type ExitCode } from './exit-codes';
import { parseOptions } from './parse-options';
import type { Terminal } from './terminal';
import { unknownWord } from './usage-error';

/** @throws {UsageError} */
export function rules(args: readonly string[], { out, color }: Terminal): ExitCode {
  const { operands, options } = parseOptions(args, { format: ['text', 'json'] });
  const asked = operands.map((word) => {
    const rule = RULES.find(({ code, name }) => code === word.toUpperCase() || name === word.toLowerCase());
    if (rule === undefined)
      throw unknownWord('the rule', word, word.includes('/') ? RULES.map(({ name }) => name) : RULES.map(({ code }) => code));
    return rule;
  });
  if (options.format === 'json') out(rulesToJson(asked.length === 0 ? RULES : asked));
  else out(asked.length === 0 ? rulesToText(RULES, { color }) : asked.map((rule) => ruleToText(rule, { color })).join('\n'));
  return EXIT.proved;
}
