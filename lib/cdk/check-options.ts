/** Checks where an identity is put and with which options, for those who come without the compiler's help. */
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { engineFinding } from './engine-findings';
import { GRANT_MODES } from './grant-ledger';

const OPTIONS = ['account', 'deployment', 'grants'];

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const suggest = (word: string, known: readonly string[]): string => {
  const meant = didYouMean(word, known);
  return meant === undefined ? `give one of ${quoted(known)}` : `did you mean \`${meant}\`?`;
};

/** What is wrong with options. */
export function checkOptions(options: unknown): readonly Finding[] {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    return [
      engineFinding('WI809', {
        what: `the options are ${options === null ? 'null' : `a value of type ${typeof options}`}, not a record`,
        fix: 'give `{ deployment, grants, account }`, or nothing',
      }),
    ];
  }
  const { grants, account } = options as Readonly<Record<string, unknown>>;
  return [
    ...Object.keys(options)
      .filter((name) => !OPTIONS.includes(name))
      .map((name) => engineFinding('WI809', { what: `there is no option \`${name}\``, fix: suggest(name, OPTIONS) })),
    ...(grants === undefined || GRANT_MODES.some((mode) => mode === grants)
      ? []
      : [engineFinding('WI809', { what: `there is no mode of grants \`${String(grants)}\``, fix: suggest(String(grants), GRANT_MODES) })]),
    ...(account === undefined || typeof account === 'string'
      ? []
      : [
          engineFinding('WI809', {
            what: `the account is a value of type ${typeof account}`,
            fix: 'give the name of the input that holds the account',
          }),
        ]),
  ];
}

/** Whether constructs can be put somewhere: a stack, or below one. */
export function checkScope(scope: unknown): readonly Finding[] {
  if (Construct.isConstruct(scope) && scope.node.scopes.some((one) => Stack.isStack(one))) return [];
  const where = Construct.isConstruct(scope) ? { where: { path: scope.node.path } } : {};
  return [
    engineFinding('WI809', {
      what: 'the scope is no stack, and stands below none',
      fix: 'give a stack, or a construct below one, as the scope',
      ...where,
    }),
  ];
}
