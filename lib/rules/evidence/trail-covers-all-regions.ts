import { defineRule } from '../define-rule';
import { soundTrail, trail } from '../examples/evidence';
import { isOpen, type Open, resourceName } from '../reading/properties';
import { type Trail, trailsOf } from '../reading/trails';

/** What has to be switched on, by the message that tells that it is not. */
const ASKED = [
  ['oneRegion', 'IsMultiRegionTrail', ({ isMultiRegion }: Trail): boolean | Open => isMultiRegion],
  ['noGlobalEvents', 'IncludeGlobalServiceEvents', ({ hasGlobalEvents }: Trail): boolean | Open => hasGlobalEvents],
] as const;

export default defineRule({
  code: 'WI605',
  name: 'evidence/trail-covers-all-regions',
  severity: 'error',
  principle: 'what is done leaves evidence, wherever it is done',
  standards: ['NIST SP 800-53 AU-12'],
  summary: 'every trail records all regions, and the services that belong to none',
  why: 'credentials work in every region; who takes them to one without a trail, or uses IAM and STS, acts unseen',
  acknowledge: 'where a trail of the organization records all regions already',
  sources: [
    'AWS CloudTrail User Guide, "Understanding multi-Region trails and opt-in Regions"',
    'AWS CloudTrail User Guide, "Global service events"',
  ],
  visits: 'graph',
  messages: {
    oneRegion: { what: 'the trail `<trail>` records one region only', fix: 'set `IsMultiRegionTrail` to `true`' },
    noGlobalEvents: {
      what: 'the trail `<trail>` leaves out the services that belong to no region, such as IAM and STS',
      fix: 'set `IncludeGlobalServiceEvents` to `true`',
    },
    open: {
      what: 'whether the trail `<trail>` records all regions is not known before deployment',
      fix: 'write `IsMultiRegionTrail: true` and `IncludeGlobalServiceEvents: true`',
    },
  },
  check: (graph, tell) =>
    trailsOf(graph).flatMap((trail) => {
      const names = { trail: resourceName(trail.resource) };
      const at = { at: trail.resource.place };
      return ASKED.map(([message, property, flagOf]) => {
        const flag = flagOf(trail);
        if (isOpen(flag)) return tell.undecided('open', names, { ...at, shown: `depends on \`${flag.open}\`` });
        return flag ? tell.proved() : tell.refuted(message, names, { ...at, shown: `\`${property}\` is not \`true\`` });
      });
    }),
  examples: {
    bad: [
      {
        title: 'a trail of one region',
        cloudformation: { Trail: trail({ IsMultiRegionTrail: false }) },
        finds: { message: 'oneRegion', resource: 'Trail' },
      },
      {
        title: 'a trail without global services',
        cloudformation: { Trail: trail({ IncludeGlobalServiceEvents: false }) },
        finds: { message: 'noGlobalEvents', resource: 'Trail' },
      },
    ],
    good: [{ title: 'a trail of all regions', cloudformation: soundTrail() }],
  },
});
