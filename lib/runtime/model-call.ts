/**
 * Request metadata of a model call: the log of model invocations keeps it beside prompt and answer, and nothing else there names the run.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import { type ChainFault, fault, quoted, refuse } from './chain-error';
import { checked, type InstructionContext } from './instruction-context';

const TEXT = /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/;
const MOST_ENTRIES = 16;
/** What `InvokeModel` takes, as JSON. */
const LONGEST_JSON = 8_500;

/**
 * `requestMetadata` for Converse and ConverseStream. `JSON.stringify` of it, or `requestMetadataJson`, is that for InvokeModel.
 *
 * @param more further entries of the application, up to 16 together with those of the chain; none may take a chain key's place
 * @throws ChainError where Bedrock would not take it
 */
export function requestMetadata(given: InstructionContext, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { instruction, run, task, user, step, trace } = checked(given);
  const chain = { run, sourceIdentity: instruction, ...(step === undefined ? {} : { step }), task, traceId: trace.traceId, user };
  const faults: ChainFault[] = [];
  for (const [key, value] of Object.entries(more)) {
    if (Object.hasOwn(chain, key) || key === 'step') {
      faults.push(fault('WI1010', key, `${quoted(key)} is an entry of the chain`, 'give the entry another key'));
    } else if (!TEXT.test(key) || typeof value !== 'string' || !TEXT.test(value)) {
      faults.push(
        fault(
          'WI1010',
          quoted(key).slice(1, -1),
          `${quoted(key)} or its value is not what Bedrock takes`,
          'use 1 to 256 letters, digits, spaces and `:_@$#=/+,.-`',
        ),
      );
    }
  }
  const metadata = { ...chain, ...more };
  const count = Object.keys(metadata).length;
  if (count > MOST_ENTRIES)
    faults.push(fault('WI1010', 'requestMetadata', `${count} entries are more than 16`, 'leave out entries of the application'));
  refuse(faults);
  return metadata;
}

/** `requestMetadata` for InvokeModel and InvokeModelWithResponseStream, which take it as JSON. */
export function requestMetadataJson(given: InstructionContext, more: Readonly<Record<string, string>> = {}): string {
  const json = JSON.stringify(requestMetadata(given, more));
  if (json.length > LONGEST_JSON) {
    refuse([
      fault('WI1010', 'requestMetadata', `${json.length} characters are more than ${LONGEST_JSON}`, 'leave out entries of the application'),
    ]);
  }
  return json;
}
