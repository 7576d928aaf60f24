import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AuthorizationRequest,
  authorize,
  type Decision,
  type PolicyDocument,
  type PolicySet,
  type PolicyType,
  parsePolicy,
} from '../../lib/policy';

/** One request against given policies, with the decision that AWS documents, and the page that documents it. */
interface PolicyCase {
  readonly name: string;
  /** The page, after `https://docs.aws.amazon.com/`, without `.html`. */
  readonly page: string;
  readonly request: AuthorizationRequest;
  readonly policies: {
    readonly identity?: readonly unknown[];
    readonly boundary?: unknown;
    readonly session?: readonly unknown[];
    readonly scps?: readonly (readonly unknown[])[];
    readonly rcps?: readonly unknown[];
    readonly resource?: unknown;
    readonly trust?: unknown;
  };
  readonly expect: Decision;
}

const folder = join(__dirname, 'cases');
const topics = readdirSync(folder).map((file) => ({
  topic: file.replace(/\.json$/, ''),
  cases: JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly PolicyCase[],
}));

function read(document: unknown, type: PolicyType): PolicyDocument {
  const parsed = parsePolicy(document, type);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

const readAll = (documents: readonly unknown[], type: PolicyType): readonly PolicyDocument[] =>
  documents.map((document) => read(document, type));

const policySet = ({ identity, boundary, session, scps, rcps, resource, trust }: PolicyCase['policies']): PolicySet => ({
  ...(identity && { identity: readAll(identity, 'identity') }),
  ...(boundary === undefined ? {} : { boundary: read(boundary, 'boundary') }),
  ...(session && { session: readAll(session, 'session') }),
  ...(scps && { scps: scps.map((level) => readAll(level, 'scp')) }),
  ...(rcps && { rcps: readAll(rcps, 'rcp') }),
  ...(resource === undefined ? {} : { resource: read(resource, 'resource') }),
  ...(trust === undefined ? {} : { resource: read(trust, 'trust') }),
});

describe.each(topics)('documented decisions: $topic', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { request, policies, expect: decision }) => {
    expect(authorize(request, policySet(policies)).decision).toBe(decision);
  });
});

describe('the cases', () => {
  const all = topics.flatMap(({ cases }) => cases);

  it('are at least 600', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
  });

  it('each name the page that documents them', () => {
    expect(all.filter(({ page }) => !/^[A-Za-z0-9-]+(?:\/[A-Za-z0-9._-]+)+(?:#[a-z0-9_-]+)?$/.test(page))).toEqual([]);
  });
});
