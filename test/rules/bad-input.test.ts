import fc from 'fast-check';
import { checkGraph } from '../../lib/assert/check-graph';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { checkToText } from '../../lib/report/check-text';
import { fingerprinter } from '../../lib/report/fingerprint';
import { toJson } from '../../lib/report/to-json';
import { RULES } from '../../lib/rules';
import { accept } from '../../lib/rules/accept';
import { supportPlan } from './plans';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const templates: readonly Json[] = RULES.flatMap(({ examples }) => [...examples.bad, ...examples.good]).map(
  ({ cloudformation }) => JSON.parse(JSON.stringify({ Resources: cloudformation })) as Json,
);

const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    1e308,
    '',
    '*',
    '⟨',
    '⟩',
    '⟨x:any⟩',
    '${aws:x}',
    '\ud800',
    [],
    {},
    [[]],
    'arn:aws:iam::*:root',
    '\u0000',
  ),
  fc.constant<Json>({ Ref: 'Nothing' }),
  fc.constant<Json>({ 'Fn::GetAtt': ['Role', 'Arn'] }),
  fc.constant<Json>(JSON.parse('{"__proto__": {"Statement": []}, "constructor": "x"}') as Json),
  fc.string().map((text): Json => text),
);

/** Every place of a value, as the keys that lead there. */
function places(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function replace(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
  if (key === undefined || value === null || typeof value !== 'object') return by;
  const change = (child: Json, name: string): Json => (name === key ? replace(child, rest, by) : child);
  if (Array.isArray(value)) return value.map((child, index) => change(child, String(index)));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, change(child, name)]));
}

const mangled = fc
  .tuple(fc.constantFrom(...templates), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }))
  .map(([template, changes]) =>
    changes.reduce<Json>((value, [at, by]) => {
      const all = places(value);
      return replace(value, all[at % all.length] ?? [], by);
    }, template),
  );

describe('mangled templates', () => {
  it('are judged without a crash, with every finding in the house style, and rendered on lines of their own', () => {
    fc.assert(
      fc.property(mangled, (template) => {
        const graph = fromCloudFormation(template);
        const judgement = checkGraph(graph, { plan: supportPlan });
        expect(['proved', 'refuted', 'undecided']).toContain(judgement.verdict);
        for (const { what, fix, why, code } of judgement.findings) {
          expect(code).toMatch(/^WI\d{3}$/);
          expect(`${what}${fix}${why}`).not.toMatch(/\[object|<[a-z]+>/);
        }
        const settled = accept(judgement, fingerprinter(graph), { today: '2026-01-01' });
        const report = { judged: [{ path: 'x.json', ...settled }], unread: [], notices: [] };
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is printed is the claim
        expect(checkToText(report)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
        expect(() => JSON.parse(toJson(report))).not.toThrow();
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  it('say a verdict that is no better for what could not be read', () => {
    const unreadable = checkGraph(fromCloudFormation({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: 'none' } } }));
    expect(unreadable.verdict).toBe('undecided');
    expect(unreadable.findings.map(({ code }) => code)).toEqual(['WI400']);
    expect(checkGraph(fromCloudFormation(null)).verdict).toBe('undecided');
  });
});
