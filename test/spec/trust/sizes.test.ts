/** The greatest size of a trust statement, as the docstring of its kind says it: the longest names, in the place with the longest name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allow, type Trust, trust } from 'agent-workload-identity';
import { SHAPES } from '../../../lib/policy/shapes';
import { planOf, resourceOf } from '../../plan/planned';
import { trusting } from '../agents';

const long = (length: number): string => `a${'b'.repeat(length - 1)}`;
/** As long as the shapes of these values allow. */
const PLACE = { account: '1'.repeat(12), region: 'us-gov-northea-1', partition: 'aws-iso-bb' };
it('takes the longest place there can be', () => {
  expect(PLACE.region).toHaveLength(SHAPES.region.longest);
  expect(PLACE.partition).toHaveLength(SHAPES.partition.longest);
});

/** The white space and version around one statement do not count. */
const statementSize = (given: Trust): number => {
  const { trust: document } = resourceOf(planOf(trusting(given), {}), 'role', 'tool');
  const text = JSON.stringify(document.Statement).slice(1, -1);
  return Object.entries(PLACE).reduce((filled, [name, value]) => filled.replaceAll(`⟨${name}⟩`, value), text).length;
};

const sourceOf = (file: string): string => readFileSync(join(__dirname, '../../../lib/spec/trust', `${file}.ts`), 'utf8');

const REGION_LONG = PLACE.region;
const LONG_CLUSTER = `arn:${PLACE.partition}:eks:${REGION_LONG}:${PLACE.account}:cluster/${long(100)}` as const;
const LONG_PODS = { cluster: LONG_CLUSTER, namespace: long(63), serviceAccount: long(253) };
const LONG_ROLE = `arn:${PLACE.partition}:iam::${PLACE.account}:role/${long(64)}` as const;

const LONGEST: Readonly<Record<string, readonly Trust[]>> = {
  'agent-core-browser': [trust.agentCoreBrowser({ name: long(48) })],
  'agent-core-code-interpreter': [trust.agentCoreCodeInterpreter({ name: long(48) })],
  'agent-core-gateway': [trust.agentCoreGateway({ name: long(48) })],
  'agent-core-memory': [trust.agentCoreMemory({ name: long(48) })],
  'agent-core-runtime': [trust.agentCoreRuntime({ name: long(48) })],
  'bedrock-agent': [trust.bedrockAgent({ agentId: 'ABCDEF0123' }), trust.bedrockAgent({ dangerouslyAnyAgent: 'yet to be made' })],
  'eks-pod-identity': [trust.eksPodIdentity(LONG_PODS)],
  'code-build': [trust.codeBuild({ project: long(150) })],
  ec2: [trust.ec2()],
  scheduler: [trust.scheduler({ scheduleGroup: long(64) })],
  'step-functions': [trust.stepFunctions({ stateMachine: long(80) })],
};

it.each(Object.entries(LONGEST))('%s says how many characters its statement has', (file, examples) => {
  const said = /The statement has at most (\d+) characters/.exec(sourceOf(file))?.[1];
  expect(Number(said)).toBe(Math.max(...examples.map(statementSize)));
});

it('says of EC2 how many characters its denials have', () => {
  const given = trust.ec2({
    instance: SHAPES['ec2-instance-arn'].example as 'arn:aws:ec2',
    vpc: SHAPES['vpc-id'].example as 'vpc-0',
    onlyThroughItsVpc: true,
  });
  const limits = resourceOf(planOf(trusting(given), {}), 'role', 'tool').policies.find(({ name }) => name === 'limits');
  const text = JSON.stringify(limits?.document.Statement).slice(1, -1);
  const longer =
    SHAPES['ec2-instance-arn'].longest -
    SHAPES['ec2-instance-arn'].example.length +
    SHAPES['vpc-id'].longest -
    SHAPES['vpc-id'].example.length;
  const said = /the denials have at most (\d+)/.exec(sourceOf('ec2'))?.[1];
  expect(Number(said)).toBe(text.length + longer);
});

it('says of pods with a session policy how many characters their statement has', () => {
  const given = trust.eksPodIdentity({
    ...LONG_PODS,
    sessionPolicy: [allow('s3:GetObject').on('arn:aws:s3:::a/b')],
    disableSessionTags: true,
  });
  const said = /with a session policy (\d+)/.exec(sourceOf('eks-pod-identity'))?.[1];
  expect(Number(said)).toBe(statementSize(given));
});

it('says of the target of pods how many characters its two statements have, and both fit beside a caller', () => {
  const given = trust.eksPodIdentityTarget({ ...LONG_PODS, firstRole: LONG_ROLE });
  const said = /two statements together have at most ([\d,]+)/.exec(sourceOf('eks-pod-identity-target'))?.[1]?.replace(',', '');
  expect(Number(said)).toBe(statementSize(given));
});
