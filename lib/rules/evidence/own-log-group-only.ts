import type { GraphLogGroup, GraphRole } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';
import { defineRule, type Tell } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { componentLogOf } from '../reading/component-log';
import { rolesNear, TAMPER, WRITE } from '../reading/log-access';
import { readPermissions, UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { relevantTo } from '../reading/relevant';
import { showAction } from '../reading/show-request';
import { together } from '../reading/when';

const messages = {
  otherWriter: {
    what: 'the role `<role>` may write the log of `<component>`',
    fix: 'name the role\u2019s own log group in its permissions, not `*`; only the writer of `<component>` needs `<group>`',
  },
  tampers: {
    what: 'the role `<role>` may rewrite or delete the log of `<component>`',
    fix: 'take the action out of its policies; retention and deletion of `<group>` belong to who deploys it',
  },
  open: {
    what: 'whether the role `<role>` may write or delete the log of `<component>` could not be decided',
    fix: 'give the role a boundary in the template, or write its policies out there',
  },
} as const satisfies Messages;

/** The ARNs by which actions name a log group and its streams. */
const resourcesOf = ({ arn }: GraphLogGroup): readonly string[] => {
  const bare = arn.replace(/:\*$/, '');
  return [bare, `${bare}:*`];
};

/** What is wrong with one role's access to the log; nothing where all is well. */
function judge(
  role: GraphRole,
  group: GraphLogGroup,
  component: string,
  isWriter: boolean,
  tell: Tell<typeof messages>,
): readonly Outcome[] {
  const permissions = readPermissions(role);
  if (permissions === undefined) return [UNREADABLE_POLICY];
  const { identity, boundary, unseen } = permissions;
  const names = { role: nameOf(role), component, group: group.name };
  const places = { at: role.place, with: [group.place] };
  const limits = boundary === undefined ? [] : [[boundary]];
  const resources = resourcesOf(group);
  const question = (actions: readonly string[], layers: readonly (readonly PolicyDocument[])[]): Verdict<AuthorizationRequest> => {
    const permitted = layers.map((layer) => relevantTo(layer, actions, resources));
    // A layer that allows none of it settles the question.
    if (permitted.some((layer) => layer.length === 0)) return { verdict: 'proved' };
    return ask({ scope: documentOf(allowing({ actions, resources })), permitted });
  };
  const questions = [...(isWriter ? [] : [['otherWriter', WRITE] as const]), ['tampers', TAMPER] as const];
  return questions.flatMap(([message, actions]) => {
    const verdict = question(actions, [identity, ...limits]);
    if (verdict.verdict === 'refuted')
      return [tell.refuted(message, names, { ...places, shown: `${showAction(verdict.witness)} is allowed`, witness: verdict.witness })];
    if (verdict.verdict === 'undecided') return [tell.undecided('open', names, { ...places, shown: verdict.reasons.join(', ') })];
    // Policies that the template does not hold can add only what the boundary permits.
    if (unseen.length === 0 || (boundary !== undefined && question(actions, limits).verdict === 'proved')) return [];
    const shown = `not in the template: ${unseen.map((arn) => `\`${arn}\``).join(', ')}`;
    return [tell.undecided('open', names, { ...places, shown })];
  });
}

const logGroup = (name: string, component: string): TemplateResource => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: name, RetentionInDays: 400, Tags: [{ Key: 'agent-identity:component', Value: component }] },
});

const writeLog = (name: string, ...actions: readonly string[]) =>
  policy({
    Effect: 'Allow',
    Action: actions.length === 0 ? WRITE : actions,
    Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}` },
  });

const component = (name: string) => ({ 'agent-identity:component': name });

export default defineRule({
  code: 'WI601',
  name: 'evidence/own-log-group-only',
  severity: 'error',
  principle: 'evidence is written by its own component alone',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AU-9'],
  summary: 'the log of a component is written by its one writer only, and no role of the template can delete or rewrite it',
  why: 'a component that can write another\u2019s log can put its own doings there, and one that can delete a log leaves no evidence',
  acknowledge: 'for a role that is no component\u2019s and whose task it is to expire logs',
  misses: [
    'groups that belong to no component, by tags or by a plan, are not looked at',
    'without a plan an environment of the agent may write the logs of all of its components, because it may host them',
  ],
  sources: [
    'Service Authorization Reference, Amazon CloudWatch Logs',
    'Amazon CloudWatch Logs User Guide, "Protecting log groups from deletion"',
  ],
  visits: 'log-group',
  messages,
  check: (group, tell, context) => {
    const log = componentLogOf(group, context);
    if (log === undefined) return [];
    const near = rolesNear(group, context.graph).filter((role) => together(role, group));
    const outcomes = near.flatMap((role) => judge(role, group, log.component, log.isWriter(role), tell));
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a role that may write every log',
        cloudformation: {
          Log: logGroup('/agents/crm', 'crm'),
          ...soundRole('Crm', LAMBDA_TRUST, { tags: component('crm'), permits: writeLog('/agents/crm:*') }),
          ...soundRole('Search', LAMBDA_TRUST, { tags: component('search'), permits: writeLog('*') }),
        },
        finds: { message: 'otherWriter', resource: 'Search', shown: '/agents/crm' },
      },
      {
        title: 'a role that may delete its own log',
        cloudformation: {
          Log: logGroup('/agents/crm', 'crm'),
          ...soundRole('Crm', LAMBDA_TRUST, { tags: component('crm'), permits: writeLog('/agents/crm:*', 'logs:*') }),
        },
        finds: { message: 'tampers', resource: 'Crm', shown: '/agents/crm' },
      },
    ],
    good: [
      {
        title: 'each role its own log',
        cloudformation: {
          CrmLog: logGroup('/agents/crm', 'crm'),
          SearchLog: logGroup('/agents/search', 'search'),
          ...soundRole('Crm', LAMBDA_TRUST, { tags: component('crm'), permits: writeLog('/agents/crm:*') }),
          ...soundRole('Search', LAMBDA_TRUST, { tags: component('search'), permits: writeLog('/agents/search:*') }),
        },
      },
    ],
  },
});
