/** What claims can be made about, in the forms in which tests have it. */
import { fromCloudFormation } from '../graph/from-cloudformation';
import type { IdentityGraph } from '../graph/identity-graph';
import { readPath } from '../graph/read-files';
import { isRecord } from '../policy/parse-values';
import type { Subject } from './claim';

/** A stack or stage of the CDK, by what of it is needed: so the CDK itself is not. */
interface CdkConstruct {
  readonly node: { readonly root: { readonly synth: () => { readonly directory: string } } };
}

const isGraph = (value: unknown): value is IdentityGraph =>
  isRecord(value) && ['roles', 'logGroups', 'bindings', 'unread'].every((field) => Array.isArray(value[field]));

const isSubject = (value: unknown): value is Subject => isRecord(value) && isGraph(value.graph) && Array.isArray(value.plans);

function isConstruct(value: unknown): value is CdkConstruct {
  if (typeof value !== 'object' || value === null || !('node' in value)) return false;
  const { node } = value;
  if (typeof node !== 'object' || node === null || !('root' in node)) return false;
  const { root } = node;
  return typeof root === 'object' && root !== null && 'synth' in root && typeof root.synth === 'function';
}

/**
 * What is claimed about: an identity graph; a graph with the plans published beside it; a CloudFormation template, parsed; a path that `readPath` reads;
 * or anything in a CDK app, which is then synthesized as a whole.
 *
 * @throws {TypeError} for anything else
 */
export function subjectOf(value: unknown): Subject {
  if (isSubject(value)) return { graph: value.graph, plans: value.plans };
  if (isGraph(value)) return { graph: value, plans: [] };
  if (isConstruct(value)) return readPath(value.node.root.synth().directory);
  if (typeof value === 'string') return readPath(value);
  if (isRecord(value) && isRecord(value.Resources)) return { graph: fromCloudFormation(value), plans: [] };
  throw new TypeError('give an identity graph, a CloudFormation template, a path, or a stack of the CDK');
}
