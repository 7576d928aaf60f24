/** Tokens that an attacker would really hold, to show in place of ones that are merely possible. */
import { authorize } from '../../policy/authorize';
import { claimOf } from '../../policy/claims/claims-of';
import { fillWithExamples } from '../../policy/prove/example-value';
import type { AuthorizationRequest } from '../../policy/request';
import { type Asked, anyOf } from './asked';
import type { Trust } from './trust';
import type { Provider } from './web-identity';

const ATTACKERS: readonly string[] = [
  'repo:attacker/fork:ref:refs/heads/main',
  'repo:attacker/fork:pull_request',
  'repo:attacker/fork:environment:production',
  'project_path:attacker/fork:ref_type:branch:ref:main',
  'organization:attacker:pipeline:fork:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build',
  'organization:attacker:project:default:workspace:fork:run_phase:apply',
  'system:serviceaccount:default:default',
  'owner:attacker:project:fork:environment:production',
  'attacker:fork:machine',
  'pulumi:deploy:org:attacker:project:fork:stack:production:operation:update:scope:write',
];

/** What a wildcard in a subject stands for when somebody else uses it, the more telling first. */
const FILLERS: readonly string[] = [
  '-evil/agents:ref:refs/heads/main',
  'attacker/fork:ref:refs/heads/main',
  'attacker/fork:environment:production',
  'another-repository:ref:refs/heads/main',
  'another-repository:environment:production',
  'another-repository',
  'attacker/fork',
  '/another-repository',
  '-evil',
  'attacker',
  'another',
  'default',
  'main',
  'refs/heads/main',
];

/** The subjects of any Kubernetes cluster, also of one whose issuer is known only at deployment. */
const SERVICE_ACCOUNT = /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/;

const MOST_STARS = 3;

/** Subjects that match a pattern, each star filled in with likely text. */
function instancesOf(pattern: string): readonly string[] {
  const pieces = pattern.replaceAll('?', 'x').split('*');
  if (pieces.length - 1 > MOST_STARS) return [FILLERS.reduce((text, filler) => text.replace('*', filler), pattern).replaceAll('*', '')];
  return pieces.reduce<readonly string[]>(
    (texts, piece, index) => (index === 0 ? [piece] : FILLERS.flatMap((filler) => texts.map((text) => `${text}${filler}${piece}`))),
    [],
  );
}

/** Subjects of other workloads that a trust policy with these patterns may accept, as their issuer writes them. */
export function likelySubjects({ issuer }: Provider, refused: readonly string[]): readonly string[] {
  const grammar = issuer === undefined ? undefined : claimOf(issuer, 'sub')?.grammar;
  const subjects = [...refused.flatMap((pattern) => instancesOf(fillWithExamples(pattern))), ...ATTACKERS];
  return subjects.filter((subject) =>
    grammar === undefined ? !subject.startsWith('system:') || SERVICE_ACCOUNT.test(subject) : grammar.pattern.test(subject),
  );
}

/**
 * The witness with the first of these values for a claim that shows the same; without such a value the witness as it is. The evaluator decides on the
 * replacement, so it is as true as the witness.
 */
export function likelyToken(
  witness: AuthorizationRequest,
  trust: Trust,
  key: string,
  values: readonly string[],
  accepted: readonly Asked[],
): AuthorizationRequest {
  const within = anyOf(accepted);
  const requests = values.map((value) => ({ ...witness, context: { ...witness.context, [key]: value } }));
  const shows = (request: AuthorizationRequest): boolean =>
    authorize(request, { resource: trust.document }).decision === 'allow' &&
    authorize(request, { resource: within }).decision === 'implicit-deny';
  return requests.find(shows) ?? witness;
}
