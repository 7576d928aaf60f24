/** Command lines, with errors that say what to write instead. */
import { parseArgs } from 'node:util';
import { UsageError, unknownWord } from './usage-error';

/** An option that takes one of a few words; the first is the default. */
export type Choices = Readonly<Record<string, readonly [string, ...string[]]>>;

export interface Parsed<Given extends Choices> {
  readonly operands: readonly string[];
  readonly options: { readonly [Name in keyof Given]: Given[Name][number] };
}

const COMMON = { help: { type: 'boolean', short: 'h' }, color: { type: 'boolean' }, 'no-color': { type: 'boolean' } } as const;

const CODES: ReadonlySet<unknown> = new Set(['ERR_PARSE_ARGS_UNKNOWN_OPTION', 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE']);

function toUsageError(error: unknown, known: readonly string[]): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const text = error instanceof Error ? error.message : String(error);
  const [, option] = /'(--?[^',\s]+)/.exec(text) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined) return unknownWord('the option', option, known);
  if (CODES.has(code) && option !== undefined)
    return new UsageError(`the option \`${option}\` does not take what was given`, 'see `agent-identity --help`');
  return new UsageError('the command line could not be read', 'see `agent-identity --help`');
}

/** Parses the arguments of a command. @throws {UsageError} for anything that is not understood */
export function parseOptions<const Given extends Choices>(args: readonly string[], choices: Given): Parsed<Given> {
  const names = Object.keys(choices);
  const known = [...names, ...Object.keys(COMMON)].map((name) => `--${name}`);
  let parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] };
  try {
    const options = { ...COMMON, ...Object.fromEntries(names.map((name) => [name, { type: 'string' } as const])) };
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw toUsageError(error, known);
  }
  const chosen = names.map((name) => {
    const allowed = choices[name] ?? [''];
    const value = parsed.values[name] ?? allowed[0];
    if (typeof value !== 'string' || !allowed.includes(value)) throw unknownWord(`the value of --${name},`, String(value), allowed);
    return [name, value] as const;
  });
  return { operands: parsed.positionals, options: Object.fromEntries(chosen) as Parsed<Given>['options'] };
}
