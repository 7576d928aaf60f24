import { CfnTrustAnchor } from 'aws-cdk-lib/aws-rolesanywhere';
import type { PlannedTrustAnchor } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A trust anchor. Its ARN is generated, and goes into the trust policies of the roles that are made after it. */
export const trustAnchor = (resource: PlannedTrustAnchor, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const { source } = resource;
    const anchor = new CfnTrustAnchor(scope, id, {
      name: context.text(resource.name),
      source:
        'certificates' in source
          ? { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: context.text(source.certificates) } }
          : { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: context.text(source.privateCa) } },
      enabled: resource.enabled,
      tags: context.tags(resource.tags),
    });
    context.supply(resource.fills, anchor.attrTrustAnchorArn);
    return anchor;
  });
