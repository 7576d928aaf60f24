/** Writes an IAM statement as the declaration would say it, ready to paste. */
import { FindingList } from '../finding/finding-list';
import { readCan, readCannot } from '../plan/plan-permissions';
import type { ShapeName } from '../policy/shapes';
import { compileDenyWhen, compileWhen } from '../spec/condition/compile-conditions';
import type { Conditions } from '../spec/condition/conditions';
import { keyType } from '../spec/condition/key-types';
import { readConditions } from '../spec/condition/read-conditions';
import type { Reasoned } from '../spec/permission';
import type { LateNames } from './late-names';
import { quoted, TextWriter, type WantedInput } from './text-writer';

/** A statement as the declaration would say it, or why it has no words for it. */
export type DeclarationText =
  | {
      /** Such as `allow('sqs:SendMessage').on(deadLetterQueue)`. */
      readonly text: string;
      /** Inputs that it needs and the agent does not have yet. */
      readonly inputs: readonly WantedInput[];
    }
  | { readonly cannot: string };

/** A piece of the declaration: its code, and the data that the code makes. */
interface Piece<Data> {
  readonly code: string;
  readonly data: Data;
}

const BECAUSE = 'because …';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const textsOf = (value: unknown): readonly string[] | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item) => typeof item === 'string') ? list : undefined;
};

const whole = <T>(list: readonly (T | undefined)[]): readonly T[] | undefined => {
  const known = list.filter((item) => item !== undefined);
  return known.length === list.length ? known : undefined;
};

/** Whether planning asks for a reason to name this action or resource. */
function needsReason(action: string, resource: string): boolean {
  const findings = new FindingList();
  readCan([{ effect: 'allow', actions: [action], resources: [resource] }], findings);
  return findings.findings.some(({ code }) => code === 'WI111');
}

const actionOf = (pattern: string): Piece<string | Reasoned> =>
  needsReason(pattern, 'arn:aws:s3:::example')
    ? { code: `everyAction(${quoted(pattern)}, '${BECAUSE}')`, data: { pattern, because: BECAUSE } }
    : { code: quoted(pattern), data: pattern };

function resourceOf(pattern: string, allows: boolean, writer: TextWriter): Piece<string | Reasoned> | undefined {
  if (allows && pattern === '*') return { code: `everyResource('${BECAUSE}')`, data: { pattern, because: BECAUSE } };
  const text = writer.write(pattern);
  if (text === undefined) return undefined;
  return allows && needsReason('s3:GetObject', text.gives)
    ? { code: `resourcesLike(${text.code}, '${BECAUSE}')`, data: { pattern: text.gives, because: BECAUSE } }
    : { code: text.code, data: text.gives };
}

/** A condition's value as `.when({…})` takes it; that the operator comes out the same is seen afterwards. */
function conditionOf(operator: string, key: string, values: readonly string[], writer: TextWriter): Piece<unknown> | undefined {
  const type = keyType(key);
  const [first = '', ...rest] = values;
  if (type === 'Bool' && /^(?:true|false)$/.test(first)) return { code: first, data: first === 'true' };
  if (type === 'Numeric' && /^-?\d+(?:\.\d+)?$/.test(first)) return { code: first, data: Number(first) };
  const written = whole(values.map((value) => writer.write(value)));
  if (written === undefined) return undefined;
  const [codes, gives] = [written.map(({ code }) => code).join(', '), written.map((one) => one.gives)];
  if (operator.endsWith('Like')) return { code: `like(${codes})`, data: { like: gives } };
  return rest.length === 0 ? { code: codes, data: gives[0] } : { code: `[${codes}]`, data: gives };
}

type Block = readonly (readonly [operator: string, key: string, values: readonly string[]])[];

const blockOf = (condition: unknown): Block =>
  Object.entries(isRecord(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => [operator, key, [values].flat().map(String)] as const),
  );

const sorted = (block: Block): string => JSON.stringify(block.map(([operator, key, values]) => [operator, key, values.length]).sort());

/** Conditions as `.when({…})` takes them; undefined where the declaration has no word for one. */
function conditionsOf(condition: unknown, allows: boolean, writer: TextWriter): Piece<Conditions> | undefined {
  const block = blockOf(condition);
  const pieces = whole(
    block.map(([operator, key, values]) => {
      const piece = conditionOf(operator, key, values, writer);
      return piece === undefined ? undefined : ([key, piece] as const);
    }),
  );
  if (pieces === undefined || new Set(pieces.map(([key]) => key)).size < pieces.length) return undefined;
  const data = Object.fromEntries(pieces.map(([key, piece]) => [key, piece.data])) as Conditions;
  const findings = new FindingList();
  const tests = readConditions(data, findings);
  // Only what compiles back to the very same operators may be pasted.
  if (findings.findings.length > 0 || sorted(blockOf((allows ? compileWhen : compileDenyWhen)(tests))) !== sorted(block)) return undefined;
  return { code: `{ ${pieces.map(([key, piece]) => `${quoted(key)}: ${piece.code}`).join(', ')} }`, data };
}

const keysIn = (condition: unknown): string => [...new Set(blockOf(condition).map(([, key]) => `\`${key}\``))].join(', ');

/**
 * The statement as the declaration would say it. What planning would not take is never offered.
 *
 * @param statement - With holes in place of late values.
 * @param shapes - The inputs of the agent.
 * @param names - What late values read as.
 */
export function declarationText(
  { Effect, Action, Resource, Condition }: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, ShapeName>>,
  names: LateNames,
): DeclarationText {
  const writer = new TextWriter(shapes, names);
  const allows = Effect === 'Allow';
  const actions = textsOf(Action)?.map((pattern) => (allows ? actionOf(pattern) : { code: quoted(pattern), data: pattern }));
  const resources = whole((textsOf(Resource) ?? [undefined]).map((one) => (one === undefined ? one : resourceOf(one, allows, writer))));
  if (actions === undefined) return { cannot: 'it names the actions that it leaves out' };
  if (resources === undefined) return { cannot: 'it names a resource for which no input has a shape' };
  const conditions = Condition === undefined ? undefined : conditionsOf(Condition, allows, writer);
  if (Condition !== undefined && conditions === undefined) return { cannot: `its condition on ${keysIn(Condition)} has no word there` };
  const codes = (pieces: readonly Piece<unknown>[]): string => pieces.map(({ code }) => code).join(', ');
  const when = conditions === undefined ? '' : `.when(${conditions.code})`;
  const text = `${allows ? 'allow' : 'deny'}(${codes(actions)}).on(${codes(resources)})${when}`;
  const findings = new FindingList();
  if (allows) {
    const given = conditions === undefined ? {} : { conditions: conditions.data };
    readCan(
      [{ effect: 'allow', actions: actions.map(({ data }) => data), resources: resources.map(({ data }) => data), ...given }],
      findings,
    );
  } else {
    const given = conditions === undefined ? {} : { deniedWhen: conditions.data };
    const plain = (pieces: readonly Piece<string | Reasoned>[]): readonly string[] => pieces.map(({ data }) => String(data));
    readCannot([{ effect: 'deny', actions: plain(actions), resources: plain(resources), ...given }], findings);
  }
  const [fault] = findings.findings;
  return fault === undefined ? { text, inputs: writer.wanted } : { cannot: fault.what };
}
