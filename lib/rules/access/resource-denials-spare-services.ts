import type { PolicyDocument, Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { policy } from '../examples/parts';
import { ask, reasonsOf } from '../reading/ask';
import { allowing, condition, documentOf, present } from '../reading/build';
import { only } from '../reading/effect';
import { within } from '../reading/places';
import { readPolicy } from '../reading/read-policy';

/** Keys that requests of a service principal never have: they speak of networks, or of a role or user (IAM User Guide, global condition context keys). */
const NEVER_SENT = [
  'aws:SourceIp',
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:SourceVpcArn',
  'aws:VpcSourceIp',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:userid',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
];

const SERVICE_CALL = [condition('Bool', 'aws:PrincipalIsAWSService', ['true']), ...NEVER_SENT.map((key) => present(key, false))];

/** Whether a service can make any request that the statement allows it, with or without what the others deny. */
function admitted(document: PolicyDocument, allow: Statement, service: string, withDenials: boolean) {
  const asked = only(document, (one) => one === allow || (withDenials && one.effect === 'Deny'));
  const scope = documentOf(allowing({ principals: [{ kind: 'service', value: service }], conditions: SERVICE_CALL }));
  return ask({ scope, permitted: [[asked]] });
}

const DELIVERY = {
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::evidence/AWSLogs/*',
  Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/agents' } },
};
const OUTSIDE = (conditions: object | undefined, principal: object = { Principal: '*' }) => ({
  Effect: 'Deny',
  ...principal,
  Action: 's3:*',
  Resource: ['arn:aws:s3:::evidence', 'arn:aws:s3:::evidence/*'],
  ...(conditions === undefined ? {} : { Condition: conditions }),
});
const bucketPolicy = (...statements: readonly Readonly<Record<string, unknown>>[]) => ({
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'evidence', PolicyDocument: policy(...statements) } },
});

export default defineRule({
  code: 'WI381',
  name: 'access/resource-denials-spare-services',
  severity: 'warning',
  principle: 'a condition is one that a workload can meet',
  standards: ['NIST SP 800-207', 'NIST SP 800-53 AU-9'],
  summary: 'what a resource policy allows a service of AWS, none of its denials takes away altogether',
  why: 'requests that a service makes by itself carry no address, network or organisation of a caller, so that a denial by those keys stops its deliveries',
  acknowledge: 'where the service is to be stopped on purpose',
  misses: ['denials that stop only a part of what the service is allowed'],
  sources: [
    'IAM User Guide, "AWS global condition context keys", aws:PrincipalIsAWSService',
    'IAM User Guide, "AWS JSON policy elements: NotPrincipal"',
  ],
  visits: 'resource-policy',
  messages: {
    denied: {
      what: 'the policy allows `<service>` something, and denies all of it again',
      fix: 'add `"BoolIfExists": { "aws:PrincipalIsAWSService": "false" }` to the condition of the denial; never use `NotPrincipal` with Deny',
    },
    open: {
      what: 'whether the policy leaves `<service>` what it allows it could not be decided',
      fix: 'write the late values of the denial into the template, or give the denial an exception for services of AWS',
    },
  },
  check: ({ document }, tell) => {
    const read = readPolicy(document, 'resource');
    // A policy that cannot be read is told of by the rules on well-formed policies.
    if (!read.ok || read.document.statements.every(({ effect }) => effect === 'Allow')) return [];
    const outcomes = read.document.statements.flatMap((allow) => {
      if (allow.effect === 'Deny' || allow.principal === undefined || allow.principal.negated) return [];
      const services = allow.principal.principals.flatMap((principal) => (principal.kind === 'service' ? [principal.value] : []));
      return services.flatMap((service) => {
        const left = admitted(read.document, allow, service, true);
        if (left.verdict === 'refuted') return [tell.proved()];
        const at = within(document, allow.pointer);
        if (left.verdict === 'undecided') return [tell.undecided('open', { service }, { at, shown: reasonsOf(left) })];
        // What no service could ask for in the first place is for the rules on the Allow itself.
        if (admitted(read.document, allow, service, false).verdict !== 'refuted') return [];
        return [tell.refuted('denied', { service }, { at, shown: 'no request of the service is allowed' })];
      });
    });
    return outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a trail\u2019s bucket, closed to everything outside of a network',
        cloudformation: bucketPolicy(DELIVERY, OUTSIDE({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0abc0123456789def' } })),
        finds: { message: 'denied', resource: 'Policy' },
      },
      {
        title: 'a trail\u2019s bucket, closed to all principals but two',
        cloudformation: bucketPolicy(
          DELIVERY,
          OUTSIDE(undefined, { NotPrincipal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/auditor'] } }),
        ),
        finds: { message: 'denied', resource: 'Policy' },
      },
    ],
    good: [
      {
        title: 'a network, but for services of AWS',
        cloudformation: bucketPolicy(
          DELIVERY,
          OUTSIDE({
            StringNotEquals: { 'aws:SourceVpce': 'vpce-0abc0123456789def' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          }),
        ),
      },
      {
        title: 'no transport without encryption',
        cloudformation: bucketPolicy(DELIVERY, OUTSIDE({ Bool: { 'aws:SecureTransport': 'false' } })),
      },
    ],
  },
});
