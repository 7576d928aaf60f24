/** What synthesizing an app tells: errors of validation, and warnings. */
import type { App } from 'aws-cdk-lib';

export interface Synthesis {
  /** Text of the error that synthesis ends with; empty where it does not fail. */
  readonly error: string;
  /** Warnings of all constructs. */
  readonly warnings: readonly string[];
}

export function synthesize(app: App): Synthesis {
  let error = '';
  try {
    app.synth();
  } catch (failure) {
    error = failure instanceof Error ? failure.message : String(failure);
  }
  const warnings = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data)));
  return { error, warnings };
}
