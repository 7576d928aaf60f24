/** Whether any request fulfils a formula: the one question behind all others. */
import type { PolicyDocument } from '../document';
import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { AtomTable, type Dimension } from './atom';
import { type Candidate, candidateOf, requestOf } from './candidate';
import { HOLDERS, PRINCIPALS } from './compile-principal';
import { domainsOf } from './domains';
import { and, type Formula } from './formula';
import { fulfils } from './fulfils';
import { KeyKnowledge } from './key-knowledge';
import { confusableKeys } from './key-names';
import type { KeyAssumptions } from './key-space';
import type { ProveOptions } from './options';
import { oversizeOf } from './oversize';
import { Realism } from './realism';
import { reasonsFor } from './reasons';
import { Search, type Solution } from './search';
import { StatementCompiler } from './statement-formula';
import { StringSpace } from './string-space';
import { assignments } from './variable-candidates';
import type { Values } from './variable-values';

const MAXIMUM_STATES = 20_000;
const MAXIMUM_BRANCHES = 200_000;
const MAXIMUM_STEPS = 5_000_000;

export interface Question {
  /** What allows: its alternatives are gone through one by one. */
  readonly chosen: readonly Formula[];
  /** What has to hold besides. */
  readonly hindering: readonly Formula[];
}

export interface Asked {
  /** Writes the question down. Asked again with values for policy variables where these matter. */
  readonly question: (compiler: StatementCompiler) => Question;
  readonly documents: readonly PolicyDocument[];
  /** Whether callers are roles and users of accounts only. */
  readonly held: boolean;
}

/** *Proved*: no request fulfils the question. *Refuted*: the witness does. */
export function noRequest(asked: Asked, options: ProveOptions): Verdict<AuthorizationRequest> {
  const oversize = oversizeOf(asked.documents);
  if (oversize !== undefined) return { verdict: 'undecided', reasons: [oversize] };
  const verdict = attempt(asked, options, undefined);
  if (verdict.verdict !== 'undecided') return verdict;
  // Whether a proof holds for all values of the policy variables is open, but one request is enough to refute it.
  for (const values of assignments(asked.documents)) {
    const special = attempt(asked, options, values);
    if (special.verdict === 'refuted') return special;
  }
  return verdict;
}

function attempt({ question, held }: Asked, options: ProveOptions, values: Values | undefined): Verdict<AuthorizationRequest> {
  const decision = new Decision(options, held);
  const compiler = new StatementCompiler(decision.table, values);
  const { chosen, hindering } = question(compiler);
  const given = [...(values ?? [])].map(([key, value]) => compiler.keyIs(key, value));
  return decision.noRequest(chosen, [...given, ...hindering]);
}

/** One question: the atoms that its formulas are made of, and its answer. */
export class Decision {
  readonly table: AtomTable;

  /** @param held whether callers are roles and users of accounts only */
  constructor(
    readonly options: ProveOptions,
    readonly held = false,
  ) {
    this.table = new AtomTable(new StringSpace(options.maximumStates ?? MAXIMUM_STATES));
  }

  /**
   * *Proved*: no request fulfils all formulas. *Refuted*: the witness does.
   *
   * @param chosen what allows: its alternatives are gone through one by one
   * @param hindering what has to hold besides
   */
  noRequest(chosen: readonly Formula[], hindering: readonly Formula[]): Verdict<AuthorizationRequest> {
    const { table, held } = this;
    const whole = and(...chosen, ...hindering);
    const knowledge = new KeyKnowledge(table.keyNames, this.options.alwaysPresent ?? [], held);
    const domains = domainsOf(table.space.table, held ? HOLDERS : PRINCIPALS);
    const { vocabulary } = this.options;
    const realism = vocabulary === undefined ? undefined : new Realism(vocabulary, table.space.table);
    const maximumBranches = this.options.maximumBranches ?? MAXIMUM_BRANCHES;
    for (;;) {
      let found: Candidate | undefined;
      const accept = (solution: Solution): boolean => {
        const candidate = candidateOf(solution, table.keyNames, held);
        if (candidate === undefined || !fulfils(whole, candidate)) return false;
        found = candidate;
        return true;
      };
      const assumptions = (dimension: Dimension): KeyAssumptions => knowledge.assumptions(dimension);
      const result = new Search({
        table,
        maximumBranches,
        maximumSteps: MAXIMUM_STEPS,
        domains,
        assumptions,
        accept,
        ...(realism === undefined ? {} : { realism }),
      }).run(chosen, hindering);
      if (result.kind === 'none') return proved(knowledge.assumed());
      if (result.kind !== 'found' || found === undefined) return { verdict: 'undecided', reasons: reasonsFor(result, table.space.capped) };
      if (knowledge.assumeMore(found, illTyped(result.solution))) continue;
      const [one, other] = confusableKeys(table) ?? [];
      if (one !== undefined) return { verdict: 'undecided', reasons: [`depends on whether \`${one}\` and \`${other}\` are the same key`] };
      const spelling = realism?.spelling(found.action) ?? table.actionNames.get(found.action);
      return { verdict: 'refuted', witness: requestOf(found, spelling) };
    }
  }
}

const illTyped = (solution: Solution): readonly Dimension[] =>
  [...solution].flatMap(([dimension, value]) => (value.kind === 'values' && value.illTyped ? [dimension] : []));

const proved = (assuming: readonly string[]): Verdict<AuthorizationRequest> =>
  assuming.length === 0 ? { verdict: 'proved' } : { verdict: 'proved', assuming };
