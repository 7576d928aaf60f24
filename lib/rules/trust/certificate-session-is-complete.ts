import type { GraphResource, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { isRecord } from '../../policy/parse-values';
import { hasHole } from '../../policy/text';
import { counted } from '../../report/count-text';
import { defineRule, type Tell } from '../define-rule';
import { role, soundRole } from '../examples/parts';
import { certificateTrust, MAPPINGS, profile, SPIFFE_ID } from '../examples/roles-anywhere';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { certificateAttributes, ROLES_ANYWHERE } from '../reading/certificates';
import { nameOf, within } from '../reading/places';
import { ASSUME_ROLE, isAbout, readTrust, statementNaming, type Trust } from '../reading/trust';
import { together } from '../reading/when';

const PROFILE = 'AWS::RolesAnywhere::Profile';
const ACTIONS = [ASSUME_ROLE, 'sts:TagSession', 'sts:SetSourceIdentity'];
/** Seconds: as long as any session may be without a declaration that says otherwise. */
const LONGEST = 4 * 3600;

const WITHOUT_PULUMI = {
  lacks: 'property',
  type: PROFILE,
  property: 'AttributeMappings',
  because: 'the AWS provider of Pulumi makes profiles without attribute mappings',
} as const;

const messages = {
  missingActions: {
    what: 'the trust policy of `<role>` does not allow <missing>, without which Roles Anywhere makes no session',
    fix: 'write `"Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]`',
    severity: 'warning',
  },
  unmapped: {
    what: 'the profile of `<role>` maps no <field>, and the trust policy asks for it',
    fix: 'add `{ "CertificateField": "<field>", "MappingRules": [{ "Specifier": "<specifier>" }] }` to `AttributeMappings`, which Pulumi has in `aws-native` only',
    severity: 'warning',
  },
  longSession: {
    what: 'the profile of `<role>` gives sessions of <length>, longer than the <limit> allowed',
    fix: 'set `DurationSeconds` to <seconds> or less; the workload gets a new session with its certificate',
  },
} as const satisfies Messages;

/** The actions that the trust policy does not allow Roles Anywhere. */
const missingActions = ({ allows }: Trust): readonly string[] => {
  const own = allows.filter(({ principal }) => principal?.principals.some((one) => one.kind === 'service' && one.value === ROLES_ANYWHERE));
  return ACTIONS.filter((action) => !own.some((statement) => isAbout(statement, action)));
};

const profilesOf = (role: GraphRole, graph: IdentityGraph): readonly GraphResource[] =>
  graph.resourcesOf(PROFILE).filter((one) => {
    const { RoleArns } = one.properties;
    return Array.isArray(RoleArns) && RoleArns.includes(role.arn) && together(role, one);
  });

/** Whether the profile turns the attribute into a tag; what is known only at deployment may do so. */
function maps({ properties }: GraphResource, attribute: string): boolean {
  const { AttributeMappings: mappings } = properties;
  if (typeof mappings === 'string' && hasHole(mappings)) return true;
  if (!Array.isArray(mappings)) return false;
  const [field = '', specifier = ''] = attribute.split(/\/(.*)/s);
  return mappings.some((mapping: unknown) => {
    if (!isRecord(mapping)) return true;
    const { CertificateField, MappingRules } = mapping;
    if (String(CertificateField).toLowerCase() !== field.toLowerCase()) return false;
    const rules: readonly unknown[] = Array.isArray(MappingRules) ? MappingRules : [MappingRules];
    return rules.some((rule) => {
      const named = isRecord(rule) && typeof rule.Specifier === 'string' ? rule.Specifier : '*';
      return named === '*' || hasHole(named) || specifier.toLowerCase().startsWith(named.toLowerCase().replace(/\/?\*$/, ''));
    });
  });
}

function judgeProfile(one: GraphResource, visited: GraphRole, trust: Trust, tell: Tell<typeof messages>): readonly Outcome[] {
  const names = { role: nameOf(visited) };
  const details = { at: one.place, with: [visited.trust.place] };
  const unmapped = certificateAttributes(trust).filter(({ attribute }) => !maps(one, attribute));
  // The shorter of the profile's and the role's length counts.
  const { DurationSeconds: seconds = 3600 } = one.properties;
  const isLong = Number(seconds) > LONGEST && !(Number(visited.maxSessionSeconds) <= LONGEST);
  return [
    ...unmapped.map(({ attribute }) => {
      const [field = '', specifier = '*'] = attribute.split(/\/(.*)/s);
      return tell.refuted('unmapped', { ...names, field, specifier }, { ...details, shown: `no tag \`${attribute}\` in the session` });
    }),
    ...(isLong
      ? [
          tell.refuted(
            'longSession',
            {
              ...names,
              length: counted(Math.round(Number(seconds) / 60), 'minute'),
              limit: counted(LONGEST / 3600, 'hour'),
              seconds: String(LONGEST),
            },
            { ...details, shown: `\`DurationSeconds\` is ${String(seconds)}` },
          ),
        ]
      : []),
  ];
}

export default defineRule({
  code: 'WI217',
  name: 'trust/certificate-session-is-complete',
  severity: 'error',
  principle: 'a condition tests what is there to be tested',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-12'],
  summary:
    'a role for certificates allows the three calls that Roles Anywhere makes, and its profile gives the attributes that the role asks for, for a short time',
  why: 'what the trust policy or the profile leaves out ends in a denial without a reason, since Roles Anywhere always tags the session and sets its source identity',
  acknowledge: 'where the profile stands elsewhere and maps the attributes there',
  misses: [
    'profiles that stand in another template, and lengths that are known only at deployment',
    'which attributes a new profile maps by itself is not documented, so what is not written is taken for missing',
  ],
  sources: [
    'IAM Roles Anywhere User Guide, "Trust model"',
    'IAM Roles Anywhere API Reference, CreateProfile, durationSeconds; PutAttributeMapping',
  ],
  visits: 'role',
  messages,
  check: (role, tell, { graph }) => {
    const trust = readTrust(role);
    const principal = { kind: 'service', value: ROLES_ANYWHERE } as const;
    const statement = trust === undefined ? undefined : statementNaming(trust, principal);
    if (trust === undefined || statement === undefined) return [];
    const missing = missingActions(trust);
    const names = { role: nameOf(role), missing: missing.map((action) => `\`${action}\``).join(' and ') };
    const at = within(role.trust, statement.pointer);
    const found = [
      ...(missing.length === 0 ? [] : [tell.refuted('missingActions', names, { at, shown: `${names.missing} is denied` })]),
      ...profilesOf(role, graph).flatMap((one) => judgeProfile(one, role, trust, tell)),
    ];
    return found.length === 0 ? [tell.proved()] : found;
  },
  examples: {
    bad: [
      {
        title: 'a role without the call that sets the source identity',
        cloudformation: { Orchestrator: role({ trust: certificateTrust(SPIFFE_ID, ['sts:AssumeRole', 'sts:TagSession']) }) },
        finds: { message: 'missingActions', resource: 'Orchestrator', shown: 'sts:SetSourceIdentity' },
      },
      {
        title: 'a profile that does not give what the role asks for',
        cloudformation: {
          Orchestrator: role({ trust: certificateTrust(SPIFFE_ID), name: 'orchestrator' }),
          Profile: profile('Orchestrator'),
        },
        finds: { message: 'unmapped', resource: 'Profile', shown: 'x509SAN/URI' },
      },
      {
        title: 'sessions of half a day',
        cloudformation: {
          Orchestrator: role({ trust: certificateTrust(SPIFFE_ID), name: 'orchestrator', maxSessionSeconds: 43_200 }),
          Profile: profile('Orchestrator', { ...MAPPINGS, DurationSeconds: 43_200 }),
        },
        withoutPulumi: WITHOUT_PULUMI,
        finds: { message: 'longSession', resource: 'Profile', shown: '43200' },
      },
    ],
    good: [
      {
        title: 'the three calls, the attribute and an hour',
        withoutPulumi: WITHOUT_PULUMI,
        cloudformation: {
          ...soundRole('Orchestrator', certificateTrust(SPIFFE_ID), { name: 'orchestrator' }),
          Profile: profile('Orchestrator', { ...MAPPINGS, DurationSeconds: 3600 }),
        },
      },
    ],
  },
});
