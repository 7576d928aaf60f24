import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, soundRole } from '../examples/parts';
import { isOpen, numberAt, resourceName } from '../reading/properties';

/** Seconds: what AgentCore itself sets where nothing is said. */
const LONGEST_LIFE = 28_800;
/** Seconds. A session that nobody has used for an hour is forgotten, not in use. */
const LONGEST_IDLE = 3600;

const BOUNDS = [
  ['lifeTooLong', 'MaxLifetime', LONGEST_LIFE],
  ['idleTooLong', 'IdleRuntimeSessionTimeout', LONGEST_IDLE],
] as const;

const runtime = (lifecycle: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::Runtime',
  Properties: {
    AgentRuntimeName: 'crm',
    RoleArn: { 'Fn::GetAtt': ['Crm', 'Arn'] },
    AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/crm:1' } },
    NetworkConfiguration: { NetworkMode: 'PUBLIC' },
    LifecycleConfiguration: lifecycle,
  },
});

export default defineRule({
  code: 'WI502',
  name: 'session/runtime-life-is-bounded',
  severity: 'warning',
  principle: 'credentials live no longer than the work',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-12'],
  summary: 'sessions of an AgentCore runtime end after eight hours at most, and after one hour without use',
  why: 'a session keeps the memory, the files and the credentials of whoever it served; what it was talked into lasts as long as it does',
  acknowledge: 'where one piece of work really takes longer',
  sources: ['Amazon Bedrock AgentCore API Reference, `LifecycleConfiguration`'],
  visits: 'graph',
  messages: {
    lifeTooLong: {
      what: 'sessions of the runtime `<runtime>` may last <seconds> seconds',
      fix: `set \`MaxLifetime\` to \`${LONGEST_LIFE}\` or less`,
    },
    idleTooLong: {
      what: 'sessions of the runtime `<runtime>` last <seconds> seconds without use',
      fix: `set \`IdleRuntimeSessionTimeout\` to \`${LONGEST_IDLE}\` or less`,
    },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::BedrockAgentCore::Runtime').flatMap((resource) =>
      BOUNDS.map(([message, property, longest]) => {
        const seconds = numberAt(resource, 'LifecycleConfiguration', property);
        const names = { runtime: resourceName(resource) };
        const at = { at: resource.place };
        if (isOpen(seconds))
          return tell.undecided(message, { ...names, seconds: seconds.open }, { ...at, shown: `depends on \`${seconds.open}\`` });
        return seconds === undefined || seconds <= longest
          ? tell.proved()
          : tell.refuted(message, { ...names, seconds: String(seconds) }, { ...at, shown: `\`${property}\` is ${seconds}` });
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a session of two weeks',
        cloudformation: { Runtime: runtime({ MaxLifetime: 1_209_600, IdleRuntimeSessionTimeout: 900 }) },
        finds: { message: 'lifeTooLong', resource: 'Runtime', shown: '1209600' },
      },
      {
        title: 'a session that waits for four hours',
        cloudformation: { Runtime: runtime({ MaxLifetime: 28_800, IdleRuntimeSessionTimeout: 14_400 }) },
        finds: { message: 'idleTooLong', resource: 'Runtime' },
      },
    ],
    good: [{ title: 'no runtime at all', cloudformation: soundRole('Crm', LAMBDA_TRUST) }],
  },
});
