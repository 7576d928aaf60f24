/** Checks the options given, for whoever comes without the compiler's help. */
import * as pulumi from '@pulumi/pulumi';
import type { Finding } from '../finding/finding';
import { ACKNOWLEDGEMENTS_VERSION, readAcknowledgements } from '../report/acknowledgement';
import { FindingsError } from '../report/findings-error';
import type { AgentIdentityOptions } from './agent-identity';
import { engineFinding } from './engine-findings';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isProvider = (value: unknown): boolean => pulumi.ProviderResource.isInstance(value);

const areAcknowledgements = (value: unknown): boolean =>
  'acknowledgements' in readAcknowledgements({ version: ACKNOWLEDGEMENTS_VERSION, acknowledgements: value });

/** What each option must be, in words, and whether it is. */
const OPTIONS: Readonly<Record<string, readonly [what: string, holds: (value: unknown) => boolean]>> = {
  deployment: ['a record such as `{ stage: … }`', isRecord],
  account: ['the name of an input', (value) => typeof value === 'string'],
  acknowledge: ['a list of `{ fingerprint, because, owner }`, perhaps with `expires`', areAcknowledgements],
  parent: ['a resource', (value) => pulumi.Resource.isInstance(value)],
  provider: ['a provider', isProvider],
  providers: [
    'a list or record of providers',
    (value) => (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [undefined]).every(isProvider),
  ],
};

const finding = (what: string, fix: string): Finding => engineFinding('WI863', { what, fix });

/** Gives the options back; throws one error with everything that has the wrong form. */
export function checkedOptions(options: unknown): AgentIdentityOptions {
  if (!isRecord(options))
    throw new FindingsError([finding('the options are no record', 'leave them out, or write `{ deployment: { stage: … } }`')]);
  const wrong = Object.entries(OPTIONS).flatMap(([name, [what, holds]]) =>
    options[name] === undefined || holds(options[name])
      ? []
      : [finding(`the option \`${name}\` is not ${what}`, `give ${what}, or leave it out`)],
  );
  if (wrong.length > 0) throw new FindingsError(wrong);
  return options as AgentIdentityOptions;
}
