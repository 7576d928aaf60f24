/** What CloudFormation's intrinsic functions are in a Pulumi program. */
import { NAMED_TYPES } from '../../../graph/cloudformation/resource-names';
import type { TemplateResources } from '../example';
import { NoPulumiForm } from './no-pulumi-form';
import { Base64, ConfigSecret, Here, isPlainRecord, Reference, Text } from './value';

type Part = Text['parts'][number];

const PSEUDO: Readonly<Record<string, Here['what']>> = {
  'AWS::AccountId': 'account',
  'AWS::Region': 'region',
  'AWS::Partition': 'partition',
};

const REFERS: Readonly<Record<string, Reference['what']>> = { name: 'name', arn: 'arn' };

/** What `Ref` names: something about the place, a resource, or else a value that whoever deploys gives, which is a secret as likely as not. */
function ref(name: string, resources: TemplateResources): Part {
  const here = PSEUDO[name];
  if (here !== undefined) return new Here(here);
  if (name.startsWith('AWS::')) throw new NoPulumiForm(`\`${name}\` has no form here: add it to from-intrinsics.ts`);
  const resource = resources[name];
  if (resource === undefined) return new ConfigSecret(name);
  const given = NAMED_TYPES.get(resource.Type)?.ref;
  return new Reference(name, typeof given === 'string' ? (REFERS[given] ?? 'id') : 'id');
}

function attribute(id: string, name: string, resources: TemplateResources): Part | Text {
  const resource = resources[id];
  const type = resource === undefined ? undefined : NAMED_TYPES.get(resource.Type);
  if (name !== 'Arn' && type?.arnAttributes?.includes(name) !== true) {
    if (type?.nameAttributes?.includes(name) === true) return new Reference(id, 'name');
    throw new NoPulumiForm(`the attribute \`${name}\` of \`${id}\` has no form here: add it to from-intrinsics.ts`);
  }
  // Pulumi's ARN of a log group leaves out the streams.
  return resource?.Type === 'AWS::Logs::LogGroup' ? new Text([new Reference(id, 'arn'), ':*']) : new Reference(id, 'arn');
}

const parts = (value: unknown): readonly Part[] => {
  if (value instanceof Text) return value.parts;
  if (value instanceof Reference || value instanceof Here || value instanceof ConfigSecret) return [value];
  return [String(value)];
};

/** Text that is only text stays a string. */
function textOf(all: readonly Part[]): unknown {
  const [only] = all;
  if (all.every((part) => typeof part === 'string')) return all.join('');
  return all.length === 1 ? only : new Text(all);
}

const named = (name: string, resources: TemplateResources): Part | Text => {
  const [id = '', ...path] = name.split('.');
  return path.length === 0 ? ref(name, resources) : attribute(id, path.join('.'), resources);
};

function sub(argument: unknown, resources: TemplateResources): unknown {
  if (typeof argument !== 'string') throw new NoPulumiForm('`Fn::Sub` with a map has no form here: add it to from-intrinsics.ts');
  const pieces = argument.split(/\$\{([^!}][^}]*)\}/);
  return textOf(pieces.flatMap((piece, index) => (index % 2 === 1 ? parts(named(piece, resources)) : piece === '' ? [] : [piece])));
}

function join(argument: unknown, resources: TemplateResources): unknown {
  const [separator, members]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  if (typeof separator !== 'string' || !Array.isArray(members)) throw new NoPulumiForm('`Fn::Join` needs a separator and a list');
  const texts = (members as readonly unknown[]).map((member) => parts(fromIntrinsics(member, resources)));
  return textOf(texts.flatMap((text, index) => (index === 0 || separator === '' ? text : [separator, ...text])));
}

function getAtt(argument: unknown, resources: TemplateResources): unknown {
  const path: readonly unknown[] = Array.isArray(argument) ? argument : String(argument).split('.');
  const [id, ...rest] = path.map(String);
  return attribute(id ?? '', rest.join('.'), resources);
}

const FUNCTIONS: Readonly<Record<string, (argument: unknown, resources: TemplateResources) => unknown>> = {
  Ref: (argument, resources) => ref(String(argument), resources),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Base64': (argument, resources) => new Base64(fromIntrinsics(argument, resources)),
};

/** A value kept in a store, which CloudFormation looks up when it deploys. */
const STORED = /^\{\{resolve:(?:secretsmanager|ssm-secure):([^:}]+)[^}]*\}\}$/;

/** A value of a template as a Pulumi program would give it. */
export function fromIntrinsics(value: unknown, resources: TemplateResources): unknown {
  const [, stored] = typeof value === 'string' ? (STORED.exec(value) ?? []) : [];
  if (stored !== undefined) return new ConfigSecret(stored);
  if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => fromIntrinsics(member, resources));
  if (!isPlainRecord(value)) return value;
  const [[name = '', argument] = [], ...others] = Object.entries(value);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const translate = FUNCTIONS[name];
    if (translate === undefined) throw new NoPulumiForm(`\`${name}\` has no form here: add it to from-intrinsics.ts`);
    return translate(argument, resources);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromIntrinsics(member, resources)]));
}
