import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { policy } from '../examples/parts';
import { inThousands, rendered, sizeOf } from '../reading/measure';
import { below, resourceName } from '../reading/properties';

/** Characters, session policies of one session together (STS API Reference, `AssumeRole`, `Policy`). */
const LIMIT = 2048;

/** What puts a session policy on the sessions that it makes. */
const PLACES: readonly (readonly [string, string])[] = [
  ['AWS::EKS::PodIdentityAssociation', 'Policy'],
  ['AWS::RolesAnywhere::Profile', 'SessionPolicy'],
];

const found = (graph: IdentityGraph): readonly { readonly resource: GraphResource; readonly raw: unknown }[] =>
  PLACES.flatMap(([type, property]) =>
    graph.resourcesOf(type).flatMap((resource) => {
      const raw = below(resource.properties, property);
      return raw === undefined || raw === '' ? [] : [{ resource, raw }];
    }),
  );

const association = (count: number) => ({
  Pod: {
    Type: 'AWS::EKS::PodIdentityAssociation',
    Properties: {
      ClusterName: 'agents',
      Namespace: 'agents',
      ServiceAccount: 'crm',
      RoleArn: 'arn:aws:iam::111122223333:role/crm',
      DisableSessionTags: true,
      Policy: JSON.stringify(
        policy({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: Array.from({ length: count }, (_, index) => `arn:aws:s3:::handbook/chapter/${index}/*`),
        }),
      ),
    },
  },
});

export default defineRule({
  code: 'WI703',
  name: 'quota/session-policy-sizes',
  severity: 'error',
  principle: 'what is declared can be deployed',
  standards: [],
  summary: 'session policies of pod identity associations and of profiles of Roles Anywhere fit what STS takes',
  why: 'the deployment may succeed, and then no workload gets a session',
  acknowledge: 'never: the limit cannot be raised',
  sources: ['STS API Reference, `AssumeRole`, `Policy`', 'EKS API Reference, `CreatePodIdentityAssociation`, `policy`'],
  visits: 'graph',
  messages: {
    tooLong: {
      what: 'the session policy of `<resource>` has at least <least> characters, <over> more than the <limit> allowed',
      fix: 'let the role itself allow less, so that the session policy has less to leave out',
    },
    mayBeTooLong: {
      what: 'the session policy of `<resource>` has up to <most> characters once all values are known, and <limit> are allowed',
      fix: 'let the role itself allow less, so that the session policy has less to leave out',
      severity: 'warning',
    },
  },
  check: (graph, tell) =>
    found(graph).map(({ resource, raw }) => {
      const { least, most } = sizeOf(rendered({ raw }));
      const names = { resource: resourceName(resource), limit: inThousands(LIMIT) };
      const at = { at: resource.place };
      if (least > LIMIT) {
        const values = { ...names, least: inThousands(least), over: inThousands(least - LIMIT) };
        return tell.refuted('tooLong', values, { ...at, shown: `${inThousands(least)} characters` });
      }
      return most > LIMIT ? tell.undecided('mayBeTooLong', { ...names, most: inThousands(most) }, at) : tell.proved();
    }),
  examples: {
    bad: [
      { title: 'a session policy with eighty folders', cloudformation: association(80), finds: { message: 'tooLong', resource: 'Pod' } },
    ],
    good: [{ title: 'a session policy with two folders', cloudformation: association(2) }],
  },
});
