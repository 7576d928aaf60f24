/** The command `agent-identity`. */
import { colorSupported, paletteOf } from '../report/palette';
import { printable } from '../report/printable';
import { card } from './card';
import { check } from './check';
import { EXIT, type ExitCode } from './exit-codes';
import { explain } from './explain';
import { HELP, HELP_ON } from './help';
import { rules } from './rules';
import type { Terminal } from './terminal';
import { UsageError, unknownWord } from './usage-error';
import { version } from './version';

const COMMANDS = { check, explain, rules, card } as const;

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

function run(args: readonly string[], terminal: Terminal): ExitCode {
  const [word, ...rest] = args;
  if (word === undefined) throw new UsageError('no command is given', `use one of ${Object.keys(COMMANDS).join(', ')}, or --help`);
  if (args.includes('--help') || args.includes('-h') || word === 'help') {
    const [about] = args.filter(isCommand);
    terminal.out(about === undefined ? HELP : HELP_ON[about]);
    return EXIT.proved;
  }
  if (word === '--version' || word === '-v') {
    terminal.out(`${version()}\n`);
    return EXIT.proved;
  }
  if (!isCommand(word)) throw unknownWord('the command', word, Object.keys(COMMANDS));
  return COMMANDS[word](rest, terminal);
}

/** Runs a command line. Bad input of any kind is told in words, never by a stack trace. */
export function main(args: readonly string[], terminal: Terminal): ExitCode {
  try {
    return run(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const palette = paletteOf(terminal.color);
    const hint = error.hint === undefined ? '' : `  ${palette.dim('fix')}  ${printable(error.hint)}\n`;
    terminal.err(`${palette.refuted('agent-identity')}: ${printable(error.message)}\n${hint}`);
    return EXIT.usage;
  }
}

/** The process' own terminal. Colours are asked for by the user or shown by the terminal. */
function processTerminal(args: readonly string[]): Terminal {
  const color = args.includes('--no-color') ? false : args.includes('--color') || (process.stdout.isTTY === true && colorSupported());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    color,
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
  };
}

/** The entry of `bin/agent-identity.js`. */
export function runProcess(): void {
  // A reader that has seen enough, such as `head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const args = process.argv.slice(2);
  process.exitCode = main(args, processTerminal(args));
}
