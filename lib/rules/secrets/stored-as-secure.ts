import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { resourceName, textAt } from '../reading/properties';
import { knownSecretIn } from '../reading/secret-forms';
import { isSecretName, isWrittenOut } from '../reading/secret-names';

const parameter = (properties: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', ...properties },
});

const fix = 'keep it in Secrets Manager, whose values are encrypted and no part of the template';

export default defineRule({
  code: 'WI554',
  name: 'secrets/stored-as-secure',
  severity: 'error',
  principle: 'a template is read by many, and holds no secret',
  standards: ['NIST SP 800-53 IA-5', 'NIST SP 800-53 SC-28'],
  summary: 'no plain parameter of Parameter Store holds a secret that the template writes out',
  why: 'a plain parameter is not encrypted and is read with the permission for any other setting; the template shows its value besides',
  acknowledge: 'where the value only looks like a secret',
  misses: ['secrets of no known form under a name that does not say so'],
  sources: ['AWS Systems Manager User Guide, "AWS Systems Manager Parameter Store", "SecureString parameters"'],
  visits: 'graph',
  messages: {
    named: { what: 'the plain parameter `<parameter>` holds a secret, as its name says', fix },
    known: { what: 'the plain parameter `<parameter>` holds a credential', fix },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::SSM::Parameter').map((resource) => {
      const value = textAt(resource, 'Value');
      if (value === undefined || textAt(resource, 'Type') === 'SecureString') return tell.proved();
      const name = textAt(resource, 'Name') ?? resource.name;
      const names = { parameter: resourceName(resource) };
      const known = knownSecretIn(value);
      if (known !== undefined) return tell.refuted('known', names, { at: resource.place, shown: known.what });
      return isSecretName(name) && isWrittenOut(name, value)
        ? tell.refuted('named', names, { at: resource.place, shown: `${value.length} characters that are written out` })
        : tell.proved();
    }),
  examples: {
    bad: [
      {
        title: 'an API key',
        cloudformation: { Key: parameter({ Name: '/crm/api_key', Value: 'q8h2k4m6n8p0r2t4v6x8' }) },
        finds: { message: 'named', resource: 'Key' },
      },
      {
        title: 'a private key under a harmless name',
        cloudformation: { Note: parameter({ Name: '/crm/note', Value: '-----BEGIN EC PRIVATE KEY-----' }) },
        finds: { message: 'known', resource: 'Note' },
      },
    ],
    good: [
      {
        title: 'settings, and where a secret is kept',
        cloudformation: {
          Limit: parameter({ Name: '/crm/max-tokens', Value: '4096' }),
          Where: parameter({ Name: '/crm/secret', Value: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-AbCdEf' }),
        },
      },
    ],
  },
});
