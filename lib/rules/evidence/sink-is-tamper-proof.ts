import { defineRule } from '../define-rule';
import { evidenceBucket, soundTrail, trail } from '../examples/evidence';
import { bucketsOf, isVersioned, lockModeOf } from '../reading/buckets';
import { resourceName } from '../reading/properties';
import { trailsInto } from '../reading/trails';

export default defineRule({
  code: 'WI615',
  name: 'evidence/sink-is-tamper-proof',
  severity: 'warning',
  principle: 'evidence outlives those whom it is about',
  standards: ['NIST SP 800-53 AU-9', 'OWASP ASI10'],
  summary: 'the buckets of trails keep every version, lock it for a time, and stay when their stack goes',
  why: 'without a lock one call deletes a year of evidence; with one nobody can, not even who administers the account',
  acknowledge: 'in a throw-away account, or where the files are copied at once to a bucket that is locked',
  misses: ['a lock that the bucket gets later', 'for how long objects are locked'],
  sources: [
    'Amazon S3 User Guide, "Locking objects with Object Lock"',
    'AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"',
  ],
  visits: 'graph',
  messages: {
    notLocked: {
      what: 'the bucket `<bucket>`, which keeps the files of a trail, lets them be deleted',
      fix: 'set `ObjectLockEnabled: true` and an `ObjectLockConfiguration` with a default retention in mode `COMPLIANCE`',
    },
    notVersioned: {
      what: 'the bucket `<bucket>`, which keeps the files of a trail, lets them be overwritten for good',
      fix: 'set `VersioningConfiguration: { Status: Enabled }`; Object Lock needs it too',
    },
    goesWithStack: {
      what: 'the bucket `<bucket>`, which keeps the files of a trail, goes with its stack',
      fix: 'set `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`; with Pulumi `retainOnDelete: true`',
    },
    open: { what: 'whether the bucket `<bucket>` keeps the files of a trail could not be decided', fix: 'write its settings out' },
  },
  check: (graph, tell) =>
    bucketsOf(graph).flatMap((bucket) => {
      if (trailsInto(bucket, graph).length === 0) return [];
      const names = { bucket: resourceName(bucket) };
      const at = { at: bucket.place };
      if (bucket.problems.length > 0) return [tell.undecided('open', names, { ...at, shown: bucket.problems.join(', ') })];
      const isLocked = lockModeOf(bucket) !== undefined;
      const isKept = isLocked || isVersioned(bucket);
      const wrong = [
        // A lock keeps versions, so a bucket with one has them, and one without them needs both.
        ...(isKept ? [] : [tell.refuted('notVersioned', names, { ...at, shown: 'no versions are kept, and no lock' })]),
        ...(isLocked || !isKept ? [] : [tell.refuted('notLocked', names, { ...at, shown: 'no default retention' })]),
        ...(bucket.retained ? [] : [tell.refuted('goesWithStack', names, { ...at, shown: 'it is not retained' })]),
      ];
      return wrong.length === 0 ? [tell.proved()] : wrong;
    }),
  examples: {
    bad: [
      {
        title: 'no lock and no versions',
        cloudformation: {
          Trail: trail(),
          Evidence: evidenceBucket({ ObjectLockConfiguration: undefined, VersioningConfiguration: undefined }),
        },
        finds: { message: 'notVersioned', resource: 'Evidence' },
      },
      {
        title: 'versions without a lock',
        cloudformation: { Trail: trail(), Evidence: evidenceBucket({ ObjectLockConfiguration: undefined }) },
        finds: { message: 'notLocked', resource: 'Evidence' },
      },
      {
        title: 'a bucket that goes with its stack',
        cloudformation: { Trail: trail(), Evidence: { ...evidenceBucket(), DeletionPolicy: 'Delete' } },
        finds: { message: 'goesWithStack', resource: 'Evidence' },
      },
    ],
    good: [{ title: 'locked, versioned and retained', cloudformation: soundTrail() }],
  },
});
