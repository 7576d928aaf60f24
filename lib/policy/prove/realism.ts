/** Preferences among the values that fulfil a demand. */
import { parsePattern } from '../pattern';
import type { Dimension } from './atom';
import { resourceTokens, textTokens } from './compile-pattern';
import { foldKey } from './fold-key';
import type { PatternTable, TokenPattern } from './token';
import type { Vocabulary } from './vocabulary';

export interface Preference {
  /** Values that are tried first, in this order. */
  readonly texts: readonly string[];
  /** Values that match one of these are better than others; none: all are as good. */
  readonly patterns: readonly TokenPattern[];
}

export const NO_PREFERENCE: Preference = { texts: [], patterns: [] };

/** The actions that readers know best, for questions about any action. */
const FAMILIAR = [
  's3:GetObject',
  'dynamodb:GetItem',
  'iam:PassRole',
  'sts:AssumeRole',
  'ec2:RunInstances',
  'lambda:InvokeFunction',
  'kms:Decrypt',
];

/** Actions tried one by one before any name that fits is taken. */
const MAXIMUM_ACTIONS = 5000;

const PLAIN = { wildcards: true, variables: false } as const;

export class Realism {
  constructor(
    readonly vocabulary: Vocabulary,
    readonly table: PatternTable,
  ) {}

  /** @param pattern the most specific action pattern demanded, as text */
  action(pattern: string): Preference {
    const known = this.vocabulary.actionsMatching(pattern).slice(0, MAXIMUM_ACTIONS);
    const folded = new Set(known.map(foldKey));
    const familiar = pattern.startsWith('*') ? FAMILIAR.map(foldKey) : FAMILIAR.map(foldKey).filter((action) => folded.has(action));
    return { texts: [...familiar, ...folded], patterns: [] };
  }

  /** @param action the action that the request is about, in any case */
  resource(action: string): Preference {
    // The shortest form is the one that readers know.
    const forms = [...this.vocabulary.resourcePatterns(action)].sort((a, b) => a.length - b.length);
    return { texts: forms.includes('*') ? ['*'] : [], patterns: forms.flatMap((form) => this.#pattern(form)) };
  }

  #pattern(form: string): readonly TokenPattern[] {
    const tokens = form === '*' ? undefined : resourceTokens(form, false);
    return tokens === undefined ? [] : [this.table.intern(tokens)];
  }

  key(dimension: Dimension): Preference {
    const key = dimension.slice('key '.length);
    return {
      texts: this.vocabulary.exampleValues(key),
      patterns: this.vocabulary.valuePatterns(key).map((text) => this.table.intern(textTokens(parsePattern(text, PLAIN), PLAIN))),
    };
  }

  /** The spelling of an action that exists. */
  spelling(action: string): string | undefined {
    return this.vocabulary.actionsMatching(action).find((known) => foldKey(known) === action);
  }
}
