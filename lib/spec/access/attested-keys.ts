/**
 * Keys that only attested code may use: a Nitro enclave of a certain image, or an instance whose NitroTPM measured a certain boot. KMS checks the attestation
 * document that comes with the request and puts its measurements into condition keys, which nobody can forge.
 *
 * Other uses of these keys are denied, those by services on behalf of the component included, and so are the two ways around: to re-encrypt under another key
 * and to give a grant.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import { listOf, record, recordOf, shown, text, whole } from '../form';
import { hasShape } from '../has-shape';
import type { ArnOf } from '../late';
import { trustKind } from '../trust';
import { type ConditionTarget, defineCondition, deniedByPermission, unenforced } from './define-condition';

/** A measurement: SHA-384, 96 hexadecimal digits. */
export type Measurement = string;

/** Keys, and what code that uses them must measure to. Either an enclave's measurements or those of NitroTPM. */
export interface AttestedKeys {
  readonly keys: readonly [ArnOf<'kms-key-arn'>, ...ArnOf<'kms-key-arn'>[]];
  /** The enclave's image: PCR0 of `nitro-cli build-enclave`. */
  readonly imageSha384?: Measurement;
  /** Platform configuration registers of the enclave by number, 0 to 31: 1 is kernel and boot, 2 the application, 3 the parent's role, 4 the parent instance, 8 who signed it. */
  readonly pcrs?: Readonly<Record<number, Measurement>>;
  /** Registers of the instance's NitroTPM by number, 0 to 23: 4 is the boot manager, 7 the secure boot policy. */
  readonly nitroTpmPcrs?: Readonly<Record<number, Measurement>>;
}

/** What must be attested, by condition key. */
const measurementsOf = ({
  imageSha384,
  pcrs = {},
  nitroTpmPcrs = {},
}: AttestedKeys): readonly (readonly [key: string, value: Measurement])[] => [
  ...(imageSha384 === undefined ? [] : [['kms:RecipientAttestation:ImageSha384', imageSha384] as const]),
  ...Object.entries(pcrs).map(([register, value]) => [`kms:RecipientAttestation:PCR${register}`, value] as const),
  ...Object.entries(nitroTpmPcrs).map(([register, value]) => [`kms:RecipientAttestation:NitroTPMPCR${register}`, value] as const),
];

/** What KMS can check an attestation of, according to the service authorization reference; `kms:GenerateRandom` uses no key. */
const ATTESTABLE = ['kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'];
const AROUND = ['kms:CreateGrant', 'kms:ReEncryptFrom'];

function checkMeasurement(value: string, pointer: string, findings: FindingList): void {
  if (!/^[0-9a-fA-F]{96}$/.test(value))
    findings.add('WI181', {
      what: /^[0-9a-fA-F]*$/.test(value) ? `a measurement has ${value.length} digits` : `${shown(value)} is no measurement`,
      fix: 'write all 96 hexadecimal digits of the SHA-384 measurement',
      pointer,
    });
  else if (/^0+$/.test(value))
    findings.add('WI181', {
      what: 'a measurement is all zeros, which every enclave in debug mode has',
      fix: 'write the measurement of the image that runs in production',
      pointer,
    });
}

function checkRegisters(
  registers: Readonly<Record<string, string>> | undefined,
  highest: number,
  pointer: string,
  findings: FindingList,
): void {
  if (registers === undefined) return;
  if (Object.keys(registers).length === 0)
    findings.add('WI181', { what: `\`${pointer}\` is empty`, fix: 'name a register, or leave it out', pointer });
  for (const [register, value] of Object.entries(registers)) {
    if (/^\d{1,2}$/.test(register) && Number(register) <= highest) checkMeasurement(value, `${pointer}.${register}`, findings);
    else findings.add('WI181', { what: `there is no register ${shown(register)}`, fix: `number it from 0 to ${highest}`, pointer });
  }
}

/** Whether what the component runs on can be attested. A role that is assumed is used where those run that assume it. */
const canAttest = (target: ConditionTarget): boolean =>
  target.trusts.every((trust) => (trust.kind === 'component' ? target.callers.every(canAttest) : trustKind(trust).attests === true));

const unless = (keys: readonly string[], [key, value]: readonly [string, string]): StatementJson => ({
  Sid: 'OnlyAttestedCode',
  Effect: 'Deny',
  Action: ATTESTABLE,
  Resource: keys,
  // Negated, so that a request without an attestation is denied as well.
  Condition: { StringNotEqualsIgnoreCase: { [key]: [value.toLowerCase()] } },
});

export const attestedKeysCondition = defineCondition<AttestedKeys>({
  form: whole(
    record({
      keys: listOf(text, 'ARNs of keys'),
      imageSha384: text,
      pcrs: recordOf(text, 'measurements'),
      nitroTpmPcrs: recordOf(text, 'measurements'),
    }),
  ),
  check: (value: Partial<AttestedKeys>, findings) => {
    const { keys = [], imageSha384, pcrs, nitroTpmPcrs } = value;
    if (keys.length === 0)
      findings.add('WI181', { what: 'no key is named', fix: 'name the ARNs of the keys that only attested code may use', pointer: 'keys' });
    for (const key of keys.filter((one) => !hasShape(one, 'kms-key-arn')))
      findings.add('WI109', {
        what: `${shown(key)} is no ARN of a key`,
        fix: 'give an input of shape `kms-key-arn` or a literal ARN',
        pointer: 'keys',
      });
    if (imageSha384 === undefined && pcrs === undefined && nitroTpmPcrs === undefined)
      findings.add('WI181', { what: 'nothing is measured', fix: 'give `imageSha384`, `pcrs` or `nitroTpmPcrs`' });
    if (nitroTpmPcrs !== undefined && (imageSha384 !== undefined || pcrs !== undefined))
      findings.add('WI181', {
        what: 'measurements of an enclave and of NitroTPM are both wanted, and no attestation holds both',
        fix: 'give those of one of them',
        pointer: 'nitroTpmPcrs',
      });
    if (imageSha384 !== undefined) checkMeasurement(imageSha384, 'imageSha384', findings);
    checkRegisters(pcrs, 31, 'pcrs', findings);
    checkRegisters(nitroTpmPcrs, 23, 'nitroTpmPcrs', findings);
  },
  beyond: (own, agents) => {
    const dropped = agents.keys.filter((key) => !own.keys.includes(key));
    if (dropped.length > 0) return `other code could use ${dropped.map((key) => `\`${key}\``).join(', ')}`;
    const kept = new Map(measurementsOf(own));
    const loose = measurementsOf(agents).find(([key, value]) => kept.get(key)?.toLowerCase() !== value.toLowerCase());
    return loose === undefined ? undefined : `code of another \`${loose[0]}\``;
  },
  inWords: (value) =>
    `${value.keys.join(', ')} used only by code that is attested by ${measurementsOf(value)
      .map(([key]) => key.slice('kms:RecipientAttestation:'.length))
      .join(', ')}`,
  enforce: (value, target) => {
    if (!canAttest(target))
      return unenforced(
        `\`${target.component}\` has no attestation to show, so it could never use the keys`,
        'declare `attestedKeys` on components that run on EC2 or EKS, where there are enclaves and NitroTPM',
      );
    const keys = [...new Set(value.keys)].sort();
    return deniedByPermission(
      'denied by the measurements that KMS itself verifies',
      ...measurementsOf(value).map((measured) => unless(keys, measured)),
      { Sid: 'NotAroundAttestation', Effect: 'Deny', Action: AROUND, Resource: keys },
    );
  },
});
