/** What the trust kinds have in common whose workloads are instances of EC2. */
import { ofService, type TrustContext, type TrustKind } from './define-trust';

/** The metadata service hands out the role's credentials, in sessions of its own length. */
export const onInstances = {
  log: (_trust: unknown, { logGroup }: TrustContext) => ({ writer: 'self', group: logGroup }),
  session: () => ofService('about six hours, renewed by the metadata service', 21_600),
  carriesSourceIdentity: false,
  transitiveTags: [],
  network: () => ({ stands: 'vpc' }),
  attests: true,
  fromInstanceMetadata: true,
} as const satisfies Partial<TrustKind<{ readonly kind: string }>>;
