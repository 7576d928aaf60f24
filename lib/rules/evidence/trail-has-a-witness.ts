import { defineRule } from '../define-rule';
import { bucket, soundTrail, trail } from '../examples/evidence';
import { bucketsOf, logsAccess } from '../reading/buckets';
import { isOpen, resourceName } from '../reading/properties';
import { reachesGroup, trailsInto, trailsOf } from '../reading/trails';

export default defineRule({
  code: 'WI603',
  name: 'evidence/trail-has-a-witness',
  severity: 'error',
  principle: 'evidence that is changed shows that it was',
  standards: ['NIST SP 800-53 AU-9', 'NIST SP 800-53 AU-10', 'OWASP ASI10'],
  summary: 'what a trail records is told twice: by digests of its files, by a log group, or by the access logs of its bucket',
  why: 'where files in a bucket are the only record, whoever can write the bucket can change what happened, and nothing shows it',
  acknowledge: 'where the bucket belongs to an account that nobody of this one can enter, and its accesses are logged there',
  misses: ['access logs of a bucket that the template does not hold'],
  sources: [
    'AWS CloudTrail User Guide, "Validating CloudTrail log file integrity"',
    'AWS CloudTrail User Guide, "Sending events to CloudWatch Logs"',
  ],
  visits: 'graph',
  messages: {
    none: {
      what: 'nothing would show that the files of the trail `<trail>` were changed',
      fix: 'set `EnableLogFileValidation: true`, and send the events to a log group as well',
    },
    halfSent: {
      what: 'the trail `<trail>` names a log group and no role to write it, or a role and no log group, and nothing else would show that its files were changed',
      fix: 'give both `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`, and set `EnableLogFileValidation: true`',
    },
    open: {
      what: 'whether anything would show that the files of the trail `<trail>` were changed is not known before deployment',
      fix: 'write `EnableLogFileValidation: true`',
    },
  },
  check: (graph, tell) =>
    trailsOf(graph).flatMap((trail) => {
      const { resource, isValidated, group, groupRole } = trail;
      // Without a bucket there is no trail; another rule tells where there is no sink at all.
      if (trail.bucket === undefined) return [];
      const names = { trail: resourceName(resource) };
      const buckets = bucketsOf(graph).filter((one) => trailsInto(one, graph).includes(trail));
      if (isValidated === true || reachesGroup(trail) || buckets.some(logsAccess)) return [tell.proved()];
      const at = { at: resource.place, with: buckets.map(({ place }) => place) };
      if (isOpen(isValidated)) return [tell.undecided('open', names, { ...at, shown: `depends on \`${isValidated.open}\`` })];
      const shown = 'no digests, no log group that it can write, and no access logs of its bucket in the template';
      return [tell.refuted(group === undefined && groupRole === undefined ? 'none' : 'halfSent', names, { ...at, shown })];
    }),
  examples: {
    bad: [
      {
        title: 'files in a bucket, and nothing else',
        cloudformation: {
          Trail: trail({ EnableLogFileValidation: false, CloudWatchLogsLogGroupArn: undefined, CloudWatchLogsRoleArn: undefined }),
          Evidence: bucket({ BucketName: 'evidence' }),
        },
        finds: { message: 'none', resource: 'Trail' },
      },
      {
        title: 'a log group that CloudTrail has no role for',
        cloudformation: { Trail: trail({ EnableLogFileValidation: false, CloudWatchLogsRoleArn: undefined }) },
        finds: { message: 'halfSent', resource: 'Trail' },
      },
    ],
    good: [{ title: 'digests, a log group and access logs', cloudformation: soundTrail() }],
  },
});
