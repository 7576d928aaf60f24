import { defineRule } from '../define-rule';
import { soundTrail, trail } from '../examples/evidence';
import { isOpen, resourceName } from '../reading/properties';
import { trailsOf } from '../reading/trails';

export default defineRule({
  code: 'WI604',
  name: 'evidence/log-files-are-validated',
  severity: 'error',
  principle: 'evidence that is changed shows that it was',
  standards: ['NIST SP 800-53 AU-10', 'NIST SP 800-53 SI-7'],
  summary: 'every trail signs digests of its files',
  why: 'without a chain of digests nobody can say later that a file is what CloudTrail wrote, and none is missing',
  acknowledge: 'where another trail of the same events has its files validated',
  sources: ['AWS CloudTrail User Guide, "Validating CloudTrail log file integrity"'],
  visits: 'graph',
  messages: {
    off: { what: 'the files of the trail `<trail>` are not validated', fix: 'set `EnableLogFileValidation` to `true`' },
    open: {
      what: 'whether the files of the trail `<trail>` are validated is not known before deployment',
      fix: 'write `EnableLogFileValidation: true`',
    },
  },
  check: (graph, tell) =>
    trailsOf(graph).map(({ resource, isValidated }) => {
      const names = { trail: resourceName(resource) };
      if (isOpen(isValidated)) return tell.undecided('open', names, { at: resource.place, shown: `depends on \`${isValidated.open}\`` });
      return isValidated
        ? tell.proved()
        : tell.refuted('off', names, { at: resource.place, shown: '`EnableLogFileValidation` is not `true`' });
    }),
  examples: {
    bad: [
      {
        title: 'a trail without digests',
        cloudformation: { Trail: trail({ EnableLogFileValidation: false }) },
        finds: { message: 'off', resource: 'Trail' },
      },
    ],
    good: [{ title: 'a trail with digests', cloudformation: soundTrail() }],
  },
});
