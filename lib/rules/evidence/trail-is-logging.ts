import { defineRule } from '../define-rule';
import { soundTrail, trail } from '../examples/evidence';
import { isOpen, resourceName } from '../reading/properties';
import { trailsOf } from '../reading/trails';

export default defineRule({
  code: 'WI602',
  name: 'evidence/trail-is-logging',
  severity: 'error',
  principle: 'what is done leaves evidence',
  standards: ['NIST SP 800-53 AU-12', 'OWASP ASI10'],
  summary: 'every trail records, and has somewhere to put what it records',
  why: 'a trail that is switched off, or that has no place for its files, records nothing of what a component does',
  acknowledge: 'while a trail is deployed ahead of the day that it is switched on',
  sources: ['CloudTrail API Reference, `CreateTrail`', 'AWS CloudFormation Template Reference, `AWS::CloudTrail::Trail`'],
  visits: 'graph',
  messages: {
    stopped: { what: 'the trail `<trail>` is switched off', fix: 'set `IsLogging` to `true`' },
    nowhere: {
      what: 'the trail `<trail>` has no place for what it records',
      fix: 'name a bucket in `S3BucketName`, and a log group with its role in `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`',
    },
    open: { what: 'whether the trail `<trail>` records is not known before deployment', fix: 'write `IsLogging: true`' },
  },
  check: (graph, tell) =>
    trailsOf(graph).map(({ resource, isLogging, bucket, group }) => {
      const names = { trail: resourceName(resource) };
      const at = { at: resource.place };
      if (isLogging === false) return tell.refuted('stopped', names, { ...at, shown: '`IsLogging` is `false`' });
      if (bucket === undefined && group === undefined)
        return tell.refuted('nowhere', names, { ...at, shown: 'no bucket and no log group' });
      return isOpen(isLogging) ? tell.undecided('open', names, { ...at, shown: `depends on \`${isLogging.open}\`` }) : tell.proved();
    }),
  examples: {
    bad: [
      {
        title: 'a trail that is switched off',
        cloudformation: { Trail: trail({ IsLogging: false }) },
        finds: { message: 'stopped', resource: 'Trail' },
      },
      {
        title: 'a trail without bucket and log group',
        cloudformation: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, IsMultiRegionTrail: true } } },
        finds: { message: 'nowhere', resource: 'Trail' },
      },
    ],
    good: [{ title: 'a trail that records', cloudformation: soundTrail() }],
  },
});
