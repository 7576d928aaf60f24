/** The CDK's own runtime and gateway, before and after an identity takes them over: the same rules, on the same template. */
import { App, Stack } from 'aws-cdk-lib';
import {
  AgentRuntimeArtifact,
  Gateway,
  GatewayAuthorizer,
  Runtime,
  RuntimeAuthorizerConfiguration,
} from 'aws-cdk-lib/aws-bedrockagentcore';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { defineAgent, trust } from '../../lib';
import { AgentIdentity, hardenGateway, hardenRuntime } from '../../lib/cdk';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { PRESETS, runRules } from '../../lib/rules';

const ENV = { env: { account: '111122223333', region: 'eu-central-1' } };
const DISCOVERY = 'https://login.acme.example/.well-known/openid-configuration';
const TOKENS = { discoveryUrl: DISCOVERY, audiences: ['https://tools.acme.example/mcp'] } as const;

const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  components: () => ({
    tools: { kind: 'tool', trust: trust.agentCoreGateway({ name: 'support-tools' }), calls: ['reasoner'] },
    reasoner: { kind: 'reasoning-engine', trust: trust.agentCoreRuntime({ name: 'support_reasoner' }) },
  }),
  evidence: { retainDays: 400 },
});

interface Given {
  readonly runtimeName?: string;
  readonly runtimeAuthorizer?: RuntimeAuthorizerConfiguration;
  readonly open?: boolean;
}

function made({ runtimeName = 'support_reasoner', runtimeAuthorizer, open = false }: Given = {}) {
  const app = new App();
  const stack = new Stack(app, 'Agents', ENV);
  const runtime = new Runtime(stack, 'Runtime', {
    runtimeName,
    agentRuntimeArtifact: AgentRuntimeArtifact.fromImageUri('111122223333.dkr.ecr.eu-central-1.amazonaws.com/support:1'),
    ...(runtimeAuthorizer === undefined ? {} : { authorizerConfiguration: runtimeAuthorizer }),
  });
  const gateway = new Gateway(stack, 'Gateway', {
    gatewayName: 'support-tools',
    ...(open ? { authorizerConfiguration: GatewayAuthorizer.withNoAuth() } : {}),
  });
  return { app, stack, runtime, gateway };
}

type Template = {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>>; readonly DependsOn?: unknown }>
  >;
};

const templateOf = (app: App): Template => app.synth().getStackByName('Agents').template as Template;

const found = (app: App) =>
  runRules(PRESETS.recommended, { graph: fromCloudFormation(templateOf(app)), plans: [] }).findings.map(
    ({ code, severity, verdict }) => `${code} ${verdict === 'refuted' ? severity : verdict}`,
  );

const propertiesOf = (template: Template, type: string) =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);

const hardened = (given: Given = {}) => {
  const all = made(given);
  const identity = new AgentIdentity(all.stack, 'Support', agent, {});
  const encryptionKey = Key.fromKeyArn(all.stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
  hardenGateway(all.gateway, { encryptionKey, identity, component: 'tools', callers: TOKENS, behindFirewall: true, retainDays: 400 });
  hardenRuntime(all.runtime, { identity, component: 'reasoner', gateways: { tools: all.gateway } });
  return { ...all, identity };
};

describe('a runtime and a gateway as the CDK makes them', () => {
  it('leave an identity to be wished for', () => {
    expect(found(made().app).sort()).toEqual([
      'WI204 error',
      'WI301 error',
      'WI301 error',
      'WI315 warning',
      'WI501 error',
      'WI556 warning',
      'WI609 undecided',
    ]);
  });

  it('are open to everybody where that is what is asked for', () => {
    expect(found(made({ open: true }).app)).toContain('WI382 error');
  });
});

describe('the same with the identities of components', () => {
  it('leave no error and no warning; where the log of a runtime goes is open until its id is known, as before', () => {
    expect(found(hardened().app)).toEqual(['WI609 undecided']);
  });

  it('have the roles that exactly they assume, and none of their own', () => {
    const template = templateOf(hardened().app);
    expect(propertiesOf(template, 'AWS::IAM::Role').map(({ RoleName }) => RoleName)).toEqual(['support-reasoner', 'support-tools']);
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::Role'))).toContain(':runtime/support_reasoner-*');
    expect(JSON.stringify(template)).not.toContain('GetWorkloadAccessToken');
  });

  it('name nothing in the template that is not there', () => {
    const { Resources } = templateOf(hardened().app);
    const named = Object.values(Resources).flatMap(({ DependsOn }) => DependsOn ?? []);
    expect(named.filter((id) => !Object.hasOwn(Resources, String(id)))).toEqual([]);
  });

  it('go on waiting for what somebody else had them wait for', () => {
    const { app, stack, runtime, gateway } = hardened();
    const prompts = new CfnParameter(stack, 'Prompts', { type: 'String', value: 'answer politely' });
    runtime.node.addDependency(prompts);
    gateway.node.addDependency(prompts);
    const { Resources } = templateOf(app);
    const waiting = Object.values(Resources).filter(({ DependsOn }) => JSON.stringify(DependsOn ?? []).includes('"Prompts"'));
    expect(waiting.map(({ Type }) => Type).sort()).toEqual(
      expect.arrayContaining(['AWS::BedrockAgentCore::Gateway', 'AWS::BedrockAgentCore::Runtime']),
    );
  });

  it('take no tokens but those made for the gateway, and have no user pool that nobody asked for', () => {
    const template = templateOf(hardened().app);
    const [gateway] = propertiesOf(template, 'AWS::BedrockAgentCore::Gateway');
    expect(gateway).toMatchObject({
      AuthorizerType: 'CUSTOM_JWT',
      AuthorizerConfiguration: { CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY, AllowedAudience: ['https://tools.acme.example/mcp'] } },
      WafConfiguration: { FailureMode: 'FAIL_CLOSE' },
    });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito::'))).toEqual([]);
  });

  it('live no longer than a session of the role, and take tokens from the declared gateway alone', () => {
    const [runtime] = propertiesOf(
      templateOf(hardened({ runtimeAuthorizer: RuntimeAuthorizerConfiguration.usingJWT(DISCOVERY, undefined, ['reasoner']) }).app),
      'AWS::BedrockAgentCore::Runtime',
    );
    expect(runtime).toMatchObject({
      LifecycleConfiguration: { MaxLifetime: 3600 },
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: {
          AllowedAudience: ['reasoner'],
          AllowedWorkloadConfiguration: {
            HostingEnvironments: [{ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Gateway/), 'GatewayArn'] } }],
          },
        },
      },
    });
  });

  it('deliver their logs, without a resource policy for each', () => {
    const template = templateOf(hardened().app);
    expect(
      propertiesOf(template, 'AWS::Logs::DeliverySource')
        .map(({ LogType }) => LogType)
        .sort(),
    ).toEqual(['APPLICATION_LOGS', 'APPLICATION_LOGS', 'TRACES', 'USAGE_LOGS']);
    expect(propertiesOf(template, 'AWS::Logs::ResourcePolicy')).toEqual([]);
  });
});

describe('what cannot be taken over is told', () => {
  const refused = (work: () => unknown) => {
    try {
      work();
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  };

  it('a runtime of another name than the role lets in', () => {
    expect(refused(() => hardened({ runtimeName: 'support_other' }))).toMatch(/WI1040[\s\S]*support_other/);
  });

  it('a runtime that admits every token of its issuer', () => {
    expect(refused(() => hardened({ runtimeAuthorizer: RuntimeAuthorizerConfiguration.usingJWT(DISCOVERY) }))).toMatch(
      /WI1042|at least one/,
    );
  });

  it('a gateway without audiences, and a caller that is not declared', () => {
    const { stack, gateway, runtime } = made();
    const identity = new AgentIdentity(stack, 'Support', agent, {});
    const callers = { discoveryUrl: DISCOVERY, audiences: [] as unknown as readonly [string] };
    expect(refused(() => hardenGateway(gateway, { identity, component: 'tools', callers, retainDays: 400 }))).toMatch(/WI1042/);
    expect(refused(() => hardenRuntime(runtime, { identity, component: 'reasoner', gateways: { mail: gateway } }))).toMatch(
      /WI1041[\s\S]*`mail`/,
    );
  });
});
