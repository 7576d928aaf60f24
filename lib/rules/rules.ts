/** The list of rules: one line for each. */

import conditionsCanFail from './access/conditions-can-fail';
import declaredConditionsAreEnforced from './access/declared-conditions-are-enforced';
import denialsSpareServices from './access/denials-spare-services';
import denialsSpareWorkloads from './access/denials-spare-workloads';
import errorsTellNoDetails from './access/errors-tell-no-details';
import gatewayPoliciesAreEnforced from './access/gateway-policies-are-enforced';
import gatewaysKnowTheirCallers from './access/gateways-know-their-callers';
import inferenceGoesThroughItsProfile from './access/inference-goes-through-its-profile';
import machinesDoOnlyTheirTask from './access/machines-do-only-their-task';
import noTokenPassthrough from './access/no-token-passthrough';
import regionDenialsSpareGlobalServices from './access/region-denials-spare-global-services';
import resourceDenialsSpareServices from './access/resource-denials-spare-services';
import statementsHaveEffect from './access/statements-have-effect';
import boundaryCoversThePlan from './boundary/covers-the-plan';
import boundaryIsPresent from './boundary/is-present';
import type { Rule } from './define-rule';
import noBoundaryRemoval from './escalation/no-boundary-removal';
import noCodeTakeover from './escalation/no-code-takeover';
import noCredentialsOfOthers from './escalation/no-credentials-of-others';
import noPassRoleEscape from './escalation/no-pass-role-escape';
import noPolicyRewrite from './escalation/no-policy-rewrite';
import noTrustRewrite from './escalation/no-trust-rewrite';
import accessToEvidenceIsLogged from './evidence/access-to-evidence-is-logged';
import bearerTokensAreOff from './evidence/bearer-tokens-are-off';
import entriesKeepLogs from './evidence/entries-keep-logs';
import logFilesAreValidated from './evidence/log-files-are-validated';
import logIsRetained from './evidence/log-is-retained';
import logsAreKeptAsDeclared from './evidence/logs-are-kept-as-declared';
import nobodyComesToBlindIt from './evidence/nobody-comes-to-blind-it';
import ownLogGroupOnly from './evidence/own-log-group-only';
import rulesSeeReads from './evidence/rules-see-reads';
import selectorsAreComplete from './evidence/selectors-are-complete';
import sinkCannotBeRewritten from './evidence/sink-cannot-be-rewritten';
import sinkIsEncrypted from './evidence/sink-is-encrypted';
import sinkIsNotPublic from './evidence/sink-is-not-public';
import sinkIsTamperProof from './evidence/sink-is-tamper-proof';
import trailCannotBeStopped from './evidence/trail-cannot-be-stopped';
import trailCoversAllRegions from './evidence/trail-covers-all-regions';
import trailHasAWitness from './evidence/trail-has-a-witness';
import trailIsLogging from './evidence/trail-is-logging';
import workloadReachesASink from './evidence/workload-reaches-a-sink';
import everythingIsRead from './isolation/everything-is-read';
import hostsTakeOnlyTheirGuests from './isolation/hosts-take-only-their-guests';
import noBecomingAnother from './isolation/no-becoming-another';
import noChangingAnother from './isolation/no-changing-another';
import noPassingAnother from './isolation/no-passing-another';
import noRewritingAnother from './isolation/no-rewriting-another';
import noTaggingAsAnother from './isolation/no-tagging-as-another';
import noTokensForAnother from './isolation/no-tokens-for-another';
import noUndeclaredInvocation from './isolation/no-undeclared-invocation';
import roleFitsItsWorkload from './isolation/role-fits-its-workload';
import roleIsNotShared from './isolation/role-is-not-shared';
import actionsExist from './permission/actions-exist';
import conditionKeysAreSupported from './permission/condition-keys-are-supported';
import noFullAdmin from './permission/no-full-admin';
import noManagedAdmin from './permission/no-managed-admin';
import noNotAction from './permission/no-not-action';
import noNotResource from './permission/no-not-resource';
import noWildcardActions from './permission/no-wildcard-actions';
import noWildcardResources from './permission/no-wildcard-resources';
import noWildcardRoleAssumption from './permission/no-wildcard-role-assumption';
import otherInferenceDoorsAreClosed from './permission/other-inference-doors-are-closed';
import passRoleNamesItsRoles from './permission/pass-role-names-its-roles';
import passRoleNamesItsService from './permission/pass-role-names-its-service';
import permissionPolicyIsWellFormed from './permission/policy-is-well-formed';
import resourcesFitTheActions from './permission/resources-fit-the-actions';
import subscriptionsNameTheirProduct from './permission/subscriptions-name-their-product';
import counts from './quota/counts';
import policySizes from './quota/policy-sizes';
import resourcePolicySizes from './quota/resource-policy-sizes';
import sessionPolicySizes from './quota/session-policy-sizes';
import noAccessKeys from './secrets/no-access-keys';
import noClientSecrets from './secrets/no-client-secrets';
import noUsersForWorkloads from './secrets/no-users-for-workloads';
import notInEnvironment from './secrets/not-in-environment';
import notInUserData from './secrets/not-in-user-data';
import notWrittenOut from './secrets/not-written-out';
import secretIsRotated from './secrets/secret-is-rotated';
import storedAsSecure from './secrets/stored-as-secure';
import chainFitsAnHour from './session/chain-fits-an-hour';
import lengthIsBounded from './session/length-is-bounded';
import outboundTokensAreShort from './session/outbound-tokens-are-short';
import runtimeLifeIsBounded from './session/runtime-life-is-bounded';
import accountIsNarrowed from './trust/account-is-narrowed';
import actionsAreNamed from './trust/actions-are-named';
import admitsWhomWasDeclared from './trust/admits-whom-was-declared';
import audienceIsPinned from './trust/audience-is-pinned';
import audienceIsRegistered from './trust/audience-is-registered';
import certificateIsPinned from './trust/certificate-is-pinned';
import certificateSessionIsComplete from './trust/certificate-session-is-complete';
import claimsAreKnown from './trust/claims-are-known';
import claimsAreRequired from './trust/claims-are-required';
import controlClaimIsTested from './trust/control-claim-is-tested';
import guestsAreToldApart from './trust/guests-are-told-apart';
import jobNamesItsRef from './trust/job-names-its-ref';
import keysFitTheCaller from './trust/keys-fit-the-caller';
import podsKeepTheirTags from './trust/pods-keep-their-tags';
import trustPolicyIsWellFormed from './trust/policy-is-well-formed';
import principalIsNotForeign from './trust/principal-is-not-foreign';
import repositoryHasItsId from './trust/repository-has-its-id';
import sessionTagsAreBound from './trust/session-tags-are-bound';
import somebodyCanAssume from './trust/somebody-can-assume';
import sourceIdentityIsBound from './trust/source-identity-is-bound';
import sourceIsPinned from './trust/source-is-pinned';
import subjectIsNotAPullRequest from './trust/subject-is-not-a-pull-request';
import subjectIsPinned from './trust/subject-is-pinned';
import valuesCanMatch from './trust/values-can-match';
import workflowIsNamed from './trust/workflow-is-named';

/** Every rule, by code. */
export const RULES: readonly Rule[] = [
  trustPolicyIsWellFormed,
  subjectIsPinned,
  audienceIsPinned,
  audienceIsRegistered,
  principalIsNotForeign,
  sourceIsPinned,
  claimsAreKnown,
  claimsAreRequired,
  valuesCanMatch,
  subjectIsNotAPullRequest,
  jobNamesItsRef,
  repositoryHasItsId,
  controlClaimIsTested,
  somebodyCanAssume,
  sessionTagsAreBound,
  sourceIdentityIsBound,
  podsKeepTheirTags,
  certificateIsPinned,
  certificateSessionIsComplete,
  accountIsNarrowed,
  guestsAreToldApart,
  actionsAreNamed,
  workflowIsNamed,
  keysFitTheCaller,
  admitsWhomWasDeclared,
  permissionPolicyIsWellFormed,
  boundaryIsPresent,
  boundaryCoversThePlan,
  noFullAdmin,
  noManagedAdmin,
  noWildcardActions,
  noWildcardResources,
  noNotAction,
  noNotResource,
  noWildcardRoleAssumption,
  passRoleNamesItsRoles,
  passRoleNamesItsService,
  actionsExist,
  resourcesFitTheActions,
  conditionKeysAreSupported,
  otherInferenceDoorsAreClosed,
  subscriptionsNameTheirProduct,
  declaredConditionsAreEnforced,
  machinesDoOnlyTheirTask,
  conditionsCanFail,
  regionDenialsSpareGlobalServices,
  resourceDenialsSpareServices,
  statementsHaveEffect,
  denialsSpareServices,
  denialsSpareWorkloads,
  gatewaysKnowTheirCallers,
  gatewayPoliciesAreEnforced,
  noTokenPassthrough,
  errorsTellNoDetails,
  inferenceGoesThroughItsProfile,
  everythingIsRead,
  roleIsNotShared,
  noBecomingAnother,
  noPassingAnother,
  noRewritingAnother,
  noChangingAnother,
  noUndeclaredInvocation,
  noTokensForAnother,
  hostsTakeOnlyTheirGuests,
  noTaggingAsAnother,
  roleFitsItsWorkload,
  lengthIsBounded,
  runtimeLifeIsBounded,
  chainFitsAnHour,
  outboundTokensAreShort,
  noAccessKeys,
  noUsersForWorkloads,
  notWrittenOut,
  notInEnvironment,
  storedAsSecure,
  notInUserData,
  noClientSecrets,
  secretIsRotated,
  ownLogGroupOnly,
  trailIsLogging,
  trailHasAWitness,
  logFilesAreValidated,
  trailCoversAllRegions,
  sinkIsEncrypted,
  logIsRetained,
  logsAreKeptAsDeclared,
  nobodyComesToBlindIt,
  bearerTokensAreOff,
  workloadReachesASink,
  trailCannotBeStopped,
  sinkCannotBeRewritten,
  selectorsAreComplete,
  rulesSeeReads,
  sinkIsNotPublic,
  sinkIsTamperProof,
  accessToEvidenceIsLogged,
  entriesKeepLogs,
  policySizes,
  resourcePolicySizes,
  sessionPolicySizes,
  counts,
  noPolicyRewrite,
  noCredentialsOfOthers,
  noTrustRewrite,
  noBoundaryRemoval,
  noPassRoleEscape,
  noCodeTakeover,
];
