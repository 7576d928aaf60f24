/** The published package, used by somebody who has nothing but npm and one engine. */
import { rmSync } from 'node:fs';
import { emptyFolder, InstalledPackage, pack } from './installed-package';

const DECLARATION = `
const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { tickets: 'dynamodb-table-arn' },
  components: ({ tickets }) => ({
    crm: { kind: 'tool', trust: trust.lambda({ functionName: 'support-crm' }), can: [allow('dynamodb:GetItem').on(tickets)] },
  }),
  evidence: { retainDays: 30 },
});
`;

const CDK_BODY = `
${DECLARATION}
const stack = new Stack(new App(), 'S', { env: { account: '111122223333', region: 'eu-central-1' } });
const identity = new AgentIdentity(stack, 'Support', agent, { tickets: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets' });
`;

const PULUMI_BODY = `
${DECLARATION}
const identity = new AgentIdentity('support', agent, { tickets: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets' });
`;

const LOADED = `
const loaded = Object.keys(require.cache);
const has = (name) => loaded.some((file) => file.includes('/node_modules/' + name + '/'));
`;

let folder: string;
let tarball: string;
let files: readonly string[];
let withCdk: InstalledPackage;
let withPulumi: InstalledPackage;

beforeAll(() => {
  folder = emptyFolder('tarball');
  ({ tarball, files } = pack(folder));
  withCdk = new InstalledPackage('cdk', tarball, ['aws-cdk-lib', 'constructs']);
  withPulumi = new InstalledPackage('pulumi', tarball, ['@pulumi/pulumi', '@pulumi/aws', '@pulumi/policy']);
}, 240_000);

afterAll(() => {
  for (const one of [folder, withCdk?.folder, withPulumi?.folder]) if (one !== undefined) rmSync(one, { recursive: true, force: true });
});

describe('the tarball', () => {
  it('holds only what users need', () => {
    const outside = files.filter((file) => !/^(dist|bin|schemas)\//.test(file));
    expect([...outside].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json']);
    expect(files.filter((file) => /(^|\/)(test|bench|scripts|node_modules)\//.test(file))).toEqual([]);
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  });
});

describe('with only CDK installed', () => {
  it('makes roles from CommonJS', () => {
    const printed = withCdk.node(
      'main.cjs',
      `const { defineAgent, allow, trust } = require('agent-workload-identity');
       const { AgentIdentity } = require('agent-workload-identity/cdk');
       const { App, Stack } = require('aws-cdk-lib');
       ${CDK_BODY}
       ${LOADED}
       console.log(JSON.stringify({ role: identity.plan.components[0].roleName, pulumi: has('@pulumi/pulumi') }));`,
    );
    expect(JSON.parse(printed)).toEqual({ role: 'support-crm', pulumi: false });
  });

  it('makes roles from ESM', () => {
    const printed = withCdk.node(
      'main.mjs',
      `import { defineAgent, allow, trust } from 'agent-workload-identity';
       import { AgentIdentity } from 'agent-workload-identity/cdk';
       import { App, Stack } from 'aws-cdk-lib';
       ${CDK_BODY}
       console.log(identity.plan.components[0].roleName);`,
    );
    expect(printed.trim()).toBe('support-crm');
  });

  it('cannot load the Pulumi entry, and says which package is missing', () => {
    expect(() => withCdk.node('missing.cjs', "require('agent-workload-identity/pulumi');")).toThrow(/@pulumi\//);
  });

  it.each([
    ['typescript-5.4', { module: 'node16', moduleResolution: 'node16' }],
    ['typescript-5.4', { module: 'commonjs', moduleResolution: 'node' }],
    ['typescript', { module: 'node16', moduleResolution: 'node16' }],
    ['typescript', { module: 'esnext', moduleResolution: 'bundler' }],
    ['typescript-7', { module: 'nodenext', moduleResolution: 'nodenext' }],
  ])('compiles a declaration with %s, %p', (compiler, options) => {
    const source = `
      import { defineAgent, allow, trust } from 'agent-workload-identity';
      import { AgentIdentity } from 'agent-workload-identity/cdk';
      import { App, Stack } from 'aws-cdk-lib';
      ${CDK_BODY}
      export const arn: string = identity.roles.crm.roleArn;
      // @ts-expect-error a component that is not declared
      export const none = identity.roles.crn;
    `;
    expect(withCdk.compile(compiler, source, options)).toBe('');
  });

  it('finds the schemas of what the command reads and writes', () => {
    const printed = withCdk.node(
      'schemas.cjs',
      `const names = ['report', 'acknowledgements', 'baseline'];
       console.log(JSON.stringify(names.map((name) => require('agent-workload-identity/' + name + '.schema.json').properties.version.const)));`,
    );
    expect(JSON.parse(printed)).toEqual([1, 1, 1]);
  });

  it('loads the checks of the CDK without anything of Pulumi', () => {
    const printed = withCdk.node(
      'checks.cjs',
      `const { IdentityChecks, fromStack } = require('agent-workload-identity/cdk');
       const { identityMatchers } = require('agent-workload-identity/assert');
       ${LOADED}
       console.log(JSON.stringify([new IdentityChecks().name, typeof fromStack, Object.keys(identityMatchers).length, has('@pulumi/pulumi'), has('@pulumi/policy')]));`,
    );
    expect(JSON.parse(printed)).toEqual(['agent-workload-identity', 'function', 3, false, false]);
  });

  it.each([
    ['runtime.cjs', "const runtime = require('agent-workload-identity/runtime');"],
    [
      'runtime.mjs',
      "import * as runtime from 'agent-workload-identity/runtime'; import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    ],
  ])('loads the runtime without an engine, without the SDK and without the planner, from %s', (file, load) => {
    const printed = withCdk.node(
      file,
      `${load}
       ${LOADED}
       const context = runtime.instructionContext({ instruction: 'i-1', run: 'r-1', task: 't-1', user: 'u-1', traceparent: runtime.newTraceparent() });
       const { Tags } = runtime.assumeRoleParameters(context, { roleArn: 'arn:aws:iam::111122223333:role/crm', sourceIdentity: 'set' });
       console.log(JSON.stringify([Tags.length, has('aws-cdk-lib'), has('@aws-sdk'), loaded.some((name) => /dist.(plan|spec|policy)/.test(name))]));`,
    );
    expect(JSON.parse(printed)).toEqual([3, false, false, false]);
  });

  it.each([['typescript-5.4'], ['typescript-7']])('compiles calls of the runtime with %s', (compiler) => {
    const source = `
      import { instructionContext, assumeRoleParameters, newTraceparent } from 'agent-workload-identity/runtime';
      const context = instructionContext({ instruction: 'i-1', run: 'r-1', task: 't-1', user: 'u-1', traceparent: newTraceparent() });
      export const name: string = assumeRoleParameters(context, { roleArn: 'arn:aws:iam::111122223333:role/crm', sourceIdentity: 'set' }).RoleSessionName;
      // @ts-expect-error a context that was not checked
      assumeRoleParameters({ instruction: 'i-1', run: 'r-1', task: 't-1', user: 'u-1' }, { roleArn: '', sourceIdentity: 'set' });
    `;
    expect(withCdk.compile(compiler, source, { module: 'node16', moduleResolution: 'node16' })).toBe('');
  });

  it('runs the command', () => {
    expect(withCdk.command('rules')).toMatch(/trust\/subject-is-pinned/);
  });
});

describe('with only Pulumi installed', () => {
  const MOCKS = `
    pulumi.runtime.setMocks({
      newResource: (args) => ({ id: args.name + '-id', state: { ...args.inputs, arn: 'arn:aws:iam::111122223333:thing/' + args.name } }),
      call: (args) => ({ accountId: '111122223333', name: 'eu-central-1', region: 'eu-central-1', partition: 'aws', ...args.inputs }),
    }, 'project', 'stack', false);
  `;

  it('makes roles from CommonJS', () => {
    const printed = withPulumi.node(
      'main.cjs',
      `const pulumi = require('@pulumi/pulumi');
       ${MOCKS}
       const { defineAgent, allow, trust } = require('agent-workload-identity');
       const { AgentIdentity } = require('agent-workload-identity/pulumi');
       ${PULUMI_BODY}
       identity.roles.crm.name.apply((role) => {
         ${LOADED}
         console.log(JSON.stringify({ role, cdk: has('aws-cdk-lib') }));
       });`,
    );
    expect(JSON.parse(printed)).toEqual({ role: 'support-crm', cdk: false });
  });

  it('makes roles from ESM', () => {
    const printed = withPulumi.node(
      'main.mjs',
      `import * as pulumi from '@pulumi/pulumi';
       import { defineAgent, allow, trust } from 'agent-workload-identity';
       ${MOCKS}
       const { AgentIdentity } = await import('agent-workload-identity/pulumi');
       ${PULUMI_BODY}
       identity.roles.crm.name.apply((role) => console.log(role));`,
    );
    expect(printed.trim()).toBe('support-crm');
  });

  it.each([
    ['policies.cjs', "const { identityPolicies } = require('agent-workload-identity/pulumi/policy-pack');"],
    [
      'policies.mjs',
      "import { identityPolicies } from 'agent-workload-identity/pulumi/policy-pack'; import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    ],
  ])('makes policies without loading Pulumi or starting anything, from %s', (file, load) => {
    const printed = withPulumi.node(
      file,
      `${load}
       ${LOADED}
       const names = identityPolicies().map(({ name }) => name);
       console.log(JSON.stringify([names, has('@pulumi/policy'), has('@pulumi/pulumi'), has('aws-cdk-lib'), process.getActiveResourcesInfo().includes('TCPServerWrap')]));`,
    );
    expect(JSON.parse(printed)).toEqual([['identities', 'identity-advice'], false, false, false, false]);
  });

  it('loads no policy pack with the component', () => {
    const printed = withPulumi.node(
      'component.cjs',
      `const { judgePulumiResources } = require('agent-workload-identity/pulumi');
       ${LOADED}
       console.log(JSON.stringify([judgePulumiResources([]).findings, has('@pulumi/policy'), has('aws-cdk-lib')]));`,
    );
    expect(JSON.parse(printed)).toEqual([[], false, false]);
  });

  it.each([['typescript-5.4'], ['typescript']])('compiles a policy pack with %s', (compiler) => {
    const source = `
      import { type PolicyPackArgs } from '@pulumi/policy';
      import { identityPolicies } from 'agent-workload-identity/pulumi/policy-pack';
      export const args: PolicyPackArgs = { policies: identityPolicies({ preset: 'strict', failOn: 'refuted' }) };
      // @ts-expect-error a preset that does not exist
      identityPolicies({ preset: 'stric' });
    `;
    expect(withPulumi.compile(compiler, source, { module: 'node16', moduleResolution: 'node16' })).toBe('');
  });

  it('cannot load the CDK entry, and says which package is missing', () => {
    expect(() => withPulumi.node('missing.cjs', "require('agent-workload-identity/cdk');")).toThrow(/aws-cdk-lib|constructs/);
  });

  it.each([['typescript-5.4'], ['typescript']])('compiles a declaration with %s', (compiler) => {
    const source = `
      import { defineAgent, allow, trust } from 'agent-workload-identity';
      import { AgentIdentity } from 'agent-workload-identity/pulumi';
      import type * as pulumi from '@pulumi/pulumi';
      ${PULUMI_BODY}
      export const arn: pulumi.Output<string> = identity.roles.crm.arn;
      // @ts-expect-error a component that is not declared
      export const none = identity.roles.crn;
    `;
    expect(withPulumi.compile(compiler, source, { module: 'node16', moduleResolution: 'node16' })).toBe('');
  });
});
