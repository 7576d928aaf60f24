/** OIDC providers that the plan makes: one for each URL in an account, with the audiences of all who need it. */

import { trustKind } from '../spec/trust';
import { type Laid, type Layout, settle } from './layout';
import type { PlannedOidcProvider } from './plan';

export function planProviders(layout: Layout): readonly PlannedOidcProvider[] {
  const providers = new Map<string, { readonly laid: Laid; readonly url: string; readonly audiences: Set<string>; create: boolean }>();
  for (const laid of layout.components.values()) {
    for (const trust of laid.trusts) {
      const need = trustKind(trust).provider?.(trust);
      if (need === undefined) continue;
      const key = `${laid.account ?? ''} ${need.url}`;
      const known = providers.get(key) ?? { laid, url: need.url, audiences: new Set<string>(), create: false };
      for (const audience of need.audiences) known.audiences.add(audience);
      known.create ||= need.create;
      providers.set(key, known);
    }
  }
  return [...providers.values()]
    .filter(({ create }) => create)
    .map(({ laid, url, audiences }) =>
      settle<PlannedOidcProvider>(
        {
          kind: 'oidc-provider',
          id: `oidc-provider/${url.replace(/^https:\/\//, '')}`,
          ...(laid.account === undefined ? {} : { account: laid.account }),
          url,
          audiences: [...audiences].sort(),
          tags: { 'agent-identity:agent': layout.agent.name, 'agent-identity:owner': layout.agent.owner },
        },
        laid,
        layout.deployment,
      ),
    );
}
