/** Reports to render: one of everything that a report can hold, and one of what a hostile template would put there. */
import type { Acknowledgement } from '../../lib/report/acknowledgement';
import type { CheckReport, PinnedFinding } from '../../lib/report/judged-path';

const finding = (parts: Partial<PinnedFinding>): PinnedFinding => ({
  code: 'WI201',
  rule: 'trust/subject-is-pinned',
  severity: 'error',
  verdict: 'refuted',
  message: 'open',
  what: 'the trust policy of `Tool` accepts any subject',
  where: {
    file: 'cdk.out/App.template.json',
    path: 'App/Tool/Resource',
    resource: 'Tool',
    pointer: '/Properties/AssumeRolePolicyDocument/Statement/0',
    line: 12,
  },
  why: 'without a subject every workload can assume the role',
  shown: 'sub `repo:attacker/fork` is allowed',
  fix: 'add a condition',
  involved: ['Tool', 'Other'],
  fingerprint: '0123456789abcdef0123456789abcdef',
  ...parts,
});

const acknowledgement: Acknowledgement = {
  fingerprint: '3'.repeat(32),
  because: 'the pipeline alone assumes it',
  owner: 'platform',
  expires: '2099-01-01',
};

export const FULL: CheckReport = {
  judged: [
    {
      path: 'cdk.out',
      verdict: 'refuted',
      summary: { proved: 7, refuted: 1, undecided: 3 },
      findings: [
        finding({
          code: 'WI701',
          rule: 'quota/policy-sizes',
          severity: 'warning',
          verdict: 'undecided',
          what: 'the policies of `Wide` may be too long',
          where: { resource: 'Wide' },
          fingerprint: '1'.repeat(32),
        }),
        finding({
          code: 'WI200',
          rule: 'trust/policy-is-well-formed',
          verdict: 'undecided',
          what: 'the trust policy of `Late` is open',
          where: { resource: 'Late' },
          fingerprint: '2'.repeat(32),
        }),
        finding({}),
      ],
      accepted: [
        {
          ...finding({ code: 'WI301', rule: 'boundary/is-present', fingerprint: '3'.repeat(32) }),
          acceptance: { by: 'acknowledgement', acknowledgement },
        },
        {
          ...finding({ code: 'WI301', rule: 'boundary/is-present', fingerprint: '4'.repeat(32) }),
          acceptance: { by: 'baseline' },
        },
      ],
      openElsewhere: [{ code: 'WI202', severity: 'error', because: 'trust/policy-is-well-formed' }],
    },
    {
      path: 'sound.json',
      verdict: 'proved',
      summary: { proved: 4, refuted: 0, undecided: 0 },
      findings: [],
      accepted: [],
      openElsewhere: [],
    },
  ],
  unread: [{ path: 'broken.json', why: 'the file is no JSON' }],
  notices: [{ what: 'an acknowledgement is stale', fix: 'leave it out' }],
};

/** What a template's author may write where a name belongs. */
export const HOSTILE: readonly string[] = [
  '\u001b[31mred\u001b[0m',
  'a\u0000b\u0007c\u0085d',
  'line\r\nbreak\u2028and\u2029paragraph',
  '\u202egnp.exe',
  '</failure><script>alert(1)</script>&amp;<![CDATA[x]]>',
  '"quoted" \'twice\'',
  '| a | table |\n|---|---|',
  '`` ` ``` code',
  '[click](https://evil.example) ![image](https://evil.example/x.png) https://evil.example www.evil.example',
  '@everybody #1 <b>bold</b> <!-- hidden --> $x$ ~~struck~~ **strong** _soft_',
  '\ud800 lone \udfff',
  '\ufffe\uffff',
  'x'.repeat(5_000),
];

export const hostileReport = (text: string): CheckReport => ({
  judged: [
    {
      path: text,
      verdict: 'refuted',
      summary: { proved: 0, refuted: 1, undecided: 0 },
      findings: [
        finding({
          what: `the role \`${text}\` is open: ${text}`,
          where: { file: text, path: text, resource: text, pointer: `/${text}` },
          shown: text,
          fix: text,
          involved: [text, `${text}2`],
        }),
      ],
      accepted: [
        {
          ...finding({ what: text }),
          acceptance: { by: 'acknowledgement', acknowledgement: { ...acknowledgement, because: text, owner: text } },
        },
      ],
      openElsewhere: [],
    },
  ],
  unread: [{ path: text, why: text }],
  notices: [{ what: text, fix: text }],
});
