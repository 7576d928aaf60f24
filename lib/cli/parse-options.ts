/** Command lines, with errors that say what to write instead. */
import { parseArgs } from 'node:util';
import { UsageError, unknownWord } from './usage-error';

/** What an option takes: one of a few words, the first of which is the default; a file; some text; texts, each with the option before it; or nothing. */
export type Option = readonly [string, ...string[]] | 'file' | 'text' | 'texts' | 'flag';

export type Options = Readonly<Record<string, Option>>;

type ValueOf<Given extends Option> = Given extends readonly string[]
  ? Given[number]
  : Given extends 'file' | 'text'
    ? string | undefined
    : Given extends 'texts'
      ? readonly string[]
      : boolean;

export interface Parsed<Given extends Options> {
  readonly operands: readonly string[];
  readonly options: { readonly [Name in keyof Given]: ValueOf<Given[Name]> };
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

function valueGiven(name: string, option: Option, given: unknown): string | boolean | readonly string[] | undefined {
  if (option === 'flag') return given === true;
  if (option === 'texts') return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  if (option === 'text') {
    if (given === '') throw new UsageError(`the option \`--${name}\` says nothing`, `write \`--${name} <text>\``);
    return typeof given === 'string' ? given : undefined;
  }
  if (option === 'file') {
    if (given === '') throw new UsageError(`the option \`--${name}\` names no file`, `write \`--${name} <file>\``);
    return typeof given === 'string' ? given : undefined;
  }
  const value = given ?? option[0];
  if (typeof value !== 'string' || !option.includes(value)) throw unknownWord(`the value of --${name},`, String(value), option);
  return value;
}

/** Parses the arguments of a command. @throws {UsageError} for anything that is not understood */
export function parseOptions<const Given extends Options>(args: readonly string[], given: Given): Parsed<Given> {
  const names = Object.keys(given);
  const known = [...names, ...Object.keys(COMMON)].map((name) => `--${name}`);
  let parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] };
  try {
    const types = Object.entries<Option>(given).map(([name, option]) => [
      name,
      { type: option === 'flag' ? 'boolean' : 'string', multiple: option === 'texts' } as const,
    ]);
    parsed = parseArgs({ args: [...args], options: { ...COMMON, ...Object.fromEntries(types) }, allowPositionals: true, strict: true });
  } catch (error) {
    throw toUsageError(error, known);
  }
  const values = Object.entries<Option>(given).map(([name, option]) => [name, valueGiven(name, option, parsed.values[name])] as const);
  return { operands: parsed.positionals, options: Object.fromEntries(values) as Parsed<Given>['options'] };
}
