import { defineRule } from '../define-rule';
import { logGroup } from '../examples/evidence';
import { flagAt, isOpen, resourceName } from '../reading/properties';

export default defineRule({
  code: 'WI608',
  name: 'evidence/bearer-tokens-are-off',
  severity: 'error',
  principle: 'evidence is written by workload identities alone',
  standards: ['NIST SP 800-53 IA-2', 'OWASP ASI03'],
  summary: 'no log group takes events from holders of a bearer token',
  why: 'a bearer token is a lasting secret without conditions: who finds it can write into the evidence as if it were the workload',
  acknowledge: 'for a source that cannot sign requests, with a group of its own that is no component\u2019s log',
  sources: ['AWS CloudFormation Template Reference, `AWS::Logs::LogGroup`, `BearerTokenAuthenticationEnabled`'],
  visits: 'graph',
  messages: {
    on: {
      what: 'whoever holds a bearer token can write the log group `<group>`',
      fix: 'set `BearerTokenAuthenticationEnabled` to `false`',
    },
    open: {
      what: 'whether the log group `<group>` takes bearer tokens is not known before deployment',
      fix: 'write `BearerTokenAuthenticationEnabled: false`',
    },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::Logs::LogGroup').map((group) => {
      const names = { group: resourceName(group) };
      const flag = flagAt(group, ['BearerTokenAuthenticationEnabled'], false);
      if (isOpen(flag)) return tell.undecided('open', names, { at: group.place, shown: `depends on \`${flag.open}\`` });
      return flag ? tell.refuted('on', names, { at: group.place, shown: '`BearerTokenAuthenticationEnabled` is `true`' }) : tell.proved();
    }),
  examples: {
    bad: [
      {
        title: 'a log group that takes bearer tokens',
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::Logs::LogGroup',
          property: 'BearerTokenAuthenticationEnabled',
          because: 'log groups of the provider take signed requests only',
        },
        cloudformation: { Log: logGroup({ BearerTokenAuthenticationEnabled: true }) },
        finds: { message: 'on', resource: 'Log' },
      },
    ],
    good: [
      {
        title: 'a log group that takes signed requests only',
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::Logs::LogGroup',
          property: 'BearerTokenAuthenticationEnabled',
          because: 'log groups of the provider take signed requests only',
        },
        cloudformation: { Log: logGroup({ BearerTokenAuthenticationEnabled: false }) },
      },
    ],
  },
});
