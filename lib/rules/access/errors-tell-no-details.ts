import { defineRule } from '../define-rule';
import { gateway } from '../examples/agent-core';
import { GATEWAY, wordAt } from '../reading/agent-core';
import { isOpen, resourceName } from '../reading/properties';

export default defineRule({
  code: 'WI385',
  name: 'access/errors-tell-no-details',
  severity: 'error',
  principle: 'whoever is refused learns nothing',
  standards: ['OWASP ASI02', 'NIST SP 800-53 SI-11'],
  summary: 'gateways of AgentCore keep the details of errors out of their answers',
  why: 'a caller, or a model that was talked into it, reads names of targets, roles and policies out of detailed errors and tries what is left',
  acknowledge: 'in an account where nothing but the gateway is tried out',
  sources: ['Amazon Bedrock AgentCore API Reference, `CreateGateway`, `exceptionLevel`'],
  visits: 'graph',
  messages: {
    detailed: { what: 'errors of the gateway `<gateway>` tell their callers details', fix: 'leave out `ExceptionLevel`' },
  },
  check: (graph, tell) =>
    graph.resourcesOf(GATEWAY).map((resource) => {
      const level = wordAt(resource.properties, 'ExceptionLevel');
      const names = { gateway: resourceName(resource) };
      if (isOpen(level)) return tell.undecided('detailed', names, { at: resource.place, shown: `depends on \`${level.open}\`` });
      return level === 'DEBUG'
        ? tell.refuted('detailed', names, { at: resource.place, shown: '`ExceptionLevel` is `DEBUG`' })
        : tell.proved();
    }),
  examples: {
    bad: [
      {
        title: 'a gateway that tells details',
        cloudformation: { Tools: gateway({ ExceptionLevel: 'DEBUG' }) },
        finds: { message: 'detailed', resource: 'Tools', shown: 'DEBUG' },
      },
    ],
    good: [{ title: 'a gateway that tells none', cloudformation: { Tools: gateway() } }],
  },
});
