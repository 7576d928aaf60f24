import type { IdentityGraph } from '../../graph/identity-graph';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { environmentsOf, type Variable } from '../reading/environment';
import { resourceName } from '../reading/properties';
import { secretIn } from '../reading/secret-forms';
import { isSecretName, isWrittenOut } from '../reading/secret-names';
import { parameterIn } from '../reading/secret-values';

type Found = { readonly message: 'named' | 'known' | 'likely' | 'parameter'; readonly shown: string };

/** What makes a variable one that holds a secret; undefined where nothing does. What it holds is never shown. */
function secretOf({ name, value }: Variable, graph: IdentityGraph): Found | undefined {
  const form = secretIn(value);
  if (form?.certain === true) return { message: 'known', shown: form.what };
  if (isSecretName(name) && isWrittenOut(name, value))
    return { message: 'named', shown: `${value.length} characters that are written out` };
  if (hasHole(value)) {
    const parameter = parameterIn(value, graph);
    const isSecret = parameter !== undefined && (parameter.hidden || isSecretName(parameter.name));
    return isSecret ? { message: 'parameter', shown: `the value of the parameter \`${parameter.name}\`` } : undefined;
  }
  return form === undefined || /public/i.test(name) ? undefined : { message: 'likely', shown: form.what };
}

const fix =
  'keep the secret in Secrets Manager, give the workload\u2019s role `secretsmanager:GetSecretValue` on it, and put its name into the variable';

const crm = (variables: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::Runtime',
  Properties: { AgentRuntimeName: 'crm', RoleArn: 'arn:aws:iam::111122223333:role/crm', EnvironmentVariables: variables },
});

export default defineRule({
  code: 'WI553',
  name: 'secrets/not-in-environment',
  severity: 'error',
  principle: 'a workload fetches its secrets by its identity',
  standards: ['NIST SP 800-53 IA-5', 'OWASP ASI03'],
  summary: 'no function, task, runtime or build has a secret in its environment: by the form of the value, or by the name of the variable',
  why: 'whoever may describe the workload sees its environment, every process in it inherits it, and an agent that can be talked into printing it gives it away',
  acknowledge: 'where the value is no secret, such as a key that is public by its nature',
  misses: [
    'secrets of no known form under a name that does not say so',
    'dynamic references: their value is filled in at deployment, and then stands in the environment as well',
  ],
  sources: [
    'AWS Lambda Developer Guide, "Working with Lambda environment variables", "Securing environment variables"',
    'Amazon ECS Developer Guide, "Pass sensitive data to an Amazon ECS container"',
  ],
  visits: 'graph',
  messages: {
    named: { what: 'the variable `<variable>` of `<workload>` holds a secret, as its name says', fix },
    known: { what: 'the variable `<variable>` of `<workload>` holds a credential', fix },
    likely: { what: 'the variable `<variable>` of `<workload>` holds what looks like a key or token', fix, severity: 'warning' },
    parameter: { what: 'the variable `<variable>` of `<workload>` holds a secret that whoever deploys gives', fix },
  },
  check: (graph, tell) =>
    environmentsOf(graph).flatMap(({ resource, variables }) => {
      const found = variables.flatMap((variable) => {
        const secret = secretOf(variable, graph);
        if (secret === undefined) return [];
        const names = { variable: variable.name, workload: resourceName(resource) };
        return [tell.refuted(secret.message, names, { at: resource.place, shown: secret.shown })];
      });
      return found.length === 0 && variables.length > 0 ? [tell.proved()] : found;
    }),
  examples: {
    bad: [
      {
        title: 'a password',
        cloudformation: { Crm: crm({ CRM_PASSWORD: 'correct-horse-battery' }) },
        finds: { message: 'named', resource: 'Crm' },
      },
      {
        title: 'an access key, whatever the variable is called',
        cloudformation: { Crm: crm({ NOTE: 'AKIAIOSFODNN7EXAMPLE' }) },
        finds: { message: 'known', resource: 'Crm', shown: 'AWS access key' },
      },
      {
        title: 'a text that looks like a key',
        cloudformation: { Crm: crm({ UPSTREAM: 'wJalrXUtnFEMIK7MDENGbPxRfiCY0ab3sQ9zTvL2' }) },
        finds: { message: 'likely', resource: 'Crm' },
      },
    ],
    good: [
      {
        title: 'names and addresses of secrets, limits, digests and a Boolean',
        cloudformation: {
          Build: {
            Type: 'AWS::CodeBuild::Project',
            Properties: {
              Environment: {
                EnvironmentVariables: [
                  { Name: 'CRM_SECRET_ARN', Value: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-AbCdEf' },
                  { Name: 'CRM_PASSWORD', Type: 'SECRETS_MANAGER', Value: 'crm:password' },
                  { Name: 'CRM_SECRET', Value: 'crm-password' },
                  { Name: 'MAX_TOKENS', Value: '4096' },
                  { Name: 'COMMIT', Value: '55e7e7703f17c41f276caf8f1a1b744d674259f8' },
                  { Name: 'ENABLE_TOKEN', Value: 'true' },
                ],
              },
            },
          },
        },
      },
    ],
  },
});
