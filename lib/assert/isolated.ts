/** That components are isolated from each other and from everybody else. */
import type { GraphRole } from '../graph/identity-graph';
import { findingToText } from '../report/to-text';
import { PRESETS } from '../rules/presets';
import { together } from '../rules/reading/when';
import { runRules } from '../rules/run-rules';
import { type Claim, type ClaimVerdict, namesIn, rolesOf, type Subject } from './claim';
import { noHop } from './hops-between';

/** Logical ids of the roles of components. */
const idsOf = (components: readonly string[], subject: Subject): ReadonlySet<string> =>
  new Set(
    components.flatMap((name) => rolesOf(name, subject).flatMap(({ place }) => (place.resource === undefined ? [] : [place.resource]))),
  );

/** That there is something to be isolated; undefined where there is. */
function missing(components: readonly string[], subject: Subject): ClaimVerdict | undefined {
  const absent = components.filter((name) => rolesOf(name, subject).length === 0);
  if (absent.length === 0 && subject.graph.roles.length > 0) return undefined;
  const names = namesIn(subject);
  const known = names.length === 0 ? 'the template holds no role' : `there are ${names.map((name) => `\`${name}\``).join(', ')}`;
  return {
    verdict: 'refuted',
    shown: absent.length === 0 ? known : `no role is the identity of \`${absent.join('`, `')}\`; ${known}`,
  };
}

/** By the rules. */
function judgeAlone(components: readonly string[], subject: Subject): ClaimVerdict {
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
}

/** What two roles have in common that each ought to have for itself. */
function shared(one: GraphRole, other: GraphRole): string | undefined {
  if (one.arn === other.arn) return `both have the role \`${one.name}\``;
  if (one.boundary !== undefined && one.boundary.arn === other.boundary?.arn) return `both have the boundary \`${one.boundary.arn}\``;
  return undefined;
}

interface Named {
  readonly name: string;
  readonly role: GraphRole;
}

/** A call between the two that a plan declares, whether or not what is called is in the template. */
const isDeclared = (from: Named, to: Named, { plans }: Subject): boolean =>
  plans.some(({ calls }) => calls.some((call) => call.from === from.name && call.to === to.name));

function judgePair(from: Named, to: Named, subject: Subject): ClaimVerdict {
  const { graph } = subject;
  const common = shared(from.role, to.role);
  if (common !== undefined) return { verdict: 'refuted', shown: common };
  if (isDeclared(from, to, subject)) return { verdict: 'refuted', shown: `\`${from.name}\` is declared to call \`${to.name}\`` };
  const hop = noHop(from.role, to.role, graph);
  return hop.verdict === 'proved' ? hop : { verdict: hop.verdict, shown: `\`${from.name}\` to \`${to.name}\`: ${hop.shown}` };
}

/** Every ordered pair of roles of different components that can stand side by side. */
function judgePairs(components: readonly string[], subject: Subject): readonly ClaimVerdict[] {
  const named = components.flatMap((name) => rolesOf(name, subject).map((role): Named => ({ name, role })));
  return named.flatMap((from) =>
    named.filter((to) => to.name !== from.name && together(from.role, to.role)).map((to) => judgePair(from, to, subject)),
  );
}

/**
 * Components have identities of their own.
 *
 * Every rule of the preset `recommended` holds of these components, or of all there are where none is named. Where several are named, none of them can also
 * become another, give its role to something else, change it, or invoke or rewrite what runs with it; so a declared call between them is no isolation. Each
 * has its own role and its own boundary.
 */
export const isolated = (...components: readonly string[]): Claim => ({
  says:
    components.length === 0
      ? 'every component has an identity of its own'
      : components.length === 1
        ? `\`${components[0]}\` has an identity of its own`
        : `${components.map((name) => `\`${name}\``).join(' and ')} are isolated from each other`,
  judge: (subject) => {
    const absent = missing(components, subject);
    if (absent !== undefined) return absent;
    const answers = [judgeAlone(components, subject), ...judgePairs(components, subject)];
    const grave = answers.find(({ verdict }) => verdict === 'refuted') ?? answers.find(({ verdict }) => verdict === 'undecided');
    if (grave !== undefined) return grave;
    const assuming = [...new Set(answers.flatMap((answer) => (answer.verdict === 'proved' ? (answer.assuming ?? []) : [])))];
    return { verdict: 'proved', ...(assuming.length === 0 ? {} : { assuming }) };
  },
});
