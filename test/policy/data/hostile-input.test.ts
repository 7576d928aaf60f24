import fc from 'fast-check';
import {
  actionInfo,
  actionsMatching,
  alwaysSent,
  claimSupport,
  claimsOf,
  conditionKeyInfo,
  conditionKeySupported,
  controlOf,
  didYouMeanAction,
  didYouMeanConditionKey,
  exampleClaims,
  exampleResources,
  issuerOf,
  resourceFits,
} from '../../../lib/policy';

const fragment = fc.oneof(
  fc.constantFrom(
    ':',
    '/',
    '*',
    '?',
    '${',
    '}',
    '${*}',
    '⟨',
    '⟩',
    '⟨name⟩',
    '⟨x:any⟩',
    '⟨b:s3-bucket-arn⟩',
    'arn:',
    'arn:aws:s3:::',
    '.',
    's3',
    'aws:',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800', '\u0000', 'İ', 'oidc-provider/', 'https://', 'gitlab.com', 'sub'),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const mangled = fc.array(fragment, { maxLength: 10 }).map((pieces) => pieces.join(''));

const ANSWERS = ['yes', 'no', 'unknown'];

describe('mangled input', () => {
  it('is answered, and never with an action or key that is not in it', () => {
    fc.assert(
      fc.property(mangled, mangled, (one, two) => {
        const info = actionInfo(one);
        if (info.status === 'known') expect(info.action.toLowerCase()).toBe(one.toLowerCase());
        expect(['known', 'unknown']).toContain(conditionKeyInfo(one).status);
        for (const action of [one, 's3:GetObject', 'sts:AssumeRoleWithWebIdentity', 'sts:GetCallerIdentity']) {
          expect(ANSWERS).toContain(resourceFits(action, two));
          expect(ANSWERS).toContain(conditionKeySupported(action, two));
        }
        expect(didYouMeanAction(one).length).toBeLessThanOrEqual(3);
        expect(didYouMeanConditionKey(one).length).toBeLessThanOrEqual(3);
        expect(exampleResources(one)).toEqual(info.status === 'known' ? expect.anything() : []);
        expect(actionsMatching(one)).toEqual(expect.any(Array));
        expect(alwaysSent(one)).toContain('sub' in exampleClaims(one) ? 'sub' : (claimsOf(one).claims[0]?.name ?? ''));
        expect([issuerOf(one), controlOf(one), claimSupport(one).support]).toHaveLength(3);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it.each(['a', '*?', ':', '/', '⟨', '⟨x⟩', '${', 'a.', '.', 'a:b/'])(
    'of a million characters, %p over and over, is answered in bounded time',
    (piece) => {
      const long = piece.repeat(1_000_000 / piece.length);
      const answers = [
        actionInfo(long).status === 'known',
        conditionKeyInfo(long).status === 'known',
        conditionKeySupported('s3:GetObject', long) === 'yes',
        resourceFits('s3:GetObject', long) !== 'unknown',
        didYouMeanAction(long).length > 0,
        didYouMeanConditionKey(long).length > 0,
        claimsOf(long).id !== 'generic',
        // An issuer or none: either is an answer, and nothing is made up.
        ![undefined, long].includes(issuerOf(`arn:aws:iam::111122223333:oidc-provider/${long}`)),
      ];
      expect(answers).toEqual(answers.map(() => false));
    },
  );
});
