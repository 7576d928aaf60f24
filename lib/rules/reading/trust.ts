/** What a trust policy says about who can become a role. */
import type { GraphDocument, GraphRole } from '../../graph/identity-graph';
import { matchAction } from '../../policy/action-pattern';
import type { Condition, PolicyDocument, Principal, Statement } from '../../policy/document';
import { isRecord } from '../../policy/parse-values';
import type { Outcome } from '../outcome';
import { once } from './once';
import { readPolicy } from './read-policy';
import { mayMatchAction } from './relevant';

export interface Trust {
  readonly document: PolicyDocument;
  /** Statements that let somebody in. */
  readonly allows: readonly Statement[];
  /** Everybody that those name, each once. Those whom a `NotPrincipal` leaves out are not among them. */
  readonly principals: readonly Principal[];
}

/** The actions that make a session of a role. The others (`sts:TagSession`, `sts:SetSourceIdentity`) only add to such a call. */
export const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
export const ASSUME_ROLE = 'sts:AssumeRole';

const keyOf = (principal: Principal): string => (principal.kind === 'everyone' ? '*' : `${principal.kind} ${principal.value}`);

/** Operators that are false of an absent key. */
const POSITIVE = /^(?:(?:String|Arn|Numeric|Date|Binary)(?:Equals|EqualsIgnoreCase|Like|LessThan|GreaterThan)|Bool|IpAddress)/;

/**
 * The condition as it reads for keys with one value, as all keys are that tell workloads apart: `ForAnyValue` then says nothing more. (It does where the
 * operator is true of an absent key, so those keep it.)
 */
const simplified = (condition: Condition): Condition => {
  if (condition.qualifier !== 'ForAnyValue' || !POSITIVE.test(condition.operator) || MULTIVALUED.test(condition.key)) return condition;
  const { qualifier: _qualifier, ...plain } = condition;
  return plain;
};

/** Keys with several values: IAM User Guide, "Single-valued vs. multivalued context keys". */
const MULTIVALUED = /^(?:aws:TagKeys|aws:CalledVia|aws:PrincipalOrgPaths|sts:TransitiveTagKeys|.*:amr)$/i;

const withSimpleConditions = once(
  (document: PolicyDocument): PolicyDocument => ({
    ...document,
    statements: document.statements.map((statement) => ({ ...statement, conditions: statement.conditions.map(simplified) })),
  }),
);

/**
 * The statements of a trust policy as written, each with its pointer: for what IAM refuses and yet says whom somebody meant to let in. Text is read as
 * JSON.
 */
export function statementsAsWritten(raw: unknown): readonly (readonly [pointer: string, statement: Readonly<Record<string, unknown>>])[] {
  const document = typeof raw === 'string' ? fromJson(raw) : raw;
  const statements = isRecord(document) ? document.Statement : undefined;
  const all: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return all.flatMap((statement, index) => (isRecord(statement) ? [[`/Statement/${index}`, statement] as const] : []));
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** IAM refuses a `Resource` in a trust policy, and what the policy would mean without it is plain: the role itself. */
const withoutResources = once(({ raw, place }: GraphDocument): GraphDocument => {
  const Statement = statementsAsWritten(raw).map(([, { Resource: _resource, NotResource: _notResource, ...rest }]) => rest);
  const document = typeof raw === 'string' ? fromJson(raw) : raw;
  return { raw: isRecord(document) ? { ...document, Statement } : raw, place };
});

/** The trust policy of a role; undefined where it cannot be read, which `trust/policy-is-well-formed` reports. */
export function readTrust({ trust }: GraphRole): Trust | undefined {
  const asWritten = readPolicy(trust, 'trust');
  const parsed = asWritten.ok ? asWritten : readPolicy(withoutResources(trust), 'trust');
  if (!parsed.ok) return undefined;
  const document = withSimpleConditions(parsed.document);
  const allows = document.statements.filter(({ effect }) => effect === 'Allow');
  const named = allows.flatMap(({ principal }) => (principal === undefined || principal.negated ? [] : principal.principals));
  return { document, allows, principals: [...new Map(named.map((one) => [keyOf(one), one])).values()] };
}

/** The outcome of a trust rule that everything depends on, for a trust policy that cannot be read; the others have nothing to say of it. */
export const UNREADABLE_TRUST: Outcome = { verdict: 'undecided', because: 'trust/policy-is-well-formed' };

/** The first Allow statement that names the principal, for the place of a finding. */
export const statementNaming = ({ allows }: Trust, principal: Principal): Statement | undefined =>
  allows.find((statement) => statement.principal?.principals.some((one) => keyOf(one) === keyOf(principal)) === true);

/** Whether a condition holds where the request has no such key: it then keeps nobody out who lacks it. */
export function holdsWithoutKey({ operator, qualifier, ifExists, values }: Condition): boolean {
  if (operator === 'Null') return values.includes('true');
  if (ifExists || qualifier === 'ForAllValues') return true;
  return qualifier === undefined && operator.includes('Not');
}

/** Whether a statement may be about an action. */
export const isAbout = ({ action }: Statement, name: string): boolean =>
  action.negated
    ? !action.patterns.some((pattern) => matchAction(pattern, name))
    : action.patterns.some((one) => mayMatchAction(one, [name]));
