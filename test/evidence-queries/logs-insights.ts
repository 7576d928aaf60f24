/**
 * Reads questions of Logs Insights as far as their commands, functions and fields go, and tells what is not documented.
 *
 * Commands and functions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html and the pages of each command below it.
 * Fields: CloudTrail record contents; the schema of model invocation logs; spans of transaction search; for components, what the runtime writes.
 */

const COMMANDS = [
  'addtotals',
  'anomaly',
  'dedup',
  'diff',
  'display',
  'fields',
  'filter',
  'filterIndex',
  'join',
  'limit',
  'lookup',
  'parse',
  'pattern',
  'sort',
  'SOURCE',
  'stats',
  'unmask',
  'unnest',
];

const FUNCTIONS = [
  'avg',
  'bin',
  'ceil',
  'coalesce',
  'concat',
  'count',
  'count_distinct',
  'datefloor',
  'earliest',
  'floor',
  'isblank',
  'isempty',
  'ispresent',
  'latest',
  'max',
  'min',
  'pct',
  'replace',
  'sortsFirst',
  'sortsLast',
  'strcontains',
  'strlen',
  'sum',
  'tolower',
  'toupper',
];

const WORDS = ['and', 'or', 'not', 'as', 'by', 'in', 'like', 'asc', 'desc'];

/** Fields that Logs Insights makes for every event. */
const SYSTEM = ['@timestamp', '@message', '@log', '@logStream', '@ingestionTime', '@entity'];

/** Splits at a sign that stands outside of quotes and regular expressions. */
function split(text: string, sign: string): readonly string[] {
  const parts: string[] = [''];
  let closing: string | undefined;
  for (const char of text) {
    if (closing === undefined && char === sign) {
      parts.push('');
      continue;
    }
    if (closing === undefined && (char === '"' || char === "'" || char === '/')) closing = char;
    else if (char === closing) closing = undefined;
    parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

/** A command without its texts and regular expressions. */
const bare = (command: string): string => command.replace(/"[^"]*"|\/(?:[^/\\]|\\.)+\//g, ' ');

/** What in the query is neither command, function nor field of the log that is asked. */
export function undocumented(query: string, fields: readonly string[]): readonly string[] {
  const known = new Set([...SYSTEM, ...fields, ...WORDS]);
  const faults: string[] = [];
  for (const command of split(query, '|')) {
    const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(command) ?? [];
    if (!COMMANDS.includes(name)) faults.push(`command ${name}`);
    const said = bare(rest);
    const aliases = [...said.matchAll(/\bas\s+([\w]+)/g)].map(([, alias = '']) => alias);
    for (const [, word = '', call] of said.matchAll(/(?<![\w.])([@A-Za-z_][\w.@]*)(\s*\()?/g)) {
      if (call !== undefined && !WORDS.includes(word)) {
        if (!FUNCTIONS.includes(word)) faults.push(`function ${word}`);
      } else if (!known.has(word) && !aliases.includes(word)) faults.push(`field ${word}`);
    }
    for (const alias of aliases) known.add(alias);
    if (name === 'limit' && !(/^\d+$/.test(rest) && Number(rest) <= 10_000)) faults.push(`limit ${rest}`);
  }
  return faults;
}
