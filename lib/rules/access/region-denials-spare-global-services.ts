import type { Condition, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { holdsWhenAbsent, isNegated } from '../reading/absent-keys';
import { condition } from '../reading/build';
import { type Layered, stoppedBy } from '../reading/effect';
import { type HeldStatement, heldBy, isOfGroup } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { showAction } from '../reading/show-request';

const messages = {
  global: {
    what: 'a denial by region stops `<holder>` at `<service>`, which answers in `us-east-1` only',
    fix: 'put `<service>:*` into the `NotAction` of the denial, or add `us-east-1` to its regions',
  },
  unspecified: {
    what: 'a denial by region stops `<holder>` at the global inference profile that it is allowed',
    fix: 'allow an inference profile that stays within a geography, or add `unspecified` to the regions for the models meant',
  },
} as const satisfies Messages;

const REGION = 'aws:RequestedRegion';

/** Services with one endpoint for the whole partition, whose requests count as made in us-east-1. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'cloudfront',
  'route53',
  'route53domains',
  'globalaccelerator',
  'waf',
  'shield',
  'support',
  'health',
  'budgets',
  'ce',
  'trustedadvisor',
]);

const GLOBAL_PROFILE = /:inference-profile\/global\./;

const byRegion = ({ effect, conditions }: Statement): Condition | undefined =>
  effect === 'Deny'
    ? conditions.find((one) => one.key.toLowerCase() === REGION.toLowerCase() && isNegated(one) && holdsWhenAbsent(one))
    : undefined;

/** A request in that region which the policies allow, but for this denial. */
const stopped = (one: HeldStatement, permissions: Layered, region: string, actions: readonly string[]): AuthorizationRequest | undefined =>
  stoppedBy(one, permissions, { actions, conditions: [condition('StringEquals', REGION, [region])] });

/** Patterns of actions that the policies name, by service. Those that name no service were not written for one. */
function namedActions({ identity }: Layered): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { statements } of identity) {
    for (const { effect, action } of statements) {
      if (effect === 'Deny' || action.negated) continue;
      for (const pattern of action.patterns) {
        const service = pattern.slice(0, Math.max(pattern.indexOf(':'), 0)).toLowerCase();
        found.set(service, [...(found.get(service) ?? []), pattern]);
      }
    }
  }
  return found;
}

/** Global inference profiles that the policies name as resources. */
const globalProfiles = ({ identity }: Layered): readonly string[] =>
  identity.flatMap(({ statements }) =>
    statements.flatMap(({ effect, resource }) =>
      effect === 'Deny' || resource === undefined || resource.negated
        ? []
        : resource.patterns.filter((pattern) => GLOBAL_PROFILE.test(pattern)),
    ),
  );

const INFERENCE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

const inEurope = (given: object) => ({
  Effect: 'Deny',
  ...given,
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
});
const PASS = {
  Effect: 'Allow',
  Action: 'cloudfront:CreateInvalidation',
  Resource: 'arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL',
};
const PROFILE = 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0';

export default defineRule({
  code: 'WI380',
  name: 'access/region-denials-spare-global-services',
  severity: 'warning',
  principle: 'a condition is one that a workload can meet',
  standards: ['NIST SP 800-207'],
  summary: 'denials by region leave out the services that answer in one region for all, where the policies allow them',
  why: 'requests to a global service count as made in us-east-1, and models of a global inference profile as made nowhere, so that the permission never has effect',
  acknowledge: 'where the permission is to have no effect for the time being',
  misses: ['services that a wildcard over all services allows are left out: nobody wrote it for them'],
  sources: [
    'IAM User Guide, "AWS global condition context keys", aws:RequestedRegion',
    'Amazon Bedrock User Guide, "Global cross-Region inference"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const denials = held.statements.filter((one) => byRegion(one.statement) !== undefined && !isOfGroup(one, holder, graph));
    if (denials.length === 0) return [tell.proved()];
    const named = [...namedActions(held.permissions)].filter(([service]) => GLOBAL_SERVICES.has(service));
    const profiles = globalProfiles(held.permissions);
    const outcomes = denials.flatMap((one) => {
      const details = { at: within(one.document, one.statement.pointer), with: [holder.place] };
      const names = { holder: holderName(holder) };
      const models = profiles.length === 0 ? undefined : stopped(one, held.permissions, 'unspecified', INFERENCE);
      return [
        ...named.flatMap(([service, actions]) => {
          const request = stopped(one, held.permissions, 'us-east-1', actions);
          return request === undefined
            ? []
            : [tell.refuted('global', { ...names, service }, { ...details, shown: `${showAction(request)} is denied in every region` })];
        }),
        ...(models === undefined
          ? []
          : [
              tell.refuted('unspecified', names, {
                ...details,
                shown: `${showAction(models)} is denied, because its region is \`unspecified\``,
              }),
            ]),
      ];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a distribution, and a denial outside of two regions',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: policy(PASS, inEurope({ Action: '*' })) }),
        finds: { message: 'global', resource: 'Tool', shown: 'cloudfront:CreateInvalidation' },
      },
      {
        title: 'a global inference profile, and a denial outside of two regions',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: PROFILE }, inEurope({ Action: '*' })),
        }),
        finds: { message: 'unspecified', resource: 'Tool', shown: '`unspecified`' },
      },
    ],
    good: [
      {
        title: 'a denial that leaves the global service out',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: policy(PASS, inEurope({ NotAction: ['cloudfront:*', 'iam:*'] })) }),
      },
      {
        title: 'a denial by region of what is regional',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' }, inEurope({ Action: '*' })),
        }),
      },
    ],
  },
});
