import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import { knownSecretIn, secretIn } from '../../lib/rules/reading/secret-forms';
import { isSecretName, isWrittenOut } from '../../lib/rules/reading/secret-names';
import noAccessKeys from '../../lib/rules/secrets/no-access-keys';
import noUsersForWorkloads from '../../lib/rules/secrets/no-users-for-workloads';
import notInEnvironment from '../../lib/rules/secrets/not-in-environment';
import notInUserData from '../../lib/rules/secrets/not-in-user-data';
import notWrittenOut from '../../lib/rules/secrets/not-written-out';
import secretIsRotated from '../../lib/rules/secrets/secret-is-rotated';
import { judged } from './judged';

const messages = (rule: Parameters<typeof judged>[0], template: object) => judged(rule, template).map(({ message }) => message ?? 'proved');

describe('a password that a template is given', () => {
  const user = (password: unknown) => ({ User: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: password } } } });
  const withParameter = (parameter: object) => ({
    Parameters: { First: { Type: 'String', ...parameter } },
    Resources: user({ Ref: 'First' }),
  });

  it.each([
    ['masked and without default', { NoEcho: true }, 'proved'],
    ['masked, as text', { NoEcho: 'true' }, 'proved'],
    ['masked, with an empty default', { NoEcho: true, Default: '' }, 'proved'],
    ['shown', {}, 'shown'],
    ['masked, with a default', { NoEcho: true, Default: 'correct-horse' }, 'initial'],
    ['one of a single choice', { NoEcho: true, AllowedValues: ['correct-horse'] }, 'written'],
  ])('is judged by its parameter: %s', (_title, parameter, expected) => {
    expect(messages(notWrittenOut, withParameter(parameter))).toEqual([expected]);
  });

  it.each([
    ['text', 'correct-horse', 'written'],
    ['text with the name of the stack', { 'Fn::Sub': '${AWS::Region}-horse' }, 'written'],
    ['a dynamic reference', '{{resolve:ssm-secure:first:1}}', 'proved'],
    ['a list around a reference', [{ Ref: 'Elsewhere' }], 'proved'],
    ['an output of another resource', { 'Fn::GetAtt': ['Generator', 'Value'] }, 'proved'],
  ])('is judged by what it is: %s', (_title, password, expected) => {
    expect(messages(notWrittenOut, { Resources: user(password) })).toEqual([expected]);
  });

  it('points at the parameter too', () => {
    const [outcome] = notWrittenOut.judge({
      graph: fromCloudFormation(withParameter({ NoEcho: true, Default: 'x' })),
      plans: [],
    });
    expect(outcome).toMatchObject({ involved: ['User', 'First'] });
    expect(JSON.stringify(outcome)).not.toContain('correct-horse');
  });
});

describe('forms of credentials', () => {
  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    'key=ASIAIOSFODNN7EXAMPLE;',
    '-----BEGIN RSA PRIVATE KEY-----',
    btoa('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk'),
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZ2VudCJ9.${'a'.repeat(43)}`,
    `ghp_${'a1B2'.repeat(9)}`,
    'postgres://agent:correct-horse@db.internal:5432/tickets',
  ])('are known: %s', (text) => {
    expect(knownSecretIn(text)).toMatchObject({ certain: true });
  });

  it.each([
    ['an id that goes on', 'AKIAIOSFODNN7EXAMPLEX'],
    ['a role id', 'AROAIOSFODNN7EXAMPLE'],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
    ['a digest', '55e7e7703f17c41f276caf8f1a1b744d674259f8'],
    ['a digest under a label', 'git.commit.sha:55e7e7703f17c41f276caf8f1a1b744d674259f8'],
    ['a long word', 'handler.handlerverylongcustomhandlernameforservi'],
    ['an ARN', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-AbCdEf'],
    ['an address', 'https://abcdefghij.execute-api.eu-central-1.amazonaws.com/production/v1/tickets?limit=100'],
    ['a reference in a URL', 'postgres://agent:${PASSWORD}@db.internal/tickets'],
    ['a path', 'agents/support/reasoner/production/settings/v2'],
    ['a model', 'eu.anthropic.claude-sonnet-4-20250514-v1:0'],
    ['a uuid', '0d3f6a2e-7c4b-4a53-9b7e-4f1c2d3e4a5b'],
  ])('are not seen in %s', (_title, text) => {
    expect(secretIn(text)).toBeUndefined();
  });

  it('are guessed where nothing else is so long and so mixed, and the guess is no certainty', () => {
    expect(secretIn('wJalrXUtnFEMIK7MDENGbPxRfiCY0ab3sQ9zTvL2')).toMatchObject({ certain: false });
    expect(secretIn('7'.repeat(80))).toMatchObject({ certain: false });
  });
});

describe('names of secrets', () => {
  it.each(['DB_PASSWORD', 'apiKey', '/crm/api_key', 'MYSECRET', 'secret2', 'GITHUB_TOKEN', 'client-secret'])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'DB_PASSWORD_ARN',
    'APP_PRIVATE_KEY_SECRET_NAME',
    'MAX_TOKENS',
    'TOKEN_TABLE',
    'TOKEN_URL',
    'PASSWORD_LENGTH',
    'MYSECRET_TEST',
    'SECRET_ID',
  ])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it.each([
    ['DB_PASSWORD', 'correct-horse-battery', true],
    ['DB_PASSWORD', '/agents/db/password', false],
    ['DB_PASSWORD', 'agents/db/password', false],
    ['DB_PASSWORD', '${db.password}', false],
    ['DB_PASSWORD', '<to be filled in>', false],
    ['DB_PASSWORD', '\u27e8Database-password:any\u27e9', false],
    ['DB_SECRET', 'db-credentials', false],
    ['DB_SECRET', 'q8h2k4m6n8p0r2t4', true],
    ['USE_TOKEN', 'true', false],
    ['API_TOKEN', '4096', false],
  ])('%s with the value `%s` holds a secret: %s', (name, value, expected) => {
    expect(isWrittenOut(name, value)).toBe(expected);
  });
});

describe('the environment', () => {
  const functionWith = (variables: object) => ({
    Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } },
  });

  it.each([
    ['a masked parameter', { NoEcho: true }, 'CRM', 'parameter'],
    ['a parameter that is called like a secret', {}, 'CrmPassword', 'parameter'],
    ['a parameter that names a secret', {}, 'CrmSecretArn', 'proved'],
  ])('shows %s', (_title, parameter, name, expected) => {
    const template = { Parameters: { [name]: { Type: 'String', ...parameter } }, Resources: functionWith({ CRM: { Ref: name } }) };
    expect(messages(notInEnvironment, template)).toEqual([expected]);
  });

  it('of a build may name where a secret is kept', () => {
    const variables = (type: string) => ({
      Build: {
        Type: 'AWS::CodeBuild::Project',
        Properties: { Environment: { EnvironmentVariables: [{ Name: 'CRM_TOKEN', Type: type, Value: 'q8h2k4m6n8p0r2t4' }] } },
      },
    });
    expect(messages(notInEnvironment, { Resources: variables('PLAINTEXT') })).toEqual(['named']);
    expect(messages(notInEnvironment, { Resources: variables('PARAMETER_STORE') })).toEqual([]);
  });

  it('never shows what it found', () => {
    const told = JSON.stringify(
      judged(notInEnvironment, { Resources: functionWith({ CRM_PASSWORD: 'correct-horse', OTHER: 'AKIAIOSFODNN7EXAMPLE' }) }),
    );
    expect(told).toContain('named');
    expect(told).not.toMatch(/correct-horse|AKIA/);
  });

  it('of a Pulumi program is read alike; what Pulumi keeps as a secret is not seen', () => {
    const task = (value: unknown): PulumiResource => ({
      type: 'aws:ecs/taskDefinition:TaskDefinition',
      urn: 'urn:pulumi:prod::agents::aws:ecs/taskDefinition:TaskDefinition::crm',
      inputs: { family: 'crm', containerDefinitions: value },
    });
    const containers = JSON.stringify([{ name: 'app', environment: [{ name: 'CRM_TOKEN', value: 'q8h2k4m6n8p0r2t4' }] }]);
    const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', plaintext: JSON.stringify(containers) };
    const verdicts = (value: unknown) =>
      notInEnvironment.judge({ graph: fromPulumi([task(value)]), plans: [] }).map(({ verdict }) => verdict);
    expect(verdicts(containers)).toEqual(['refuted']);
    expect(verdicts(secret)).toEqual([]);
  });
});

describe('user data', () => {
  const host = (script: unknown) => ({ Resources: { Host: { Type: 'AWS::EC2::Instance', Properties: { UserData: script } } } });

  it.each([
    ['base64 of a private key', btoa('-----BEGIN RSA PRIVATE KEY-----\nsomeKey'), 'known'],
    ['an assignment', 'export API_KEY="q8h2k4m6n8p0r2t4"', 'assigned'],
    ['an assignment of what another program gives', 'API_KEY=$(fetch-key)', 'proved'],
    ['an assignment of a variable', 'API_KEY="$OTHER"', 'proved'],
    ['gibberish', 'some-gibberish', 'proved'],
  ])('with %s', (_title, script, expected) => {
    expect(messages(notInUserData, host(script))).toEqual([expected]);
  });
});

describe('users and keys', () => {
  const user = (properties: object = {}) => ({ Type: 'AWS::IAM::User', Properties: { UserName: 'robot', ...properties } });
  const attached = { Type: 'AWS::IAM::UserPolicy', Properties: { UserName: 'robot', PolicyName: 'p', PolicyDocument: { Statement: [] } } };

  it('are for keys where a policy of its own resource is put on them', () => {
    expect(messages(noUsersForWorkloads, { Resources: { Robot: user(), Policy: attached } })).toEqual(['forKeys']);
  });

  it('are for people where they can sign in', () => {
    const person = user({ Groups: ['people'], LoginProfile: { Password: '{{resolve:secretsmanager:first}}' } });
    expect(messages(noUsersForWorkloads, { Resources: { Person: person } })).toEqual(['proved']);
  });

  it('of Pulumi can sign in with a profile of its own resource', () => {
    const of = (type: string, name: string, inputs: object): PulumiResource => ({
      type,
      urn: `urn:pulumi:prod::agents::${type}::${name}`,
      inputs: inputs as PulumiResource['inputs'],
    });
    const robot = of('aws:iam/user:User', 'robot', { name: 'robot' });
    const policy = of('aws:iam/userPolicy:UserPolicy', 'p', { name: 'p', user: 'robot', policy: '{"Statement":[]}' });
    const profile = of('aws:iam/userLoginProfile:UserLoginProfile', 'l', { user: 'robot' });
    const verdicts = (...resources: readonly PulumiResource[]) =>
      noUsersForWorkloads.judge({ graph: fromPulumi(resources), plans: [] }).map(({ verdict }) => verdict);
    expect(verdicts(robot, policy)).toEqual(['refuted']);
    expect(verdicts(robot, policy, profile)).toEqual(['proved']);
  });

  it('name both the key and its user', () => {
    const template = { Resources: { Robot: user(), Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Robot' } } } } };
    const [outcome] = noAccessKeys.judge({ graph: fromCloudFormation(template), plans: [] });
    expect(outcome).toMatchObject({ verdict: 'refuted', involved: ['Key', 'Robot'] });
  });
});

describe('rotation', () => {
  it('may name the secret through what attaches it to a database', () => {
    const resources = {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
      Attachment: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' }, TargetId: 'db' } },
      Schedule: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Attachment' } } },
    };
    expect(messages(secretIsRotated, { Resources: resources })).toEqual(['proved']);
    const { Schedule: _, ...without } = resources;
    expect(messages(secretIsRotated, { Resources: without })).toEqual(['never']);
  });
});
