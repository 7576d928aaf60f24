import {
  type AuthorizationRequest,
  authorize,
  contains,
  derivedContext,
  type PolicySet,
  type RequestPrincipal,
} from 'agent-workload-identity/policy';
import * as fc from 'fast-check';
import { parsed, type StatementJson } from './arbitrary-policies';

const HERE = '111122223333';
const THERE = '444455556666';
const CANONICAL = 'c1'.repeat(32);

const list = (values: readonly string[], maxLength = 2): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

const actions = list(['s3:GetObject', 's3:*', '*', 'kms:*', 'kms:Decrypt', 's3:Put*']);
const resources = list(['*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/x', `arn:aws:kms:*:${HERE}:key/*`, `arn:aws:kms:eu:${HERE}:key/k`]);
const accounts = list(
  [
    HERE,
    THERE,
    `arn:aws:iam::${HERE}:root`,
    `arn:aws:iam::${HERE}:role/x`,
    `arn:aws:iam::${HERE}:role/path/x`,
    `arn:aws:iam::${HERE}:user/u`,
    `arn:aws:sts::${HERE}:assumed-role/x/s`,
    `arn:aws:iam::${THERE}:role/y`,
    `arn:aws:sts::${THERE}:assumed-role/y/s`,
  ],
  3,
);
const services = list(['ec2.amazonaws.com', 'lambda.amazonaws.com']);

const principals: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant('*'),
  accounts.map((AWS) => ({ AWS })),
  services.map((Service) => ({ Service })),
  fc.tuple(accounts, services).map(([AWS, Service]) => ({ AWS, Service })),
  fc.constant({ Federated: 'accounts.google.com' }),
  fc.constant({ CanonicalUser: CANONICAL }),
);

const operators = (names: readonly string[]) => fc.constantFrom(...names, ...names.map((name) => `${name}IfExists`));
const condition: fc.Arbitrary<object> = fc.oneof(
  fc
    .tuple(operators(['StringEquals', 'StringNotEquals', 'StringLike']), list([HERE, THERE]))
    .map(([operator, values]) => ({ [operator]: { 'aws:PrincipalAccount': values } })),
  fc
    .tuple(
      operators(['ArnLike', 'ArnNotLike', 'StringLike']),
      list([`arn:aws:iam::${HERE}:role/x`, 'arn:aws:iam::*:role/*', `arn:*:iam::${HERE}:*`, 'arn:aws:iam::*:user/u']),
    )
    .map(([operator, values]) => ({ [operator]: { 'aws:PrincipalArn': values } })),
  fc.constantFrom('true', 'false').map((value) => ({ Bool: { 'aws:PrincipalIsAWSService': value } })),
  fc
    .tuple(operators(['StringEquals', 'StringNotEquals']), list(['User', 'AssumedRole', 'Anonymous']))
    .map(([operator, values]) => ({ [operator]: { 'aws:PrincipalType': values } })),
  fc
    .tuple(operators(['StringEquals', 'StringNotEquals', 'StringLike']), list(['a', 'b', 'a*']))
    .map(([operator, values]) => ({ [operator]: { 'example:text': values } })),
  fc
    .tuple(fc.constantFrom('example:text', 'aws:PrincipalArn', 'aws:PrincipalServiceName'), fc.constantFrom('true', 'false'))
    .map(([key, value]) => ({ Null: { [key]: value } })),
);

const statement = (where: 'held' | 'resource' | 'trust'): fc.Arbitrary<StatementJson> =>
  fc
    .record({
      Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
      actions,
      resources,
      principals,
      spared: fc.boolean(),
      condition: fc.option(condition, { freq: 2 }),
    })
    .map(({ Effect, actions: Action, resources: Resource, principals: principal, spared, condition: Condition }) => ({
      Effect,
      ...(where === 'held' ? {} : { [spared && Effect === 'Deny' && where === 'resource' ? 'NotPrincipal' : 'Principal']: principal }),
      Action: where === 'trust' ? 'sts:AssumeRole' : Action,
      ...(where === 'trust' ? {} : { Resource }),
      ...(Condition === null ? {} : { Condition }),
    }));

const documents = (type: 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource' | 'trust') =>
  fc
    .array(statement(type === 'trust' || type === 'resource' ? type : 'held'), { minLength: 1, maxLength: 3 })
    .map((statements) => parsed(type === 'rcp' ? statements.map((one) => ({ ...one, Effect: 'Deny', Principal: '*' })) : statements, type));

const maybe = <Value>(key: string, value: fc.Arbitrary<Value>, freq: number): fc.Arbitrary<object> =>
  fc.option(value, { freq }).map((one) => (one === null ? {} : { [key]: one }));

/** Sets of policies; the layers are drawn one by one, so that two sets can share most of them. */
const layers = (trust: boolean) => [
  maybe('identity', fc.array(documents('identity'), { maxLength: 2 }), 6),
  maybe('boundary', documents('boundary'), 1),
  maybe(
    'session',
    documents('session').map((one) => [one]),
    1,
  ),
  maybe(
    'scps',
    documents('scp').map((one) => [[one]]),
    1,
  ),
  trust ? documents('trust').map((resource) => ({ resource })) : maybe('resource', documents('resource'), 2),
];

interface Pair {
  readonly inner: PolicySet;
  readonly outer: PolicySet;
}

const setPairs: fc.Arbitrary<Pair> = fc.boolean().chain((trust) =>
  fc
    .tuple(fc.tuple(...layers(trust)), fc.tuple(...layers(trust)), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }))
    .map(([first, second, changed]) => ({
      inner: Object.assign({}, ...first),
      outer: Object.assign({}, ...first.map((layer, index) => (changed[index] === 0 ? second[index] : layer))),
    })),
);

const callers: fc.Arbitrary<RequestPrincipal> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('role/x', 'role/path/x', 'role/z'), fc.constantFrom(HERE, THERE), fc.constantFrom(undefined, 's', 't'))
      .map(([name, account, session]) => ({
        kind: 'aws' as const,
        arn: `arn:aws:iam::${account}:${name}`,
        account,
        ...(session === undefined ? {} : { session }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: 'aws' as const, arn: `arn:aws:iam::${HERE}:user/u`, account: HERE, canonicalUser: CANONICAL }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ec2.amazonaws.com', 'other.amazonaws.com').map((service) => ({ kind: 'service' as const, service })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'federated' as const, provider: 'accounts.google.com' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'anonymous' as const }) },
);

/** Requests whose context tells the truth about the caller. */
const requests: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    principal: callers,
    action: fc.constantFrom('s3:GetObject', 's3:PutX', 'kms:Decrypt', 'kms:X', 'ec2:Y', 'sts:AssumeRole'),
    resource: fc.constantFrom(
      '*',
      'arn:aws:s3:::b/x',
      'arn:aws:s3:::b/y',
      `arn:aws:kms:eu:${HERE}:key/k`,
      `arn:aws:kms:us:${HERE}:key/l`,
      `arn:aws:iam::${HERE}:role/target`,
    ),
    resourceAccount: fc.constantFrom(HERE, THERE),
    text: fc.constantFrom(undefined, 'a', 'b', 'ab', 'c'),
  })
  .map(({ text, ...request }) => ({
    ...request,
    context: { ...derivedContext(request.principal), ...(text === undefined ? {} : { 'example:text': text }) },
  }));

describe('contains, for all sets of policies', () => {
  it('is confirmed by the evaluator', () => {
    const counts = { proved: 0, refuted: 0, undecided: 0, permitted: 0 };
    fc.assert(
      fc.property(setPairs, fc.array(requests, { minLength: 60, maxLength: 60 }), ({ inner, outer }, attacks) => {
        const verdict = contains(inner, outer);
        counts[verdict.verdict]++;
        if (verdict.verdict === 'refuted') {
          expect(authorize(verdict.witness, inner).decision).toBe('allow');
          expect(authorize(verdict.witness, outer).decision).toMatch(/deny$/);
        } else if (verdict.verdict === 'proved') {
          for (const attack of attacks) {
            // Without a policy of the resource the question is about callers of the resource's own account.
            const held = inner.resource === undefined || outer.resource === undefined;
            if (held && attack.principal.kind !== 'aws') continue;
            const request = held && attack.principal.kind === 'aws' ? { ...attack, resourceAccount: attack.principal.account } : attack;
            if (authorize(request, inner).decision !== 'allow') continue;
            counts.permitted++;
            expect([request, authorize(request, outer).decision]).toEqual([request, expect.not.stringMatching(/deny$/)]);
          }
        }
      }),
      { numRuns: 300, seed: 20261123 },
    );
    expect(counts.proved).toBeGreaterThan(60);
    expect(counts.refuted).toBeGreaterThan(40);
    expect(counts.undecided).toBeLessThan(20);
    expect(counts.permitted).toBeGreaterThan(500);
  });
});
