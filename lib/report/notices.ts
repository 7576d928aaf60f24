/** What is to be told of acknowledgements and of a baseline: what has expired, changed, or gone. */
import { type Acknowledgement, hasExpired } from './acknowledgement';
import { type Baseline, vanishedFrom } from './baseline';
import { counted } from './count-text';
import { nameOfPlace } from './fingerprint';
import type { JudgedPath, Notice } from './judged-path';

/** What an acknowledgement is called where its finding cannot be shown. */
const called = ({ fingerprint, code, resource }: Acknowledgement): string =>
  [code === undefined ? `\`${fingerprint}\`` : `\`${code}\``, ...(resource === undefined ? [] : [`on \`${resource}\``])].join(' ');

export interface Given {
  readonly acknowledgements: readonly Acknowledgement[];
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** Acknowledgements that accept nothing: expired ones, and those whose finding is no more or has other content now. */
export function acknowledgementNotices({ acknowledgements, today }: Given, judged: readonly JudgedPath[]): readonly Notice[] {
  const findings = judged.flatMap((one) => one.findings);
  const found = new Set(judged.flatMap((one) => [...one.findings, ...one.accepted]).map(({ fingerprint }) => fingerprint));
  return acknowledgements.flatMap((one): readonly Notice[] => {
    const { fingerprint, owner, code, resource, expires } = one;
    if (found.has(fingerprint)) {
      if (!hasExpired(one, today)) return [];
      return [
        {
          what: `the acknowledgement of ${called(one)} by \`${owner}\` expired on ${expires ?? ''}, so the finding is back`,
          fix: 'mend what is found, or look at it again and set a later `expires`',
        },
      ];
    }
    const changed = findings.find((finding) => finding.code === code && nameOfPlace(finding.where) === resource);
    if (changed === undefined) {
      return [{ what: `the acknowledgement of ${called(one)} is stale: nothing with its fingerprint is found`, fix: 'leave it out' }];
    }
    return [
      {
        what: `the acknowledgement of ${called(one)} by \`${owner}\` no longer holds: what it accepted has changed`,
        fix: `look at it again; if it is still right, its fingerprint is now \`${changed.fingerprint}\``,
      },
    ];
  });
}

/** Findings of a baseline that are mended: the ratchet takes them out. */
export function baselineNotices(baseline: Baseline, judged: readonly JudgedPath[]): readonly Notice[] {
  const gone = vanishedFrom(baseline, judged).length;
  if (gone === 0) return [];
  return [
    {
      what: `${counted(gone, 'finding')} of the baseline ${gone === 1 ? 'is' : 'are'} no longer found`,
      fix: 'take them out with `--update-baseline`, so that they cannot come back unseen',
    },
  ];
}
