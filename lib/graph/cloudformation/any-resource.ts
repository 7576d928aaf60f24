/** Any resource of a template, with all its properties resolved: for rules on resources that are no identities. */
import { own } from '../../policy/parse-values';
import type { GraphParameter, GraphResource } from '../identity-graph';
import type { ResourceSource } from '../sightings';
import { isTrue } from '../values';
import type { Deployed } from './deployed';
import { isStored, parameterHole } from './intrinsics/ref';
import { type CfnReading, readResource } from './reading';
import { Resolver } from './resolver';
import type { CfnResource, CfnTemplate } from './template';

type Read = Omit<GraphResource, 'problems' | 'when'>;

const readWhole =
  (resource: CfnResource) =>
  (reading: CfnReading): readonly Read[] => [
    {
      type: resource.type,
      name: reading.name,
      arn: reading.arn,
      properties: Object.fromEntries(
        Object.keys(resource.properties).flatMap((name) => {
          const value = reading.property(name);
          return value === undefined ? [] : [[name, value] as const];
        }),
      ),
      retained: reading.retained,
      place: reading.place,
    },
  ];

function readings(resource: CfnResource, template: CfnTemplate, deployed: Deployed): readonly GraphResource[] {
  const { seen, unread } = readResource(resource, template, deployed, readWhole(resource));
  const problems = unread.map(({ why }) => why);
  return seen.map((one) => ({ ...one, problems }));
}

/** The parameters of a template. One that a template around it gives a value stands for that value and is asked of nobody. */
function parametersOf(template: CfnTemplate, deployed: Deployed): readonly GraphParameter[] {
  const { scope, others } = deployed;
  const isGiven = (name: string): boolean => others?.parameter(name, new Resolver(template, deployed, () => true)) !== undefined;
  return [...template.parameters].flatMap(([name, parameter]) => {
    const initial = own(parameter, 'Default');
    if (isGiven(name)) return [];
    return {
      name,
      hole: parameterHole(name, parameter, scope),
      hidden: isTrue(own(parameter, 'NoEcho')),
      initial: typeof initial === 'string' && initial !== '' && !isStored(parameter) ? initial : undefined,
      place: { ...template.place, resource: name, pointer: `/Parameters/${name}` },
    };
  });
}

/** The resources of a template by type. */
export function resourceSource(template: CfnTemplate, deployed: Deployed): ResourceSource {
  const byType = new Map<string, CfnResource[]>();
  for (const resource of template.resources.values()) {
    const group = byType.get(resource.type);
    if (group === undefined) byType.set(resource.type, [resource]);
    else group.push(resource);
  }
  return {
    count: template.resources.size,
    types: [...byType.keys()],
    parameters: parametersOf(template, deployed),
    stack: {
      resources: template.resources.size,
      parameters: template.parameters.size,
      outputs: template.outputs.size,
      place: template.place,
    },
    of: (type) => (byType.get(type) ?? []).flatMap((resource) => readings(resource, template, deployed)),
  };
}
