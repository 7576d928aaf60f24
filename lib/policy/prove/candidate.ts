/** From a solution of the search to a request that can be checked. */
import { splitArnPattern } from '../arn-pattern';
import { parsePattern } from '../pattern';
import type { AuthorizationRequest, ContextValue, RequestPrincipal } from '../request';
import { renderHole } from '../text';
import { type Dimension, dimensionOf } from './atom';
import { derivedValues } from './derived-keys';
import { fillWithExamples } from './example-value';
import { SAME_ACCOUNT } from './owner';
import type { Solution } from './search';
import { type Input, SEPARATOR } from './token';
import { piecesOfHole, type Unknown } from './unknown';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';

export interface CandidateKey {
  /** As the policies write it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** A request as the search sees it: one text per dimension, with holes written out, and the keys that are present. */
export interface Candidate {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** Whether the resource belongs to the caller's account; absent where that does not matter. */
  readonly owner?: string;
  readonly keys: ReadonlyMap<Dimension, CandidateKey>;
}

/**
 * @param keyNames how the policies write each key
 * @param held whether it is the policies of the caller that are asked about
 */
export function candidateOf(solution: Solution, keyNames: ReadonlyMap<Dimension, string>, held: boolean): Candidate | undefined {
  return new CandidateBuilder(solution, keyNames).build(held);
}

class CandidateBuilder {
  readonly #keys = new Map<Dimension, CandidateKey>();

  constructor(
    readonly solution: Solution,
    readonly keyNames: ReadonlyMap<Dimension, string>,
  ) {}

  build(held: boolean): Candidate | undefined {
    // Values without variables first: they are what variables stand for.
    const dimensions = [...this.solution.keys()].filter((dimension) => dimension.startsWith('key '));
    for (const pass of ['known', 'all'] as const) {
      for (const dimension of dimensions) if (!this.#takeKey(dimension, pass === 'known')) return undefined;
    }
    const action = this.#single('action', 'example:Example');
    const resource = this.#single('resource', '*');
    if (action === undefined || resource === undefined) return undefined;
    const account = accountOf(resource);
    const principal = this.#single('principal', ['aws', `arn:aws:iam::${account}:role/example`, '', ''].join(SEPARATOR));
    if (principal === undefined) return undefined;
    const owner = this.solution.has('owner') ? this.#single('owner', SAME_ACCOUNT) : held ? SAME_ACCOUNT : undefined;
    for (const [key, value] of derivedValues(principalOf(principal))) {
      const name = this.keyNames.get(dimensionOf(key));
      if (name !== undefined) this.#keys.set(dimensionOf(key), { key: name, values: [value] });
    }
    return { action, resource, principal, keys: this.#keys, ...(owner === undefined ? {} : { owner }) };
  }

  #takeKey(dimension: Dimension, onlyKnown: boolean): boolean {
    const value = this.solution.get(dimension);
    if (value?.kind !== 'values' || this.#keys.has(dimension)) return true;
    const texts = value.values.map((inputs) => textOf(inputs, (unknown) => (onlyKnown ? undefined : this.#variable(unknown))));
    const known = texts.flatMap((text) => (text === undefined ? [] : [text]));
    if (known.length < texts.length) return onlyKnown;
    this.#keys.set(dimension, { key: this.keyNames.get(dimension) ?? dimension.slice('key '.length), values: known });
    return true;
  }

  #single(dimension: Dimension, otherwise: string): string | undefined {
    const value = this.solution.get(dimension);
    const [inputs] = value?.kind === 'values' ? value.values : [];
    return inputs === undefined ? otherwise : textOf(inputs, (unknown) => this.#variable(unknown));
  }

  /** The value of a policy variable; a key that is free gets one. */
  #variable({ source }: Unknown): string | undefined {
    if (source.kind !== 'variable') return undefined;
    const dimension = dimensionOf(source.key);
    const known = this.#keys.get(dimension);
    if (known !== undefined) return known.values.length === 1 ? known.values[0] : undefined;
    if (source.fallback !== undefined) return source.fallback;
    if (this.solution.get(dimension)?.kind === 'absent') return undefined;
    this.#keys.set(dimension, { key: this.keyNames.get(dimension) ?? source.key, values: ['example'] });
    return 'example';
  }
}

/** The text of a string of the search; holes are put together again from their parts. */
function textOf(inputs: readonly Input[], variable: (unknown: Unknown) => string | undefined): string | undefined {
  const marks = new Map<string, string>();
  const unknowns: Unknown[] = [];
  let text = '';
  for (const input of inputs) {
    if (typeof input === 'string') {
      text += input;
      continue;
    }
    const { unknown } = input;
    if (unknown.source.kind === 'variable') {
      const value = variable(unknown);
      if (value === undefined) return undefined;
      text += value;
      continue;
    }
    let mark = marks.get(unknown.name);
    if (mark === undefined) {
      mark = String.fromCharCode(0xe000 + marks.size);
      marks.set(unknown.name, mark);
      unknowns.push(unknown);
    }
    text += mark;
  }
  for (const { source } of unknowns) {
    if (source.kind !== 'hole') continue;
    const parts = piecesOfHole(source.hole).map((piece) => (typeof piece === 'string' ? piece : (marks.get(piece.name) ?? '\uffff')));
    text = text.split(parts.join('')).join(renderHole(source.hole));
  }
  return text;
}

/** The account in an ARN, as written or by example; the account of examples where there is none. */
function accountOf(arn: string): string {
  const segment = splitArnPattern(parsePattern(arn, { wildcards: false, variables: false }))[4] ?? [];
  const text = segment.map((part) => (part.kind === 'text' ? part.text : part.kind === 'hole' ? renderHole(part.hole) : '')).join('');
  const account = text === '' ? (fillWithExamples(arn).split(':')[4] ?? '') : text;
  return /^\d{12}$/.test(account) || account.startsWith('⟨') ? account : ACCOUNT;
}

/**
 * The request that a candidate stands for.
 *
 * @param spelling how the action is written, where that is known
 */
export function requestOf({ action, resource, principal, owner, keys }: Candidate, spelling = action): AuthorizationRequest {
  const context: Record<string, ContextValue> = {};
  for (const { key, values } of [...keys.values()].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const [only, ...more] = values;
    if (only !== undefined) context[key] = more.length === 0 ? only : values;
  }
  const caller = principalOf(principal);
  const resourceAccount = caller.kind === 'aws' ? ownerOf(caller.account, resource, owner) : undefined;
  return { principal: caller, action: spelling, resource, ...(resourceAccount === undefined ? {} : { resourceAccount }), context };
}

/** The account to name as the resource's owner, where that does not follow from the resource as it should. */
function ownerOf(account: string, resource: string, owner: string | undefined): string | undefined {
  if (owner === undefined) return undefined;
  const inArn = resource.split(':')[4] ?? '';
  const apparent = /^\d{12}$/.test(inArn) || inArn.startsWith('⟨') ? accountOf(resource) : account;
  if ((apparent === account) === (owner === SAME_ACCOUNT)) return undefined;
  return owner === SAME_ACCOUNT ? account : account === OTHER_ACCOUNT ? ACCOUNT : OTHER_ACCOUNT;
}

export function principalOf(text: string): RequestPrincipal {
  const [kind = '', name = '', session = '', canonicalUser = ''] = text.split(SEPARATOR);
  if (kind === 'service') return { kind, service: name };
  if (kind === 'federated') return { kind, provider: name };
  if (kind !== 'aws') return { kind: 'anonymous' };
  return {
    kind,
    arn: name,
    account: accountOf(name),
    ...(session === '' ? {} : { session }),
    ...(canonicalUser === '' ? {} : { canonicalUser }),
  };
}
