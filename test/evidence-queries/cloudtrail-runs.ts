/**
 * Records of CloudTrail and of the log of model invocations for many runs at once, and the truth of who caused what.
 *
 * Their shape is that of the examples in "Logging IAM and AWS STS API calls with AWS CloudTrail" (IAM User Guide) and "CloudTrail userIdentity element"
 * (CloudTrail User Guide): a chained AssumeRole repeats the source identity among its parameters, tags are a list of value and key, a call between accounts leaves
 * a record in each, of which the called account's knows the caller's account only.
 */
type Json = Readonly<Record<string, unknown>>;

/** What really happened: an event of a run. */
export interface Happened {
  readonly run: string;
  readonly eventId: string;
  /** The event that issued the credentials it was made with; absent for those of no run that stand above. */
  readonly parent: string | undefined;
  /** All that stand above it, the nearest first: if one is lost, the chain has a gap. */
  readonly above: readonly string[];
  readonly kind: 'session' | 'reasoning' | 'call';
  /** Request id of the model's answer that asked for it. */
  readonly cause: string | undefined;
  readonly step: string | undefined;
  readonly requestId: string;
}

export interface World {
  readonly records: readonly Json[];
  readonly invocations: readonly Json[];
  readonly happened: readonly Happened[];
  /** Ids of events of which a record came. */
  readonly seen: ReadonlySet<string>;
  /** Ids of events of which the record came that says which credentials called. */
  readonly linked: ReadonlySet<string>;
  /** Request ids of invocations that the log of model invocations holds. */
  readonly logged: ReadonlySet<string>;
  readonly runs: ReadonlyMap<
    string,
    { readonly user: string; readonly task: string; readonly instruction: string; readonly trace: string }
  >;
}

export interface Trouble {
  readonly lost: number;
  readonly doubled: number;
  /** Seconds that a clock may go wrong in either direction. */
  readonly skew: number;
}

const HOME = '111122223333';
const AWAY = '444455556666';
const REGION = 'eu-central-1';

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Credentials {
  readonly key: string;
  /** The event that issued them. */
  readonly event: string;
  readonly above: readonly string[];
  readonly account: string;
  readonly role: string;
  readonly session: string;
  readonly sourceIdentity?: string;
}

class Maker {
  readonly records: Json[] = [];
  readonly invocations: Json[] = [];
  readonly happened: Happened[] = [];
  readonly seen = new Set<string>();
  readonly linked = new Set<string>();
  readonly logged = new Set<string>();
  private count = 0;
  private clock = Date.parse('2026-11-23T08:00:00Z');

  constructor(
    readonly next: () => number,
    private readonly trouble: Trouble,
  ) {}

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Ids that follow from the seed and look like AWS's. */
  id(): string {
    this.count += 1;
    const hex = () => this.below(0x10000).toString(16).padStart(4, '0');
    return `${hex()}${hex()}-${hex()}-${hex()}-${hex()}-${this.count.toString(16).padStart(12, '0')}`;
  }

  key(): string {
    this.count += 1;
    return `ASIA${this.below(0xffffff).toString(36).toUpperCase().padStart(6, '0')}${this.count.toString(36).toUpperCase().padStart(10, '0')}`;
  }

  private time(): string {
    this.clock += 700;
    const skewed = this.clock + (this.next() - 0.5) * 2_000 * this.trouble.skew;
    return new Date(skewed).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** Delivers a record once, twice, or not at all. */
  private deliver(into: Json[], record: Json): boolean {
    if (this.chance(this.trouble.lost)) return false;
    into.push(record);
    if (this.chance(this.trouble.doubled)) into.push(record);
    return true;
  }

  record(event: {
    readonly id: string;
    readonly caller: Json;
    readonly source: string;
    readonly name: string;
    readonly request?: Json;
    readonly response?: Json | null;
    readonly error?: string;
    readonly requestId?: string;
    readonly shared?: string;
    readonly recipient?: string;
  }): void {
    const time = this.time();
    const record = {
      eventVersion: '1.08',
      userIdentity: event.caller,
      eventTime: time,
      eventSource: event.source,
      eventName: event.name,
      awsRegion: REGION,
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-sdk-js/3',
      ...(event.error === undefined ? {} : { errorCode: event.error, errorMessage: 'refused' }),
      requestParameters: event.request ?? null,
      responseElements: event.response ?? null,
      requestID: event.requestId ?? this.id(),
      eventID: event.id,
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: event.recipient ?? HOME,
      ...(event.shared === undefined ? {} : { sharedEventID: event.shared }),
      eventCategory: 'Management',
      log_account: event.recipient ?? HOME,
      log_region: REGION,
      day: time.slice(0, 10).replaceAll('-', '/'),
    };
    if (!this.deliver(this.records, record)) return;
    this.seen.add(event.shared ?? event.id);
    if (event.caller.type !== 'AWSAccount') this.linked.add(event.shared ?? event.id);
  }

  invocation(requestId: string, arn: string, metadata: Json, error?: string): void {
    const time = this.time();
    const came = this.deliver(this.invocations, {
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: time,
      accountId: HOME,
      identity: { arn },
      region: REGION,
      requestId,
      operation: 'Converse',
      modelId: 'eu.anthropic.claude-sonnet-4',
      ...(error === undefined ? {} : { errorCode: error }),
      requestMetadata: metadata,
      input: { inputTokenCount: 100 },
      output: { outputTokenCount: 50 },
      log_account: HOME,
      log_region: REGION,
      day: time.slice(0, 10).replaceAll('-', '/'),
    });
    if (came) this.logged.add(requestId);
  }
}

const callerOf = ({ key, account, role, session, sourceIdentity }: Credentials): Json => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE${role.toUpperCase()}:${session}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
  accountId: account,
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLE',
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role,
    },
    attributes: { creationDate: '2026-11-23T08:00:00Z', mfaAuthenticated: 'false' },
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  },
});

const credentialsOf = (key: string): Json => ({
  credentials: { accessKeyId: key, sessionToken: 'EXAMPLETOKEN', expiration: 'Nov 23, 2026, 9:12:29 PM' },
});

/** Credentials that a service gives a workload; many runs share them. */
function platform(maker: Maker, service: string, role: string): Credentials {
  const [id, key, session] = [maker.id(), maker.key(), `${role}-${maker.below(1_000_000)}`];
  maker.record({
    id,
    caller: { type: 'AWSService', invokedBy: service },
    source: 'sts.amazonaws.com',
    name: 'AssumeRole',
    request: { roleArn: `arn:aws:iam::${HOME}:role/${role}`, roleSessionName: session },
    response: credentialsOf(key),
  });
  return { key, event: id, above: [id], account: HOME, role, session };
}

/** One component assumes the role of another, with whatever goes wrong on the way. */
function assume(
  maker: Maker,
  run: string,
  from: Credentials,
  to: { readonly role: string; readonly account: string },
  request: Json,
  identity: string,
): Credentials {
  const session = String(request.roleSessionName);
  const refusals = maker.chance(0.15) ? 1 + maker.below(2) : 0;
  for (let attempt = 0; attempt < refusals; attempt++) {
    const [id, requestId] = [maker.id(), maker.id()];
    maker.record({ id, caller: callerOf(from), source: 'sts.amazonaws.com', name: 'AssumeRole', request, error: 'Throttling', requestId });
    maker.happened.push({
      run,
      eventId: id,
      parent: from.event,
      above: from.above,
      kind: 'session',
      cause: undefined,
      step: undefined,
      requestId,
    });
  }
  // An answer that got lost on its way back: credentials that nobody ever uses.
  const answers = maker.chance(0.1) ? 2 : 1;
  let issued: Credentials | undefined;
  for (let answer = 0; answer < answers; answer++) {
    const across = to.account !== from.account;
    const [id, key, requestId, shared] = [maker.id(), maker.key(), maker.id(), across ? maker.id() : undefined];
    const event = { source: 'sts.amazonaws.com', name: 'AssumeRole', request, response: credentialsOf(key), requestId };
    const eventId = shared ?? id;
    maker.record({ ...event, id, caller: callerOf(from), ...(shared === undefined ? {} : { shared }) });
    if (shared !== undefined) {
      const caller = { type: 'AWSAccount', principalId: `AROAEXAMPLE:${from.session}`, accountId: from.account };
      maker.record({ ...event, id: maker.id(), caller, shared, recipient: to.account });
    }
    maker.happened.push({
      run,
      eventId,
      parent: from.event,
      above: from.above,
      kind: 'session',
      cause: undefined,
      step: undefined,
      requestId,
    });
    issued = { key, event: eventId, above: [eventId, ...from.above], ...to, session, sourceIdentity: identity };
  }
  return issued as Credentials;
}

function step(maker: Maker, run: string, name: string, reasoner: Credentials, tool: Credentials, metadata: Json): void {
  let cause: string | undefined;
  const attempts = 1 + (maker.chance(0.2) ? 1 : 0);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [id, requestId] = [maker.id(), maker.id()];
    const failed = attempt < attempts;
    maker.record({
      id,
      caller: callerOf(reasoner),
      source: 'bedrock.amazonaws.com',
      name: 'Converse',
      request: { modelId: 'eu.anthropic.claude-sonnet-4' },
      requestId,
      ...(failed ? { error: 'ThrottlingException' } : {}),
    });
    maker.invocation(requestId, String(callerOf(reasoner).arn), { ...metadata, step: name }, failed ? 'ThrottlingException' : undefined);
    maker.happened.push({
      run,
      eventId: id,
      parent: reasoner.event,
      above: reasoner.above,
      kind: 'reasoning',
      cause: undefined,
      step: name,
      requestId,
    });
    cause = requestId;
  }
  let scoped = tool;
  for (let narrowed = 1 + maker.below(2); narrowed > 0; narrowed--) {
    const [id, key, requestId] = [maker.id(), maker.key(), maker.id()];
    const first = scoped === tool;
    maker.record({
      id,
      caller: callerOf(scoped),
      source: 'sts.amazonaws.com',
      name: 'GetScopedCredentials',
      request: { durationSeconds: 60, scopedSessionDescription: `run=${run} trace=x step=${name} tool=crm call=c1` },
      response: credentialsOf(key),
      requestId,
    });
    maker.happened.push({
      run,
      eventId: id,
      parent: scoped.event,
      above: scoped.above,
      kind: 'session',
      // The request for the first narrowing is made with credentials of no step yet.
      cause: first ? undefined : cause,
      step: first ? undefined : name,
      requestId,
    });
    scoped = { ...scoped, key, event: id, above: [id, ...scoped.above] };
  }
  for (let calls = 1 + maker.below(3); calls > 0; calls--) {
    const retries = maker.chance(0.2) ? 2 : 1;
    for (let attempt = 1; attempt <= retries; attempt++) {
      const [id, requestId] = [maker.id(), maker.id()];
      const error = attempt < retries ? { error: 'ProvisionedThroughputExceededException' } : {};
      maker.record({
        id,
        caller: callerOf(scoped),
        source: 'dynamodb.amazonaws.com',
        name: 'GetItem',
        request: { tableName: 'tickets' },
        requestId,
        ...error,
      });
      maker.happened.push({ run, eventId: id, parent: scoped.event, above: scoped.above, kind: 'call', cause, step: name, requestId });
    }
  }
}

/** Puts records into an order that tells nothing. */
function shuffled<T>(list: readonly T[], next: () => number): readonly T[] {
  const all = [...list];
  for (let index = all.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [all[index], all[other]] = [all[other] as T, all[index] as T];
  }
  return all;
}

export function worldOf(seed: number, runs: number, trouble: Trouble): World {
  const maker = new Maker(random(seed), trouble);
  const planners = Array.from({ length: 40 }, () => platform(maker, 'lambda.amazonaws.com', 'support-planner'));
  const reasoners = Array.from({ length: 40 }, () => platform(maker, 'bedrock-agentcore.amazonaws.com', 'support-reasoner'));
  const known = new Map<string, { readonly user: string; readonly task: string; readonly instruction: string; readonly trace: string }>();
  const pick = (from: readonly Credentials[]): Credentials => from[maker.below(from.length)] as Credentials;
  for (let index = 0; index < runs; index++) {
    const run = `r-${index}`;
    const trace = index.toString(16).padStart(32, 'a');
    const about = { user: `u-${maker.below(50)}`, task: `t-${maker.below(20)}`, instruction: `i-${index}`, trace };
    known.set(run, about);
    const request = (role: string, account: string): Json => ({
      roleArn: `arn:aws:iam::${account}:role/${role}`,
      roleSessionName: `${run}.${trace}`,
      sourceIdentity: about.instruction,
      tags: [
        { value: run, key: 'run' },
        { value: about.task, key: 'task' },
        { value: about.user, key: 'user' },
      ],
      durationSeconds: 900,
    });
    const metadata = { run, task: about.task, user: about.user, sourceIdentity: about.instruction, traceId: trace };
    const planner = pick(planners);
    let tool = assume(maker, run, planner, { role: 'support-crm', account: HOME }, request('support-crm', HOME), about.instruction);
    const steps = 1 + maker.below(3);
    for (let count = 1; count <= steps; count++) {
      step(maker, run, `s${count}`, pick(reasoners), tool, metadata);
      if (maker.chance(0.3)) {
        const account = maker.chance(0.5) ? AWAY : HOME;
        tool = assume(maker, run, tool, { role: 'support-desk', account }, request('support-desk', account), about.instruction);
      }
    }
  }
  // Others in the account: people, and a role that is no part of any agent.
  for (let index = 0; index < runs; index++) {
    const user = {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: `arn:aws:iam::${HOME}:user/jo`,
      accountId: HOME,
      accessKeyId: 'AKIAEXAMPLE',
      userName: 'jo',
    };
    maker.record({ id: maker.id(), caller: user, source: 'iam.amazonaws.com', name: 'ListRoles' });
    const other = platform(maker, 'ec2.amazonaws.com', 'batch');
    maker.record({ id: maker.id(), caller: callerOf(other), source: 's3.amazonaws.com', name: 'GetObject' });
  }
  return {
    records: shuffled(maker.records, maker.next),
    invocations: shuffled(maker.invocations, maker.next),
    happened: maker.happened,
    seen: maker.seen,
    linked: maker.linked,
    logged: maker.logged,
    runs: known,
  };
}
