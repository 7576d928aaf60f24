/** ARN templates of the service authorization reference, such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
import { type Step, type StepSet, textSteps } from './step';

/** How far a variable of a template reaches. */
export type VariableReach =
  /** A name without the separators `:` and `/`: how AWS means most variables. */
  | 'name'
  /** Any text but the empty one: variables such as `${ObjectName}` or `${RoleNameWithPath}` may hold separators. */
  | 'text'
  /** Any text, even none. */
  | 'everything';

const PART = /\$\{([^}]*)\}|\*/g;
/** The last of the six segments of an ARN. */
const RESOURCE = 5;
const NAME: StepSet = { kind: 'name' };
const ANY: StepSet = { kind: 'any' };

function variable(reach: VariableReach, last: boolean): readonly Step[] {
  const set = reach === 'name' ? NAME : ANY;
  const rest: Step = { set, repeated: true };
  // What ends an ARN may be left empty, as the root path of an API is.
  return reach === 'everything' || (reach === 'text' && last) ? [rest] : [{ set, repeated: false }, rest];
}

/** The steps of one segment of a template. A `*` that the reference itself writes stands for any text, `${*}` for a star. */
function templateSteps(segment: string, reach: VariableReach): readonly Step[] {
  const steps: Step[] = [];
  let end = 0;
  for (const match of segment.matchAll(PART)) {
    steps.push(...textSteps(segment.slice(end, match.index)));
    end = match.index + match[0].length;
    if (match[1] === '*') steps.push(...textSteps('*'));
    else steps.push(...(match[1] === undefined ? variable('everything', false) : variable(reach, end === segment.length)));
  }
  return [...steps, ...textSteps(segment.slice(end))];
}

/** The steps of a whole template. Partition, region and account never reach over a separator. */
export const templateArn = (template: string, reach: VariableReach): readonly (readonly Step[])[] =>
  templateSegments(template).map((segment, index) => templateSteps(segment, index === RESOURCE ? reach : 'name'));

/** Cuts a template into the six segments of an ARN. No variable of a template holds a colon in its name. */
function templateSegments(template: string): readonly string[] {
  const [arn = '', partition = '', service = '', region = '', account = '', ...resource] = template.split(':');
  return [arn, partition, service, region, account, resource.join(':')];
}
