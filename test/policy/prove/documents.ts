import { type PolicyDocument, type PolicyType, parsePolicy } from 'agent-workload-identity/policy';

/** A parsed document of these statements. */
export function policy(statements: readonly object[], type: PolicyType = 'identity'): PolicyDocument {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, type);
  if (!parsed.ok) throw new Error(parsed.faults.map(({ pointer, what }) => `${pointer}: ${what}`).join('\n'));
  return parsed.document;
}

type Strings = string | readonly string[];
type ConditionBlock = Readonly<Record<string, Readonly<Record<string, Strings>>>>;

const statement = (Effect: 'Allow' | 'Deny', Action: Strings, Resource: Strings, Condition?: ConditionBlock): object => ({
  Effect,
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

export const allow = (actions: Strings, resources: Strings = '*', condition?: ConditionBlock): object =>
  statement('Allow', actions, resources, condition);
export const deny = (actions: Strings, resources: Strings = '*', condition?: ConditionBlock): object =>
  statement('Deny', actions, resources, condition);
