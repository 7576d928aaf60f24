/** What the engines cannot do, and somebody has to: exact, so that it can be pasted. */
import { fillHoles } from '../../policy/text';
import type { AccountFoundationSpec } from '../../spec/foundation';
import { trailEncrypts, trailWrites } from './documents';
import type { Instruction } from './kinds';
import { asApi, selectorsOf } from './selectors';

interface Names {
  readonly trailArn: string;
  readonly role: (what: string) => string;
}

const forImport = (arn: string): Instruction => ({
  what: `let the trail \`${arn}\` record what agents do`,
  because:
    'whoever made the trail decides what it records: without these selectors it misses the use of models, runtimes, gateways and memories',
  how: `aws cloudtrail put-event-selectors --trail-name ${arn} --advanced-event-selectors '${JSON.stringify(asApi(selectorsOf({ kind: 'created' })))}'`,
});

const forArchive = (bucket: string, { trailArn }: Names): Instruction => ({
  what: `let the trail write the bucket \`${bucket}\``,
  because:
    'the policy of a bucket of another account is that account\u2019s; without these statements CloudTrail refuses to make the trail',
  how: `add to the policy of the bucket: ${JSON.stringify(trailWrites(bucket, trailArn))}`,
});

const forKey = (key: string, { trailArn }: Names): Instruction => ({
  what: `let the trail encrypt with \`${key}\``,
  because: 'the key is there already, and its policy decides who uses it',
  how: `add to the policy of the key: ${JSON.stringify(trailEncrypts(trailArn))}`,
});

const forPrompts = (name: string, { role }: Names): Instruction => {
  const config = {
    cloudWatchConfig: { logGroupName: `/agents/${name}/prompts`, roleArn: role('prompts-to-logs') },
    textDataDeliveryEnabled: true,
    imageDataDeliveryEnabled: true,
    embeddingDataDeliveryEnabled: true,
    videoDataDeliveryEnabled: true,
    audioDataDeliveryEnabled: true,
  };
  return {
    what: 'switch the record of prompts and answers on, in every region that models are called in',
    because: 'CloudFormation has no resource for it, and no trail holds what was said',
    how: `aws bedrock put-model-invocation-logging-configuration --logging-config '${JSON.stringify(config)}'`,
  };
};

const OUTBOUND: Instruction = {
  what: 'switch the issuer of the account on, and give its URL to whoever configures the other side',
  because: 'CloudFormation has no resource for it, and without it nobody gets tokens for systems outside of AWS',
  how: 'aws iam enable-outbound-web-identity-federation && aws iam get-outbound-web-identity-federation-info',
};

/** An instruction as it is shown where it is known, or not, what is deployed where. */
export const shownInstruction = ({ what, because, how }: Instruction, place: Readonly<Record<string, string | undefined>>): string =>
  fillHoles(`by hand: ${what}\n  why    ${because}\n  how    ${how}`, ({ hole }) => place[hole] ?? `<${hole}>`);

/** What is left to do by hand. */
export const instructionsFor = (
  { name, key, trail, prompts, outboundTokens }: AccountFoundationSpec,
  names: Names,
): readonly Instruction[] => [
  ...(trail.kind === 'imported' ? [forImport(trail.arn)] : []),
  ...(trail.kind === 'created' && trail.archive !== undefined ? [forArchive(trail.archive, names)] : []),
  ...(trail.kind === 'created' && key !== 'created' ? [forKey(key, names)] : []),
  ...(prompts?.switchedOnBy === 'hand' ? [forPrompts(name, names)] : []),
  ...(outboundTokens?.switchedOnBy === 'hand' ? [OUTBOUND] : []),
];
