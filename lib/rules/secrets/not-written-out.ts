import { defineRule } from '../define-rule';
import { askedSecrets } from '../reading/asked-secrets';
import { resourceName } from '../reading/properties';
import { secretValueOf } from '../reading/secret-values';

const STORE = 'keep it in Secrets Manager and write `{{resolve:secretsmanager:…}}`, or better use an identity that needs none';

export default defineRule({
  code: 'WI552',
  name: 'secrets/not-written-out',
  severity: 'error',
  principle: 'a template is read by many, and holds no secret',
  standards: ['NIST SP 800-53 IA-5', 'OWASP ASI03'],
  summary:
    'passwords, tokens and client secrets are not written out in a template, nor in the default of a parameter, nor in a parameter that is shown',
  why: 'a template goes through repositories, pipelines and consoles, and stays there; who reads it has the secret',
  acknowledge: 'where the value is a first password that has to be changed at once and opens nothing else',
  misses: ['resource types that are not in the list of this rule', 'secrets that the template puts together from parts'],
  sources: [
    'AWS CloudFormation User Guide, "Security best practices for CloudFormation", "Do not embed credentials in your templates"',
    'AWS CloudFormation User Guide, "Get values stored in other services using dynamic references"',
  ],
  visits: 'graph',
  messages: {
    written: { what: 'the secret in `<property>` of `<resource>` is written out', fix: STORE },
    shown: {
      what: 'the secret in `<property>` of `<resource>` comes from the parameter `<parameter>`, which everybody who may look at the stack sees',
      fix: `set \`NoEcho: true\` on \`<parameter>\`, or ${STORE}`,
    },
    initial: {
      what: 'the secret in `<property>` of `<resource>` is the default of the parameter `<parameter>` where nobody gives another',
      fix: `take the default out of \`<parameter>\`, or ${STORE}`,
    },
  },
  check: (graph, tell) =>
    askedSecrets(graph).flatMap(({ path, value, resource }) => {
      const found = secretValueOf(value, graph);
      if (found === undefined) return [];
      if (found.kind === 'late' || found.kind === 'hidden') return [tell.proved()];
      const names = { property: path, resource: resourceName(resource) };
      if (found.kind === 'written')
        return [tell.refuted('written', names, { at: resource.place, shown: `\`${path}\` is text of the template` })];
      const { parameter } = found;
      const shown = found.kind === 'shown' ? '`NoEcho` is not `true`' : '`Default` is not empty';
      const details = { at: resource.place, with: [parameter.place], shown };
      return [tell.refuted(found.kind, { ...names, parameter: parameter.name }, details)];
    }),
  examples: {
    bad: [
      {
        title: 'the secret of an OAuth client',
        cloudformation: {
          Crm: {
            Type: 'AWS::BedrockAgentCore::OAuth2CredentialProvider',
            Properties: {
              Name: 'crm',
              CredentialProviderVendor: 'CustomOauth2',
              Oauth2ProviderConfigInput: { CustomOauth2ProviderConfig: { ClientId: 'support', ClientSecret: 'rather-not-here' } },
            },
          },
        },
        finds: { message: 'written', resource: 'Crm', shown: 'ClientSecret' },
      },
    ],
    good: [
      {
        title: 'a password from a store',
        cloudformation: {
          Tickets: {
            Type: 'AWS::RDS::DBCluster',
            Properties: { Engine: 'aurora-postgresql', MasterUserPassword: '{{resolve:secretsmanager:tickets:SecretString:password}}' },
          },
        },
      },
    ],
  },
});
