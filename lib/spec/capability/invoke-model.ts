import type { Conditions } from '../condition/conditions';
import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, ownArn, permission, wants, wantsArn } from './capability';

/** Options of {@link invokeModel}. */
export interface InvokeModelOptions {
  /** Id of a geographic cross-region inference profile, such as `eu.anthropic.claude-sonnet-4-20250514-v1:0`. */
  readonly inferenceProfile: string;
  /** All regions that the profile may route to, its own included. A destination that is left out is denied. */
  readonly regions: readonly [string, ...string[]];
  /** A guardrail that every request must name, in this version. */
  readonly guardrail?: { readonly arn: ArnOf<'guardrail-arn'>; readonly version: string };
}

const GEOGRAPHIC = /^(?!global\.)[a-z]{2,6}(?:-[a-z]+)?\.[A-Za-z0-9-]+\.[A-Za-z0-9._:-]+$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]{2,10}){1,3}-\d$/;

/**
 * Invokes one model through one inference profile: the profile in the component's own region, and the foundation model in each destination
 * region only through that profile. Converse and ConverseStream use the same two actions.
 *
 * Global profiles are refused: they process anywhere, and IAM sees their region as `unspecified`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
 */
export function invokeModel({ inferenceProfile, regions, guardrail }: InvokeModelOptions): Capability {
  const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
  const profile = ownArn('bedrock', `inference-profile/${inferenceProfile}`);
  const model = String(inferenceProfile).slice(String(inferenceProfile).indexOf('.') + 1);
  const guarded: Conditions = guardrail === undefined ? {} : { 'bedrock:GuardrailIdentifier': `${guardrail.arn}:${guardrail.version}` };
  const destinations = Array.isArray(regions) ? [...new Set(regions)].sort() : [];
  const faults = [
    ...wants(
      inferenceProfile,
      GEOGRAPHIC,
      'is no geographic inference profile:',
      'name one such as `eu.anthropic.claude-sonnet-4-20250514-v1:0`',
    ),
    ...destinations.flatMap((region) => wants(region, REGION, 'the model cannot be invoked in', 'name a region such as `eu-central-1`')),
    ...(guardrail === undefined ? [] : wantsArn(guardrail.arn, 'guardrail-arn')),
    ...(destinations.length === 0 ? [{ what: 'names no destination region', fix: 'list the regions that the profile routes to' }] : []),
  ];
  return {
    ...capability(
      'invokeModel',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html',
      [
        permission('InvokeProfile', actions, [profile], guardrail === undefined ? undefined : guarded),
        permission(
          'InvokeModelThroughProfile',
          actions,
          destinations.map((region) => `arn:⟨partition⟩:bedrock:${region}::foundation-model/${model}`),
          { 'bedrock:InferenceProfileArn': profile, ...guarded },
        ),
        ...(guardrail === undefined ? [] : [permission('ApplyGuardrail', ['bedrock:ApplyGuardrail'], [guardrail.arn])]),
      ],
      faults,
    ),
    regions: destinations,
  };
}
