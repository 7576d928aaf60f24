import { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import type { PlannedOidcProvider } from '../../plan/plan';
import type { CdkContext } from '../context';

/** An OIDC provider, without thumbprints: IAM verifies the issuer's certificate itself (CreateOpenIDConnectProvider, `ThumbprintList`). */
export const oidcProvider = (resource: PlannedOidcProvider, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnOIDCProvider(scope, id, {
        url: context.text(resource.url),
        clientIdList: resource.audiences.map((audience) => context.text(audience)),
        tags: context.tags(resource.tags),
      }),
  );
