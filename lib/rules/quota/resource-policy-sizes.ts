import type { GraphResourcePolicy, IdentityGraph } from '../../graph/identity-graph';
import { sumOf } from '../../plan/document-size';
import { defineRule } from '../define-rule';
import { policy } from '../examples/parts';
import { inThousands, rendered, sizeOf } from '../reading/measure';
import { isLate } from '../reading/read-policy';

/** Characters that each service takes, by the service in the ARN: its own quotas page. */
const LIMITS: Readonly<Record<string, number>> = {
  'bedrock-agentcore': 20_480,
  s3: 20_480,
  kms: 32_768,
  secretsmanager: 20_480,
  lambda: 20_480,
  logs: 5120,
};

const serviceOf = (arn: string): string => /^arn:(?:\u27e8[^\u27e9]*\u27e9|[^:])*:([a-z0-9-]+):/.exec(arn)?.[1] ?? '';

/** Services that put the statements of several resources together into one policy. */
const JOINED: ReadonlySet<string> = new Set(['lambda']);

/** Policies that stand on one resource, those that a service joins together. */
function grouped({ resourcePolicies }: IdentityGraph): readonly (readonly [GraphResourcePolicy, ...GraphResourcePolicy[]])[] {
  const groups = new Map<string, [GraphResourcePolicy, ...GraphResourcePolicy[]]>();
  for (const [index, one] of resourcePolicies.entries()) {
    const key = JOINED.has(serviceOf(one.resourceArn)) ? one.resourceArn : String(index);
    const before = groups.get(key);
    if (before === undefined) groups.set(key, [one]);
    else before.push(one);
  }
  return [...groups.values()];
}

const statements = (count: number) =>
  policy(
    ...Array.from({ length: count }, (_, index) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::111122223333:role/reader-${index}` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::handbook/*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    })),
  );

const handbook = (count: number) => ({
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'handbook', PolicyDocument: statements(count) } },
});

export default defineRule({
  code: 'WI702',
  name: 'quota/resource-policy-sizes',
  severity: 'error',
  principle: 'what is declared can be deployed',
  standards: [],
  summary: 'the policies of runtimes, gateways, buckets, keys, secrets, functions and logs fit what each service takes',
  why: 'a service refuses what is too long, in the middle of a deployment',
  acknowledge: 'where the service has raised the limit for the account',
  misses: [
    'services whose limit is not in the list of this rule',
    'a value of unknown shape that turns out to have more than 256 characters',
  ],
  sources: [
    'Amazon Bedrock AgentCore Developer Guide, "Resource-based policies for Amazon Bedrock AgentCore"',
    'Amazon S3 User Guide, "Bucket policies and user policies"',
    'AWS KMS Developer Guide, "Resource quotas"',
    'AWS Secrets Manager User Guide, "AWS Secrets Manager quotas"',
    'AWS Lambda Developer Guide, "Lambda quotas"',
    'Amazon CloudWatch Logs API Reference, `PutResourcePolicy`',
  ],
  visits: 'graph',
  messages: {
    tooLong: {
      what: 'the policy of `<resource>` has at least <least> characters, <over> more than the <limit> that <service> takes',
      fix: 'name an organization, a path or a tag in a condition instead of many principals one by one',
    },
    mayBeTooLong: {
      what: 'the policy of `<resource>` has up to <most> characters once all values are known, and <service> takes <limit>',
      fix: 'name an organization, a path or a tag in a condition instead of many principals one by one',
      severity: 'warning',
    },
  },
  check: (graph, tell) =>
    grouped(graph).flatMap((policies) => {
      const [{ resourceArn, document }, ...others] = policies;
      const service = serviceOf(resourceArn);
      const limit = Object.hasOwn(LIMITS, service) ? LIMITS[service] : undefined;
      if (limit === undefined || policies.some((one) => isLate(one.document))) return [];
      const { least, most } = sumOf(policies.map((one) => sizeOf(rendered(one.document))));
      const names = { resource: resourceArn, service, limit: inThousands(limit) };
      const details = { at: document.place, with: others.map((one) => one.document.place) };
      if (least > limit) {
        const values = { ...names, least: inThousands(least), over: inThousands(least - limit) };
        return [tell.refuted('tooLong', values, { ...details, shown: `${inThousands(least)} characters` })];
      }
      return [most > limit ? tell.undecided('mayBeTooLong', { ...names, most: inThousands(most) }, details) : tell.proved()];
    }),
  examples: {
    bad: [
      {
        title: 'a bucket policy with two hundred principals',
        cloudformation: handbook(200),
        finds: { message: 'tooLong', resource: 'Policy' },
      },
    ],
    good: [{ title: 'a bucket policy with two principals', cloudformation: handbook(2) }],
  },
});
