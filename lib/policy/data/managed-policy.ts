import type { PolicyDocument, PolicyType } from '../document';
import { parsePolicy } from '../parse';
import { loadLines } from './load-lines';
import { MANAGED_POLICIES_FORMAT, type ManagedPoliciesHeader } from './managed-policies-format';

/** What the data knows about a managed policy, or why it knows nothing. */
export type ManagedPolicy =
  | { readonly status: 'known'; readonly document: PolicyDocument /** The day of the data, `YYYY-MM-DD`. */; readonly dataDate: string }
  /** A managed policy of AWS that is not in the data: misspelt, withdrawn, newer than the data, or of a service-linked role. */
  | { readonly status: 'unknown'; readonly dataDate: string /** Ready for a message. */; readonly reason: string }
  /** No ARN of a managed policy of AWS, or one whose name is not known before deployment. */
  | { readonly status: 'not-of-aws' };

const OF_AWS = /^arn:([a-z0-9-]+|⟨[A-Za-z0-9_.:-]+⟩):iam::aws:policy\/([\w+=,.@/-]+)$/;

interface Loaded {
  readonly header: ManagedPoliciesHeader;
  readonly lineOf: ReadonlyMap<string, string>;
}

let loaded: Loaded | undefined;
const parsed = new Map<string, PolicyDocument>();

function table(): Loaded {
  if (loaded === undefined) {
    const { header, lines } = loadLines<ManagedPoliciesHeader>(
      'managed-policies.jsonl.gz',
      'managed policies of AWS',
      MANAGED_POLICIES_FORMAT,
    );
    loaded = { header, lineOf: new Map(header.policies.map((policy, index) => [policy, lines[index] ?? ''])) };
  }
  return loaded;
}

function documentFrom(line: string, partition: string, type: PolicyType): PolicyDocument | undefined {
  // The data are of the partition `aws`; policies of the same name in another name the resources of that one.
  const policy = parsePolicy(JSON.parse(line.replaceAll('arn:aws:', `arn:${partition}:`)), type);
  return policy.ok ? policy.document : undefined;
}

/**
 * The document of a managed policy of AWS, in the newest version that the data have.
 *
 * AWS changes these policies without asking: what follows from one holds for `dataDate`. The partition of the ARN may be any, or a hole; the document is
 * that of the partition `aws` with the ARNs of that partition.
 *
 * @param arn such as `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`
 * @param type where it is used; default `identity`
 *
 * Source: AWS Managed Policy Reference Guide, compiled; see `managedPoliciesVersion`.
 */
export function managedPolicy(arn: string, type: 'identity' | 'boundary' = 'identity'): ManagedPolicy {
  const [, partition, name] = OF_AWS.exec(arn) ?? [];
  if (partition === undefined || name === undefined) return { status: 'not-of-aws' };
  const { header, lineOf } = table();
  const dataDate = header.date;
  const key = `${type} ${arn}`;
  const line = lineOf.get(name);
  const document = parsed.get(key) ?? (line === undefined ? undefined : documentFrom(line, partition, type));
  if (document === undefined) return { status: 'unknown', dataDate, reason: `unknown to the data of ${dataDate}` };
  parsed.set(key, document);
  return { status: 'known', document, dataDate };
}

/** What the compiled managed policies of AWS are, and how old. */
export interface ManagedPoliciesVersion {
  /** The day of the last change that the data know, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  readonly policies: number;
}

/** The version of the compiled managed policies. */
export function managedPoliciesVersion(): ManagedPoliciesVersion {
  const { date, source, policies } = table().header;
  return { date, source, policies: policies.length };
}
