import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { once } from '../reading/once';
import { flagAt, resourceName, textAt } from '../reading/properties';

/** What rotation schedules name: secrets by ARN or name, or attachments of a secret to what it opens. */
const rotated = once((graph: IdentityGraph): ReadonlySet<string> => {
  const attached = graph.resourcesOf('AWS::SecretsManager::SecretTargetAttachment');
  const named = graph
    .resourcesOf('AWS::SecretsManager::RotationSchedule')
    .filter((schedule) => flagAt(schedule, ['RotationEnabled'], true) !== false)
    .flatMap((schedule) => textAt(schedule, 'SecretId') ?? []);
  // A reference to an attachment gives the ARN of the secret; in the template it is a hole of its own.
  const through = attached.flatMap((attachment) => {
    const id = attachment.place.resource;
    return id !== undefined && named.some((one) => one === `\u27e8${id}:any\u27e9`) ? (textAt(attachment, 'SecretId') ?? []) : [];
  });
  return new Set([...named, ...through]);
});

/** Secrets of other services, which rotate them themselves. */
const isManaged = (secret: GraphResource): boolean => textAt(secret, 'Type') !== undefined;

const isRotated = (secret: GraphResource, graph: IdentityGraph): boolean => {
  const names = rotated(graph);
  return names.has(secret.arn) || names.has(secret.name);
};

const secret = (properties: Readonly<Record<string, unknown>>) => ({ Type: 'AWS::SecretsManager::Secret', Properties: properties });

export default defineRule({
  code: 'WI557',
  name: 'secrets/secret-is-rotated',
  severity: 'warning',
  principle: 'credentials live no longer than the work',
  standards: ['NIST SP 800-53 IA-5', 'OWASP ASI03'],
  summary: 'every secret that the template generates is rotated',
  why: 'a secret that nobody changes is as good as an access key: whoever has read it once has it for ever',
  acknowledge: 'where what the secret opens cannot take a new one, or the secret is rotated by a program of its own',
  misses: ['secrets whose value comes from elsewhere: who issues it has to change it', 'how often a secret is rotated'],
  sources: ['AWS Secrets Manager User Guide, "Rotate AWS Secrets Manager secrets"'],
  visits: 'graph',
  messages: {
    never: {
      what: 'the secret `<secret>` is never rotated',
      fix: 'add an `AWS::SecretsManager::RotationSchedule` for `<secret>`, or use an identity that needs no secret',
    },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::SecretsManager::Secret').flatMap((secret) => {
      if (secret.properties.GenerateSecretString === undefined) return [];
      if (isManaged(secret) || isRotated(secret, graph)) return [tell.proved()];
      return [tell.refuted('never', { secret: resourceName(secret) }, { at: secret.place, shown: 'no rotation schedule names it' })];
    }),
  examples: {
    bad: [
      {
        title: 'a generated password that stays',
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::SecretsManager::Secret',
          property: 'GenerateSecretString',
          because: 'a program generates the value itself',
        },
        cloudformation: { Password: secret({ GenerateSecretString: { PasswordLength: 40 } }) },
        finds: { message: 'never', resource: 'Password' },
      },
    ],
    good: [
      {
        title: 'a generated password that is rotated',
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::SecretsManager::Secret',
          property: 'GenerateSecretString',
          because: 'a program generates the value itself',
        },
        cloudformation: {
          Password: secret({ GenerateSecretString: { PasswordLength: 40 } }),
          Rotation: {
            Type: 'AWS::SecretsManager::RotationSchedule',
            Properties: { SecretId: { Ref: 'Password' }, RotationRules: { AutomaticallyAfterDays: 30 } },
          },
        },
      },
      { title: 'a secret that is issued elsewhere', cloudformation: { Token: secret({ Description: 'issued by the CRM' }) } },
    ],
  },
});
