import { TrustAnchor } from '@pulumi/aws/rolesanywhere';
import type { PlannedTrustAnchor } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A trust anchor. Its ARN is generated, and goes into the trust policies of the roles that are made after it. */
export const trustAnchor = ({ id, name, source, enabled, tags, fills }: PlannedTrustAnchor, context: PulumiContext): void =>
  context.register(
    TrustAnchor,
    id,
    {
      name: context.text(name),
      source:
        'certificates' in source
          ? { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: context.text(source.certificates) } }
          : { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: context.text(source.privateCa) } },
      enabled,
      tags: context.tags(tags),
    },
    { arnFills: fills },
  );
