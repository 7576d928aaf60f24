/**
 * The report of `agent-identity check` in SARIF 2.1.0, for code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

import type { Finding, Place } from '../finding/finding';
import { fileUri } from './file-uri';
import type { Acceptance, AcceptedFinding, CheckReport, PinnedFinding } from './judged-path';
import { printable } from './printable';
import type { RuleAbout } from './rule-about';
import { shownLines } from './shown-lines';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Changes whenever fingerprints of the same finding do. */
const FINGERPRINT_NAME = 'agentIdentity/v1';

interface SarifOptions {
  /** The rules that judged. */
  readonly rules: readonly RuleAbout[];
  /** Version of this package. */
  readonly version: string;
  /** Whether a baseline was given, so that what it does not hold is new. */
  readonly hasBaseline: boolean;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Messages are plain text, in which SARIF takes `[text](1)` for a link. */
const message = (text: string): { readonly text: string } => ({ text: printable(text).replace(/\](?=\()/g, '\\]') });

function describe({ code, name, severity, summary, why, acknowledge, standards }: RuleAbout): object {
  const help = `${sentence(why)} A finding may be acknowledged ${acknowledge}.`;
  return {
    id: code,
    name: name.replace(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(summary) },
    fullDescription: { text: `${sentence(summary)} ${sentence(why)}` },
    help: { text: help },
    defaultConfiguration: { level: severity },
    properties: { tags: ['security', name.split('/')[0] ?? name, ...standards], rule: name },
  };
}

const artifact = (path: string, place: Place): object => ({
  artifactLocation: { uri: fileUri(place.file ?? path) },
  ...(place.line === undefined ? {} : { region: { startLine: place.line } }),
});

const logical = ({ path, resource, component }: Place): readonly object[] => {
  const name = resource ?? component ?? path;
  return name === undefined ? [] : [{ name: printable(name), fullyQualifiedName: printable(path ?? name), kind: 'resource' }];
};

const location = (path: string, place: Place): object => {
  const logicalLocations = logical(place);
  return { physicalLocation: artifact(path, place), ...(logicalLocations.length === 0 ? {} : { logicalLocations }) };
};

function suppression(acceptance: Acceptance): object {
  if (acceptance.by === 'baseline') return { kind: 'external', status: 'accepted', justification: 'in the baseline' };
  const { because, owner, expires } = acceptance.acknowledgement;
  const until = expires === undefined ? '' : `, until ${expires}`;
  return { kind: 'external', status: 'accepted', justification: printable(`${because} (${owner}${until})`) };
}

/** An open question is no failure and has no level; section 3.27.10 asks for `none`. */
const gradeOf = ({ verdict, severity }: Finding): object =>
  verdict === 'undecided' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: severity };

function resultOf(finding: PinnedFinding, path: string, ruleIndex: number | undefined): Readonly<Record<string, unknown>> {
  const { code, rule, where, what, fix, why, severity, verdict, involved = [], fingerprint } = finding;
  const others = involved.filter((resource) => resource !== where.resource);
  const shown = shownLines(finding);
  const told = [what, ...(shown.length === 0 ? [] : [`shown: ${shown.join(', ')}`]), `fix: ${fix}`];
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...gradeOf(finding),
    message: message(told.join('; ')),
    locations: [location(path, where)],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.map((resource, id) => ({
            id,
            logicalLocations: logical({ resource }),
            message: { text: 'takes part' },
          })),
        }),
    partialFingerprints: { [FINGERPRINT_NAME]: fingerprint },
    properties: {
      rule,
      severity,
      verdict,
      why,
      fix,
      ...(shown.length === 0 ? {} : { shown: shown.join('\n') }),
      ...(where.pointer === undefined ? {} : { pointer: where.pointer }),
    },
  };
}

/** The log as JSON text, with a line break at the end. Undecided findings are of the kind `open`; accepted ones are suppressed. */
export function toSarif({ judged, unread, notices }: CheckReport, { rules, version, hasBaseline }: SarifOptions): string {
  const sorted = [...rules].sort((a, b) => (a.code < b.code ? -1 : 1));
  const indexes = new Map(sorted.map(({ code }, index) => [code, index]));
  const state = (acceptance?: Acceptance): object =>
    hasBaseline ? { baselineState: acceptance?.by === 'baseline' ? 'unchanged' : 'new' } : {};
  const open = (finding: PinnedFinding, path: string): object => ({ ...resultOf(finding, path, indexes.get(finding.code)), ...state() });
  const taken = (finding: AcceptedFinding, path: string): object => ({
    ...resultOf(finding, path, indexes.get(finding.code)),
    ...state(finding.acceptance),
    suppressions: [suppression(finding.acceptance)],
  });
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'agent-identity', semanticVersion: version, rules: sorted.map(describe) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: unread.map(({ path, why }) => ({
              level: 'error',
              message: message(`not read: ${why}`),
              locations: [{ physicalLocation: { artifactLocation: { uri: fileUri(path) } } }],
            })),
            toolConfigurationNotifications: notices.map(({ what, fix }) => ({ level: 'note', message: message(`${what}: ${fix}`) })),
          },
        ],
        results: judged.flatMap(({ path, findings, accepted }) => [
          ...findings.map((finding) => open(finding, path)),
          ...accepted.map((finding) => taken(finding, path)),
        ]),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
