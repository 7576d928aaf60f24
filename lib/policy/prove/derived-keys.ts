/**
 * Condition keys whose value follows from who calls (IAM User Guide, reference_policies_condition-keys, "Properties of the
 * principal"): conditions on them are conditions on the principal.
 */

import { splitArn } from '../arn-pattern';
import type { RequestPrincipal } from '../request';
import type { ConditionAtom } from './atom';
import { literalTokens } from './compile-pattern';
import { KINDS, tagged } from './compile-principal';
import { matchesPlain } from './matches-plain';
import type { PatternTable, Token, TokenPattern } from './token';

const STAR: Token = { kind: 'star', reach: 'yes' };
const SEGMENT: Token = { kind: 'star', reach: 'no' };

/** For some principals, the value of a key. */
interface Carrier {
  readonly principals: readonly Token[];
  readonly value:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'part'; readonly within: (value: readonly Token[]) => readonly Token[] };
}

const text = (principals: readonly Token[], value: string): Carrier => ({ principals, value: { kind: 'text', text: value } });
const part = (principals: readonly Token[], within: (value: readonly Token[]) => readonly Token[]): Carrier => ({
  principals,
  value: { kind: 'part', within },
});

const ofResource = (prefix: string): readonly Token[] =>
  tagged('aws', [
    ...literalTokens('arn:'),
    SEGMENT,
    ...literalTokens(':'),
    SEGMENT,
    ...literalTokens('::'),
    SEGMENT,
    ...literalTokens(`:${prefix}`),
    STAR,
  ]);

const CARRIERS: Readonly<Record<string, readonly Carrier[]>> = {
  'aws:principalarn': [part(KINDS.aws, (value) => tagged('aws', value, [STAR]))],
  'aws:principalaccount': [
    part(KINDS.aws, (value) =>
      tagged('aws', [
        ...literalTokens('arn:'),
        SEGMENT,
        ...literalTokens(':'),
        SEGMENT,
        ...literalTokens('::'),
        ...value,
        ...literalTokens(':'),
        STAR,
      ]),
    ),
  ],
  'aws:principalisawsservice': [text(KINDS.aws, 'false'), text(KINDS.service, 'true')],
  'aws:principaltype': [text(ofResource('role/'), 'AssumedRole'), text(ofResource('user/'), 'User'), text(KINDS.anonymous, 'Anonymous')],
  'aws:principalservicename': [part(KINDS.service, (value) => tagged('service', value))],
};

export interface DerivedCondition {
  /** The principals for whom the key is present. */
  readonly present: readonly TokenPattern[];
  /** The principals whose value the positive comparison accepts. */
  readonly accepted: readonly TokenPattern[];
}

/** A condition on a derived key as patterns of principals; `undefined` where it cannot be put so. */
export function derivedCondition(foldedKey: string, { test }: ConditionAtom, table: PatternTable): DerivedCondition | undefined {
  const carriers = Object.hasOwn(CARRIERS, foldedKey) ? CARRIERS[foldedKey] : undefined;
  if (carriers === undefined || test.kind === 'opaque') return undefined;
  const present = carriers.map(({ principals }) => table.intern(principals));
  if (test.kind === 'presence') return { present, accepted: test.whenPresent ? present : [] };
  const accepted: (readonly Token[])[] = [];
  for (const { principals, value } of carriers) {
    if (value.kind === 'text') {
      if (test.kind === 'text' && test.patterns.some(({ hasUnknown }) => hasUnknown)) return undefined;
      const passes = test.kind === 'typed' ? test.passes(value.text) : test.patterns.some((pattern) => matchesPlain(pattern, value.text));
      if (passes) accepted.push(principals);
    } else if (test.kind === 'text') accepted.push(...test.patterns.map(({ tokens }) => value.within(tokens.map(inField))));
    else return undefined;
  }
  return { present, accepted: accepted.map((tokens) => table.intern(tokens)) };
}

/** A wildcard of the policy does not reach beyond the value. */
const inField = (token: Token): Token =>
  (token.kind === 'star' || token.kind === 'one') && token.reach === 'yes' ? { ...token, reach: 'field' } : token;

/** The values that the derived keys have for a caller. */
export function derivedValues(principal: RequestPrincipal): ReadonlyMap<string, string> {
  switch (principal.kind) {
    case 'aws':
      return new Map([
        ['aws:principalarn', principal.arn],
        ['aws:principalaccount', principal.account],
        ['aws:principalisawsservice', 'false'],
        ['aws:principaltype', splitArn(principal.arn)[5]?.startsWith('user/') ? 'User' : 'AssumedRole'],
      ]);
    case 'service':
      return new Map([
        ['aws:principalisawsservice', 'true'],
        ['aws:principalservicename', principal.service],
      ]);
    case 'federated':
      return new Map();
    case 'anonymous':
      return new Map([['aws:principaltype', 'Anonymous']]);
  }
}
