/**
 * Whether every request must say who stands behind it. `aws:SourceIdentity` is set once, with the session, and cannot be changed by whoever has it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
import { oneOf } from '../form';
import { type Trust, trustKind } from '../trust';
import { defineCondition, denyAllButLog, unenforced } from './define-condition';

export type SourceIdentityRule = 'required';

export const sourceIdentityCondition = defineCondition<SourceIdentityRule>({
  form: oneOf('required'),
  check: () => undefined,
  beyond: () => undefined,
  inWords: () => 'a source identity in every session',
  enforce: (_value, { adopted, component, trusts, isAssumed }) => {
    const issues = (trust: Trust): boolean => trustKind(trust).issuedTags?.(trust) !== undefined;
    if (!trusts.every((trust) => trustKind(trust).carriesSourceIdentity || issues(trust)))
      return unenforced(
        `nothing sets the source identity of \`${component}\`: its platform does not`,
        'declare `sourceIdentity` on components whose role is assumed (`trust.component()`), or whose tokens must set it',
      );
    return {
      denials: [denyAllButLog('OnlyWithSourceIdentity', { Null: { 'aws:SourceIdentity': ['true'] } })],
      by: [
        ...(trusts.some(issues) ? [{ where: 'identity-provider', how: 'writes the claim that becomes the source identity' } as const] : []),
        ...(!adopted && (isAssumed || trusts.some(issues))
          ? [{ where: 'iam-trust', how: 'no session without `sts:SourceIdentity` or `aws:SourceIdentity`' } as const]
          : []),
        { where: 'iam-permission', how: 'denied without `aws:SourceIdentity`' },
      ],
    };
  },
});
