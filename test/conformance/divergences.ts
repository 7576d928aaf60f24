/** Where an engine cannot do what is planned. Each is checked to be still there: a divergence that is no longer one must go. */
import type { Models } from '../../lib/plan/model';
import type { PlannedKind } from '../../lib/plan/plan';

/** A property of a kind in the identity model. */
export type ModelProperty = { readonly [Kind in PlannedKind]: `${Kind}.${Exclude<keyof Models[Kind], 'kind'> & string}` }[PlannedKind];

export interface Divergence {
  readonly engine: 'cdk' | 'pulumi';
  /** Name of the scenario that shows it. */
  readonly scenario: string;
  readonly property: ModelProperty;
  readonly reason: string;
}

export const DIVERGENCES: readonly Divergence[] = [
  {
    engine: 'cdk',
    scenario: 'an adopted role with a path, late',
    property: 'role-policy.role',
    reason: 'CloudFormation takes a part of a split text by its number, so it cannot take what follows the last slash of a late ARN',
  },
];
