/** From the declaration of a foundation to what gets deployed: everything that is wrong at once, or a plan. */
import { sortFindings } from '../../finding/finding';
import { FindingList } from '../../finding/finding-list';
import type { AccountFoundationSpec, CreatedTrail } from '../../spec/foundation';
import { IDENTITY_TAG_PREFIX } from '../../spec/session';
import type { PlanDocument, PlannedBoundary, PlannedLogGroup, PlannedRole, PlanTags } from '../plan';
import { documentOf } from '../plan-boundary';
import { maskingCredentials } from '../plan-evidence';
import { alarmsOf } from './alarms';
import { archivePolicy, assumedBy, GROUPS, keyPolicy, SHARED_TYPES, sharedLogPolicy, sinkPolicy, writes } from './documents';
import { instructionsFor } from './instructions';
import { evidenceKeyText, type FoundationPlanning, type FoundationResource } from './kinds';
import { readFoundation } from './read-foundation';
import { savedQueriesOf } from './saved-queries';
import { MOST_VALUES, selectorsOf, valuesIn } from './selectors';

/** What trails are searched for: who, with which key, what, on whose behalf. CloudTrail's names. */
const TRAIL_FIELDS = [
  'eventName',
  'eventSource',
  'requestID',
  'responseElements.credentials.accessKeyId',
  'userIdentity.accessKeyId',
  'userIdentity.arn',
  'userIdentity.sessionContext.sourceIdentity',
];

/** What the record of prompts is joined by: CloudTrail's request, the role, and what the application gives. */
const PROMPT_FIELDS = ['identity.arn', 'modelId', 'requestId', 'requestMetadata.run', 'requestMetadata.traceId'];

class Foundation {
  readonly trailName: string;
  readonly trailArn: string;
  readonly key: string;
  readonly tags: PlanTags;

  constructor(readonly spec: AccountFoundationSpec) {
    this.trailName = `${spec.name}-agents`;
    this.trailArn = `arn:⟨partition⟩:cloudtrail:⟨region⟩:⟨account⟩:trail/${this.trailName}`;
    this.key = spec.key === 'created' ? evidenceKeyText : spec.key;
    this.tags = { [`${IDENTITY_TAG_PREFIX}foundation`]: spec.name, [`${IDENTITY_TAG_PREFIX}owner`]: spec.owner };
  }

  /** Name of the bucket that is made: names of buckets are the world's, so account and region are part of them. */
  get archive(): string {
    return `${this.spec.name}-evidence-⟨account⟩-⟨region⟩`;
  }

  group(what: string, fieldIndexes: readonly string[]): PlannedLogGroup {
    return {
      kind: 'log-group',
      id: `log-group/${what}`,
      name: `/agents/${this.spec.name}/${what}`,
      retentionDays: this.spec.retainDays,
      retain: true,
      key: this.key,
      fieldIndexes,
      tags: this.tags,
    };
  }

  /** A role of an AWS service that writes one log group and can do nothing else. */
  writer(what: string, description: string, trust: PlanDocument, permissions: PlanDocument): readonly [PlannedBoundary, PlannedRole] {
    const name = `${this.spec.name}-${what}`;
    const boundary = `boundary/${what}`;
    return [
      {
        kind: 'boundary',
        id: boundary,
        name: `${name}-boundary`,
        description: `everything that ${name} may do`,
        document: documentOf(permissions.Statement),
      },
      {
        kind: 'role',
        id: `role/${what}`,
        name,
        description,
        trust,
        policies: [{ name: 'own-log', document: permissions }],
        boundary: { planned: boundary },
        maxSessionSeconds: 3600,
        tags: this.tags,
      },
    ];
  }

  readonly role = (what: string): string => `arn:⟨partition⟩:iam::⟨account⟩:role/${this.spec.name}-${what}`;
}

function keyOf(foundation: Foundation): readonly FoundationResource[] {
  const { spec, trailArn, tags } = foundation;
  if (spec.key !== 'created') return [];
  return [
    {
      kind: 'evidence-key',
      id: 'evidence-key',
      description: `evidence of agents (${spec.name})`,
      document: keyPolicy(spec.trail.kind === 'created' ? trailArn : undefined),
      tags,
    },
  ];
}

function trailOf(foundation: Foundation, trail: CreatedTrail): readonly FoundationResource[] {
  const { spec, tags, key, trailName, trailArn } = foundation;
  const group = foundation.group('trail', TRAIL_FIELDS);
  // CloudTrail sends no source when it assumes the role: only it can, and only to write this group (CloudTrail User Guide, "Role policy document").
  const writer = foundation.writer(
    'trail-to-logs',
    'lets CloudTrail write the events of the trail to its log group',
    assumedBy('cloudtrail.amazonaws.com', undefined),
    writes(group.name, '⟨account⟩_CloudTrail_⟨region⟩*'),
  );
  const archive: readonly FoundationResource[] =
    trail.archive === undefined
      ? [
          {
            kind: 'archive',
            id: 'archive',
            name: foundation.archive,
            lockedDays: spec.retainDays,
            document: archivePolicy(foundation.archive, trailArn),
            tags,
          },
        ]
      : [];
  return [
    ...archive,
    group,
    ...writer,
    {
      kind: 'trail',
      id: 'trail',
      name: trailName,
      bucket: trail.archive ?? foundation.archive,
      after: [...archive, group, ...writer].map(({ id }) => id),
      key,
      groupArn: `${GROUPS}${group.name}:*`,
      groupRoleArn: foundation.role('trail-to-logs'),
      selectors: selectorsOf(trail),
      tags,
    },
  ];
}

function promptsOf(foundation: Foundation): readonly FoundationResource[] {
  const { prompts } = foundation.spec;
  if (prompts === undefined) return [];
  const group = { ...foundation.group('prompts', PROMPT_FIELDS), dataProtection: maskingCredentials() };
  const writer = foundation.writer(
    'prompts-to-logs',
    'lets Bedrock write prompts and answers of models to their log group',
    assumedBy('bedrock.amazonaws.com', {
      ArnLike: { 'aws:SourceArn': ['arn:⟨partition⟩:bedrock:⟨region⟩:⟨account⟩:*'] },
      StringEquals: { 'aws:SourceAccount': ['⟨account⟩'] },
    }),
    writes(group.name, 'aws/bedrock/modelinvocations'),
  );
  const roleArn = foundation.role('prompts-to-logs');
  return [
    group,
    ...writer,
    ...(prompts.switchedOnBy === 'engine' ? [{ kind: 'prompt-log', id: 'prompt-log', group: group.name, roleArn } as const] : []),
  ];
}

function queriesOf(foundation: Foundation): readonly FoundationResource[] {
  const { spec } = foundation;
  const { savedQueries, trail, prompts, transactionSearch, name } = spec;
  if (savedQueries === undefined) return [];
  const created = trail.kind === 'created' ? trail : undefined;
  return savedQueriesOf(spec, savedQueries, {
    bucket: created === undefined ? undefined : (created.archive ?? foundation.archive),
    groups: {
      ...(created === undefined ? {} : { trail: `/agents/${name}/trail` }),
      ...(prompts === undefined ? {} : { 'model-invocations': `/agents/${name}/prompts` }),
      ...(transactionSearch === undefined ? {} : { spans: 'aws/spans' }),
    },
  });
}

function sharedOf({ spec, tags }: Foundation): readonly FoundationResource[] {
  const { deliveries, transactionSearch, sink, link, providers = [], outboundTokens, name } = spec;
  const logPolicy = { deliveries: deliveries !== undefined, traces: transactionSearch !== undefined };
  return [
    ...providers.map(({ url, audiences }) => ({
      kind: 'oidc-provider' as const,
      id: `oidc-provider/${url.replace(/^https:\/\//, '')}`,
      url,
      audiences: [...audiences].sort(),
      tags,
    })),
    ...(logPolicy.deliveries || logPolicy.traces
      ? [{ kind: 'log-resource-policy', id: 'log-resource-policy', name: `${name}-agents`, document: sharedLogPolicy(logPolicy) } as const]
      : []),
    ...(transactionSearch === undefined
      ? []
      : [{ kind: 'transaction-search', id: 'transaction-search', indexedPercent: transactionSearch.indexedPercent } as const]),
    ...(outboundTokens?.switchedOnBy === 'engine' ? [{ kind: 'outbound-federation', id: 'outbound-federation' } as const] : []),
    ...(sink === undefined
      ? []
      : [{ kind: 'observability-sink', id: 'observability-sink', name: `${name}-agents`, document: sinkPolicy(sink), tags } as const]),
    ...(link === undefined
      ? []
      : [{ kind: 'observability-link', id: 'observability-link', sinkArn: link.sink, resourceTypes: SHARED_TYPES, tags } as const]),
  ];
}

/**
 * Plans the foundation of an account.
 *
 * @returns the plan with what is left to do by hand, or all findings at once. Never throws for a bad declaration.
 */
export function planFoundation(declared: AccountFoundationSpec): FoundationPlanning {
  const findings = new FindingList();
  const spec = readFoundation(declared, findings);
  if (spec !== undefined && spec.trail.kind === 'created') {
    const values = valuesIn(selectorsOf(spec.trail));
    if (values > MOST_VALUES)
      findings.add('WI198', {
        what: `the selectors of the trail have ${values} values, and CloudTrail takes ${MOST_VALUES}`,
        fix: 'give fewer beginnings of role names, or leave `rolesBeginningWith` out',
        pointer: 'trail.rolesBeginningWith',
      });
  }
  if (spec === undefined || findings.errors > 0) return { ok: false, findings: sortFindings(findings.findings) };
  const foundation = new Foundation(spec);
  const resources = [
    ...keyOf(foundation),
    ...(spec.trail.kind === 'created' ? trailOf(foundation, spec.trail) : []),
    ...promptsOf(foundation),
    ...sharedOf(foundation),
    ...queriesOf(foundation),
    ...(spec.alarms === undefined || spec.trail.kind === 'imported'
      ? []
      : alarmsOf(spec, spec.alarms, foundation.group('trail', TRAIL_FIELDS), foundation.tags)),
  ];
  return { ok: true, plan: { name: spec.name, owner: spec.owner, resources, instructions: instructionsFor(spec, foundation) } };
}
