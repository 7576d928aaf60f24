/** What somebody who carries policies is really permitted: asked action by action, and only where a policy comes near. */
import type { Place } from '../../finding/finding';
import type { GraphHolder } from '../../graph/identity-graph';
import type { Condition, LanguageVersion, PolicyDocument, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { hasHole } from '../../policy/text';
import { ESCALATING_ACTIONS } from '../escalation-paths/all-paths';
import { ask, reasonsOf } from './ask';
import { allowing, documentOf } from './build';
import { mentionsOf } from './mentions';
import { once } from './once';
import { readPermissions } from './permissions';
import { readPolicy } from './read-policy';

export type Power =
  | { readonly held: 'yes'; readonly witness: () => AuthorizationRequest | undefined }
  | { readonly held: 'no' }
  | { readonly held: 'unknown'; readonly reasons: string };

const NOT_HELD: Power = { held: 'no' };

const mentions = once(mentionsOf(ESCALATING_ACTIONS));

/**
 * No session lives longer than 36 hours, and no request was made before the policy: a condition that only the past fulfils is fulfilled no more.
 *
 * Source: AWS STS API Reference, `GetFederationToken`.
 */
const NOW: readonly Condition[] = ['aws:TokenIssueTime', 'aws:CurrentTime', 'aws:EpochTime'].map((key) => ({
  operator: 'DateGreaterThanEquals',
  ifExists: true,
  key,
  values: ['2026-01-01T00:00:00Z'],
  pointer: '',
}));

/** Keys that follow from who asks. */
const OF_CALLER = /^aws:principal(?:arn|type|account)$/i;

interface Spoken {
  readonly statement: Statement;
  readonly version: LanguageVersion;
}

/** One layer of permissions, as far as it speaks of escalating actions. */
class Layer {
  readonly #byAction = new Map<string, Spoken[]>();
  readonly hasDeny: boolean;

  constructor(documents: readonly PolicyDocument[]) {
    this.hasDeny = documents.some(({ statements }) => statements.some(({ effect }) => effect === 'Deny'));
    for (const { statements, version } of documents) {
      for (const statement of statements) {
        for (const action of mentions(statement)) {
          const before = this.#byAction.get(action);
          if (before === undefined) this.#byAction.set(action, [{ statement, version }]);
          else before.push({ statement, version });
        }
      }
    }
  }

  on(action: string): readonly Spoken[] {
    return this.#byAction.get(action) ?? [];
  }
}

/** Documents of these statements alone: one for each version of the language, because variables mean something in one only. */
const documentsOf = (spoken: readonly Spoken[]): readonly PolicyDocument[] =>
  (['2012-10-17', '2008-10-17'] as const).flatMap((version) => {
    const statements = spoken.filter((one) => one.version === version).map(({ statement }) => statement);
    return statements.length === 0 ? [] : [{ type: 'identity', version, statements }];
  });

const isAllow = ({ effect }: Statement): boolean => effect === 'Allow';

/** The statement as it speaks of one action alone, told as another where several are asked of one resource. Actions that are not known stay. */
const speakingOf = (statement: Statement, action: string): Statement =>
  statement.action.patterns.some(hasHole) ? statement : { ...statement, action: { negated: false, patterns: [action] } };

const allowsAnything = ({ effect, resource, conditions }: Statement): boolean =>
  effect === 'Allow' && conditions.length === 0 && resource?.negated === false && resource.patterns.includes('*');

export interface Asked {
  /** What tells this question from others about the same actions. */
  readonly key: string;
  /** Conditions of the requests asked about, by the keys that they speak of; told of only where a policy speaks of the key. */
  readonly conditions?: readonly Condition[];
  /** Resources, as policies write them, on which the action does not count. */
  readonly except?: (pattern: string) => boolean;
}

export class Powers {
  readonly #answers = new Map<string, Power>();

  private constructor(
    private readonly holder: GraphHolder,
    private readonly layers: readonly Layer[],
  ) {}

  /** Undefined where a policy cannot be read, which `permission/policy-is-well-formed` reports. */
  static readonly of: (holder: GraphHolder) => Powers | undefined = once((holder) => {
    const permissions = readPermissions(holder);
    if (permissions === undefined) return undefined;
    const { identity, boundary } = permissions;
    return new Powers(holder, [new Layer(identity), ...(boundary === undefined ? [] : [new Layer([boundary])])]);
  });

  /** Allow statements that may speak of the action. */
  statementsOn(action: string): readonly Statement[] {
    return (this.layers[0]?.on(action) ?? []).map(({ statement }) => statement).filter(isAllow);
  }

  /** Every statement, of whatever layer, that may speak of the action. */
  heardOn(action: string): readonly Statement[] {
    return this.layers.flatMap((layer) => layer.on(action).map(({ statement }) => statement));
  }

  /** Whether some layer plainly permits nothing of it. */
  lacks(action: string): boolean {
    return this.layers.some((layer) => !layer.on(action).some(({ statement }) => isAllow(statement)));
  }

  /** Whether a Deny of its own policies binds the holder. */
  get isDenied(): boolean {
    return this.layers[0]?.hasDeny === true;
  }

  /** Places of the policies that may allow one of these actions. */
  placesOf(actions: readonly string[]): readonly Place[] {
    const wanted = new Set(actions);
    return this.holder.policies.flatMap(({ document }) => {
      const parsed = readPolicy(document, 'identity');
      const near =
        parsed.ok && parsed.document.statements.some((one) => isAllow(one) && [...mentions(one)].some((each) => wanted.has(each)));
      return near ? [document.place] : [];
    });
  }

  /** Whether some request for all of these actions on one resource is permitted. The witness is a request for the first of them. */
  on(actions: readonly [string, ...string[]], asked: Asked): Power {
    if (actions.some((action) => this.lacks(action))) return NOT_HELD;
    const key = `${actions.join()} ${asked.key}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#ask(actions, asked);
    this.#answers.set(key, answer);
    return answer;
  }

  #ask(actions: readonly [string, ...string[]], { conditions = [], except = () => false }: Asked): Power {
    const [first] = actions;
    const heard = this.layers.flatMap((layer) => actions.map((action) => layer.on(action).flatMap((one) => counting(one, except))));
    if (heard.some((spoken) => !spoken.some(({ statement }) => isAllow(statement)))) return NOT_HELD;
    const statements = heard.flat().map(({ statement }) => statement);
    const question = {
      scope: this.#scope(first, statements, conditions, except),
      permitted: heard.map((spoken) => documentsOf(spoken.map((one) => ({ ...one, statement: speakingOf(one.statement, first) })))),
    };
    const isPlain = statements.every(isAllow) && heard.every((spoken) => spoken.some(({ statement }) => allowsAnything(statement)));
    if (isPlain) {
      return {
        held: 'yes',
        witness: () => {
          const verdict = ask(question);
          return verdict.verdict === 'refuted' ? verdict.witness : undefined;
        },
      };
    }
    const verdict = ask(question);
    if (verdict.verdict === 'proved') return NOT_HELD;
    return verdict.verdict === 'refuted'
      ? { held: 'yes', witness: () => verdict.witness }
      : { held: 'unknown', reasons: reasonsOf(verdict) };
  }

  /** The requests that count: made now, by the holder, on resources that count. A key that no policy speaks of is left out, because it changes nothing. */
  #scope(
    action: string,
    statements: readonly Statement[],
    conditions: readonly Condition[],
    except: (pattern: string) => boolean,
  ): PolicyDocument {
    const keys = new Set(statements.flatMap((one) => one.conditions.map(({ key }) => key.toLowerCase())));
    const patterns = statements.flatMap(({ resource }) => resource?.patterns ?? []);
    const isCaller = (this.holder.kind === 'role' || this.holder.kind === 'user') && [...keys].some((key) => OF_CALLER.test(key));
    const excepted = [...new Set(patterns.filter(except))];
    const nameless: readonly Condition[] =
      this.holder.kind === 'role' && (keys.has('aws:username') || patterns.some((one) => /\$\{aws:username\}/i.test(one)))
        ? [{ operator: 'Null', ifExists: false, key: 'aws:username', values: ['true'], pointer: '' }]
        : [];
    return documentOf(
      allowing({
        actions: [action],
        conditions: [...[...NOW, ...conditions].filter(({ key }) => keys.has(key.toLowerCase())), ...nameless],
        ...(isCaller ? { principals: [{ kind: 'aws', value: this.holder.arn }] } : {}),
      }),
      ...(excepted.length === 0 ? [] : [{ ...allowing({ actions: [action], resources: excepted }), effect: 'Deny' as const }]),
    );
  }
}

/** The statement without the resources on which it does not count; nothing where it has no others. A Deny is kept whole. */
function counting(spoken: Spoken, except: (pattern: string) => boolean): readonly Spoken[] {
  const { statement } = spoken;
  const { resource } = statement;
  if (!isAllow(statement) || resource === undefined || resource.negated) return [spoken];
  const patterns = resource.patterns.filter((pattern) => !except(pattern));
  if (patterns.length === resource.patterns.length) return [spoken];
  return patterns.length === 0 ? [] : [{ ...spoken, statement: { ...statement, resource: { negated: false, patterns } } }];
}
