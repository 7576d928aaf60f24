import { splitArnPattern } from '../arn-pattern';
import { type Pattern, type PatternPart, parsePattern } from '../pattern';
import { SHAPES, type ShapeName } from '../shapes';
import { fillHoles, hasHole, holesOf } from '../text';
import { actionInfo } from './action-info';
import { templateArn, type VariableReach } from './arn-template';
import { type ReferenceAction, referenceService } from './service-reference';
import { wideForm } from './shape-form';
import { overlap, patternSteps, type Step, textSteps, within } from './step';

/** Never rounded: what cannot be told is `unknown`. */
export type Fit = 'yes' | 'no' | 'unknown';

const SEGMENTS = 6;
/** Longer than any ARN that IAM accepts in a policy; a bound on the work for hostile input. */
const LONGEST_PATTERN = 2048;

/** An ARN in its six segments, or as one run of text where it cannot be cut. */
type ArnSteps = readonly (readonly Step[])[];

/** A template read three ways, see `VariableReach`. */
type ArnForm = Readonly<Record<VariableReach, ArnSteps>>;

const forms = new Map<string, ArnForm>();

function formOf(template: string): ArnForm {
  const known = forms.get(template);
  if (known !== undefined) return known;
  const form = {
    name: templateArn(template, 'name'),
    text: templateArn(template, 'text'),
    everything: templateArn(template, 'everything'),
  };
  forms.set(template, form);
  return form;
}

const COLON = textSteps(':');

const joined = (segments: ArnSteps): readonly Step[] =>
  segments.flatMap((segment, index) => (index === 0 ? segment : [...COLON, ...segment]));

/** Pairs of what has to be compared: segment by segment, or as one run where the first of the two could not be cut. */
const paired = (left: ArnSteps, right: ArnSteps): readonly (readonly [readonly Step[], readonly Step[]])[] =>
  left.length < right.length ? [[joined(left), joined(right)]] : left.map((segment, index) => [segment, right[index] ?? []]);

const overlapping = (left: ArnSteps, right: ArnSteps): boolean => paired(left, right).every(([a, b]) => overlap(a, b));

function lyingWithin(inner: ArnSteps, outer: ArnSteps): boolean | undefined {
  const answers = paired(inner, outer).map(([a, b]) => within(a, b));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Whether a part may bring colons of its own, so that the colons of the pattern do not tell where its segments end. */
const mayHoldColons = (part: PatternPart): boolean => part.kind === 'variable' || (part.kind === 'hole' && part.hole.shape !== 'name');

/** The segments of a pattern; `undefined` where no ARN can match it. */
function segmentsOf(pattern: Pattern): ArnSteps | undefined {
  if (pattern.some(mayHoldColons)) return [patternSteps(pattern)];
  const segments = splitArnPattern(pattern);
  if (segments.length < SEGMENTS && segments.at(-1)?.at(-1)?.kind !== 'any') return undefined;
  const missing = Array.from({ length: SEGMENTS - segments.length }, (): Pattern => [{ kind: 'any' }]);
  return [...segments, ...missing].map(patternSteps);
}

/**
 * Whether all that the pattern matches belongs to another type of resource of the service: `table/t/index/i` would be a
 * table named `t/index/i` if the reference did not also know indexes.
 */
function belongsElsewhere(pattern: ArnSteps, accepted: ArnForm, others: readonly ArnForm[]): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const other of others) {
    if (lyingWithin(other.everything, accepted.everything) !== true) continue;
    const inside = lyingWithin(pattern, other.everything);
    if (inside === true) return true;
    if (inside === undefined) answer = undefined;
  }
  return answer;
}

function fitOf({ action, resourceTypes }: ReferenceAction, text: string): Fit {
  const pattern = parsePattern(text, { wildcards: true, variables: true });
  if (resourceTypes.length === 0) return overlap(patternSteps(pattern), textSteps('*')) ? 'yes' : 'no';
  const segments = segmentsOf(pattern);
  if (segments === undefined) return 'no';

  const accepted = resourceTypes.flatMap(({ arns }) => arns.map(formOf));
  if (accepted.some(({ name }) => overlapping(segments, name))) return 'yes';
  const possible = accepted.filter((form) => overlapping(segments, form.text));
  if (possible.length === 0) return 'no';

  const names = new Set(resourceTypes.map(({ name }) => name));
  const service = referenceService(action.slice(0, action.indexOf(':')));
  const others = (service?.resourceTypes ?? []).filter(({ name }) => !names.has(name)).flatMap(({ arns }) => arns.map(formOf));
  const elsewhere = possible.map((form) => belongsElsewhere(segments, form, others));
  if (elsewhere.includes(false)) return 'yes';
  return elsewhere.includes(undefined) ? 'unknown' : 'no';
}

/** Values that a hole could take and that tell fits from misfits, by shape. */
const samples = (shape: ShapeName): readonly string[] => (shape === 'any' ? ['', 'value', 'a/b', 'a:b', '*'] : [SHAPES[shape].example]);

/** Every hole of one name takes one value, as it will at deployment. */
function fillings(text: string): readonly string[] {
  const shapes = new Map(holesOf(text).map(({ hole, shape }) => [hole, samples(shape)]));
  const most = Math.max(...[...shapes.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    fillHoles(text, ({ hole }) => {
      const values = shapes.get(hole) ?? [''];
      return values[index % values.length];
    }),
  );
}

/**
 * Whether a resource pattern of a policy can match any resource that the action accepts.
 *
 * `no` means that a statement with this action and only this resource has no effect on the action. `unknown` when the
 * data does not know the action, or when it depends on the value of a hole. Wildcards, policy variables and holes of
 * `text.ts` may stand anywhere.
 *
 * Source: AWS Service Authorization Reference, tables "Actions" and "Resource types".
 */
export function resourceFits(action: string, arnPattern: string): Fit {
  const info = actionInfo(action);
  if (info.status !== 'known' || arnPattern.length > LONGEST_PATTERN) return 'unknown';
  if (arnPattern.startsWith('execute-api:/')) return 'unknown';
  if (!hasHole(arnPattern)) return fitOf(info, arnPattern);
  if (
    fitOf(
      info,
      fillHoles(arnPattern, ({ shape }) => (shape === 'any' ? undefined : wideForm(shape))),
    ) === 'no'
  )
    return 'no';
  return fillings(arnPattern).every((text) => fitOf(info, text) === 'yes') ? 'yes' : 'unknown';
}
