/** What somebody who carries policies is really permitted: asked action by action, and only where a policy comes near. */
import type { Place } from '../../finding/finding';
import type { GraphDocument, GraphHolder } from '../../graph/identity-graph';
import { matchAction } from '../../policy/action-pattern';
import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { ask } from './ask';
import { allowing, documentOf } from './build';
import { once } from './once';
import { readPermissions } from './permissions';
import { readPolicy } from './read-policy';

export type Power =
  | { readonly held: 'yes'; readonly witness: AuthorizationRequest }
  | { readonly held: 'no' }
  | { readonly held: 'unknown'; readonly reasons: readonly string[] };

const NOT_HELD: Power = { held: 'no' };

/** Policies that AWS itself owns, and nobody else can change. */
const OF_AWS = 'arn:*:iam::aws:*';

/**
 * No session lives longer than 36 hours, and no request was made before the policy: a condition that only the past fulfils is fulfilled no more.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
const NOW: readonly Condition[] = ['aws:TokenIssueTime', 'aws:CurrentTime', 'aws:EpochTime'].map((key) => ({
  operator: 'DateGreaterThanEquals',
  ifExists: true,
  key,
  values: ['2026-01-01T00:00:00Z'],
  pointer: '',
}));

const denying = (statement: Statement): Statement => ({ ...statement, effect: 'Deny' });

/** Requests for the action that change something: those on AWS's own policies do not. */
const scopeOf = (action: string, conditions: readonly Condition[]): PolicyDocument =>
  documentOf(
    allowing({ actions: [action], conditions: [...NOW, ...conditions] }),
    ...(action.startsWith('iam:') ? [denying(allowing({ actions: [action], resources: [OF_AWS] }))] : []),
  );

const isAllow = ({ effect }: Statement): boolean => effect === 'Allow';

/** Whether an Allow statement may speak of the action; the prover decides the rest. */
const mentions = ({ action }: Statement, wanted: string): boolean =>
  action.negated || action.patterns.some((pattern) => pattern.includes('⟨') || matchAction(pattern, wanted));

export class Powers {
  readonly #answers = new Map<string, Power>();

  private constructor(
    private readonly holder: GraphHolder,
    private readonly identity: readonly PolicyDocument[],
    private readonly boundary: PolicyDocument | undefined,
  ) {}

  /** Undefined where a policy cannot be read, which `permission/policy-is-well-formed` reports. */
  static readonly of: (holder: GraphHolder) => Powers | undefined = once((holder) => {
    const permissions = readPermissions(holder);
    return permissions === undefined ? undefined : new Powers(holder, permissions.identity, permissions.boundary);
  });

  /** Allow statements that may speak of the action. */
  statementsOn(action: string): readonly Statement[] {
    return this.identity.flatMap(({ statements }) => statements.filter((one) => isAllow(one) && mentions(one, action)));
  }

  /** Places of the policies that may speak of one of these actions. */
  placesOf(actions: readonly string[]): readonly Place[] {
    const documents: readonly GraphDocument[] = this.holder.policies.map(({ document }) => document);
    return documents.flatMap((document) => {
      const parsed = readPolicy(document, 'identity');
      const near = parsed.ok && parsed.document.statements.some((one) => isAllow(one) && actions.some((action) => mentions(one, action)));
      return near ? [document.place] : [];
    });
  }

  /** Whether any request for the action is permitted, under conditions that are given besides. */
  on(action: string, conditions: readonly Condition[] = []): Power {
    if (this.statementsOn(action).length === 0) return NOT_HELD;
    const key = JSON.stringify([action, conditions]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const limits = this.boundary === undefined ? [] : [[this.boundary]];
    const verdict = ask({ scope: scopeOf(action, conditions), permitted: [this.identity, ...limits] });
    const answer: Power =
      verdict.verdict === 'proved'
        ? NOT_HELD
        : verdict.verdict === 'refuted'
          ? { held: 'yes', witness: verdict.witness }
          : { held: 'unknown', reasons: verdict.reasons };
    this.#answers.set(key, answer);
    return answer;
  }
}
