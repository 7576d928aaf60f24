import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, soundRole } from '../examples/parts';
import { resourceName, textAt } from '../reading/properties';

export default defineRule({
  code: 'WI550',
  name: 'secrets/no-access-keys',
  severity: 'error',
  principle: 'workloads have identities, not keys',
  standards: ['OWASP ASI03', 'NIST SP 800-53 IA-5'],
  summary: 'no template makes access keys or other credentials of a user that do not expire',
  why: 'such a key is good until somebody remembers it; it is copied, committed and logged, and whoever has it is the user, from anywhere',
  acknowledge: 'for a system outside AWS that can neither sign in with a token of its own nor with a certificate, until it can',
  misses: ['keys that are made by hand or by a program at run time'],
  sources: ['IAM User Guide, "Security best practices in IAM", "Require workloads to use temporary credentials with IAM roles"'],
  visits: 'graph',
  messages: {
    accessKey: {
      what: 'the template makes an access key for the user `<user>`',
      fix: 'give the workload a role: `trust.lambda(…)`, `trust.ecsTask(…)`, `trust.eksPodIdentity(…)`, `trust.githubActions(…)` or `trust.oidc(…)`',
    },
    apiKey: {
      what: 'the template makes a credential for `<service>` that belongs to the user `<user>`',
      fix: 'let the workload sign its requests with its role',
    },
  },
  check: (graph, tell) => {
    const keys = graph.resourcesOf('AWS::IAM::AccessKey').map((key) => ({ key, service: undefined }));
    const others = graph
      .resourcesOf('AWS::IAM::ServiceSpecificCredential')
      .map((key) => ({ key, service: textAt(key, 'ServiceName') ?? 'a service' }));
    const users = graph.resourcesOf('AWS::IAM::User');
    return [...keys, ...others].map(({ key, service }) => {
      // What is switched off opens nothing.
      if (textAt(key, 'Status') === 'Inactive') return tell.proved();
      const user = textAt(key, 'UserName') ?? resourceName(key);
      const owner = users.find(({ name }) => name === user);
      const details = {
        at: key.place,
        with: owner === undefined ? [] : [owner.place],
        shown: 'a secret that does not expire, given out by the stack',
      };
      const names = { user: owner === undefined ? user : resourceName(owner) };
      return service === undefined ? tell.refuted('accessKey', names, details) : tell.refuted('apiKey', { ...names, service }, details);
    });
  },
  examples: {
    bad: [
      {
        title: 'a key for a user',
        cloudformation: {
          Robot: { Type: 'AWS::IAM::User' },
          Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Robot' } } },
        },
        finds: { message: 'accessKey', resource: 'Key' },
      },
      {
        title: 'an API key of Bedrock for a user',
        cloudformation: {
          Key: { Type: 'AWS::IAM::ServiceSpecificCredential', Properties: { UserName: 'robot', ServiceName: 'bedrock.amazonaws.com' } },
        },
        finds: { message: 'apiKey', resource: 'Key' },
      },
    ],
    good: [
      { title: 'a role', cloudformation: soundRole('Robot', LAMBDA_TRUST) },
      {
        title: 'a key that is switched off, on its way out',
        cloudformation: { Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'robot', Status: 'Inactive' } } },
      },
    ],
  },
});
