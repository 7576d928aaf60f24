/** Writes an IAM statement as the declaration would say it, ready to paste. */
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { FindingList } from '../finding/finding-list';
import { NAMED_TYPES } from '../graph/cloudformation/resource-names';
import { readCan } from '../plan/plan-permissions';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { fillHoles, hasHole, parseText } from '../policy/text';
import { compileWhen } from '../spec/condition/compile-conditions';
import type { Conditions } from '../spec/condition/conditions';
import { keyType } from '../spec/condition/key-types';
import { readConditions } from '../spec/condition/read-conditions';
import type { ForeignValue } from './late-names';

/** A statement as the declaration would say it. */
export interface DeclarationText {
  /** Such as `allow('sqs:SendMessage').on(deadLetterQueue)`. */
  readonly text: string;
  /** Inputs that it needs and the agent does not have yet, such as `deadLetterQueue: 'sqs-queue-arn'`. */
  readonly inputs: readonly string[];
}

const BECAUSE = "'because …'";
const OWN = new Set(['account', 'region', 'partition']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const texts = (value: unknown): readonly string[] | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item) => typeof item === 'string') ? list : undefined;
};

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Whether the declaration asks for a reason to name this action or resource. */
function needsReason(action: string, resource: string): boolean {
  const findings = new FindingList();
  readCan([{ effect: 'allow', actions: [action], resources: [resource] }], findings);
  return findings.findings.some(({ code }) => code === 'WI111');
}

/** Construct ids that say nothing. */
const SILENT = new Set(['Resource', 'Default', 'Bucket']);

function nameOf(target: IConstruct): string {
  const ids = target.node.path.split('/');
  const telling = ids.filter((id) => !SILENT.has(id)).at(-1) ?? ids.at(-1) ?? '';
  const plain = telling.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_match, next: string | undefined) => (next ?? '').toUpperCase()).slice(0, 64);
  const name = plain.charAt(0).toLowerCase() + plain.slice(1);
  return /^[a-z]/.test(name) ? name : `input${name}`;
}

/** The shape of a value of the app, where its resource's type tells it. */
export function shapeOf({ target, attribute }: ForeignValue): ShapeName | undefined {
  if (!CfnResource.isCfnResource(target)) return undefined;
  const type = NAMED_TYPES.get(target.cfnResourceType);
  const isArn = attribute === 'Ref' ? type?.ref === 'arn' : attribute === 'Arn' || type?.arnAttributes?.includes(attribute) === true;
  if (type?.arn === undefined || !isArn) return undefined;
  const example = fillHoles(type.arn, ({ shape }) => SHAPES[shape].example)
    .replace('{path}', '/')
    .replace('{name}', 'example')
    .replace('{generated}', 'a1b2c3');
  return (Object.keys(SHAPES) as ShapeName[]).find((shape) => shape.endsWith('-arn') && SHAPES[shape].pattern.test(example));
}

class Writer {
  /** Names of inputs by the holes they stand for. */
  private readonly names = new Map<string, string>();
  readonly inputs: string[] = [];

  constructor(
    private readonly declared: ReadonlySet<string>,
    private readonly foreign: ReadonlyMap<string, ForeignValue>,
  ) {}

  /** An expression for text; undefined where nothing in the app gives one of its values. */
  text(value: string): string | undefined {
    const parts = parseText(value);
    if (parts.every((part) => typeof part === 'string' || OWN.has(part.hole))) return quoted(value);
    const pieces = parts.map((part) => {
      if (typeof part === 'string') return part.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
      if (OWN.has(part.hole)) return `⟨${part.hole}⟩`;
      const name = this.inputFor(part.hole);
      return name === undefined ? undefined : `\${${name}}`;
    });
    if (pieces.some((piece) => piece === undefined)) return undefined;
    const joined = pieces.join('');
    const [, alone] = /^\$\{([A-Za-z0-9_]+)\}$/.exec(joined) ?? [];
    return alone ?? `text\`${joined}\``;
  }

  private inputFor(hole: string): string | undefined {
    if (this.declared.has(hole)) return hole;
    const known = this.names.get(hole);
    if (known !== undefined) return known;
    const value = this.foreign.get(hole);
    if (value === undefined) return undefined;
    const plain = nameOf(value.target);
    const taken = new Set([...this.declared, ...this.names.values()]);
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}${count}`;
    this.names.set(hole, name);
    this.inputs.push(`${name}: ${quoted(shapeOf(value) ?? '…')}`);
    return name;
  }
}

const EQUALS = new Set(['StringEquals', 'ArnEquals', 'ArnLike', 'StringLike', 'Bool', 'NumericEquals', 'IpAddress']);

/** Conditions as `.when({…})` takes them; undefined where the declaration has no word for one. */
function conditionsOf(value: unknown): Conditions | undefined {
  const conditions: Record<string, unknown> = {};
  for (const [operator, block] of Object.entries(isRecord(value) ? value : {})) {
    for (const [key, given] of Object.entries(isRecord(block) ? block : {})) {
      const values = texts(Array.isArray(given) ? given.map(String) : String(given));
      if (!EQUALS.has(operator) || values === undefined || Object.hasOwn(conditions, key) || hasHole(key)) return undefined;
      conditions[key] = conditionValue(operator, key, values);
    }
  }
  const findings = new FindingList();
  const compiled = compileWhen(readConditions(conditions, findings));
  // Only what compiles back to the very same operators may be pasted.
  const same = Object.keys(compiled).every((operator) => EQUALS.has(operator) && isRecord(value) && Object.hasOwn(value, operator));
  return findings.findings.length === 0 && same ? (conditions as Conditions) : undefined;
}

function conditionValue(operator: string, key: string, values: readonly string[]): unknown {
  const [first, ...rest] = values;
  const type = keyType(key);
  if (type === 'Bool') return first === 'true';
  if (type === 'Numeric') return Number(first);
  if (operator.endsWith('Like')) return { like: values };
  return rest.length === 0 ? first : values;
}

function conditionsText(conditions: Conditions, writer: Writer): string | undefined {
  const one = (value: unknown): string | undefined => {
    if (typeof value === 'string') return writer.text(value);
    if (Array.isArray(value)) {
      const members = value.map(one);
      return members.some((member) => member === undefined) ? undefined : `[${members.join(', ')}]`;
    }
    if (isRecord(value)) return one(value.like)?.replace(/^\[(.*)\]$/, 'like($1)');
    return JSON.stringify(value);
  };
  const lines = Object.entries(conditions).map(([key, value]) => {
    const text = one(value);
    return text === undefined ? undefined : `${quoted(key)}: ${text}`;
  });
  return lines.some((line) => line === undefined) ? undefined : `{ ${lines.join(', ')} }`;
}

/**
 * The statement as the declaration would say it; undefined where it has no words for it.
 *
 * @param statement - With holes in place of late values.
 * @param declared - The inputs of the agent.
 * @param foreign - What other holes speak of.
 */
export function declarationText(
  statement: unknown,
  declared: ReadonlySet<string>,
  foreign: ReadonlyMap<string, ForeignValue>,
): DeclarationText | undefined {
  if (!isRecord(statement)) return undefined;
  const { Effect: effect, Action: action, Resource: resource, Condition: condition } = statement;
  const actions = texts(action);
  const resources = texts(resource);
  if (actions === undefined || resources === undefined) return undefined;
  const writer = new Writer(declared, foreign);
  const allows = effect === 'Allow';
  const resourceTexts = resources.map((pattern) => {
    if (allows && pattern === '*') return `everyResource(${BECAUSE})`;
    const text = writer.text(pattern);
    return text === undefined || !allows || !needsReason('s3:GetObject', pattern) ? text : `resourcesLike(${text}, ${BECAUSE})`;
  });
  const actionTexts = actions.map((pattern) =>
    allows && needsReason(pattern, 'arn:aws:s3:::example') ? `everyAction(${quoted(pattern)}, ${BECAUSE})` : quoted(pattern),
  );
  const conditions = condition === undefined ? undefined : conditionsOf(condition);
  const when = conditions === undefined ? '' : conditionsText(conditions, writer);
  const lost = when === undefined || (condition !== undefined && conditions === undefined);
  if (lost || resourceTexts.some((text) => text === undefined)) return undefined;
  const text = `${allows ? 'allow' : 'deny'}(${actionTexts.join(', ')}).on(${resourceTexts.join(', ')})${when === '' ? '' : `.when(${when})`}`;
  return { text, inputs: writer.inputs };
}
