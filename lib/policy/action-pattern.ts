/** Matching of actions: wildcards anywhere, case never matters (IAM User Guide, reference_policies_elements_action). */
import { compileGlob, type Glob, globMatches } from './glob';
import { parsePattern } from './pattern';

/** Prepares an action pattern of a policy, such as `s3:Get*`. A variable has no meaning there: `${…}` is literal. */
export const compileAction = (pattern: string): Glob =>
  compileGlob(parsePattern(pattern.toLowerCase(), { wildcards: true, variables: false }));

/** Whether the action, such as `s3:GetObject`, is one of those that `pattern` names. */
export const matchAction = (pattern: string, action: string): boolean => globMatches(compileAction(pattern), action.toLowerCase());
