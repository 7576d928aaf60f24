import { App, Aws, CfnParameter, aws_dynamodb as dynamodb, Stack } from 'aws-cdk-lib';
import { AgentIdentity } from '../../lib/cdk';
import { allow, defineAgent, text, trust } from '../../lib/spec';
import { desk, HOME, INPUTS } from './desk';
import { findingsOf, told } from './findings-of';

const stackOf = () => new Stack(new App(), 'Desk', { env: HOME });

/** What is told of values that the compiler would not let through. */
const toldOf = (inputs: unknown, { options, agent }: { readonly options?: unknown; readonly agent?: unknown } = { agent: desk }) =>
  told(findingsOf(() => new AgentIdentity(stackOf(), 'Identity', agent as typeof desk, inputs as typeof INPUTS, options as object)));

describe('values given for inputs', () => {
  it('are told all at once: missing, unknown and misshapen', () => {
    expect([...toldOf({ ticket: INPUTS.tickets, handbook: 'handbook', cluster: 7 })].sort()).toEqual([
      expect.stringMatching(/^WI108 a value is given for `ticket`, which is no input of the agent; did you mean `tickets`\?$/),
      expect.stringMatching(/^WI108 the input `tickets` has no value/),
      expect.stringMatching(/^WI109 the input `cluster` is a value of type number, not the ARN of an EKS cluster/),
      expect.stringMatching(/^WI109 the input `handbook` is `handbook`, not the ARN of an S3 bucket/),
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'tickets'],
    ['a list', [INPUTS.tickets]],
    ['a function', () => INPUTS],
  ])('must be a record: %s', (_what, inputs) => {
    expect(toldOf(inputs).every((line) => line.startsWith('WI108'))).toBe(true);
    expect(toldOf(inputs)).not.toEqual([]);
  });

  it.each([
    ['a construct', (stack: Stack) => new dynamodb.CfnTable(stack, 'Tickets', { keySchema: [] })],
    ['a resolvable', (stack: Stack) => new CfnParameter(stack, 'Tickets').value],
    ['an empty text', () => ''],
    ['null', () => null],
    ['a list', () => [INPUTS.tickets]],
  ])('must be text: %s', (_what, tickets) => {
    const stack = stackOf();
    const given = { ...INPUTS, tickets: tickets(stack) } as unknown as typeof INPUTS;
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', desk, given));
    expect(findings.map(({ code, where }) => [/^WI10[89]$/.test(code), where.pointer])).toEqual([[true, 'inputs.tickets']]);
  });

  it.each([
    ['a table for a bucket', 'handbook', `arn:aws:dynamodb:eu-central-1:${Aws.ACCOUNT_ID}:table/handbook`],
    ['every object of a bucket for the bucket', 'handbook', `${new CfnParameter(stackOf(), 'Bucket').valueAsString}/*`],
    ['another service, partition late', 'tickets', `arn:${Aws.PARTITION}:s3:::tickets`],
  ])('must have their shape as far as it is known: %s', (_what, name, value) => {
    expect(toldOf({ ...INPUTS, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^WI109 the input \`${name}\``))]);
  });

  it.each([
    ['composed by the CDK', (stack: Stack) => stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: 'tickets' })],
    [
      'with a late name',
      (stack: Stack) => `arn:aws:dynamodb:eu-central-1:111122223333:table/${new CfnParameter(stack, 'Name').valueAsString}`,
    ],
    ['late as a whole', (stack: Stack) => new CfnParameter(stack, 'Arn').valueAsString],
  ])('may be late: %s', (_what, tickets) => {
    const stack = stackOf();
    expect(findingsOf(() => new AgentIdentity(stack, 'Identity', desk, { ...INPUTS, tickets: tickets(stack) }))).toEqual([]);
  });
});

describe('options', () => {
  it.each([
    ['no record', 'sealed'],
    ['null', null],
    ['a misspelt mode of grants', { grants: 'accepted' }],
    ['an unknown option', { deploymnt: { stage: 'dev' } }],
    ['a deployment of tokens', { deployment: { account: Aws.ACCOUNT_ID } }],
  ])('are refused: %s', (_what, options) => expect(toldOf(INPUTS, { agent: desk, options })).not.toEqual([]));
});

describe('a declaration', () => {
  it.each([
    ['nothing', undefined],
    ['text', 'desk'],
    ['half of one', { name: 'desk' }],
  ])('must be one: %s', (_what, agent) => expect(toldOf(INPUTS, { agent })).not.toEqual([]));

  it('is told together with the values given', () => {
    const broken = { ...desk, owner: '' };
    const lines = toldOf({ ...INPUTS, tickets: 'tickets' }, { agent: broken });
    expect(lines.map((line) => line.slice(0, 5)).sort()).toEqual(['WI102', 'WI109']);
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['in its purpose', { purpose: `answers in ${Aws.REGION}` }, ['WI110']],
    // What is disposable is warned of, whatever its reason.
    ['in a reason', { evidence: { retainDays: 30, dangerouslyDisposable: `a trial in ${Aws.ACCOUNT_ID}` } }, ['WI110', 'WI142']],
    ['in its owner', { owner: Aws.ACCOUNT_ID }, ['WI122']],
  ])('must hold no token: %s', (_what, changed, codes) => {
    expect(toldOf(INPUTS, { agent: { ...desk, ...changed } }).map((line) => line.slice(0, 5))).toEqual(codes);
  });

  it('must be deployed in a stack', () => {
    expect(findingsOf(() => new AgentIdentity(new App(), 'Identity', desk, INPUTS))).toHaveLength(1);
  });
});

describe('an identity that could not be made', () => {
  it('leaves nothing behind: the same id can be taken', () => {
    const stack = stackOf();
    expect(findingsOf(() => new AgentIdentity(stack, 'Identity', desk, { ...INPUTS, tickets: 'tickets' }))).toHaveLength(1);
    expect(stack.node.children).toEqual([]);
    expect(findingsOf(() => new AgentIdentity(stack, 'Identity', desk, INPUTS))).toEqual([]);
  });
});

describe('documents that are too long only with the values given', () => {
  const longest = (length: number) => `arn:aws:dynamodb:eu-central-1:111122223333:table/${'t'.repeat(length)}`;
  const agent = defineAgent({
    name: 'desk',
    owner: 'front-office',
    inputs: { tickets: 'dynamodb-table-arn' },
    components: ({ tickets }) => ({
      clerk: {
        kind: 'tool',
        trust: trust.lambda({ functionName: 'desk-clerk' }),
        can: Array.from({ length: 22 }, (_, index) => allow('dynamodb:Query').on(text`${tickets}/index/by-${String(index) as never}`)),
      },
    }),
    evidence: { retainDays: 30 },
  });
  const findingsFor = (length: number) => findingsOf(() => new AgentIdentity(stackOf(), 'Identity', agent, { tickets: longest(length) }));

  it('are told before anything is deployed', () => {
    expect(findingsFor(255).map(({ code }) => code)).toContain('WI152');
  });

  it('are fine with shorter values', () => expect(findingsFor(20)).toEqual([]));
});
