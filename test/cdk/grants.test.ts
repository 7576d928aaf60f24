import {
  ArnFormat,
  aws_bedrockagentcore as agentcore,
  aws_dynamodb as dynamodb,
  aws_ecr as ecr,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  aws_s3 as s3,
  aws_secretsmanager as secretsmanager,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import type { InputShape } from '../../lib/spec';
import { roleOf, templateOf } from './desk';
import { type Declared, pasted, type Story, tell } from './granting';
import { type Synthesis, synthesize } from './synthesis';

// The CDK prints warnings where its flags put them into the validation report; they are looked at below.
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));

/** Grants that constructs of the CDK make to a role that is given to them, or named to them. */
const STORIES: Readonly<Record<string, Story>> = {
  'a bucket': {
    make: (stack) => {
      const handbook = new s3.Bucket(stack, 'Handbook');
      return { values: { handbook: handbook.bucketArn }, grant: (role) => handbook.grantRead(role) };
    },
  },
  'a bucket, for a part of it': {
    make: (stack) => {
      const handbook = new s3.Bucket(stack, 'Handbook');
      return { values: { handbook: handbook.bucketArn }, grant: (role) => handbook.grantPut(role, 'drafts/*') };
    },
  },
  'an encrypted bucket': {
    make: (stack) => {
      const handbookKey = new kms.Key(stack, 'HandbookKey');
      const handbook = new s3.Bucket(stack, 'Handbook', { encryptionKey: handbookKey });
      return {
        values: { handbook: handbook.bucketArn, handbookKey: handbookKey.keyArn },
        grant: (role) => handbook.grantReadWrite(role),
      };
    },
  },
  'a key': {
    make: (stack) => {
      const seal = new kms.Key(stack, 'Seal');
      return { values: { seal: seal.keyArn }, grant: (role) => seal.grantDecrypt(role) };
    },
  },
  'a table': {
    make: (stack) => {
      const tickets = new dynamodb.Table(stack, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      return { values: { tickets: tickets.tableArn }, grant: (role) => tickets.grantReadData(role) };
    },
  },
  'a global table': {
    make: (stack) => {
      const tickets = new dynamodb.TableV2(stack, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      return { values: { tickets: tickets.tableArn }, grant: (role) => tickets.grantReadWriteData(role) };
    },
  },
  'a queue, to send': {
    make: (stack) => {
      const errands = new sqs.Queue(stack, 'Errands');
      return { values: { errands: errands.queueArn }, grant: (role) => errands.grantSendMessages(role) };
    },
  },
  'an encrypted queue, to receive': {
    make: (stack) => {
      const errandsKey = new kms.Key(stack, 'ErrandsKey');
      const errands = new sqs.Queue(stack, 'Errands', { encryptionMasterKey: errandsKey });
      return {
        values: { errands: errands.queueArn, errandsKey: errandsKey.keyArn },
        grant: (role) => errands.grantConsumeMessages(role),
      };
    },
  },
  'a secret': {
    make: (stack) => {
      const token = new secretsmanager.Secret(stack, 'Token');
      return { values: { token: token.secretArn }, grant: (role) => token.grantRead(role) };
    },
  },
  'a log group': {
    make: (stack) => {
      const journal = new logs.LogGroup(stack, 'Journal');
      // The CDK's own ARN of a log group ends in `:*`.
      const arn = stack.formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: journal.logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
      return { values: { journal: arn }, grant: (role) => journal.grantWrite(role) };
    },
  },
  'an image repository': {
    make: (stack) => {
      const images = new ecr.Repository(stack, 'Images');
      return { values: { images: images.repositoryArn }, grant: (role) => images.grantPull(role) };
    },
  },
  'a function that another calls': {
    make: (stack) => {
      const search = new lambda.Function(stack, 'Search', FUNCTION);
      return { values: { search: search.functionArn }, grant: (role) => search.grantInvoke(role) };
    },
  },
  'a function with dead-letter queue and tracing that takes the role': {
    make: (stack) => {
      const lost = new sqs.Queue(stack, 'Lost');
      return {
        values: { lost: lost.queueArn },
        grant: (role, own, identity) =>
          new lambda.Function(own, 'Clerk', {
            logGroup: identity.logGroup('clerk'),
            ...FUNCTION,
            functionName: 'desk-clerk',
            role,
            deadLetterQueue: lost,
            tracing: lambda.Tracing.ACTIVE,
          }),
      };
    },
  },
  "CDK's AgentCore runtime that takes the role": {
    make: (stack) => {
      const images = new ecr.Repository(stack, 'Images');
      return {
        values: { images: images.repositoryArn },
        grant: (role, own) =>
          new agentcore.Runtime(own, 'Runtime', {
            runtimeName: 'desk_clerk',
            agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromEcrRepository(images, 'clerk'),
            executionRole: role,
          }),
      };
    },
  },
  'a statement with a condition': {
    make: (stack) => {
      const seal = new kms.Key(stack, 'Seal');
      const conditions = {
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com', 'kms:EncryptionContext:desk': ['front', 'back'] },
        StringLike: { 'aws:PrincipalTag/team': 'front-*' },
        Bool: { 'aws:SecureTransport': 'true' },
      };
      return {
        values: { seal: seal.keyArn },
        grant: (role) =>
          role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [seal.keyArn], conditions })),
      };
    },
  },
  'a denial': {
    make: (stack) => {
      const tickets = new dynamodb.Table(stack, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      return {
        values: { tickets: tickets.tableArn },
        grant: (role) =>
          role.addToPrincipalPolicy(
            new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['logs:PutLogEvents'], resources: [`${tickets.tableArn}`, '*'] }),
          ),
      };
    },
  },
  'an inline policy that is attached': {
    make: (stack) => {
      const handbook = new s3.Bucket(stack, 'Handbook');
      return {
        values: { handbook: handbook.bucketArn },
        grant: (role, own) => {
          const policy = new iam.Policy(own, 'Extra', { roles: [role] });
          // What is added after the policy was attached counts as well.
          policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [handbook.arnForObjects('*')] }));
        },
      };
    },
  },
};

const FUNCTION = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({});'),
} as const;

interface Advice {
  readonly list: 'can' | 'cannot';
  readonly line: string;
  readonly inputs: Readonly<Record<string, InputShape>>;
}

/** What the message says to paste, and which inputs to add. */
const adviceIn = (message: string): readonly Advice[] =>
  message.split('\n').flatMap((line) => {
    const [, code, list] = /add `(.*)` to `(can|cannot)` of `clerk`/.exec(line) ?? [];
    if (code === undefined) return [];
    const inputs = [...line.matchAll(/`(\w+): '([\w-]+)'` to the inputs/g)].map(([, name, shape]) => [name, shape as InputShape]);
    return [{ line: code, list: list === 'cannot' ? 'cannot' : 'can', inputs: Object.fromEntries(inputs) }];
  });

/** The declaration with the advice taken. */
const taken = (advice: readonly Advice[]): Declared => ({
  inputs: Object.assign({}, ...advice.map(({ inputs }) => inputs)),
  can: (inputs) => advice.filter(({ list }) => list === 'can').map(({ line }) => pasted(line, inputs) as never),
  cannot: (inputs) => advice.filter(({ list }) => list === 'cannot').map(({ line }) => pasted(line, inputs) as never),
});

/** What is still told once all advice is taken. */
const undeclaredIn = ({ error, warnings }: Synthesis): readonly string[] => [
  ...error.split('\n').filter((line) => /^ *\[/.test(line)),
  ...warnings,
];

/** What the declaration has no word for, and says so. */
const UNDECLARABLE: Readonly<Record<string, readonly unknown[]>> = {
  "CDK's AgentCore runtime that takes the role": [expect.stringMatching(/`clerk` is granted `cloudwatch:PutMetricData`/)],
};

describe.each(Object.entries(STORIES))('%s', (what, story) => {
  it.each(['recommended', 'none'] as const)(
    'is an error where the declaration does not say it, with a line to paste that silences it (flags: %s)',
    (flags) => {
      const { error } = synthesize(tell(story, {}, { flags }).app);
      expect(error).toMatch(/engine\/(?:grant|attached-policy)-is-declared/);
      const advice = adviceIn(error);
      expect(advice).not.toEqual([]);
      expect(undeclaredIn(synthesize(tell(story, taken(advice), { flags }).app))).toEqual(UNDECLARABLE[what] ?? []);
    },
  );

  it('is the same across stacks', () => {
    const advice = adviceIn(synthesize(tell(story, {}, { apart: true }).app).error);
    expect(advice).toEqual(adviceIn(synthesize(tell(story).app).error));
    expect(undeclaredIn(synthesize(tell(story, taken(advice), { apart: true }).app))).toEqual(UNDECLARABLE[what] ?? []);
  });

  it('writes the role into the policy of no other resource', () => {
    const { app, stack } = tell(story, {}, { grants: 'accept' });
    const { Resources } = templateOf(app, stack);
    const role = roleOf({ Resources }, 'desk-clerk').id;
    const policies = Object.values(Resources).filter(({ Type }) => /Policy$|KMS::Key$/.test(Type) && !Type.startsWith('AWS::IAM::'));
    for (const policy of policies) expect(JSON.stringify(policy)).not.toMatch(new RegExp(`desk-clerk|${role}`));
  });

  it('joins role and boundary, with a warning, where the identity is opened', () => {
    const { app } = tell(story, {}, { grants: 'accept' });
    const { error, warnings } = synthesize(app);
    expect(error).toBe('');
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(/grant-is-accepted|WI806/)]));
  });
});
