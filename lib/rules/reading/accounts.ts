/** The accounts that ARNs name. */

/** One segment of an ARN; a hole holds a colon of its own. */
const SEGMENT = '((?:⟨[^⟨⟩]*⟩|[^:⟨])*)';
const IAM_ARN = new RegExp(`^arn:${SEGMENT}:(?:iam|sts):${SEGMENT}:${SEGMENT}:(.*)$`, 's');
const ANY_ARN = new RegExp(`^arn:${SEGMENT}:${SEGMENT}:${SEGMENT}:${SEGMENT}:(.*)$`, 's');
const ACCOUNT_HOLE = /^⟨(?:account|account-id|[^⟨⟩:]+:account(?:-id)?)⟩$/;

export interface ArnParts {
  readonly account: string;
  /** What follows the account. */
  readonly rest: string;
}

/** The account and the rest of an IAM or STS ARN as written, holes and all. */
export function iamArnParts(arn: string): ArnParts | undefined {
  const [, , , account, rest] = IAM_ARN.exec(arn) ?? [];
  return account === undefined || rest === undefined ? undefined : { account, rest };
}

/** The account and the rest of any ARN as written. */
export function arnParts(arn: string): ArnParts | undefined {
  const [, , , , account, rest] = ANY_ARN.exec(arn) ?? [];
  return account === undefined || rest === undefined ? undefined : { account, rest };
}

/** Whether a principal is an account by its bare id. */
export const isBareAccount = (value: string): boolean => /^\d{12}$/.test(value) || ACCOUNT_HOLE.test(value);

/** Whether the text is a hole that stands for an account. */
export const isAccountHole = (text: string): boolean => ACCOUNT_HOLE.test(text);

/** What an ARN says around the name of a resource, as written. */
export interface ArnPlace {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
}

/** The place that any ARN names as written, holes, wildcards and all. */
export function arnPlace(arn: string): ArnPlace | undefined {
  const [, partition, service, region, account] = ANY_ARN.exec(arn) ?? [];
  return partition === undefined || service === undefined || region === undefined || account === undefined
    ? undefined
    : { partition, service, region, account };
}
