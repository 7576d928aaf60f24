/** The card of a component: who can become it, what it can do, and where that is written down. */
import type { Finding } from '../finding/finding';
import type { IdentityGraph } from '../graph/identity-graph';
import type { IdentityPlan, PlannedCall, PlannedComponent, PlannedLog, PlannedResource, PlannedTrust } from '../plan/plan';
import { type Card, type CardField, type CardLine, drawCard } from './box';
import { countFindings } from './count-text';
import { ENFORCERS } from './enforcement-matrix';
import { secondsInWords } from './in-words/duration';
import { withNames } from './in-words/hole';
import { EVERYTHING, valueInWords } from './in-words/resource';
import { type StatementInWords, statementsInWords } from './in-words/statements';
import { type Palette, paletteOf } from './palette';
import { printable } from './printable';

/** A graph and what the rules found in it. */
export interface Judged {
  readonly graph: IdentityGraph;
  readonly findings: readonly Finding[];
}

export interface CardOptions {
  /** Terminal colours. Default: none. */
  readonly color?: boolean;
  /** A box around each card. Default: yes. */
  readonly framed?: boolean;
  /** Columns, 60 to 120. Default 96. */
  readonly width?: number;
  /** What the rules found, and in what, where the cards are to say so. */
  readonly judged?: Judged;
}

const line = (text: string, extra: Omit<CardLine, 'text'> = {}): CardLine => ({ text: printable(withNames(text)), ...extra });

const field = (label: string, lines: readonly CardLine[]): readonly CardField[] => (lines.length === 0 ? [] : [{ label, lines }]);

function trustLines({ who, issuer, subject, audience }: PlannedTrust, palette: Palette): readonly CardLine[] {
  const detail = (name: string, values: readonly string[]): readonly CardLine[] =>
    values.map((value) => line(`${name} ${valueInWords(value)}`, { indent: 2, style: palette.dim }));
  return [
    line(who),
    ...detail('issuer', issuer === undefined ? [] : [issuer]),
    ...detail('subject', subject ?? []),
    ...detail('audience', audience ?? []),
  ];
}

const conditionLines = ({ when, except }: StatementInWords, palette: Palette): readonly CardLine[] => [
  ...when.map((condition, index) => line(`${index === 0 ? 'when' : 'and'} ${condition}`, { indent: 2, style: palette.dim })),
  ...(except.length === 0 ? [] : [line(`except ${except.join(', ')}`, { indent: 2, style: palette.dim })]),
];

const permissionLines = (statement: StatementInWords, palette: Palette): readonly CardLine[] => [
  ...statement.on.map((resource) => line(resource, { style: palette.accent })),
  line(statement.actions, { indent: 2 }),
  ...conditionLines(statement, palette),
];

/** A denial reads the other way round: first what is denied. */
function denialLines(statement: StatementInWords, palette: Palette): readonly CardLine[] {
  const everywhere = statement.on.every((resource) => resource === EVERYTHING);
  const what = everywhere ? statement.actions : `${statement.actions} on ${statement.on.join(', ')}`;
  return [line(what, { style: palette.refuted }), ...conditionLines(statement, palette)];
}

/** Calls in columns: the other component, by what, and who carries the chain. */
function callLines(calls: readonly PlannedCall[], other: 'from' | 'to', palette: Palette): readonly CardLine[] {
  if (calls.length === 0) return [line('nobody', { style: palette.dim })];
  const ways = calls.map((call) => `by ${call.by}${call.crossAccount ? ' in another account' : ''}`);
  const columns = [Math.max(...calls.map((call) => call[other].length)), Math.max(...ways.map((way) => way.length))] as const;
  return calls.map((call, index) =>
    line(`${call[other].padEnd(columns[0])}  ${(ways[index] ?? '').padEnd(columns[1])}  ${call.chain}`, {
      keepSpaces: true,
      style: call.chain === 'enforced' ? palette.proved : palette.warning,
    }),
  );
}

/** The role's maximum, and below it what decides on each way to become the component. */
function sessionLines({ maxSessionSeconds, sessions }: PlannedComponent, palette: Palette): readonly CardLine[] {
  const [role, ...ways] = sessions;
  // A service may make longer sessions than the role's maximum, so the maximum is not all that there is to say.
  const longest = role?.longestSeconds === undefined ? '' : `${secondsInWords(maxSessionSeconds)}: `;
  return [line(`${longest}${role?.by ?? ''}`), ...ways.map(({ way, by }) => line(`${way}: ${by}`, { indent: 2, style: palette.dim }))];
}

/** Conditions of access, and who refuses what does not meet them. */
const accessLines = ({ conditions }: PlannedComponent, palette: Palette): readonly CardLine[] =>
  conditions.flatMap(({ declared, by }) => [
    line(declared),
    ...by.map(({ where, how }) => line(`by the ${ENFORCERS[where]}: ${how}`, { indent: 2, style: palette.dim })),
  ]);

function logLines(log: PlannedLog, name: string): readonly CardLine[] {
  if ('none' in log) return [line(`none: ${log.none}`)];
  const { group, writer, retentionDays, made } = log;
  const later = made === 'bind' ? ', made once the workload exists' : '';
  return [
    line(group),
    line(`written by ${writer === name ? 'itself' : writer} alone, kept for ${retentionDays} days${later}`, { indent: 2 }),
  ];
}

function boundaryLine(component: PlannedComponent, resources: readonly PlannedResource[]): CardLine {
  if (component.adopted) return line('that of the adopted role, which its owner keeps');
  const role = resources.find((resource) => resource.kind === 'role' && resource.component === component.name);
  if (role?.kind !== 'role') return line('none planned');
  const { boundary } = role;
  if ('existing' in boundary) return line(`${boundary.existing}, which stands elsewhere`);
  const made = resources.find((resource) => resource.id === boundary.planned);
  return line(`${made?.kind === 'boundary' ? made.name : boundary.planned}: exactly what is declared`);
}

/** Findings about one component: those that its role, its log group or its declaration takes part in. */
function about({ name, roleName, log }: PlannedComponent, { graph, findings }: Judged): readonly Finding[] {
  const places = [
    ...graph.roles.filter((role) => role.name === roleName).map(({ place }) => place),
    ...graph.logGroups.filter((group) => 'group' in log && group.name === log.group).map(({ place }) => place),
  ];
  const resources = new Set(places.flatMap(({ resource }) => (resource === undefined ? [] : [resource])));
  return findings.filter(({ where, involved = [] }) => where.component === name || involved.some((resource) => resources.has(resource)));
}

function verdictLines(component: PlannedComponent, judged: Judged | undefined, palette: Palette): readonly CardLine[] {
  if (judged === undefined) return [];
  const own = about(component, judged);
  if (own.length === 0) return [line('✓ nothing refuted, nothing undecided', { style: palette.proved })];
  return [
    line(`✗ ${countFindings(own)}`, { style: palette.refuted }),
    ...own.map(({ code, what }) => line(`${code} ${what}`, { indent: 2 })),
  ];
}

function cardOf(component: PlannedComponent, plan: IdentityPlan, { judged, color = false }: CardOptions): Card {
  const palette = paletteOf(color);
  const { name, kind, purpose, roleName, account, adopted, trust, hosts, log, permissions, waivers } = component;
  const inWords = (effect: 'Allow' | 'Deny') => statementsInWords(permissions.Statement.filter(({ Effect }) => Effect === effect));
  const hostedBy = plan.components.filter((other) => other.hosts.includes(name)).map((other) => other.name);
  const where = account === undefined ? '' : ` in the account ⟨${account}⟩`;
  const waived = new Set(waivers.map(({ what, because }) => `${what}: ${because}`));
  const aside = [kind === name ? undefined : kind.replaceAll('-', ' '), plan.agent.name, plan.agent.deployment.stage];
  return {
    title: name,
    aside: aside.filter((part) => part !== undefined).join(' · '),
    fields: [
      ...field('for', purpose === undefined ? [] : [line(purpose)]),
      ...field('role', [line(`${roleName}${adopted ? ', adopted' : ''}${where}`)]),
      ...field(
        'who',
        trust.flatMap((way) => trustLines(way, palette)),
      ),
      ...field(
        'runs on',
        hostedBy.map((host) => line(host)),
      ),
      ...field(
        'hosts',
        hosts.map((guest) => line(guest)),
      ),
      ...field(
        'called by',
        callLines(
          plan.calls.filter(({ to }) => to === name),
          'from',
          palette,
        ),
      ),
      ...field(
        'calls',
        callLines(
          plan.calls.filter(({ from }) => from === name),
          'to',
          palette,
        ),
      ),
      ...field(
        'can',
        inWords('Allow').flatMap((statement) => permissionLines(statement, palette)),
      ),
      ...field(
        'never',
        inWords('Deny').flatMap((statement) => denialLines(statement, palette)),
      ),
      ...field('only', accessLines(component, palette)),
      ...field('boundary', [boundaryLine(component, plan.resources)]),
      ...field('session', sessionLines(component, palette)),
      ...field('log', logLines(log, name)),
      ...field(
        'waived',
        [...waived].map((waiver) => line(waiver)),
      ),
      ...field('verdict', verdictLines(component, judged, palette)),
    ],
  };
}

const NARROWEST = 60;
const WIDEST = 120;
const USUAL = 96;

/** The card of one component. No line break at the end. */
export function identityCard(component: PlannedComponent, plan: IdentityPlan, options: CardOptions = {}): string {
  const { color = false, framed = true, width = USUAL } = options;
  return drawCard(cardOf(component, plan, options), Math.min(WIDEST, Math.max(NARROWEST, width)), framed, paletteOf(color));
}

/** The cards of all components of a plan, in its order, an empty line between two. */
export const identityCards = (plan: IdentityPlan, options: CardOptions = {}): string =>
  plan.components.map((component) => identityCard(component, plan, options)).join('\n\n');
