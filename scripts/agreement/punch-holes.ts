/** Turns literal text of a case into holes, so that what is decided with holes can be compared with what is decided without. */
import { SHAPES, type ShapeName } from '../../lib/policy/shapes';
import { renderHole } from '../../lib/policy/text';
import type { AgreementCase } from './generate-case';
import type { Random } from './random';

export interface HoledCase {
  readonly holed: AgreementCase;
  /** The shapes of the holes, with where they stand. */
  readonly holes: readonly string[];
}

/** Members whose strings mean something by themselves and take no hole. */
const FIXED = new Set(['Version', 'Effect', 'Sid']);

const CANDIDATES: readonly ShapeName[] = [
  'account',
  'account-id',
  'region',
  'name',
  'dynamodb-table-arn',
  'kms-key-arn',
  'sqs-queue-arn',
  'iam-role-arn',
];

/** The runs of a text that fit a shape, each with the shape: whole ARNs, their parts, or any run at all. */
function runsOf(random: Random, text: string): readonly (readonly [run: string, shape: ShapeName])[] {
  const runs: (readonly [string, ShapeName])[] = [];
  for (const run of new Set([text, ...text.split(/[:/*?${}]/)])) {
    if (run === '') continue;
    for (const shape of CANDIDATES) if (SHAPES[shape].pattern.test(run)) runs.push([run, shape]);
  }
  const from = random.below(text.length);
  const any = text.slice(from, from + 1 + random.below(text.length - from));
  return [...runs, [any, 'any']];
}

/** Punches one to three holes into the strings of the policies, and now and then the same ones into the request. */
export function punchHoles(random: Random, one: AgreementCase): HoledCase {
  const texts: string[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (!FIXED.has(name) && value.length > 1) texts.push(value);
    } else if (Array.isArray(value)) for (const member of value) collect(member, name);
    else if (typeof value === 'object' && value !== null) for (const [key, member] of Object.entries(value)) collect(member, key);
  };
  collect(one.policies, '');
  if (texts.length === 0) return { holed: one, holes: [] };
  const punched = new Map<string, string>();
  const holes: string[] = [];
  for (let index = 0; index < 1 + random.below(3); index++) {
    const text = random.pick(texts);
    const [run, shape] = random.pick(runsOf(random, text));
    // A hole is not cut out of the middle of a variable: its braces would be left over.
    if (punched.has(text) || (run !== text && text.includes('${') && shape === 'any')) continue;
    const at = text.indexOf(run);
    punched.set(text, text.slice(0, at) + renderHole({ hole: `h${index}`, shape }) + text.slice(at + run.length));
    holes.push(`hole ${shape}`);
  }
  const fill = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return FIXED.has(name) ? value : (punched.get(value) ?? value);
    if (Array.isArray(value)) return value.map((member) => fill(member, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, key)]));
  };
  const policies = fill(one.policies, '') as AgreementCase['policies'];
  const resource = random.chance(0.5) ? (punched.get(one.request.resource) ?? one.request.resource) : one.request.resource;
  return { holed: { request: { ...one.request, resource }, policies }, holes };
}
