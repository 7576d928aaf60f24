/** What a stack holds once it is synthesized, for claims about it. */
import { type Stack, Stage } from 'aws-cdk-lib';
import type { Subject } from '../assert/claim';
import { readAssemblies } from '../graph/read-files';

/**
 * Synthesizes the app that a stack is in, and reads what came out for this stack and those nested in it, with the plans of the identities in it. References
 * to other stacks of its stage are followed.
 *
 * @returns what `prove`, the matchers and `checkGraph` take
 * @throws {Error} what synthesis throws, and a TypeError for a stack outside of any app
 */
export function fromStack(stack: Stack): Subject {
  const stage = Stage.of(stack);
  const app = stack.node.root;
  if (stage === undefined || !Stage.isStage(app)) throw new TypeError('the stack is in no app: give it an `App` or a `Stage` as its scope');
  app.synth();
  const { graph, plans } = readAssemblies([stage.outdir], stack.artifactId);
  const names = new Set(graph.roles.map(({ name }) => name));
  return { graph, plans: plans.filter(({ components }) => components.some(({ roleName }) => names.has(roleName))) };
}
