/** What associations of EKS Pod Identity can have besides pods and a role: a target role, a session policy, and both, literal and late. */
import { allow, defineAgent, readObjects, text, trust } from '../../../lib/spec';
import { LITERAL, type Scenario } from '../scenario';

const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const TARGET = 'arn:aws:iam::444455556666:role/crm';
const BUCKET = 'arn:aws:s3:::handbook';
const PODS = { namespace: 'agents', serviceAccount: 'subject' } as const;

function agentOf(late: boolean) {
  return defineAgent({
    name: 'pods',
    owner: 'platform',
    inputs: { cluster: 'eks-cluster-arn', target: 'iam-role-arn', bucket: 's3-bucket-arn' },
    components: (inputs) => {
      const { cluster, target } = late ? inputs : ({ cluster: CLUSTER, target: TARGET } as const);
      const object = late ? text`${inputs.bucket}/public/*` : `${BUCKET}/public/*`;
      return {
        hop: { kind: 'environment', trust: trust.eksPodIdentity({ cluster, ...PODS, serviceAccount: 'hop', targetRole: target }) },
        narrowed: {
          kind: 'tool',
          trust: trust.eksPodIdentity({
            cluster,
            ...PODS,
            serviceAccount: 'narrowed',
            sessionPolicy: [allow('s3:GetObject').on(object)],
            disableSessionTags: true,
          }),
          can: [readObjects({ bucket: late ? inputs.bucket : BUCKET, prefix: 'public/' })],
        },
        narrowedHop: {
          kind: 'environment',
          trust: trust.eksPodIdentity({
            cluster,
            ...PODS,
            serviceAccount: 'narrowed-hop',
            targetRole: target,
            sessionPolicy: [allow('s3:GetObject').on(object)],
            disableSessionTags: true,
          }),
        },
      };
    },
    evidence: { retainDays: 400 },
  });
}

export const podIdentity: readonly Scenario[] = [false, true].map((late) => ({
  name: `pods with a target role and a session policy, ${late ? 'late' : 'literal'}`,
  agent: agentOf(late),
  inputs: { cluster: CLUSTER, target: TARGET, bucket: BUCKET },
  late,
  ...(late ? {} : { deployment: LITERAL }),
}));
