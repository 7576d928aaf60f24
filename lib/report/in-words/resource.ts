/** ARNs in words. */
import { SHAPES } from '../../policy/shapes';
import { parseText } from '../../policy/text';
import { withNames } from './hole';

const SERVICES: Readonly<Record<string, string>> = {
  bedrock: 'Bedrock',
  'bedrock-agentcore': 'AgentCore',
  codebuild: 'CodeBuild',
  dynamodb: 'DynamoDB',
  ec2: 'EC2',
  ecr: 'ECR',
  ecs: 'ECS',
  eks: 'EKS',
  events: 'EventBridge',
  iam: 'IAM',
  kms: 'KMS',
  lambda: 'Lambda',
  logs: 'CloudWatch Logs',
  s3: 'S3',
  secretsmanager: 'Secrets Manager',
  sqs: 'SQS',
  sts: 'STS',
};

/** What a service is called; the prefix of its ARNs where it has no other name here. */
export const serviceInWords = (prefix: string): string => (Object.hasOwn(SERVICES, prefix) ? (SERVICES[prefix] ?? prefix) : prefix);

/** What `*` is called. */
export const EVERYTHING = 'any resource';

const SEGMENT = '((?:⟨[^⟨⟩]*⟩|[^:⟨])*)';
const ARN = new RegExp(`^arn:${SEGMENT}:${SEGMENT}:${SEGMENT}:${SEGMENT}:(.*)$`, 's');

export interface ResourceInWords {
  /** Service, kind and name. */
  readonly name: string;
  /** The region where the ARN says one that is not everywhere. */
  readonly region: string | undefined;
}

/** `cluster/prod` and `function:crm` begin with the kind of the resource; `⟨bucket⟩/path` does not. */
const KIND = /^([a-z][a-z-]*)([/:])(.+)$/s;

function ofHole(text: string): ResourceInWords | undefined {
  const [first, ...rest] = parseText(text);
  if (first === undefined || typeof first === 'string' || !first.shape.endsWith('-arn')) return undefined;
  const kind = SHAPES[first.shape].what.replace(/^the ARN of an? /, '');
  const tail = rest.map((part) => (typeof part === 'string' ? part : `⟨${part.hole}⟩`)).join('');
  return { name: `${kind} ⟨${first.hole}⟩${tail}`, region: undefined };
}

/** Logs writes `:*` behind a group for its streams, which goes without saying. */
const withoutStreams = (service: string, rest: string): string => (service === 'logs' ? rest.replace(/:\*$/, '') : rest);

/** A resource of a policy in words. */
export function resourceInWords(text: string): ResourceInWords {
  if (text === '*') return { name: EVERYTHING, region: undefined };
  const late = ofHole(text);
  if (late !== undefined) return late;
  const [whole, , service = '', region = '', , tail = ''] = ARN.exec(text) ?? [];
  if (whole === undefined) return { name: withNames(text), region: undefined };
  const rest = withoutStreams(service, tail);
  const [, kind, , name] = KIND.exec(rest) ?? [];
  const what =
    service === 's3' ? `bucket ${rest}` : kind === undefined || name === undefined ? rest : `${kind.replaceAll('-', ' ')} ${name}`;
  return {
    name: withNames(`${serviceInWords(service)} ${what}`),
    region: region === '' || region === '*' || region.startsWith('⟨') ? undefined : region,
  };
}

/** Resources in words, each once; those that differ in their region only are told together. */
export function resourcesInWords(texts: readonly string[]): readonly string[] {
  const regions = new Map<string, string[]>();
  for (const { name, region } of texts.map(resourceInWords)) {
    regions.set(name, [...(regions.get(name) ?? []), ...(region === undefined ? [] : [region])]);
  }
  return [...regions].map(([name, places]) => {
    const each = [...new Set(places)];
    return each.length < 2 ? name : `${name} in ${each.join(', ')}`;
  });
}

/** Any value in words: a resource where it is an ARN, else as it is. */
export const valueInWords = (text: string): string =>
  text.startsWith('arn:') || /^⟨[^⟨⟩]+-arn⟩$/.test(text) ? resourceInWords(text).name : withNames(text);
