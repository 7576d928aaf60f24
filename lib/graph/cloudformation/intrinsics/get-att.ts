/** `Fn::GetAtt`: an attribute of a resource. */
import { FaultList } from '../../../policy/parse-faults';
import { parseJson } from '../../../policy/parse-json';
import { own } from '../../../policy/parse-values';
import { resourceAttribute } from '../physical';
import type { Resolver } from '../resolver';

/** What an attribute of the template stands for. */
export function valueOfAttribute(logicalId: string, attribute: string, resolver: Resolver): unknown {
  const { template, deployed } = resolver;
  const resource = template.resources.get(logicalId);
  if (resource === undefined) return resolver.hole(logicalId, attribute);
  // CDK's `CfnJson`: a custom resource that hands back the very JSON text that it is given, as a value.
  if (resource.type === 'Custom::AWSCDKCfnJson' && attribute === 'Value') {
    return resolver.once(`${logicalId}.Value`, () => parsed(resolver.textOf(own(resource.properties, 'Value')), logicalId, resolver));
  }
  const { others } = deployed;
  if (attribute.startsWith('Outputs.') && others !== undefined) {
    const output = attribute.slice('Outputs.'.length);
    const value = resolver.once(`${logicalId}.${attribute}`, () => others.nestedOutput(logicalId, output, resolver));
    if (value !== undefined) return value;
  }
  return resourceAttribute(resource, attribute, resolver);
}

function parsed(text: string | undefined, logicalId: string, resolver: Resolver): unknown {
  const faults = new FaultList();
  const value = text === undefined ? undefined : parseJson(text, faults);
  if (value !== undefined && faults.empty) return value;
  resolver.problem(`the value of \`${logicalId}\` is not JSON`);
  return resolver.hole(logicalId, 'Value');
}

export function getAtt(argument: unknown, resolver: Resolver): unknown {
  if (typeof argument === 'string' && argument.includes('.')) {
    const dot = argument.indexOf('.');
    return valueOfAttribute(argument.slice(0, dot), argument.slice(dot + 1), resolver);
  }
  if (Array.isArray(argument) && typeof argument[0] === 'string' && argument.length >= 2) {
    const attribute = resolver.textOf(argument.length === 2 ? argument[1] : argument.slice(1).join('.'));
    if (attribute !== undefined) return valueOfAttribute(argument[0], attribute, resolver);
  }
  resolver.problem('`Fn::GetAtt` must name a resource and an attribute');
  return resolver.hole('unread');
}
