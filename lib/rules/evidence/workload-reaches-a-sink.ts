import type { IdentityGraph } from '../../graph/identity-graph';
import { defineRule, type Tell } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, policy, serviceTrust, soundRole, writeLogOf } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { resourceName } from '../reading/properties';
import { logReach, type WorkloadLog, workloadLogs } from '../reading/workload-log';

const functionWith = (role: unknown): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'crm',
    Role: role,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { S3Bucket: 'code', S3Key: 'crm.zip' },
  },
});

const ROLE = { 'Fn::GetAtt': ['Crm', 'Arn'] };

const writeLog = (group: string) => policy(writeLogOf(group));

const task = (logging: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { Family: 'crm', ExecutionRoleArn: ROLE, ContainerDefinitions: [{ Name: 'app', Image: 'app', ...logging }] },
});

const fix = 'allow `logs:CreateLogStream` and `logs:PutLogEvents` on the log group `<group>`';

const messages = {
  cannot: { what: 'the role of the <what> `<workload>` may not write its log: `<action>` is not allowed', fix },
  none: {
    what: 'the <what> of `<workload>` has no log',
    fix: 'give it a `LogConfiguration` with the driver `awslogs` and a group of its own',
  },
  notShown: {
    what: 'nothing in the template shows that the log of the <what> `<workload>` is kept: neither its role nor its log group is there',
    fix: 'put the role into the template, or the log group `<group>`',
    severity: 'warning',
  },
  open: { what: 'whether the <what> `<workload>` may write its log could not be decided', fix, severity: 'warning' },
} as const satisfies Messages;

function judge(log: WorkloadLog, graph: IdentityGraph, tell: Tell<typeof messages>): Outcome {
  const { resource, what, group = '', writer = '' } = log;
  const names = { workload: resourceName(resource), what, group };
  const at = { at: resource.place };
  const reach = logReach(log, graph);
  switch (reach.kind) {
    case 'reaches':
      return tell.proved();
    case 'none':
      return tell.refuted('none', names, { ...at, shown: 'what it prints is thrown away' });
    case 'not-shown':
      return tell.refuted('notShown', names, { ...at, shown: `the role is \`${writer}\`` });
    case 'open':
      return tell.undecided('open', names, { ...at, shown: `depends on ${reach.on}` });
    case 'cannot': {
      const { action, role } = reach;
      const shown = `no policy of \`${role.name}\` allows \`${action}\` there`;
      return tell.refuted('cannot', { ...names, action }, { ...at, with: [role.place], shown });
    }
  }
}

export default defineRule({
  code: 'WI609',
  name: 'evidence/workload-reaches-a-sink',
  severity: 'error',
  principle: 'what is done leaves evidence',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AU-12'],
  summary: 'every function, container and runtime has a log, and the role that writes it may',
  why: 'a workload whose role cannot write its log runs all the same, and nobody learns what it did; the first who misses the log is whoever investigates',
  acknowledge: 'where the workload sends its log elsewhere by itself',
  misses: [
    'managed policies of AWS but those that are made for writing logs',
    'permissions that a log group gives by a policy of its own',
    'programs on instances and in Kubernetes: their logs are written by agents that are not in the template',
  ],
  sources: [
    'AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs"',
    'Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch"',
  ],
  visits: 'graph',
  messages,
  check: (graph, tell) => workloadLogs(graph).map((log) => judge(log, graph, tell)),
  examples: {
    bad: [
      {
        title: 'a function whose role may only read a table',
        cloudformation: {
          Function: functionWith(ROLE),
          ...soundRole('Crm', LAMBDA_TRUST, {
            permits: policy({
              Effect: 'Allow',
              Action: 'dynamodb:GetItem',
              Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/t',
            }),
          }),
        },
        finds: { message: 'cannot', resource: 'Function', shown: 'logs:CreateLogStream' },
      },
      {
        title: 'a function that may write another log',
        cloudformation: { Function: functionWith(ROLE), ...soundRole('Crm', LAMBDA_TRUST, { permits: writeLog('/aws/lambda/search') }) },
        finds: { message: 'cannot', resource: 'Function' },
      },
      {
        title: 'a container without log',
        cloudformation: {
          Task: task({}),
          ...soundRole('Crm', serviceTrust('ecs-tasks.amazonaws.com'), { permits: writeLog('/agents/crm') }),
        },
        finds: { message: 'none', resource: 'Task' },
      },
      {
        title: 'a function of which the template shows neither role nor log',
        cloudformation: { Function: functionWith('arn:aws:iam::111122223333:role/crm') },
        finds: { message: 'notShown', resource: 'Function' },
      },
    ],
    good: [
      {
        title: 'a function that may write its own log',
        cloudformation: { Function: functionWith(ROLE), ...soundRole('Crm', LAMBDA_TRUST, { permits: writeLog('/aws/lambda/crm') }) },
      },
    ],
  },
});
