import type { GraphDocument, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { type DocumentSize, LIMITS, sumOf } from '../../plan/document-size';
import { defineRule, type Tell } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { inlineOf } from '../reading/inline-policies';
import { inThousands, rendered, sizeOf } from '../reading/measure';
import { nameOf } from '../reading/places';
import { isLate } from '../reading/read-policy';

/** Characters. Source: IAM User Guide, "IAM and AWS STS quotas". */
const ROLE_NAME = 64;
/** What Service Quotas raises the length of a trust policy to, at most. */
const RAISED_TRUST_POLICY = 8192;

const messages = {
  tooLong: {
    what: '<thing> of `<role>` has at least <least> characters, <over> more than the <limit> allowed',
    fix: '<fix>',
  },
  needsMore: {
    what: '<thing> of `<role>` has at least <least> characters, <over> more than the <limit> that IAM allows unless the quota is raised',
    fix: '<fix>',
    severity: 'warning',
  },
  mayBeTooLong: {
    what: '<thing> of `<role>` has up to <most> characters once all values are known, and <limit> are allowed',
    fix: '<fix>; or give short names to what the late values name',
    severity: 'warning',
  },
} as const satisfies Messages;

interface Measured extends DocumentSize {
  readonly thing: string;
  readonly limit: number;
  /** What the limit can be raised to, where it can. */
  readonly raisedTo?: number;
  readonly fix: string;
  readonly documents: readonly GraphDocument[];
}

function measure(visited: GraphRole, graph: IdentityGraph): readonly Measured[] {
  const inline = inlineOf(visited, graph);
  const managed = [
    ...visited.policies.map(({ document }) => document).filter((document) => !inline.includes(document)),
    ...(visited.boundary?.document === undefined ? [] : [visited.boundary.document]),
  ];
  const split = 'split the component in two: what needs so many permissions does several jobs';
  const sizes = (documents: readonly GraphDocument[]): DocumentSize => sumOf(documents.map((document) => sizeOf(rendered(document))));
  const measured: readonly Measured[] = [
    {
      thing: 'the trust policy',
      limit: LIMITS.trustPolicy,
      raisedTo: RAISED_TRUST_POLICY,
      fix: 'let fewer workloads or callers become the component, or raise the quota `Role trust policy length`, up to 8,192',
      documents: [visited.trust],
      ...sizes([visited.trust]),
    },
    ...managed.map((document) => ({
      thing: 'a managed policy',
      limit: LIMITS.managedPolicy,
      fix: split,
      documents: [document],
      ...sizes([document]),
    })),
    {
      thing: 'the inline policies together',
      limit: LIMITS.inlinePolicies - LIMITS.quarantineReserve,
      fix: split,
      documents: inline,
      ...sizes(inline),
    },
    { thing: 'the name', limit: ROLE_NAME, fix: 'give the role a shorter name', documents: [], ...sizeOf(visited.name) },
  ];
  // How long a document is that is settled at deployment cannot be said, and that it is, another rule reports.
  return measured.filter(({ documents }) => !documents.some(isLate));
}

function judge(
  { thing, limit, raisedTo = limit, fix, least, most, documents }: Measured,
  visited: GraphRole,
  tell: Tell<typeof messages>,
): Outcome {
  const names = { role: nameOf(visited), thing, fix, limit: inThousands(limit) };
  const [document] = documents;
  const at = { at: document?.place ?? visited.place, with: [visited.place] };
  if (least > limit)
    return tell.refuted(
      least > raisedTo ? 'tooLong' : 'needsMore',
      { ...names, least: inThousands(least), over: inThousands(least - limit) },
      at,
    );
  // A name that the engine generates is cut to fit.
  if (most <= limit || thing === 'the name') return tell.proved();
  return tell.undecided('mayBeTooLong', { ...names, most: inThousands(most) }, at);
}

const MANY = Array.from({ length: 60 }, (_, index) => `repo:acme/agents:environment:production-of-region-${index}`);

export default defineRule({
  code: 'WI701',
  name: 'quota/policy-sizes',
  severity: 'error',
  principle: 'what is declared can be deployed',
  standards: [],
  summary: 'trust policies, managed policies, inline policies and role names fit IAM\u2019s quotas, with room left for a quarantine policy',
  why: 'IAM refuses what is too long, in the middle of a deployment; and a component that cannot be quarantined cannot be stopped',
  acknowledge: 'where the account\u2019s quota for trust policies has been raised',
  misses: ['a role name that the engine generates', 'a value of unknown shape that turns out to have more than 256 characters'],
  sources: ['IAM User Guide, "IAM and AWS STS quotas"'],
  visits: 'role',
  messages,
  check: (visited, tell, { graph }) => measure(visited, graph).map((measured) => judge(measured, visited, tell)),
  examples: {
    bad: [
      {
        title: 'a trust policy with sixty subjects',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': MANY,
              },
            }),
          }),
        },
        finds: { message: 'needsMore', resource: 'Deploy' },
      },
      {
        title: 'a trust policy that no quota lets in',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': Array.from({ length: 4 }, (_, part) =>
                  MANY.map((subject) => `${subject}-${part}`),
                ).flat(),
              },
            }),
          }),
        },
        finds: { message: 'tooLong', resource: 'Deploy' },
      },
      {
        title: 'inline policies that leave no room for a quarantine',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'read',
                document: policy({
                  Effect: 'Allow',
                  Action: 's3:GetObject',
                  Resource: Array.from({ length: 240 }, (_, index) => `arn:aws:s3:::handbook/chapter/number/${index}/*`),
                }),
              },
            ],
          }),
        },
        finds: { message: 'tooLong', resource: 'Tool' },
      },
    ],
    good: [{ title: 'policies that fit', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
