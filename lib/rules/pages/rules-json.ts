/** Rules for programs. */
import type { Rule } from '../define-rule';

/** The version of the form. A field may be added without changing it. */
const VERSION = 1;

const described = ({
  code,
  name,
  severity,
  principle,
  standards,
  summary,
  why,
  acknowledge,
  misses = [],
  sources,
  messages,
  examples,
}: Rule) => ({
  code,
  name,
  family: name.split('/')[0] ?? name,
  severity,
  principle,
  standards,
  summary,
  why,
  /** Templates that it objects to, and templates that it does not. */
  avoid: examples.bad.map(({ title, cloudformation }) => ({ title, template: { Resources: cloudformation } })),
  prefer: examples.good.map(({ title, cloudformation }) => ({ title, template: { Resources: cloudformation } })),
  messages: Object.entries(messages).map(([id, { what, fix, severity: own = severity }]) => ({ id, severity: own, what, fix })),
  acknowledge,
  misses,
  sources,
});

/** Everything about rules as JSON text, in the order of their codes, with a line break at the end. */
export const rulesToJson = (rules: readonly Rule[]): string =>
  `${JSON.stringify({ version: VERSION, rules: [...rules].sort((a, b) => (a.code < b.code ? -1 : 1)).map(described) }, null, 2)}\n`;
