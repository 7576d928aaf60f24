import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { resourceName, textAt } from '../reading/properties';
import { decodedText, knownSecretIn } from '../reading/secret-forms';
import { isSecretName, isWrittenOut } from '../reading/secret-names';

/** Where each type of resource keeps what its instances run when they start. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['AWS::EC2::Instance', ['UserData']],
  ['AWS::EC2::LaunchTemplate', ['LaunchTemplateData', 'UserData']],
  ['AWS::AutoScaling::LaunchConfiguration', ['UserData']],
];

const ASSIGNMENT = /(?:^|[\s;])(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;"']+))/g;

/** The variable that a script gives a secret to. */
const assigned = (script: string): string | undefined =>
  [...script.matchAll(ASSIGNMENT)].find(([, name = '', double, single, bare]) => {
    const value = double ?? single ?? bare ?? '';
    // A value that the script works out itself is not written out.
    return isSecretName(name) && !/[$`]/.test(value) && isWrittenOut(name, value);
  })?.[1];

const scriptsOf = (graph: IdentityGraph): readonly { readonly resource: GraphResource; readonly script: string }[] =>
  PLACES.flatMap(([type, path]) =>
    graph.resourcesOf(type).flatMap((resource) => {
      const text = textAt(resource, ...path);
      return text === undefined ? [] : [{ resource, script: decodedText(text) ?? text }];
    }),
  );

const fix = 'give the instance a role, and let the script fetch the secret from Secrets Manager when it starts';

export default defineRule({
  code: 'WI555',
  name: 'secrets/not-in-user-data',
  severity: 'error',
  principle: 'a workload fetches its secrets by its identity',
  standards: ['NIST SP 800-53 IA-5'],
  summary: 'what instances run when they start holds no credentials',
  why: 'user data is read by every process of the instance and by everybody who may describe it; base64 hides nothing',
  acknowledge: 'where the value only looks like a secret',
  misses: ['scripts with values that are known only at deployment, where the template has them encoded'],
  sources: ['Amazon EC2 User Guide, "Run commands when you launch an EC2 instance with user data input"'],
  visits: 'graph',
  messages: {
    known: { what: 'the user data of `<resource>` holds a credential', fix },
    assigned: { what: 'the user data of `<resource>` gives `<variable>` a secret that is written out', fix },
  },
  check: (graph, tell) =>
    scriptsOf(graph).map(({ resource, script }) => {
      const names = { resource: resourceName(resource) };
      const known = knownSecretIn(script);
      if (known !== undefined) return tell.refuted('known', names, { at: resource.place, shown: known.what });
      const variable = assigned(script);
      return variable === undefined
        ? tell.proved()
        : tell.refuted('assigned', { ...names, variable }, { at: resource.place, shown: `\`${variable}=…\`` });
    }),
  examples: {
    bad: [
      {
        title: 'a private key in base64',
        cloudformation: {
          Host: {
            Type: 'AWS::EC2::Instance',
            Properties: { UserData: { 'Fn::Base64': 'echo "-----BEGIN PRIVATE KEY-----" > /etc/agent.pem' } },
          },
        },
        finds: { message: 'known', resource: 'Host', shown: 'a private key' },
      },
      {
        title: 'a password in a script',
        cloudformation: {
          Host: {
            Type: 'AWS::EC2::LaunchTemplate',
            Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': '#!/bin/sh\nexport CRM_PASSWORD=correct-horse\n' } } },
          },
        },
        finds: { message: 'assigned', resource: 'Host', shown: 'CRM_PASSWORD' },
      },
    ],
    good: [
      {
        title: 'a script that fetches what it needs',
        cloudformation: {
          Host: {
            Type: 'AWS::EC2::Instance',
            Properties: { UserData: { 'Fn::Base64': '#!/bin/sh\nCRM_TOKEN=$(aws secretsmanager get-secret-value --secret-id crm)\n' } },
          },
        },
      },
    ],
  },
});
