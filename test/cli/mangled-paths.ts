/** Mangled templates, made from seeds: what a disk error, a wrong tool, a bad merge or an enemy leaves where a template should be. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { support } from '../../examples/support-agent/agent';
import { planIdentities } from '../../lib/plan';
import { LAMBDA_TRUST, policy, role, soundRole } from '../../lib/rules/examples/parts';

export interface Mangled {
  readonly what: string;
  readonly path: string;
}

/** Numbers below 1 that a seed settles (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SOUND = { Resources: { ...soundRole('Crm', LAMBDA_TRUST), ...soundRole('Desk', LAMBDA_TRUST) } };
const SOUND_JSON = JSON.stringify(SOUND, null, 2);
const STATE = JSON.stringify({
  version: 3,
  deployment: {
    resources: [
      {
        urn: 'urn:pulumi:dev::p::aws:iam/role:Role::r',
        type: 'aws:iam/role:Role',
        inputs: { assumeRolePolicy: JSON.stringify(LAMBDA_TRUST) },
      },
    ],
  },
});
const planning = planIdentities(support, { deployment: { stage: 'dev' } });
const PLAN = JSON.stringify(planning.ok ? planning.plan : {});

/** What stands where a template, a list of resources, a resource, its type or its properties belong. */
const WRONG: readonly string[] = ['[]', '"text"', '7', 'true', '[{}]', '-0.5e300'];

type Content = string | Uint8Array;
type Case = readonly [what: string, content: Content];

const times = (count: number, make: (index: number) => Case): readonly Case[] => Array.from({ length: count }, (_, index) => make(index));

function truncated(random: () => number): readonly Case[] {
  return [SOUND_JSON, STATE, PLAN].flatMap((text, kind) =>
    times(14, () => {
      const end = 1 + Math.floor(random() * (text.length - 2));
      return [`text ${kind} broken off at ${end}`, text.slice(0, end)];
    }),
  );
}

/** A byte that no text of the kind holds, put at any place outside of the last line. */
function garbled(random: () => number): readonly Case[] {
  return times(20, (index) => {
    const bytes = Buffer.from(SOUND_JSON);
    const at = Math.floor(random() * (bytes.length - 2));
    bytes[at] = [0x00, 0x80, 0xff, 0xc0, 0x1b][index % 5] ?? 0;
    return [`byte ${bytes[at]?.toString(16)} at ${at}`, bytes];
  });
}

const wrongTypes = (): readonly Case[] =>
  WRONG.flatMap((wrong): readonly Case[] => [
    [`a file that is ${wrong}`, wrong],
    [`resources that are ${wrong}`, `{"Resources":${wrong}}`],
    [`a resource that is ${wrong}`, `{"Resources":{"Tool":${wrong}}}`],
    [`a type that is ${wrong}`, `{"Resources":{"Tool":{"Type":${wrong}}}}`],
    [`properties that are ${wrong}`, `{"Resources":{"Tool":{"Type":"AWS::IAM::Role","Properties":${wrong}}}}`],
    [`resources of Pulumi that are ${wrong}`, `{"deployment":{"resources":${wrong}}}`],
    [`a plan that is ${wrong}`, `{"version":1,"agent":${wrong},"components":${wrong},"resources":${wrong}}`],
  ]);

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

const deep = (): readonly Case[] => [
  ['lists without end', '['.repeat(200_000)],
  ['deep lists', nested('[', ']', 100_000)],
  ['deep objects', nested('{"a":', '}', 50_000)],
  ['a deep property', `{"Resources":{"T":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":${nested('[', ']', 5_000)}}}}}`],
  ['deep flow lists', `Resources: ${nested('[', ']', 20_000)}`],
  ['deep flow maps', `Resources: ${nested('{a: ', '}', 20_000)}`],
  ['deep sequences', `${'- '.repeat(50_000)}x`],
  ['deep keys', `${'? '.repeat(50_000)}x`],
  ['deep blocks', Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
];

const yaml = (): readonly Case[] => [
  ['an alias of itself', 'Resources: &a\n  Tool: *a\n'],
  ['a list in itself', '&a [*a, *a, *a]\n'],
  [
    'a billion laughs',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghijkl'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijk'[index]}`).join(',')}]`).join('\n')}\nResources: *l\n`,
  ],
  [
    'a billion merges',
    `a: &a {x: 1}\n${[...'bcdefghijkl'].map((name, index) => `${name}: &${name} {<<: [${Array(9).fill(`*${'abcdefghijk'[index]}`).join(',')}], k${index}: 1}`).join('\n')}\nResources: {<<: *l}\n`,
  ],
  ['very many aliases', `a: &a x\nb: [${Array(60_000).fill('*a').join(',')}]\nResources: {}\n`],
  ['an alias of nothing', 'Resources: *nothing\n'],
  ['an alias before its anchor', 'Resources: *later\nx: &later {}\n'],
  ['code in a tag', 'Resources: !!js/function "function () { throw 1 }"\n'],
  ['a merge of the prototype', 'x: &x {__proto__: {Resources: {}}}\n<<: *x\n'],
  ['binary data', 'Resources: !!binary "AAAA"\n'],
  ['a date', 'Resources:\n  Tool: 2001-12-14t21:59:43.10-05:00\n'],
  ['two documents', 'Resources: {}\n---\nResources: {}\n'],
  ['tabs', 'Resources:\n\tTool: x\n'],
  ['keys twice', 'Resources: {}\nResources: {}\n'],
  ['logical ids twice', 'Resources:\n  T: {Type: AWS::SNS::Topic}\n  T: {Type: AWS::SNS::Topic}\n'],
  ['an open quotation', 'Resources:\n  Tool:\n    Type: "AWS::IAM'],
  ['an open list', 'Resources: [a, b'],
  ['broken indentation', 'Resources:\n    Tool:\n  Type: AWS::IAM::Role\n   Properties: {}\n'],
  ['a merge conflict', '<<<<<<< ours\nResources: {}\n=======\nResources: {}\n>>>>>>> theirs\n'],
  ['more than CloudFormation takes', `Resources:\n${'  # x\n'.repeat(400_000)}`],
];

const twice = (): readonly Case[] => [
  [
    'sections twice, the second sound',
    `{"Resources":{"Tool":${JSON.stringify(role({ trust: LAMBDA_TRUST }))}},"Resources":${JSON.stringify(SOUND.Resources)}}`,
  ],
  ['logical ids twice, once escaped', `{"Resources":{"T":{"Type":"AWS::SNS::Topic"},"\\u0054":{"Type":"AWS::SNS::Topic"}}}`],
  ['properties twice', `{"Resources":{"T":{"Type":"AWS::IAM::Role","Properties":{"Path":"/a/","Path":"/b/"}}}}`],
  [
    'statements twice',
    `{"Resources":{"T":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Statement":[],"Statement":[]}}}}}`,
  ],
  ['prototypes twice', '{"__proto__":{},"__proto__":{},"Resources":{}}'],
];

const encodings = (): readonly Case[] => {
  const text = SOUND_JSON.replace('"Crm"', '"Crüm"');
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 BE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 without a mark', utf16],
    ['Latin-1', Buffer.from(text, 'latin1')],
    ['half a character', Buffer.from(text).subarray(0, Buffer.from(text).indexOf(0xc3) + 1)],
    ['surrogates in UTF-8', Buffer.concat([Buffer.from('{"Resources":{"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('":5}}')])],
    ['an overlong character', Buffer.concat([Buffer.from('{"Resources":{"'), Buffer.from([0xc0, 0xaf]), Buffer.from('":5}}')])],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00])],
    ['a mark and nothing else', Buffer.from([0xef, 0xbb, 0xbf])],
  ];
};

const hostileKeys = (): readonly Case[] =>
  [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    'valueOf',
    'then',
    '',
    ' ',
    '\\ud800',
    '\\u0000',
    '\\u001b[2J',
  ].flatMap((key): readonly Case[] => [
    [`resources below ${key}`, `{"${key}":{"Resources":${JSON.stringify(SOUND.Resources)}}}`],
    [`no resource named ${key}`, `{"Resources":{"${key}":{"${key}":1}}}`],
    [`a type named ${key}`, `{"Resources":{"${key}":{"Type":"${key}"}}}`],
  ]);

const others = (): readonly Case[] => [
  ['nothing', ''],
  ['white space', ' \n\t\n'],
  ['null', 'null'],
  ['no resources', '{"Resources":{}}'],
  ['an empty object', '{}'],
  ['a policy', JSON.stringify(policy({ Effect: 'Allow', Action: '*', Resource: '*' }))],
  ['a package', '{"name":"x","version":"1.0.0"}'],
  ['a pod', 'apiVersion: v1\nkind: Pod\nmetadata: { name: x }\n'],
  ['Terraform', '{"resource":{"aws_iam_role":{"x":{"name":"x"}}}}'],
  ['HTML', '<!doctype html><html><body>404</body></html>'],
  ['a shell script', '#!/bin/sh\ncdk synth\n'],
  ['not a number', '{"Resources":NaN}'],
  ['a comma too many', '{"Resources":{"T":{"Type":"AWS::SNS::Topic"},}}x'],
  ['a state of nothing', '{"version":3,"deployment":{}}'],
  ['a preview of nothing', '{"steps":[]}'],
  ['a plan of another version', PLAN.replace(/"version":\d+/, '"version":99')],
  ['a plan of a version that is no text', PLAN.replace(/"version":\d+/, '"version":{"toString":1}')],
  ['more values than can be', `[${'{},'.repeat(5_100_000)}{}]`],
];

/** Folders and what else a path can name. */
function places(root: string): readonly Mangled[] {
  const at = (name: string): string => join(root, name);
  const manifest = (name: string, content: string): Mangled => {
    mkdirSync(at(name));
    writeFileSync(join(at(name), 'manifest.json'), content);
    return { what: `a cloud assembly: ${name}`, path: at(name) };
  };
  const stack = (properties: object): string => JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties } } });
  for (const name of ['empty', 'folder-as-manifest', 'folder-as-manifest/manifest.json']) mkdirSync(at(name));
  symlinkSync('circle', at('circle'));
  symlinkSync('nowhere', at('dangling'));
  writeFileSync(at('sparse.json'), '');
  truncateSync(at('sparse.json'), 200 * 1024 * 1024);
  execFileSync('mkfifo', [at('pipe')]);
  return [
    ...['empty', 'folder-as-manifest', 'circle', 'dangling', 'sparse.json', 'pipe', 'missing.json', 'sparse.json/below'].map((name) => ({
      what: name,
      path: at(name),
    })),
    { what: 'a device', path: '/dev/zero' },
    { what: 'a name with a NUL', path: at('a\u0000b') },
    manifest('no-json', '{'),
    manifest('a-list', '[]'),
    manifest('no-artifacts', '{}'),
    manifest('artifacts-of-nothing', '{"artifacts":{}}'),
    manifest('artifacts-of-the-wrong-type', '{"artifacts":{"S":5,"T":null,"U":{"type":7}}}'),
    manifest('template-is-missing', stack({ templateFile: 'gone.json' })),
    manifest('template-lies-outside', stack({ templateFile: '../other/template.json' })),
    manifest('template-is-anywhere', stack({ templateFile: '/etc/hosts' })),
    manifest('template-is-the-manifest', stack({ templateFile: 'manifest.json' })),
    manifest('assembly-in-itself', '{"artifacts":{"S":{"type":"cdk:cloud-assembly","properties":{"directoryName":"."}}}}'),
  ];
}

/** Paths of which nothing can be read, more than 200. The same for every run. */
export function unreadablePaths(root: string): readonly Mangled[] {
  const random = randomFrom(20_261_128);
  const cases = [
    ...truncated(random),
    ...garbled(random),
    ...wrongTypes(),
    ...deep(),
    ...yaml(),
    ...twice(),
    ...encodings(),
    ...hostileKeys(),
    ...others(),
  ];
  const files = cases.map(([what, content], index): Mangled => {
    const path = join(root, `mangled-${index}.json`);
    writeFileSync(path, content);
    return { what, path };
  });
  return [...files, ...places(root)];
}
