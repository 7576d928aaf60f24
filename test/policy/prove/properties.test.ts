import {
  type AuthorizationRequest,
  authorize,
  contains,
  empty,
  equal,
  exampleValue,
  fillHoles,
  type Hole,
  type PolicyDocument,
  type Verdict,
} from 'agent-workload-identity/policy';
import * as fc from 'fast-check';
import { holedStatements, pairs, parsed, requests, type StatementJson, statements } from './arbitrary-policies';

const SEED = 20261123;
const runs = (numRuns: number) => ({ numRuns, seed: SEED });

const permits = (document: PolicyDocument, request: AuthorizationRequest) => authorize(request, { identity: [document] }).decision;

/** The question asked with what a proof takes for granted left to the requests, which are all of that kind. */
const isProof = (verdict: Verdict<unknown>): boolean => verdict.verdict === 'proved';

describe('contains, for all policies', () => {
  const lists = fc.array(statements, { minLength: 1, maxLength: 4 });

  it('is reflexive', () => {
    fc.assert(
      fc.property(fc.array(holedStatements, { minLength: 1, maxLength: 4 }), (list) => {
        const document = parsed(list);
        expect(contains(document, document)).toMatchObject({ verdict: 'proved' });
      }),
      runs(80),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(pairs(statements), lists, ([inner, middle], others) => {
        const wider = [...middle, ...others].filter(({ Effect }) => Effect === 'Allow');
        fc.pre(wider.length > 0);
        const [a, b, c] = [parsed(inner), parsed(middle), parsed(wider)];
        fc.pre(isProof(contains(a, b)) && isProof(contains(b, c)));
        expect(contains(a, c).verdict).toBe('proved');
      }),
      runs(60),
    );
  });

  it('both ways is equality', () => {
    fc.assert(
      fc.property(pairs(statements), ([inner, outer]) => {
        const [a, b] = [parsed(inner), parsed(outer)];
        expect(isProof(equal(a, b))).toBe(isProof(contains(a, b)) && isProof(contains(b, a)));
      }),
      runs(60),
    );
  });

  it('is monotone: more Allow outside and more Deny inside keep a proof', () => {
    fc.assert(
      fc.property(pairs(statements), statements, ([inner, outer], more) => {
        fc.pre(isProof(contains(parsed(inner), parsed(outer))));
        expect(contains(parsed(inner), parsed([...outer, { ...more, Effect: 'Allow' }])).verdict).toBe('proved');
        expect(contains(parsed([...inner, { ...more, Effect: 'Deny' }]), parsed(outer)).verdict).toBe('proved');
      }),
      runs(60),
    );
  });

  it('does not depend on the order of statements', () => {
    fc.assert(
      fc.property(pairs(statements), ([inner, outer]) => {
        const reversed = contains(parsed([...inner].reverse()), parsed([...outer].reverse()));
        expect(reversed.verdict).toBe(contains(parsed(inner), parsed(outer)).verdict);
      }),
      runs(60),
    );
  });

  it('is confirmed by the evaluator: witnesses replay, and no request breaks a proof', () => {
    const counts = { proved: 0, refuted: 0, undecided: 0, permitted: 0 };
    fc.assert(
      fc.property(pairs(statements), fc.array(requests(), { minLength: 40, maxLength: 40 }), ([inner, outer], attacks) => {
        const [a, b] = [parsed(inner), parsed(outer)];
        const verdict = contains(a, b);
        counts[verdict.verdict]++;
        if (verdict.verdict === 'refuted') {
          expect(permits(a, verdict.witness)).toBe('allow');
          expect(permits(b, verdict.witness)).toMatch(/deny$/);
        } else if (verdict.verdict === 'proved') {
          for (const request of attacks) {
            if (permits(a, request) !== 'allow') continue;
            counts.permitted++;
            expect([request, permits(b, request)]).toEqual([request, expect.not.stringMatching(/deny$/)]);
          }
        }
      }),
      runs(250),
    );
    // The run means something only if both answers are frequent, and hardly anything is left open.
    expect(counts.proved).toBeGreaterThan(60);
    expect(counts.refuted).toBeGreaterThan(60);
    expect(counts.undecided).toBeLessThan(20);
    expect(counts.permitted).toBeGreaterThan(250);
  });

  it('proves a policy empty only if it permits nothing', () => {
    fc.assert(
      fc.property(lists, fc.array(requests(), { minLength: 30, maxLength: 30 }), (list, attacks) => {
        const document = parsed(list);
        const verdict = empty(document);
        if (verdict.verdict === 'refuted') expect(permits(document, verdict.witness)).toBe('allow');
        else if (verdict.verdict === 'proved') for (const request of attacks) expect(permits(document, request)).not.toBe('allow');
      }),
      runs(100),
    );
  });
});

describe('contains, for all values of holes', () => {
  const VALUES: Readonly<Record<string, readonly string[]>> = {
    partition: ['aws', 'aws-cn'],
    region: ['eu-west-1', 'us-east-1'],
    account: ['111122223333', '444455556666'],
    bucket: ['arn:aws:s3:::bbb', 'arn:aws:s3:::abc', 'arn:aws-cn:s3:::bbb'],
    other: ['arn:aws:s3:::bbb', 'arn:aws:s3:::abc'],
    folder: ['b', 'bx', 'abc', 'x'],
    table: ['arn:aws:dynamodb:eu-west-1:111122223333:table/xyz', 'arn:aws-cn:dynamodb:us-east-1:444455556666:table/tab'],
    part: ['a', '', 'x', '1', 'b*', '?', '111122223333', '*'],
  };

  /** A value for every hole; by the name of the hole. */
  const assignment = fc.record(Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)])));

  const fillWith =
    (value: (hole: Hole) => string | undefined) =>
    (list: readonly StatementJson[]): PolicyDocument => {
      const filled = JSON.parse(JSON.stringify(list), (_, member: unknown) =>
        typeof member === 'string' ? fillHoles(member, value) : member,
      );
      return parsed(filled as StatementJson[]);
    };

  const isExample = (hole: Hole): string => (hole.hole === 'part' ? 'part' : exampleValue(hole));

  it('a proof holds for each of them, and a witness is one with the examples put in', () => {
    const counts = { proved: 0, refuted: 0, undecided: 0 };
    fc.assert(
      fc.property(
        pairs(holedStatements),
        fc.array(assignment, { minLength: 4, maxLength: 4 }),
        fc.array(requests(), { minLength: 10, maxLength: 10 }),
        ([inner, outer], values, attacks) => {
          const verdict = contains(parsed(inner), parsed(outer));
          counts[verdict.verdict]++;
          if (verdict.verdict === 'refuted') {
            const request = JSON.parse(JSON.stringify(verdict.witness), (_, member: unknown) =>
              typeof member === 'string' ? fillHoles(member, isExample) : member,
            ) as AuthorizationRequest;
            expect(permits(fillWith(isExample)(inner), request)).toBe('allow');
            expect(permits(fillWith(isExample)(outer), request)).toMatch(/deny$/);
          }
          for (const value of values) {
            const fill = fillWith(({ hole }) => value[hole]);
            const [a, b] = [fill(inner), fill(outer)];
            if (verdict.verdict !== 'undecided')
              expect([value, contains(a, b).verdict]).toEqual([
                value,
                expect.not.stringMatching(verdict.verdict === 'proved' ? 'refuted' : 'proved'),
              ]);
            if (verdict.verdict !== 'proved') continue;
            for (const attack of attacks) {
              const request = { ...attack, resource: fillHoles(attack.resource, ({ hole }) => value[hole]) };
              if (permits(a, request) === 'allow') expect(permits(b, request)).not.toMatch(/deny$/);
            }
          }
        },
      ),
      runs(120),
    );
    expect(counts.proved).toBeGreaterThan(30);
    expect(counts.refuted).toBeGreaterThan(30);
  });
});
