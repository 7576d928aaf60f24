/** Reading of the `Condition` block (IAM User Guide, reference_policies_elements_condition). */
import type { Condition, LanguageVersion, SetQualifier } from './document';
import { OPERATORS, type Operator } from './operators';
import { pointTo } from './parse-faults';
import { isRecord, kindOf, membersOf, readString, type StringRules } from './parse-values';
import { quote } from './quote';
import { hasHole } from './text';
import { cutVariables, isVariable } from './variables';

interface OperatorUse {
  readonly operator: Operator;
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
}

export interface ConditionRules extends StringRules {
  readonly version: LanguageVersion;
}

const FOLDED: ReadonlyMap<string, string> = new Map([...OPERATORS.keys()].map((name) => [name.toLowerCase(), name]));

/** The spelling that was probably meant; `undefined` where nothing is near. */
function suggestion(text: string): string | undefined {
  const match = /^(?:(forallvalues?|foranyvalues?):?)?(.*?)(ifexists)?$/.exec(text.toLowerCase().replaceAll(/[\s_-]/g, ''));
  const name = FOLDED.get(match?.[2] ?? '');
  if (match === null || name === undefined) return undefined;
  const qualifier = match[1] === undefined ? '' : match[1].startsWith('foral') ? 'ForAllValues:' : 'ForAnyValue:';
  return `did you mean \`${name === 'Null' ? '' : qualifier}${name}${match[3] === undefined || name === 'Null' ? '' : 'IfExists'}\``;
}

function parseOperator(text: string, pointer: string, { faults }: ConditionRules): OperatorUse | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  const operator = OPERATORS.get(match?.[2] ?? '');
  if (match === null || operator === undefined) {
    faults.add(pointer, `${quote(text)} is no condition operator`, suggestion(text));
    return undefined;
  }
  const ifExists = match[3] !== undefined;
  if (operator.family === 'null' && ifExists) {
    faults.add(pointer, '`Null` takes no `IfExists`', 'write `Null`');
    return undefined;
  }
  const qualifier = match[1] as SetQualifier | undefined;
  return qualifier === undefined ? { operator, ifExists } : { operator, qualifier, ifExists };
}

function valueFault(value: string, operator: Operator, version: LanguageVersion): string | undefined {
  if (version === '2012-10-17') {
    for (const { inner } of cutVariables(value).filter((piece) => piece.text === undefined)) {
      if (!operator.variables) return `\`${operator.name}\` takes no policy variables, but ${quote(value)} holds one`;
      if (!isVariable(inner)) return `${quote(`\${${inner}}`)} is no policy variable`;
    }
  }
  return hasHole(value) ? undefined : operator.faultOf(value);
}

function parseValues(value: unknown, pointer: string, operator: Operator, rules: ConditionRules): readonly string[] {
  return membersOf(value, pointer, 'the values of a condition', rules.faults).flatMap(([member, place]) => {
    const plain = typeof member === 'number' || typeof member === 'boolean' ? String(member) : member;
    const text = readString(plain, place, 'the value of a condition', rules);
    if (text === undefined) return [];
    const fault = valueFault(text, operator, rules.version);
    if (fault !== undefined) rules.faults.add(place, fault);
    return fault === undefined ? [text] : [];
  });
}

/** The lines of a condition block; faulty ones are left out. */
export function parseConditions(block: unknown, pointer: string, rules: ConditionRules): readonly Condition[] {
  const { faults } = rules;
  if (!isRecord(block)) {
    faults.add(pointer, `a condition must be an object, not ${kindOf(block)}`);
    return [];
  }
  return Object.entries(block).flatMap(([name, keys]) => {
    const place = pointTo(pointer, name);
    const use = parseOperator(name, place, rules);
    if (!isRecord(keys)) {
      faults.add(place, `the keys of ${quote(name)} must be an object, not ${kindOf(keys)}`);
      return [];
    }
    const entries = Object.entries(keys);
    if (entries.length === 0) faults.add(place, `${quote(name)} names no condition key`);
    return entries.flatMap(([key, value]): readonly Condition[] => {
      const at = pointTo(place, key);
      if (readString(key, at, 'a condition key', rules) === undefined) return [];
      if (!key.includes(':') && !hasHole(key)) faults.add(at, `the condition key ${quote(key)} has no prefix such as \`aws:\``);
      if (use === undefined) return [];
      const { operator, ...rest } = use;
      return [{ ...rest, operator: operator.name, key, values: parseValues(value, at, operator, rules), pointer: at }];
    });
  });
}
