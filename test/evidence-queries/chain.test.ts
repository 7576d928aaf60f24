/**
 * The saved SQL rebuilds what happened: over runs that interleave, with roles assumed in chains and across accounts, credentials narrowed, calls retried,
 * clocks gone wrong, records lost and delivered twice. A whole chain is rebuilt exactly, no call gets a parent that is not its own, and where a record is
 * missing the rows below it say so.
 */
import {
  CLOUDTRAIL_TABLE,
  chainOfRunQuery,
  chainsQuery,
  cloudTrailTable,
  type EvidenceFiles,
  GAPS,
  gapsQuery,
  MODEL_INVOCATIONS_TABLE,
  modelInvocationsTable,
  recordsView,
} from '../../lib/evidence-queries';
import { type Happened, type Trouble, type World, worldOf } from './cloudtrail-runs';
import { Duck, type Row } from './duck';

const FILES: EvidenceFiles = {
  bucket: 'evidence',
  accounts: ['111122223333', '444455556666'],
  regions: ['eu-central-1'],
  since: '2026/11/01',
};
const DAYS = ['2026/11/22', '2026/11/25', '2026/11/22', '2026/11/25'];

async function asked(world: Pick<World, 'records' | 'invocations'>, ask: (duck: Duck) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const duck = await Duck.open();
  try {
    await duck.load(CLOUDTRAIL_TABLE, cloudTrailTable(FILES), world.records);
    await duck.load(MODEL_INVOCATIONS_TABLE, modelInvocationsTable(FILES), world.invocations);
    await duck.run(recordsView());
    return await ask(duck);
  } finally {
    duck.close();
  }
}

const chainsOf = (world: Pick<World, 'records' | 'invocations'>): Promise<readonly Row[]> =>
  asked(world, (duck) => duck.run(chainsQuery(), DAYS));

/** What a row says of an event, beside its gap. */
interface Expected {
  readonly run: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly cause: string | null;
  readonly whole: boolean;
}

/** What can be known of an event from the records that came; undefined where nothing can. */
function expectedOf(world: World, { run, eventId, parent, above, kind, cause, step, requestId }: Happened): Expected | undefined {
  const { seen, linked, logged } = world;
  const linkedUp = linked.has(eventId) && above.every((id) => linked.has(id));
  const own = linked.has(eventId) && parent !== undefined && seen.has(parent);
  if (kind === 'reasoning') {
    // The credentials are those of many runs: only the log of model invocations says of which this was.
    return logged.has(requestId) ? { run, kind, parent: own ? parent : null, cause: null, whole: linkedUp } : undefined;
  }
  if (!seen.has(eventId)) return undefined;
  const stepKnown = own && step !== undefined;
  const answer = stepKnown && cause !== undefined && logged.has(cause) ? cause : null;
  return { run, kind, parent: own ? parent : null, cause: answer, whole: linkedUp && (step === undefined || answer !== null) };
}

const told = ({ run, kind, parent_event_id, caused_by, gap }: Row): Expected => ({
  run: String(run),
  kind: String(kind),
  parent: parent_event_id as string | null,
  cause: caused_by as string | null,
  whole: gap === null,
});

/** Event and request tell rows apart: a model call that CloudTrail has no record of has a request only. */
const keyOf = (event: string | null, request: string): string => `${event ?? ''} ${request}`;

function compare(
  world: World,
  rows: readonly Row[],
): { readonly expected: Record<string, Expected>; readonly found: Record<string, Expected> } {
  const expected: Record<string, Expected> = {};
  for (const happened of world.happened) {
    const one = expectedOf(world, happened);
    if (one !== undefined) expected[keyOf(world.seen.has(happened.eventId) ? happened.eventId : null, happened.requestId)] = one;
  }
  const found: Record<string, Expected> = {};
  for (const row of rows) {
    const key = keyOf(row.event_id as string | null, String(row.request_id));
    expect(found).not.toHaveProperty([key]);
    found[key] = told(row);
  }
  return { expected, found };
}

const NONE: Trouble = { lost: 0, doubled: 0, skew: 0 };
const MUCH: Trouble = { lost: 0.02, doubled: 0.05, skew: 300 };

describe('the saved SQL', () => {
  it('rebuilds every chain of 100 runs exactly where nothing went wrong', async () => {
    const world = worldOf(1, 100, NONE);
    const rows = await chainsOf(world);
    const { expected, found } = compare(world, rows);
    expect(found).toEqual(expected);
    expect(rows.filter(({ gap }) => gap !== null)).toEqual([]);
    for (const row of rows) {
      const about = world.runs.get(String(row.run));
      expect([row.user_id, row.task]).toEqual([about?.user, about?.task]);
      if (row.kind !== 'reasoning' && row.error_code === null && Number(row.hop) > 0) expect(row.source_identity).toBe(about?.instruction);
    }
  });

  it('is not misled by clocks and by records that come twice', async () => {
    const world = worldOf(2, 100, { lost: 0, doubled: 0.3, skew: 3_600 });
    const { expected, found } = compare(world, await chainsOf(world));
    expect(found).toEqual(expected);
  });

  it.each([11, 12, 13])(
    'rebuilds 1,000 runs with everything gone wrong, seed %d: no wrong parent, and gaps where records are missing',
    async (seed) => {
      const world = worldOf(seed, 1_000, MUCH);
      const { expected, found } = compare(world, await chainsOf(world));
      expect(found).toEqual(expected);
      const all = Object.values(found);
      expect(new Set(all.map(({ run }) => run)).size).toBe(1_000);
      // Neither side of the claim is empty.
      expect(all.filter(({ whole }) => whole).length).toBeGreaterThan(5_000);
      expect(all.filter(({ whole }) => !whole).length).toBeGreaterThan(200);
    },
  );

  it('gives one run the same rows as all runs together, and gaps the rows that have one', async () => {
    const world = worldOf(3, 50, { ...MUCH, lost: 0.1 });
    const rows = await asked(world, async (duck) => {
      const all = await duck.run(chainsQuery(), DAYS);
      const one = await duck.run(chainOfRunQuery(), [...DAYS, 'r-7']);
      expect(one).toEqual(all.filter(({ run }) => run === 'r-7'));
      expect(one.length).toBeGreaterThan(0);
      expect(await duck.run(gapsQuery(), DAYS)).toEqual(all.filter(({ gap }) => gap !== null));
      return all;
    });
    expect(new Set(rows.map(({ gap }) => gap)).size).toBeGreaterThan(4);
  });

  it('asks for the days given and no others', async () => {
    const world = worldOf(4, 5, NONE);
    expect(await asked(world, (duck) => duck.run(chainsQuery(), ['2026/11/24', '2026/11/25', '2026/11/24', '2026/11/25']))).toEqual([]);
  });
});

describe('a record that somebody made up or held back', () => {
  /** The world of one run, with its records changed. */
  async function changed(
    change: (records: readonly Record<string, unknown>[]) => readonly Record<string, unknown>[],
  ): Promise<readonly Row[]> {
    const world = worldOf(5, 1, NONE);
    return chainsOf({ records: change(world.records as readonly Record<string, unknown>[]), invocations: world.invocations });
  }
  const isScoping = ({ eventName }: Record<string, unknown>): boolean => eventName === 'GetScopedCredentials';
  const isAssuming = ({ eventName, userIdentity }: Record<string, unknown>): boolean =>
    eventName === 'AssumeRole' && (userIdentity as { type: string }).type === 'AssumedRole';
  const gapsOf = (rows: readonly Row[]): readonly unknown[] => [...new Set(rows.map(({ gap }) => gap).filter((gap) => gap !== null))];

  it('gives no parent where two events claim to have issued the same credentials', async () => {
    const rows = await changed((records) => {
      const [first] = records.filter(isScoping);
      return [...records, { ...first, eventID: 'forged', userIdentity: { ...(first?.userIdentity as object), accessKeyId: 'ASIAFORGED' } }];
    });
    expect(gapsOf(rows)).toContain(GAPS.issuedTwice);
    expect(rows.filter(({ parent_event_id }) => parent_event_id === 'forged')).toEqual([]);
  });

  it('tells a session that bears the name of a run and was begun without a source identity', async () => {
    const rows = await changed((records) =>
      records.map((record) => {
        if (!isAssuming(record)) return record;
        const { sourceIdentity: _gone, ...requestParameters } = record.requestParameters as Record<string, unknown>;
        return { ...record, requestParameters };
      }),
    );
    expect(gapsOf(rows)).toContain(GAPS.noIdentity);
  });

  it('tells a run that a session of another run began', async () => {
    const rows = await changed((records) => {
      const scoping = records.find(isScoping) as { userIdentity: object; responseElements: { credentials: { accessKeyId: string } } };
      const { credentials } = scoping.responseElements;
      const crossing = {
        ...records.find((record) => isAssuming(record) && record.errorCode === undefined),
        eventID: 'crossing',
        userIdentity: { ...(scoping?.userIdentity as object), accessKeyId: credentials.accessKeyId },
        requestParameters: {
          roleArn: 'arn:aws:iam::111122223333:role/x',
          roleSessionName: `r-other.${'0'.repeat(32)}`,
          sourceIdentity: 'i-0',
        },
        responseElements: { credentials: { accessKeyId: 'ASIAOTHER' } },
      };
      return [...records, crossing];
    });
    expect(rows.filter(({ run }) => run === 'r-other').map(({ gap }) => gap)).toEqual([GAPS.otherRun]);
  });

  it('shows calls whose credentials nobody is recorded to have issued, with what their session is called', async () => {
    const rows = await changed((records) => records.filter((record) => !isScoping(record)));
    const calls = rows.filter(({ kind }) => kind === 'call');
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) expect([call.run, call.parent_event_id, call.gap]).toEqual(['r-0', null, GAPS.issuerUnrecorded]);
  });

  it('tells a step whose reasoning is not recorded', async () => {
    const world = worldOf(5, 1, NONE);
    const rows = await chainsOf({ records: world.records, invocations: [] });
    const calls = rows.filter(({ kind }) => kind === 'call');
    expect(new Set(calls.map(({ gap }) => gap))).toEqual(new Set([GAPS.reasoningUnrecorded]));
  });

  it('tells a model call that CloudTrail has no record of', async () => {
    const rows = await changed((records) => records.filter(({ eventName }) => eventName !== 'Converse'));
    expect(gapsOf(rows)).toEqual([GAPS.callUnrecorded]);
  });
});
