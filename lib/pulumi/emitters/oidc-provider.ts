import * as iam from '@pulumi/aws/iam';
import type { PlannedOidcProvider } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** An OIDC provider, without thumbprints: IAM verifies the issuer's certificate itself (CreateOpenIDConnectProvider, `ThumbprintList`). */
export const oidcProvider = ({ id, url, audiences, tags }: PlannedOidcProvider, context: PulumiContext): void =>
  context.register(iam.OpenIdConnectProvider, id, {
    url: context.text(url),
    clientIdLists: audiences.map((audience) => context.text(audience)),
    tags: context.tags(tags),
  });
