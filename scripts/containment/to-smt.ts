/**
 * Containment questions as SMT-LIB 2, written from IAM's documentation alone: this translation shares only the reading of
 * documents with the prover that it checks.
 *
 * Satisfiable means: for some values of the holes there is a request that the inner document permits and the outer one does not.
 */
import {
  type AuthorizationRequest,
  type Condition,
  type PatternElement,
  type PolicyDocument,
  SHAPES,
  type ShapeName,
  type Statement,
} from '../../lib/policy';
import { splitArnPattern } from '../../lib/policy/arn-pattern';
import { type Pattern, parsePattern } from '../../lib/policy/pattern';

/** Values of a multi-valued key that are told apart; more are never needed by fewer "some value" conditions than this. */
const MOST_VALUES = 6;

const and = (...terms: readonly string[]): string =>
  terms.length === 0 ? 'true' : terms.length === 1 ? (terms[0] ?? 'true') : `(and ${terms.join(' ')})`;
const or = (...terms: readonly string[]): string =>
  terms.length === 0 ? 'false' : terms.length === 1 ? (terms[0] ?? 'false') : `(or ${terms.join(' ')})`;
const not = (term: string): string => `(not ${term})`;
const text = (value: string): string =>
  `"${value.replace(/[^\x20-\x7e]|["\\]/g, (char) => (char === '"' ? '""' : `\\u{${char.charCodeAt(0).toString(16)}}`))}"`;

type Sort = 'String' | 'Real' | 'Int' | 'Bool';

const HOLE_SHAPES: Partial<Record<ShapeName, string>> = {
  account: '((_ re.^ 12) (re.range "0" "9"))',
  partition: '(re.++ (str.to_re "aws") (re.* (re.union (re.range "a" "z") (str.to_re "-"))))',
  region: '(re.+ (re.union (re.range "a" "z") (re.range "0" "9") (str.to_re "-")))',
  name: '(re.+ (re.union (re.range "a" "z") (re.range "A" "Z") (re.range "0" "9") (str.to_re "_") (str.to_re ".") (str.to_re "-")))',
};

export class SmtQuestion {
  readonly #declarations = new Map<string, string>();
  readonly #constraints: string[] = [];

  /**
   * The assertions of a question, without `check-sat`.
   *
   * @param witness asks about this request only
   */
  static of(inner: PolicyDocument, outer: PolicyDocument, witness?: AuthorizationRequest): string {
    const question = new SmtQuestion();
    question.#declare('action', 'String');
    question.#declare('resource', 'String');
    question.#constraints.push(
      '(str.in_re action (re.++ (re.+ (re.diff re.allchar (str.to_re ":"))) (str.to_re ":") (re.+ (re.diff re.allchar (str.to_re ":")))))',
    );
    question.#constraints.push('(str.in_re action (re.* (re.diff re.allchar (re.range "A" "Z"))))');
    question.#constraints.push(or('(= resource "*")', `(str.in_re resource ${question.#arnRe('arn:*:*:*:*:*')})`));
    const claim = and(question.#permits(inner), not(question.#permits(outer)));
    const only = witness === undefined ? [] : question.#is(witness);
    return [...question.#declarations.values(), ...[...question.#constraints, claim, ...only].map((term) => `(assert ${term})`)].join('\n');
  }

  /** The request is this one; keys that the question asks about and the request lacks are absent. */
  #is({ action, resource, context }: AuthorizationRequest): readonly string[] {
    const values = new Map(Object.entries(context).map(([key, value]) => [this.#name(key, 'present'), [value].flat()]));
    const keys = [...this.#declarations.keys()].filter((name) => name.endsWith('.present'));
    const terms = keys.map((present) => {
      const given = values.get(present);
      return given === undefined ? not(present) : and(present, this.#holds(present.slice(0, -'.present'.length), given));
    });
    return [`(= action ${text(action.toLowerCase())})`, `(= resource ${this.#textTerm(resource)})`, ...terms];
  }

  #holds(name: string, given: readonly string[]): string {
    const [value = ''] = given;
    const variable = `${name}.value`;
    if (this.#declarations.has(`${name}.there0`)) {
      const members = Array.from({ length: MOST_VALUES }, (_, index) => {
        const member = given[index];
        const there = `${name}.there${index}`;
        return member === undefined ? not(there) : and(there, `(= ${name}.member${index} ${this.#textTerm(member)})`);
      });
      return and(...members);
    }
    const declaration = this.#declarations.get(variable) ?? '';
    if (declaration === '') return 'true';
    if (declaration.endsWith('Bool)')) return value === 'true' ? variable : not(variable);
    if (declaration.endsWith('Int)')) return inRange(variable, value);
    if (declaration.endsWith('Real)'))
      return compareNumbers('Equals', variable, /^-?[0-9.]+$/.test(value) ? value : String(secondsOf(value)));
    return `(= ${variable} ${this.#textTerm(value)})`;
  }

  /** A text in which holes are unknown constants. */
  #textTerm(value: string): string {
    const parts = parsePattern(value, { wildcards: false, variables: false }).map((part) =>
      part.kind === 'text' ? text(part.text) : this.#unknown(part),
    );
    return parts.length === 0 ? '""' : parts.length === 1 ? (parts[0] ?? '""') : `(str.++ ${parts.join(' ')})`;
  }

  #permits(document: PolicyDocument): string {
    const having = (effect: Statement['effect']): string =>
      or(...document.statements.filter((one) => one.effect === effect).map((one) => this.#statement(one)));
    return and(having('Allow'), not(having('Deny')));
  }

  #statement({ action, resource, conditions }: Statement): string {
    return and(
      this.#element(action, (pattern) =>
        this.#matches('action', parsePattern(pattern.toLowerCase(), { wildcards: true, variables: false })),
      ),
      ...(resource === undefined ? [] : [this.#element(resource, (pattern) => this.#resource(pattern))]),
      ...conditions.map((condition) => this.#condition(condition)),
    );
  }

  #element({ negated, patterns }: PatternElement, matches: (pattern: string) => string): string {
    const some = or(...patterns.map(matches));
    return negated ? not(some) : some;
  }

  #resource(pattern: string): string {
    if (pattern === '*') return 'true';
    const parsed = parsePattern(pattern, { wildcards: true, variables: true });
    const segments = splitArnPattern(parsed);
    if (segments.length < 6) {
      const missing = Array.from({ length: 6 - segments.length }, (): Pattern => [{ kind: 'any' }]);
      return this.#matchesSegments('resource', [...segments, ...missing]);
    }
    return this.#matchesSegments('resource', segments);
  }

  #arnRe(pattern: string): string {
    return this.#concatRe(splitArnPattern(parsePattern(pattern, { wildcards: true, variables: false })));
  }

  #concatRe(segments: readonly Pattern[]): string {
    const parts = segments.flatMap((segment, index) => [
      ...(index === 0 ? [] : ['(str.to_re ":")']),
      ...segment.map((part) => this.#re(part, index < 5)),
    ]);
    return parts.length === 1 ? (parts[0] ?? '') : `(re.++ ${parts.join(' ')})`;
  }

  #re(part: Pattern[number], withinSegment: boolean): string {
    const char = withinSegment ? '(re.diff re.allchar (str.to_re ":"))' : 're.allchar';
    if (part.kind === 'any') return withinSegment ? `(re.* ${char})` : 're.all';
    if (part.kind === 'one') return char;
    if (part.kind === 'text') return `(str.to_re ${text(part.text)})`;
    // A constant string that the solver may choose: the value of the hole or of the variable.
    return `(str.to_re ${this.#unknown(part)})`;
  }

  /** A pattern whose unknowns, if any, stand before its wildcards or among literal text: an equation or a prefix. */
  #matchesSegments(subject: string, segments: readonly Pattern[]): string {
    const flat = segments.flatMap((segment, index): Pattern => (index === 0 ? segment : [{ kind: 'text', text: ':' }, ...segment]));
    if (flat.every(({ kind }) => kind !== 'variable' && kind !== 'hole')) return `(str.in_re ${subject} ${this.#concatRe(segments)})`;
    return this.#withUnknowns(subject, flat);
  }

  #matches(subject: string, pattern: Pattern): string {
    if (pattern.every(({ kind }) => kind !== 'variable' && kind !== 'hole')) {
      const parts = pattern.map((part) => this.#re(part, false));
      return `(str.in_re ${subject} ${parts.length === 0 ? '(str.to_re "")' : parts.length === 1 ? parts[0] : `(re.++ ${parts.join(' ')})`})`;
    }
    return this.#withUnknowns(subject, pattern);
  }

  #withUnknowns(subject: string, pattern: Pattern): string {
    const last = pattern.at(-1);
    const open = last?.kind === 'any';
    const fixed = open ? pattern.slice(0, -1) : pattern;
    const needed = fixed.flatMap((part) => (part.kind === 'variable' ? [this.#present(part.key)] : []));
    const parts = fixed.map((part) => {
      if (part.kind === 'text') return text(part.text);
      if (part.kind === 'variable' || part.kind === 'hole') return this.#unknown(part);
      throw new RangeError('a wildcard before an unknown is not translated');
    });
    const whole = parts.length === 1 ? (parts[0] ?? '""') : `(str.++ ${parts.join(' ')})`;
    return and(...needed, open ? `(str.prefixof ${whole} ${subject})` : `(= ${subject} ${whole})`);
  }

  #unknown(part: Pattern[number]): string {
    if (part.kind === 'variable') return this.#value(part.key);
    if (part.kind !== 'hole') throw new RangeError(`a ${part.kind} is known`);
    const { hole, shape } = part.hole;
    const name = `hole.${hole}`;
    if (!this.#declarations.has(name)) {
      this.#declare(name, 'String');
      const re = HOLE_SHAPES[shape];
      if (re === undefined) throw new RangeError(`holes of the shape \`${SHAPES[shape].what}\` are not translated`);
      this.#constraints.push(`(str.in_re ${name} ${re})`);
    }
    return name;
  }

  #declare(name: string, sort: Sort): string {
    if (!this.#declarations.has(name)) this.#declarations.set(name, `(declare-const ${name} ${sort})`);
    return name;
  }

  #name = (key: string, suffix: string): string => `${key.toLowerCase().replace(/[^a-z]/g, '.')}.${suffix}`;

  #present(key: string): string {
    return this.#declare(this.#name(key, 'present'), 'Bool');
  }

  #value(key: string, sort: Sort = 'String'): string {
    return this.#declare(this.#name(key, 'value'), sort);
  }

  #condition(condition: Condition): string {
    const { key, operator, qualifier, ifExists, values } = condition;
    const present = this.#present(key);
    if (operator === 'Null') return or(...values.map((value) => (value === 'true' ? not(present) : present)));
    const negated = /^(?:String|Arn|Numeric|Date)Not|^NotIp/.test(operator);
    if (qualifier !== undefined) return this.#several(condition, negated);
    const some = or(...values.map((value) => this.#compare(operator.replace('Not', ''), key, value, this.#value(key, sortOf(operator)))));
    return ifExists || negated ? or(not(present), negated ? not(some) : some) : and(present, some);
  }

  /** Several values: a number of them, each of which may be there or not. The set operators take a set of empty strings for none. */
  #several({ key, operator, qualifier, ifExists, values }: Condition, negated: boolean): string {
    const present = this.#present(key);
    const members = Array.from({ length: MOST_VALUES }, (_, index) => ({
      there: this.#declare(this.#name(key, `there${index}`), 'Bool'),
      value: this.#declare(this.#name(key, `member${index}`), 'String'),
    }));
    this.#constraints.push(`(= ${present} ${or(...members.map(({ there }) => there))})`);
    const real = and(present, or(...members.map(({ there, value }) => and(there, not(`(= ${value} "")`)))));
    const holds = (value: string): string => {
      const some = or(...values.map((one) => this.#compare(operator.replace('Not', ''), key, one, value)));
      return negated ? not(some) : some;
    };
    const answer =
      qualifier === 'ForAllValues'
        ? or(not(real), and(...members.map(({ there, value }) => or(not(there), holds(value)))))
        : and(real, or(...members.map(({ there, value }) => and(there, holds(value)))));
    return ifExists ? or(not(present), answer) : answer;
  }

  #compare(operator: string, key: string, written: string, value: string): string {
    if (operator.startsWith('Numeric')) return compareNumbers(operator.slice('Numeric'.length), value, written);
    if (operator.startsWith('Date')) return compareNumbers(operator.slice('Date'.length), value, String(secondsOf(written)));
    switch (operator) {
      case 'StringEquals':
        return this.#matches(value, parsePattern(written, { wildcards: false, variables: true }));
      case 'StringEqualsIgnoreCase':
        return `(str.in_re ${value} ${ignoringCase(written)})`;
      case 'StringLike':
        return this.#matches(value, parsePattern(written, { wildcards: true, variables: true }));
      case 'ArnEquals':
      case 'ArnLike':
        return this.#matchesSegments(value, splitArnPattern(parsePattern(written, { wildcards: true, variables: true })));
      case 'Bool':
        return written === 'true' ? value : not(value);
      case 'BinaryEquals':
        return `(= ${value} ${text(written)})`;
      case 'IpAddress':
        return inRange(value, written);
      default:
        throw new RangeError(`\`${operator}\` on \`${key}\` is not translated`);
    }
  }
}

/** Each letter in either case. */
function ignoringCase(written: string): string {
  const letters = written.split('').map((char) => {
    const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
    return lower === upper ? `(str.to_re ${text(char)})` : `(re.union (str.to_re ${text(lower)}) (str.to_re ${text(upper)}))`;
  });
  return letters.length === 0 ? '(str.to_re "")' : letters.length === 1 ? (letters[0] ?? '') : `(re.++ ${letters.join(' ')})`;
}

const sortOf = (operator: string): Sort => {
  if (/^(?:Numeric|Date)/.test(operator)) return 'Real';
  if (operator.endsWith('IpAddress')) return 'Int';
  return operator === 'Bool' ? 'Bool' : 'String';
};

const SIGNS: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '<=',
  GreaterThan: '>',
  GreaterThanEquals: '>=',
};

const compareNumbers = (comparison: string, value: string, bound: string): string =>
  `(${SIGNS[comparison] ?? ''} ${value} ${realTerm(bound)})`;

const realTerm = (number: string): string => {
  const digits = number.replace('-', '');
  const real = digits.includes('.') ? digits : `${digits}.0`;
  return number.startsWith('-') ? `(- ${real})` : real;
};

const secondsOf = (date: string): number => (/^\d{5,}$/.test(date) ? Number(date) : Date.parse(date) / 1000);

function inRange(value: string, range: string): string {
  const [address = '', prefix = '32'] = range.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return `(and (<= ${first} ${value}) (< ${value} ${first + 2 ** (32 - Number(prefix))}))`;
}
