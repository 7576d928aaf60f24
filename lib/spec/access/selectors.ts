/**
 * What SPIRE's agent attested of a workload before it issued its SPIFFE id: node, namespace, image, user. AWS sees the id alone, as the subject that the trust
 * policy pins; which selectors the id stands for is in SPIRE's registration, and has to be kept there.
 *
 * @see https://spiffe.io/docs/latest/deploying/registering/
 */
import { listOf, shown, text, whole } from '../form';
import { trustKind } from '../trust';
import { defineCondition, unenforced } from './define-condition';

/** Selectors of the registration, all of which hold: `type:key:value`, such as `k8s:ns:agents` or `docker:image_id:sha256:…`. */
export type Selectors = readonly [`${string}:${string}:${string}`, ...`${string}:${string}:${string}`[]];

export const selectorsCondition = defineCondition<Selectors>({
  form: whole(listOf(text, 'selectors')),
  check: (selectors: readonly string[], findings) => {
    if (selectors.length === 0)
      findings.add('WI181', { what: '`selectors` is empty', fix: 'name the selectors of the registration, or leave it out' });
    for (const selector of selectors.filter((one) => !/^[a-z0-9_]+:[^:\s*]+:[^\s*]+$/.test(one)))
      findings.add('WI181', {
        what: `${shown(selector)} is no selector`,
        fix: 'write `type:key:value` as SPIRE does, such as `k8s:ns:agents`',
      });
  },
  beyond: (own, agents) => {
    const dropped = agents.filter((selector) => !own.includes(selector));
    return dropped.length === 0 ? undefined : `workloads without ${dropped.map((one) => `\`${one}\``).join(', ')}`;
  },
  inWords: (selectors) => `attested as ${[...selectors].sort().join(', ')}`,
  enforce: (_selectors, { adopted, component, trusts }) =>
    !adopted && trusts.every((trust) => trustKind(trust).attestedBy !== undefined)
      ? {
          denials: [],
          by: [
            { where: 'identity-provider', how: 'SPIRE issues the SPIFFE id to what it attested by its registration' },
            { where: 'iam-trust', how: 'admits that SPIFFE id alone' },
          ],
        }
      : unenforced(
          `nobody is known to attest the selectors of \`${component}\`: it does not come with a SPIFFE id that is asked for here`,
          'declare `selectors` on components that become so by SPIFFE, such as `trust.spiffeJwt(…)`',
        ),
});
