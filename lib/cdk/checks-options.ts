/** Checks the options of `IdentityChecks`, for those who come without the compiler's help: one that is ignored would let a finding pass. */
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { FindingsError } from '../report/findings-error';
import { isPreset } from '../rules/presets';
import { engineFinding } from './engine-findings';
import type { IdentityChecksOptions } from './identity-checks';

const OPTIONS = ['preset', 'failOn', 'baseline', 'acknowledgements'];

const fault = (what: string, fix: string): Finding => engineFinding('WI809', { what, fix });

function unknownOptions(options: IdentityChecksOptions): readonly Finding[] {
  return Object.keys(options)
    .filter((name) => !OPTIONS.includes(name))
    .map((name) => {
      const meant = didYouMean(name, OPTIONS);
      const known = OPTIONS.map((option) => `\`${option}\``).join(', ');
      return fault(`there is no option \`${name}\``, meant === undefined ? `give one of ${known}` : `did you mean \`${meant}\`?`);
    });
}

/**
 * The options as given.
 *
 * @throws {FindingsError} naming everything that is wrong with them
 */
export function checkedOptions(options: IdentityChecksOptions): IdentityChecksOptions {
  const { preset, failOn, baseline, acknowledgements }: { readonly [Name in keyof IdentityChecksOptions]: unknown } = options;
  const findings = [
    ...unknownOptions(options),
    ...(preset === undefined || isPreset(String(preset))
      ? []
      : [fault(`there is no preset \`${String(preset)}\``, "give `'recommended'` or `'strict'`")]),
    ...(failOn === undefined || failOn === 'refuted' || failOn === 'undecided'
      ? []
      : [fault(`nothing fails on \`${String(failOn)}\``, "give `'undecided'` or `'refuted'`")]),
    ...(baseline === undefined || typeof baseline === 'string' ? [] : [fault('the baseline is no path', 'give the path of its file')]),
    ...(acknowledgements === undefined || typeof acknowledgements === 'string' || Array.isArray(acknowledgements)
      ? []
      : [fault('the acknowledgements are neither a path nor a list', 'give the path of their file, or a list')]),
  ];
  if (findings.length > 0) throw new FindingsError(findings, 'the identity checks cannot be made');
  return options;
}
