/** Builds documents for questions. */
import type { Condition, PolicyDocument, Principal, Statement } from '../../policy/document';

/** A condition that requires the key, or forbids it. */
export const present = (key: string, isPresent: boolean): Condition => ({
  operator: 'Null',
  ifExists: false,
  key,
  values: [isPresent ? 'false' : 'true'],
  pointer: '',
});

/** A condition without qualifier and suffix. */
export const condition = (operator: string, key: string, values: readonly string[]): Condition => ({
  operator,
  ifExists: false,
  key,
  values,
  pointer: '',
});

interface Parts {
  readonly principals?: readonly Principal[];
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: readonly Condition[];
}

/** An Allow statement; what is not given is anything. */
export const allowing = ({ principals, actions, resources, conditions }: Parts): Statement => ({
  effect: 'Allow',
  ...(principals === undefined ? {} : { principal: { negated: false, principals } }),
  action: { negated: false, patterns: actions ?? ['*'] },
  ...(resources === undefined ? {} : { resource: { negated: false, patterns: resources } }),
  conditions: conditions ?? [],
  pointer: '',
});

/** A document of these statements; of none, it permits nothing. */
export const documentOf = (...statements: readonly Statement[]): PolicyDocument => ({
  type: 'resource',
  version: '2012-10-17',
  statements,
});
