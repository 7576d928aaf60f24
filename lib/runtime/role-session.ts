/**
 * Parameters of STS calls: a session of another component's role, and credentials narrowed for one call of a tool.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getscopedcredentials.html
 */
import { type ChainFault, fault, quoted, refuse } from './chain-error';
import { SESSION_TAGS } from './chain-keys';
import { checked, type InstructionContext } from './instruction-context';

/**
 * Where the source identity of a session comes from. `set`: the caller runs on credentials that a platform gave it, which have none, and the call sets it.
 * `inherited`: the caller runs on a session of a role that another component assumed; the source identity goes on by itself and nothing can change it.
 */
export type SourceIdentityPlace = 'set' | 'inherited';

export interface RoleCall {
  readonly roleArn: string;
  readonly sourceIdentity: SourceIdentityPlace;
  /** 900 (the default, and the least that STS gives) to 3,600: a role reached by a component lives for one hour at most. */
  readonly seconds?: number;
  /** Keys of the session tags that the declaration requires; default `run`, `task` and `user`. The trust policy admits exactly these. */
  readonly sessionTags?: readonly [string, ...string[]];
}

/** Input of `AssumeRoleCommand`. */
export interface AssumeRoleParameters {
  RoleArn: string;
  RoleSessionName: string;
  SourceIdentity?: string;
  Tags: { Key: string; Value: string }[];
  /** Always empty: STS refuses a tag that was inherited where it is passed again, and the trust policy of every hop asks for it. */
  TransitiveTagKeys: string[];
  DurationSeconds: number;
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const LEAST_SECONDS = 900;
const MOST_SECONDS = 3_600;

const tagValue = (context: InstructionContext, tag: string): string | undefined =>
  tag === 'run' || tag === 'task' || tag === 'user'
    ? context[tag]
    : Object.hasOwn(context.tags ?? {}, tag)
      ? context.tags?.[tag]
      : undefined;

/**
 * What the trust policy of a called component requires of `AssumeRole`.
 *
 * @throws ChainError where the context or the call cannot be admitted
 */
export function assumeRoleParameters(given: InstructionContext, call: RoleCall): AssumeRoleParameters {
  const context = checked(given);
  const { roleArn, sourceIdentity, seconds = LEAST_SECONDS, sessionTags = SESSION_TAGS } = call;
  const faults: ChainFault[] = [];
  if (typeof roleArn !== 'string' || !ROLE_ARN.test(roleArn)) {
    faults.push(fault('WI1012', 'roleArn', `${quoted(roleArn)} is no role`, 'give the ARN of the role of the component that is called'));
  }
  if (sourceIdentity !== 'set' && sourceIdentity !== 'inherited') {
    faults.push(
      fault(
        'WI1011',
        'sourceIdentity',
        'it is not said where the source identity comes from',
        "say 'set' on credentials of the platform, 'inherited' on those of an assumed role",
      ),
    );
  }
  if (!Number.isInteger(seconds) || seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
    faults.push(fault('WI1008', 'seconds', `${quoted(seconds)} seconds are no length of a chained session`, 'give 900 to 3600'));
  }
  const tags = sessionTags.map((Key) => ({ Key, Value: tagValue(context, Key) }));
  for (const { Key } of tags.filter(({ Value }) => Value === undefined)) {
    faults.push(
      fault(
        'WI1007',
        `tags.${Key}`,
        `the context has no value for the session tag ${quoted(Key)}`,
        `add tags: { ${Key}: '…' } to the instruction`,
      ),
    );
  }
  refuse(faults);
  return {
    RoleArn: roleArn,
    RoleSessionName: context.sessionName,
    ...(sourceIdentity === 'set' ? { SourceIdentity: context.instruction } : {}),
    Tags: tags as { Key: string; Value: string }[],
    TransitiveTagKeys: [],
    DurationSeconds: seconds,
  };
}

/** What one call of a tool may do, and for how long. */
export type Scope = {
  /** The tool, as the model names it: 1 to 64 letters, digits, `_`, `.` and `-`. */
  readonly tool: string;
  /** Id of the tool call, as the model gave it: as `tool`. */
  readonly call?: string;
} & (
  | {
      /** A policy that the session is narrowed to: JSON of up to 2,048 characters. It can only take away. */
      readonly policy: string;
      /** 1 to 129,600, and no longer than the session itself lives. Default: as long as the session. */
      readonly seconds?: number;
    }
  | { readonly policy?: never; readonly seconds: number }
);

/** Input of `GetScopedCredentialsCommand`. */
export interface ScopedCredentialsParameters {
  Policy?: string;
  DurationSeconds?: number;
  ScopedSessionDescription: string;
}

const LABEL = /^[\w.-]{1,64}$/;
/** The characters that STS takes in a policy. */
const POLICY = /^[\t\n\r\u0020-\u00ff]{1,2048}$/;
const LONGEST_SCOPED = 129_600;

/** What CloudTrail keeps of a scoped session: never longer than the 256 characters that it may have, given the limits of its parts. */
const describe = (context: InstructionContext, { tool, call }: Scope): string =>
  [
    `run=${context.run}`,
    `trace=${context.trace.traceId}`,
    ...(context.step === undefined ? [] : [`step=${context.step}`]),
    `tool=${tool}`,
    ...(call === undefined ? [] : [`call=${call}`]),
  ].join(' ');

/**
 * Parameters of `GetScopedCredentials` for one call of a tool. The description names run, trace, step and tool: CloudTrail keeps it.
 *
 * @throws ChainError where context or scope are not what STS takes
 */
export function scopedCredentialsParameters(given: InstructionContext, scope: Scope): ScopedCredentialsParameters {
  const context = checked(given);
  const { policy, seconds, tool, call } = scope;
  const faults: ChainFault[] = [];
  for (const [field, value] of Object.entries({ tool, ...(call === undefined ? {} : { call }) })) {
    if (typeof value !== 'string' || !LABEL.test(value)) {
      faults.push(
        fault('WI1009', field, `${quoted(value)} is no name of a tool or call`, 'give 1 to 64 letters, digits, `_`, `.` and `-`'),
      );
    }
  }
  if (policy === undefined && seconds === undefined) {
    faults.push(fault('WI1009', 'policy', 'neither a policy nor a duration is given', 'give at least one of the two'));
  }
  if (policy !== undefined && (typeof policy !== 'string' || !POLICY.test(policy) || !isObject(policy))) {
    faults.push(
      fault('WI1009', 'policy', 'the policy is no JSON object of up to 2,048 characters', 'narrow it to what this one call needs'),
    );
  }
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SCOPED)) {
    faults.push(fault('WI1008', 'seconds', `${quoted(seconds)} seconds are no length of a scoped session`, 'give 1 to 129600'));
  }
  refuse(faults);
  return {
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(seconds === undefined ? {} : { DurationSeconds: seconds }),
    ScopedSessionDescription: describe(context, scope),
  };
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
