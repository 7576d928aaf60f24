/** That components are isolated from each other and from everybody else. */
import { findingToText } from '../report/to-text';
import { PRESETS } from '../rules/presets';
import { runRules } from '../rules/run-rules';
import { type Claim, namesIn, rolesOf, type Subject } from './claim';

/** Logical ids of the roles of components. */
const idsOf = (components: readonly string[], subject: Subject): ReadonlySet<string> =>
  new Set(
    components.flatMap((name) => rolesOf(name, subject).flatMap(({ place }) => (place.resource === undefined ? [] : [place.resource]))),
  );

/**
 * Every rule of the preset `recommended` holds of these components; of all there are where none is named.
 */
export const isolated = (...components: readonly string[]): Claim => ({
  says:
    components.length === 0
      ? 'every component has an identity of its own'
      : `${components.map((name) => `\`${name}\``).join(' and ')} have identities of their own`,
  judge: (subject) => {
    const missing = components.filter((name) => rolesOf(name, subject).length === 0);
    if (missing.length > 0 || subject.graph.roles.length === 0) {
      const names = namesIn(subject);
      const known = names.length === 0 ? 'the template holds no role' : `there are ${names.map((name) => `\`${name}\``).join(', ')}`;
      return {
        verdict: 'refuted',
        shown: missing.length === 0 ? known : `no role is the identity of \`${missing.join('`, `')}\`; ${known}`,
      };
    }
    const { findings, assumptions, verdict } = runRules(PRESETS.recommended, subject);
    const ids = idsOf(components, subject);
    const grave = findings.filter(
      ({ severity, involved = [] }) =>
        severity === 'error' && (components.length === 0 || involved.length === 0 || involved.some((id) => ids.has(id))),
    );
    const shown = `\n${grave.map((finding) => findingToText(finding)).join('\n\n')}`;
    if (grave.some((finding) => finding.verdict === 'refuted')) return { verdict: 'refuted', shown };
    if (grave.length > 0) return { verdict: 'undecided', shown };
    if (components.length === 0 && verdict !== 'proved') return { verdict, shown: 'some policy could not be read' };
    return { verdict: 'proved', ...(assumptions.length === 0 ? {} : { assuming: assumptions }) };
  },
});
