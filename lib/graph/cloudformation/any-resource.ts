/** Any resource of a template, with all its properties resolved: for rules on resources that are no identities. */
import type { GraphResource } from '../identity-graph';
import type { ResourceSource } from '../sightings';
import type { Deployed } from './deployed';
import { type CfnReading, readResource } from './reading';
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

/** The resources of a template by type. */
export function resourceSource(template: CfnTemplate, deployed: Deployed): ResourceSource {
  const byType = new Map<string, CfnResource[]>();
  for (const resource of template.resources.values()) {
    const group = byType.get(resource.type);
    if (group === undefined) byType.set(resource.type, [resource]);
    else group.push(resource);
  }
  return {
    types: [...byType.keys()],
    of: (type) => (byType.get(type) ?? []).flatMap((resource) => readings(resource, template, deployed)),
  };
}
