import { type ReferenceAction, referenceService, referenceVersion } from './service-reference';

/** What the data knows about an action, or why it knows nothing. */
export type ActionInfo =
  | ({ readonly status: 'known' } & ReferenceAction)
  /** Not in the data: misspelt, or newer than the data. Worth a warning, never an error. */
  | {
      readonly status: 'unknown';
      readonly action: string;
      readonly missing: 'service' | 'action';
      /** The day of the data, `YYYY-MM-DD`. */
      readonly dataDate: string;
      /** Ready for a message, such as `unknown to the data of 2026-09-26`. */
      readonly reason: string;
    }
  /** Not of the form `service:Name`, so that no data could know it: a pattern, a hole, or no action at all. */
  | { readonly status: 'not-an-action'; readonly action: string; readonly reason: string };

const CONCRETE = /^([a-z0-9-]+):([a-z0-9-]+)$/i;

/**
 * What is known about one concrete action, written in any case.
 *
 * Source: AWS Service Authorization Reference, compiled; see `referenceVersion` for its date.
 */
export function actionInfo(action: string): ActionInfo {
  const [, prefix, name] = CONCRETE.exec(action) ?? [];
  if (prefix === undefined || name === undefined) {
    return { status: 'not-an-action', action, reason: 'not one concrete action of the form service:Name' };
  }
  const service = referenceService(prefix);
  const known = service?.action(name.toLowerCase());
  if (known !== undefined) return { status: 'known', ...known };
  const { date } = referenceVersion();
  return {
    status: 'unknown',
    action,
    missing: service === undefined ? 'service' : 'action',
    dataDate: date,
    reason: `unknown to the data of ${date}`,
  };
}
