import type { Condition } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import { reasonsOf } from '../reading/ask';
import { present } from '../reading/build';
import { layersOf, permittedIn } from '../reading/effect';
import { type HeldStatement, heldBy } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { mayMatchAction, relevantTo } from '../reading/relevant';
import { showAction } from '../reading/show-request';

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const DIRECTLY: readonly Condition[] = [present('bedrock:InferenceProfileArn', false)];
const ANY_MODEL = 'arn:*:bedrock:*::foundation-model/*';

/** Ids of the profiles that a statement names: the text behind `inference-profile/`, of profiles of applications too. */
const profilesOf = ({ statement }: HeldStatement): readonly string[] => {
  const { effect, action, resource } = statement;
  if (effect !== 'Allow' || resource === undefined || resource.negated) return [];
  if (!action.negated && !action.patterns.some((pattern) => mayMatchAction(pattern, INVOKE))) return [];
  return resource.patterns.flatMap((pattern) => /:(?:application-)?inference-profile\/(.*)$/.exec(pattern)?.[1] ?? []);
};

/** The model behind a profile of AWS is named after it; which models another profile has, the template does not say. */
function modelOf(profile: string): string {
  const [, model] = /^[a-z]+(?:-[a-z]+)?\.([a-z0-9-]+\..+)$/.exec(profile) ?? [];
  return model === undefined || hasHole(profile) ? ANY_MODEL : `arn:*:bedrock:*::foundation-model/${model}`;
}

const PROFILE = 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0';
const MODEL = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0';
const invoking = (...resources: readonly string[]) => ({ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: resources });
const through = { ...invoking(MODEL), Condition: { StringEquals: { 'bedrock:InferenceProfileArn': PROFILE } } };

export default defineRule({
  code: 'WI386',
  name: 'access/inference-goes-through-its-profile',
  severity: 'warning',
  principle: 'a model is reached through the one door that is watched',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-4'],
  summary:
    'whoever invokes a model through an inference profile can reach the model in no other way, and no profile processes anywhere in the world',
  why: 'the profile says where requests are processed and who pays; a model that is open beside it is invoked in whatever region the caller names',
  acknowledge: 'where the model is meant to be invoked in one region without a profile too, or may be processed anywhere',
  misses: ['policies on `*`, which `permission/no-wildcard-resources` reports'],
  sources: [
    'Amazon Bedrock User Guide, "Prerequisites for inference profiles"',
    'Service Authorization Reference, Amazon Bedrock, `bedrock:InferenceProfileArn`',
  ],
  visits: 'holder',
  messages: {
    beside: {
      what: 'a model of an inference profile is open to `<holder>` without the profile',
      fix: 'add `"StringEquals": { "bedrock:InferenceProfileArn": "…" }` to the statement on foundation models, or use invokeModel({ … })',
    },
    anywhere: {
      what: 'the global profile `<profile>`, which processes anywhere, is open to `<holder>`',
      fix: 'use a profile of the geography that data may stay in, such as `eu.…`',
    },
  },
  check: (holder, tell) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const profiles = [...new Set(held.statements.flatMap(profilesOf))];
    if (profiles.length === 0) return [];
    const name = holderName(holder);
    const asked = (resources: readonly string[], conditions: readonly Condition[]) => {
      const layers = layersOf(held.permissions).map((layer) => relevantTo(layer, INVOKE, resources));
      if (layers.some(({ length }) => length === 0)) return undefined;
      return permittedIn(layers, { actions: INVOKE, resources, conditions });
    };
    const global = profiles
      .filter((profile) => profile.startsWith('global.'))
      .filter((profile) => asked([`arn:*:bedrock:*:*:inference-profile/${profile}`], [])?.verdict === 'refuted')
      .map((profile) =>
        tell.refuted('anywhere', { holder: name, profile }, { at: holder.place, shown: `\`inference-profile/${profile}\` may be invoked` }),
      );
    const verdict = asked([...new Set(profiles.map(modelOf))], DIRECTLY);
    if (verdict?.verdict === 'refuted')
      return [
        ...global,
        tell.refuted(
          'beside',
          { holder: name },
          { at: holder.place, shown: `${showAction(verdict.witness)} is allowed`, witness: verdict.witness },
        ),
      ];
    if (verdict?.verdict === 'undecided')
      return [...global, tell.undecided('beside', { holder: name }, { at: holder.place, shown: `depends on ${reasonsOf(verdict)}` })];
    return global.length > 0 ? global : [tell.proved(verdict?.assuming)];
  },
  examples: {
    bad: [
      {
        title: 'the model beside its profile',
        cloudformation: soundRole('Reasoner', LAMBDA_TRUST, { permits: policy(invoking(PROFILE, MODEL)) }),
        finds: { message: 'beside', resource: 'Reasoner', shown: 'foundation-model/amazon.nova-lite-v1:0' },
      },
      {
        title: 'a global profile',
        cloudformation: soundRole('Reasoner', LAMBDA_TRUST, {
          permits: policy(invoking('arn:aws:bedrock:eu-central-1:111122223333:inference-profile/global.amazon.nova-lite-v1:0')),
        }),
        finds: { message: 'anywhere', resource: 'Reasoner', shown: 'global.amazon.nova-lite-v1:0' },
      },
    ],
    good: [
      {
        title: 'the model through its profile only',
        cloudformation: soundRole('Reasoner', LAMBDA_TRUST, { permits: policy(invoking(PROFILE), through) }),
      },
      {
        title: 'another model, which has no profile',
        cloudformation: soundRole('Reasoner', LAMBDA_TRUST, {
          permits: policy(
            invoking(PROFILE),
            through,
            invoking('arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0'),
          ),
        }),
      },
    ],
  },
});
