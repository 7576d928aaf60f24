/** Values of policy variables that are worth trying in the search for a request that refutes a claim. */
import type { PolicyDocument } from '../document';
import { literalText, parsePattern } from '../pattern';
import { foldKey } from './fold-key';
import { type Values, variablesOf } from './variable-values';

const MAXIMUM_VALUES = 10;
const MAXIMUM_ASSIGNMENTS = 60;

/** Assignments of values to all variables of the documents, the most promising first; none where there are no variables. */
export function* assignments(documents: readonly PolicyDocument[]): Generator<Values> {
  const statements = documents.filter(({ version }) => version === '2012-10-17').flatMap((document) => document.statements);
  const keys = [...new Set(statements.flatMap((statement) => variablesOf(statement).map(({ key }) => foldKey(key))))];
  if (keys.length === 0) return;
  const texts = statements.flatMap(({ resource, conditions }) => [
    ...(resource?.patterns ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const fragments = texts.flatMap((text) => text.split(/\$\{[^}]*\}|⟨[^⟩]*⟩|[:/*?]/)).filter((text) => text !== '');
  const choices = keys.map((key) => {
    const compared = statements.flatMap(({ conditions }) =>
      conditions.filter((condition) => foldKey(condition.key) === key).flatMap(({ values }) => values),
    );
    const exact = compared.flatMap((value) => literalText(parsePattern(value, { wildcards: false, variables: true })) ?? []);
    return [...new Set<string | undefined>(['example', ...exact, undefined, '', ...fragments])].slice(0, MAXIMUM_VALUES);
  });
  const total = choices.reduce((product, { length }) => product * length, 1);
  for (let index = 0; index < Math.min(total, MAXIMUM_ASSIGNMENTS); index++) {
    let rest = index;
    yield new Map(
      keys.map((key, at) => {
        const values = choices[at] ?? [];
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return [key, value];
      }),
    );
  }
}
