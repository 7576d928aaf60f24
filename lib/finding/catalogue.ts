/**
 * What planning can find: code, name, severity and reason of each. Codes are never reused.
 *
 * WI1xx declaration and planning · WI2xx trust · WI3xx permission · WI4xx isolation · WI5xx session · WI6xx evidence · WI7xx quota · WI8xx engines ·
 * WI1001 to WI1019 the chain contract at run time (lib/runtime/chain-error.ts) · WI1030 to WI1044 identity towards systems outside of AWS
 */
import type { Severity } from './finding';

interface Kind {
  readonly rule: string;
  readonly severity: Severity;
  readonly why: string;
}

export const PLANNING = {
  WI100: {
    rule: 'spec/declaration-is-well-formed',
    severity: 'error',
    why: 'a declaration of another form cannot be planned, and guessing what it means would grant the wrong thing',
  },
  WI101: {
    rule: 'spec/agent-is-named',
    severity: 'error',
    why: 'the agent\u2019s name is part of every role name, and reviewers and logs know the agent by it',
  },
  WI102: {
    rule: 'spec/owner-is-named',
    severity: 'error',
    why: 'somebody must answer for what the agent does; the owner is a tag on every role',
  },
  WI103: { rule: 'spec/agent-has-components', severity: 'error', why: 'an agent without components has nothing to give an identity to' },
  WI104: {
    rule: 'spec/component-is-named',
    severity: 'error',
    why: 'the component\u2019s name is part of its role\u2019s name and of every log line about it',
  },
  WI105: {
    rule: 'spec/call-names-a-component',
    severity: 'error',
    why: 'a call to nobody grants nothing, and the call that was meant is left without its permission',
  },
  WI106: { rule: 'spec/call-has-an-entry', severity: 'error', why: 'without an entry neither half of the call can be written' },
  WI107: {
    rule: 'spec/host-is-another-component',
    severity: 'error',
    why: 'hosting decides who writes whose log and what a host can take of its guests; it must be unambiguous',
  },
  WI108: {
    rule: 'spec/input-is-declared',
    severity: 'error',
    why: 'a value that no input supplies would be deployed as nonsense or not at all',
  },
  WI109: {
    rule: 'spec/value-has-its-shape',
    severity: 'error',
    why: 'a policy with an ARN of the wrong shape matches nothing, or something else',
  },
  WI110: {
    rule: 'spec/no-engine-tokens',
    severity: 'error',
    why: 'an engine\u2019s token is opaque before deployment: nothing can be proved about it, and it would not mean the same on the other engine',
  },
  WI111: {
    rule: 'spec/wildcard-has-a-reason',
    severity: 'error',
    why: 'a wildcard grants what nobody has read; a reviewer must be able to see why',
  },
  WI112: {
    rule: 'spec/action-is-well-formed',
    severity: 'error',
    why: 'IAM ignores an action that it does not know, so the permission would be missing in silence',
  },
  WI113: { rule: 'spec/condition-is-well-formed', severity: 'error', why: 'a condition of the wrong form never holds or always does' },
  WI114: {
    rule: 'spec/policy-is-accepted',
    severity: 'error',
    why: 'IAM refuses a policy outside of its grammar and character set when the role is made, which is too late to learn of it',
  },
  WI115: {
    rule: 'spec/account-is-known',
    severity: 'error',
    why: 'a trust across accounts names the other account; unknown, it could not be pinned',
  },
  WI116: { rule: 'spec/deployment-is-well-formed', severity: 'error', why: 'the deployment is part of every name and ARN' },
  WI117: { rule: 'spec/role-name-is-unique', severity: 'error', why: 'two identities cannot share one role: that is one identity' },
  WI118: { rule: 'spec/log-has-a-writer', severity: 'error', why: 'a component whose log nobody writes leaves no evidence' },
  WI119: {
    rule: 'spec/retention-is-possible',
    severity: 'error',
    why: 'CloudWatch Logs accepts only certain retentions, and how long evidence is kept is a choice nobody can make for the owner',
  },
  WI120: {
    rule: 'spec/session-length-is-possible',
    severity: 'error',
    why: 'IAM refuses a maximum session outside its limits, and a caller that asks for more than the maximum fails',
  },
  WI121: {
    rule: 'spec/regions-agree',
    severity: 'error',
    why: 'a permission outside the agent\u2019s regions is denied by its own region condition, so it could never be used',
  },
  WI122: { rule: 'spec/tag-is-well-formed', severity: 'error', why: 'IAM refuses tags outside its character set and length' },
  WI123: {
    rule: 'spec/adopted-role-keeps-its-trust',
    severity: 'warning',
    why: 'the trust policy, boundary and session length of a role that stands elsewhere cannot be set here; check its own template',
  },
  WI124: { rule: 'spec/resource-is-an-arn', severity: 'error', why: 'IAM compares resources as ARNs; anything else matches nothing' },
  WI125: {
    rule: 'spec/trust-admits-somebody',
    severity: 'error',
    why: 'a role that nobody can assume serves nobody, and IAM refuses an empty trust policy',
  },
  WI126: {
    rule: 'spec/workload-has-one-identity',
    severity: 'error',
    why: 'a workload with two identities can take either, and the service gives it one role only',
  },
  WI130: {
    rule: 'spec/subject-is-exact',
    severity: 'error',
    why: 'under an equals operator a wildcard is an ordinary character, so the subject would match nobody',
  },
  WI131: {
    rule: 'spec/audience-is-given',
    severity: 'error',
    why: 'without its audience a token issued for another service would be accepted here',
  },
  WI132: {
    rule: 'spec/issuer-is-a-url',
    severity: 'error',
    why: 'IAM accepts only an https URL without port and query, and compares it to the letter',
  },
  WI133: { rule: 'spec/subject-follows-its-grammar', severity: 'error', why: 'a subject that the issuer never writes matches nobody' },
  WI134: {
    rule: 'spec/github-subject-may-be-immutable',
    severity: 'warning',
    why: 'repositories created, renamed or transferred after 2026-07-15 write their ids into the subject; a classic subject alone then matches nobody, and a classic subject can be claimed by whoever takes over the name',
  },
  WI140: {
    rule: 'spec/callee-cannot-pin-the-caller',
    severity: 'warning',
    why: 'the function\u2019s resource policy can name the caller\u2019s account but not its role without waiting for the role; the caller\u2019s half still names the function exactly',
  },
  WI142: {
    rule: 'spec/evidence-is-kept',
    severity: 'warning',
    why: 'a disposable deployment deletes its evidence together with the stack',
  },
  WI195: {
    rule: 'spec/evidence-key-is-a-key',
    severity: 'error',
    why: 'a log group whose key is not there, or is no key, cannot be made or written',
  },
  WI196: {
    rule: 'spec/evidence-is-masked',
    severity: 'warning',
    why: 'agents echo what they are given: a credential in a log is readable by everybody who may read the log',
  },
  WI197: {
    rule: 'spec/foundation-is-well-formed',
    severity: 'error',
    why: 'the evidence of every agent of the account stands on it',
  },
  WI198: { rule: 'quota/trail-selectors', severity: 'error', why: 'CloudTrail refuses selectors with more values' },
  WI199: {
    rule: 'spec/foundation-can-be-made',
    severity: 'error',
    why: 'what an engine cannot deploy would be missing without anybody knowing',
  },
  WI151: { rule: 'quota/trust-policy-size', severity: 'error', why: 'IAM refuses a longer trust policy' },
  WI152: {
    rule: 'quota/boundary-size',
    severity: 'error',
    why: 'a managed policy has at most 6,144 characters, and that cannot be raised',
  },
  WI153: {
    rule: 'quota/inline-policy-size',
    severity: 'error',
    why: 'all inline policies of a role together have at most 10,240 characters, and a quarantine policy must still fit',
  },
  WI154: {
    rule: 'quota/worst-case-size',
    severity: 'warning',
    why: 'the document fits with ordinary values, but not if every value that is still unknown has its greatest length',
  },
  WI155: {
    rule: 'plan/compaction-keeps-the-meaning',
    severity: 'error',
    why: 'a boundary that means something else than the permissions would take from them or add to them',
  },
  WI160: {
    rule: 'spec/claim-is-a-condition-key',
    severity: 'error',
    why: 'a claim that STS does not offer is absent from every request, so a condition on it lets nobody in, or under some operators everybody',
  },
  WI161: {
    rule: 'spec/audience-is-registered',
    severity: 'error',
    why: 'IAM takes a token only if its provider registers the audience, so nobody would get in',
  },
  WI162: {
    rule: 'spec/issuer-can-name-roles',
    severity: 'error',
    why: 'an issuer whose claims are not yours to choose never names the role in its tokens, so nobody would get in',
  },
  WI165: {
    rule: 'spec/issuer-is-public',
    severity: 'error',
    why: 'IAM fetches the issuer\u2019s keys over the internet; a token of an issuer that it cannot reach is refused',
  },
  WI166: {
    rule: 'spec/token-session-is-bound',
    severity: 'error',
    why: 'the source identity and the tags of a session come from the token; left open, they say whatever its holder wants, and one that can never occur refuses everybody',
  },
  WI167: {
    rule: 'spec/anchor-holds-certificates',
    severity: 'error',
    why: 'a trust anchor takes certificates of authorities in PEM, and lists of those that were revoked, and nothing else; a private key in a template is everybody\u2019s who can read the template',
  },
  WI170: {
    rule: 'spec/session-tags-or-session-policy',
    severity: 'error',
    why: 'a session policy is taken by EKS only without session tags, and without tags a trust policy that tests them admits nobody',
  },
  WI171: {
    rule: 'quota/session-policy-size',
    severity: 'error',
    why: 'session policies of one session together have at most 2,048 characters, and no session is made with longer ones',
  },
  WI172: {
    rule: 'spec/first-role-only-hops',
    severity: 'error',
    why: 'pods have the credentials of the target role, never those of the first: what the first role may do serves nobody but EKS',
  },
  WI173: {
    rule: 'spec/task-is-possible',
    severity: 'error',
    why: 'a permission on a tag that no session carries is never given, and a task without permissions or without somebody to have it serves nobody',
  },
  WI174: {
    rule: 'spec/secret-has-one-reader',
    severity: 'error',
    why: 'a secret that several components read says nothing of who used it, and has to be changed wherever one of them was taken over',
  },
  WI175: {
    rule: 'spec/scope-is-within-permissions',
    severity: 'error',
    why: 'a scope-down policy only takes away: what the component may not do anyway, its scoped credentials cannot do either, and the call that was meant fails',
  },
  WI176: {
    rule: 'spec/task-tags-narrow-something',
    severity: 'warning',
    why: 'tags that no permission depends on say for whom a session acts, and keep it from nothing',
  },
  WI177: {
    rule: 'spec/window-is-possible',
    severity: 'error',
    why: 'a window without a time zone is another one to whoever reads it, and one that ends before it begins is never open',
  },
  WI178: {
    rule: 'spec/recurring-window-is-possible',
    severity: 'error',
    why: 'a scheduler that does not know the zone or the days opens nothing, and a window that ends before it begins is never open',
  },
  WI179: {
    rule: 'spec/network-is-well-formed',
    severity: 'error',
    why: 'a network that no request comes from denies everything, and one that is wider than it reads denies nothing',
  },
  WI180: {
    rule: 'spec/networks-can-be-met',
    severity: 'error',
    why: 'a component whose requests come from AWS\u2019s own network would be denied everything, or would have to be let through by a hole that anybody fits',
  },
  WI181: {
    rule: 'spec/posture-is-well-formed',
    severity: 'error',
    why: 'a measurement that no code has denies everything, and that of an enclave in debug mode lets in what anybody can read',
  },
  WI182: {
    rule: 'spec/component-narrows-access',
    severity: 'error',
    why: 'the conditions of an agent hold for each of its components; one that could take itself out would make them worthless',
  },
  WI183: {
    rule: 'spec/claim-cannot-be-forged',
    severity: 'error',
    why: 'a condition on what the caller itself may set is met by whoever likes to',
  },
  WI184: {
    rule: 'spec/condition-is-enforced',
    severity: 'error',
    why: 'a condition that is declared and that nothing enforces looks like a limit in every review and is none',
  },
  WI185: {
    rule: 'spec/origin-is-well-formed',
    severity: 'error',
    why: 'an organization or server that there is not is where no request comes from, so everything would be denied',
  },
  WI186: {
    rule: 'spec/callers-can-be-placed',
    severity: 'error',
    why: 'IAM does not know where a caller is; a country that nobody checks is no condition',
  },
  WI187: {
    rule: 'spec/response-is-possible',
    severity: 'error',
    why: 'a response that is declared wrongly would not be there on the day it is needed',
  },
  WI188: {
    rule: 'spec/quarantine-cuts-trust',
    severity: 'warning',
    why: 'to give a role its trust policy back one must know it, and the trust policy of an adopted role is its owner\u2019s; the role is denied everything all the same',
  },
  WI189: {
    rule: 'spec/findings-reach-the-response',
    severity: 'warning',
    why: 'GuardDuty tells findings to the account they are about and to its administrator account; a finding about another account starts nothing here unless this is that account',
  },
  WI190: {
    rule: 'quota/response-size',
    severity: 'error',
    why: 'EventBridge refuses an event pattern of more than 4,096 characters, and Step Functions a definition of more than 1 MB',
  },
  WI1030: {
    rule: 'outbound/issuer-is-known',
    severity: 'error',
    why: 'a relying party that trusts another issuer takes the tokens of whoever runs that one',
  },
  WI1031: {
    rule: 'outbound/subject-is-known',
    severity: 'error',
    why: 'a relying party compares the subject letter by letter; one that is partly open admits nobody, or too many',
  },
  WI1032: {
    rule: 'outbound/subject-fits',
    severity: 'error',
    why: 'a subject that is too long is refused by the other side when the component first asks',
  },
  WI1033: {
    rule: 'outbound/somebody-has-tokens',
    severity: 'error',
    why: 'a configuration for nobody opens a door that no component uses',
  },
  WI1040: {
    rule: 'agent-core/role-is-the-components',
    severity: 'error',
    why: 'a role lets in exactly one runtime or gateway by its name; another one cannot assume it',
  },
  WI1041: {
    rule: 'agent-core/caller-is-declared',
    severity: 'error',
    why: 'whoever may hand tokens to a runtime calls it, and calls are declared so that both halves are made and reviewed',
  },
  WI1042: {
    rule: 'agent-core/tokens-are-meant-for-it',
    severity: 'error',
    why: 'an authorizer that asks for nothing but the issuer admits every token that the issuer signs',
  },
} as const satisfies Record<string, Kind>;

/** A code of planning. */
export type PlanningCode = keyof typeof PLANNING;
