/**
 * The resources in what Pulumi's commands write: `pulumi stack export`, a state file, `pulumi preview --json`; or a bare list of resources.
 *
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/
 */
import { isRecord, own } from '../../policy/parse-values';
import type { PulumiResource } from './resource';

type Member = Readonly<Record<string, unknown>>;

/** Steps of a preview after which the resource, in the state given, is no more. */
const GOES: ReadonlySet<unknown> = new Set([
  'delete',
  'delete-replaced',
  'discard',
  'discard-replaced',
  'remove-pending-replace',
  'read-discard',
]);

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, step) => (isRecord(found) ? own(found, step) : undefined), value);

/** The resources of a state; a stack without any lists none. */
function listIn(state: unknown): readonly unknown[] | undefined {
  const resources = isRecord(state) ? (own(state, 'resources') ?? []) : undefined;
  return Array.isArray(resources) ? resources : undefined;
}

/** Resources that stand elsewhere and are only looked up, and those about to be deleted, are no part of the program. */
const belongs = (resource: unknown): boolean => !isRecord(resource) || (resource.external !== true && resource.delete !== true);

/** Previews write secrets as this text. */
const HIDDEN = '[secret]';
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const revealed = (value: unknown): unknown => (value === HIDDEN ? UNKNOWN : value);

function fromStep(step: unknown): readonly unknown[] {
  if (!isRecord(step)) return [step];
  const state = own(step, 'newState');
  if (GOES.has(own(step, 'op')) || !isRecord(state)) return [];
  const inputs = own(state, 'inputs');
  const open = isRecord(inputs) ? Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, revealed(value)])) : inputs;
  return [{ ...state, inputs: open }];
}

/** A resource without properties is written without `inputs`. */
const withInputs = (resource: unknown): unknown =>
  isRecord(resource) && resource.inputs === undefined ? { ...(resource as Member), inputs: {} } : resource;

/** The resources of a file that Pulumi wrote; undefined where it is none. Each is checked when it is read. */
export function resourcesOfState(value: unknown): readonly PulumiResource[] | undefined {
  const steps = at(value, 'steps');
  const resources =
    (Array.isArray(steps) ? steps.flatMap(fromStep) : undefined) ??
    listIn(at(value, 'deployment')) ??
    listIn(at(value, 'checkpoint', 'latest')) ??
    (Array.isArray(value) ? (value as readonly unknown[]) : undefined);
  return resources?.filter(belongs).map(withInputs) as readonly PulumiResource[] | undefined;
}

/** Whether a value has the outer form of such a file. An export of a stack without resources has no list of them. */
export const isPulumiFile = (value: unknown): boolean =>
  Array.isArray(value) || (isRecord(value) && ['steps', 'deployment', 'checkpoint'].some((name) => Object.hasOwn(value, name)));
