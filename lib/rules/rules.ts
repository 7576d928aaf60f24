/** The list of rules: one line for each. */
import type { Rule } from './define-rule';
import ownLogGroupOnly from './evidence/own-log-group-only';
import everythingIsRead from './isolation/everything-is-read';
import roleFitsItsWorkload from './isolation/role-fits-its-workload';
import roleIsNotShared from './isolation/role-is-not-shared';
import boundaryCoversThePlan from './permission/boundary-covers-the-plan';
import boundaryIsPresent from './permission/boundary-is-present';
import permissionPolicyIsWellFormed from './permission/policy-is-well-formed';
import policySizes from './quota/policy-sizes';
import lengthIsBounded from './session/length-is-bounded';
import admitsWhomWasDeclared from './trust/admits-whom-was-declared';
import audienceIsPinned from './trust/audience-is-pinned';
import trustPolicyIsWellFormed from './trust/policy-is-well-formed';
import principalIsNotForeign from './trust/principal-is-not-foreign';
import sourceIsPinned from './trust/source-is-pinned';
import subjectIsPinned from './trust/subject-is-pinned';

/** Every rule, by code. */
export const RULES: readonly Rule[] = [
  trustPolicyIsWellFormed,
  subjectIsPinned,
  audienceIsPinned,
  principalIsNotForeign,
  sourceIsPinned,
  admitsWhomWasDeclared,
  permissionPolicyIsWellFormed,
  boundaryIsPresent,
  boundaryCoversThePlan,
  everythingIsRead,
  roleIsNotShared,
  roleFitsItsWorkload,
  lengthIsBounded,
  ownLogGroupOnly,
  policySizes,
];
