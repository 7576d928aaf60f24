/** `Ref`: a pseudo parameter, a parameter, or a resource's name. */

import { own } from '../../../policy/parse-values';
import { SHAPES, type ShapeName } from '../../../policy/shapes';
import { holeText } from '../../hole-name';
import { textValue } from '../../values';
import { NOTHING } from '../nothing';
import { resourceRef } from '../physical';
import type { Resolver } from '../resolver';

type Pseudo = (resolver: Resolver) => unknown;

const PSEUDO: ReadonlyMap<string, Pseudo> = new Map<string, Pseudo>([
  ['AWS::AccountId', ({ deployed }) => deployed.account ?? '⟨account⟩'],
  ['AWS::Region', ({ deployed }) => deployed.region ?? '⟨region⟩'],
  ['AWS::Partition', ({ deployed }) => deployed.partition ?? '⟨partition⟩'],
  ['AWS::URLSuffix', ({ deployed }) => SUFFIXES.get(deployed.partition ?? '') ?? '⟨url-suffix:name⟩'],
  ['AWS::StackName', ({ deployed }) => deployed.stackName ?? holeText('name', deployed.scope, 'stack-name')],
  ['AWS::StackId', (resolver) => resolver.hole('stack-id')],
  ['AWS::NotificationARNs', (resolver) => [resolver.hole('notification-arns')]],
  ['AWS::NoValue', () => NOTHING],
]);

const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
]);

/** Shapes that a parameter can be certain to have; the first that fits is the narrowest. */
const CERTAIN: readonly ShapeName[] = [
  'account-id',
  'organization-id',
  'vpc-id',
  ...(Object.keys(SHAPES) as ShapeName[]).filter((shape) => shape.endsWith('-arn')),
  'name',
];

/** The shape of a parameter's value, where its declaration leaves no other: every allowed value has it, or the allowed pattern is the shape's own. */
export function shapeOfParameter(parameter: Readonly<Record<string, unknown>>): ShapeName {
  if (own(parameter, 'Type') === 'AWS::EC2::VPC::Id') return 'vpc-id';
  const allowed = own(parameter, 'AllowedValues');
  if (Array.isArray(allowed) && allowed.length > 0) {
    const values = allowed.map(textValue);
    const fits = CERTAIN.find((shape) => values.every((value) => value !== undefined && SHAPES[shape].pattern.test(value)));
    if (fits !== undefined) return fits;
  }
  const pattern = own(parameter, 'AllowedPattern');
  if (typeof pattern !== 'string') return 'any';
  if (/^\^?(?:\\d|\[0-9\])\{12\}\$?$/.test(pattern)) return 'account-id';
  // CloudFormation matches the pattern against the whole value.
  const whole = `^${pattern.replace(/^\^/, '').replace(/\$$/, '')}$`;
  return CERTAIN.find((shape) => SHAPES[shape].pattern.source.replaceAll('\\/', '/') === whole.replaceAll('\\/', '/')) ?? 'any';
}

const typeOf = (parameter: Readonly<Record<string, unknown>>): string => {
  const type = own(parameter, 'Type');
  return typeof type === 'string' ? type : '';
};

const isListType = (type: string): boolean => type === 'CommaDelimitedList' || /^List<|<List<|Value<CommaDelimitedList>/.test(type);

/** Whether what is given is the name of a stored value, and not the value. */
export const isStored = (parameter: Readonly<Record<string, unknown>>): boolean =>
  typeOf(parameter).startsWith('AWS::SSM::Parameter::Value');

/** The hole that stands for a parameter; for one of a list type, for the list. */
export const parameterHole = (name: string, parameter: Readonly<Record<string, unknown>>, scope: string): string =>
  holeText(isStored(parameter) || isListType(typeOf(parameter)) ? 'any' : shapeOfParameter(parameter), scope, name);

function parameterValue(name: string, parameter: Readonly<Record<string, unknown>>, resolver: Resolver): unknown {
  const { others, scope } = resolver.deployed;
  const given = others === undefined ? undefined : resolver.once(`given ${name}`, () => others.parameter(name, resolver));
  if (given !== undefined) return given;
  const isList = isListType(typeOf(parameter));
  const allowed = own(parameter, 'AllowedValues');
  const only = Array.isArray(allowed) && allowed.length === 1 ? textValue(allowed[0]) : undefined;
  if (!isList && !isStored(parameter) && only !== undefined) return only;
  // One unknown stands for the list: what holds for every value that it can take holds for the members of any list.
  const hole = parameterHole(name, parameter, scope);
  return isList ? [hole] : hole;
}

/** What a name of the template stands for. */
export function valueOfName(name: string, resolver: Resolver): unknown {
  const pseudo = PSEUDO.get(name);
  if (pseudo !== undefined) return pseudo(resolver);
  const parameter = resolver.template.parameters.get(name);
  if (parameter !== undefined) return parameterValue(name, parameter, resolver);
  const resource = resolver.template.resources.get(name);
  return resource === undefined ? resolver.hole(name) : resourceRef(resource, resolver);
}

export function ref(argument: unknown, resolver: Resolver): unknown {
  if (typeof argument === 'string') return valueOfName(argument, resolver);
  resolver.problem('`Ref` must name a parameter or resource');
  return resolver.hole('unread');
}
