/** Whether the trust policy of a role admits a token, and why. */
import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { RoleSession } from '../../policy/authorize-session';
import { assumeRoleWithWebIdentity, type TokenClaims, type WebIdentityCall, webIdentityRequest } from '../../policy/authorize-web-identity';
import { ISSUER_CLAIMS } from '../../policy/claims/issuer-claims';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { holesOf, renderHole } from '../../policy/text';
import type { ExplainedAdmission, ExplainedStep } from '../../report/explanation';
import type { Question } from './question';
import { answerTo, explainStep } from './step';

const PROVIDER = 'oidc-provider/';

/** The issuer that a federated principal stands for, without `https://`. */
const issuerOf = (principal: string): string =>
  principal.includes(PROVIDER) ? principal.slice(principal.indexOf(PROVIDER) + PROVIDER.length) : principal;

const issuerIn = ({ iss }: TokenClaims): string | undefined => (typeof iss === 'string' ? iss.replace(/^https:\/\//, '') : undefined);

const federatedIn = ({ statements }: PolicyDocument): readonly string[] => [
  ...new Set(
    statements.flatMap(({ effect, principal }) =>
      effect === 'Deny' || principal === undefined
        ? []
        : principal.principals.flatMap((one) => (one.kind === 'federated' ? [one.value] : [])),
    ),
  ),
];

const refused = (...because: readonly string[]): Admitted => ({ admission: { answer: 'denied', because, steps: [] }, notes: [] });

export interface Admitted {
  readonly admission: ExplainedAdmission;
  /** The session of whoever is let in. */
  readonly session?: RoleSession;
  readonly notes: readonly string[];
}

interface Found {
  readonly trust: PolicyDocument;
  readonly provider: string;
  readonly issuer: string;
  readonly notes: readonly string[];
}

/** The trust policy with an issuer that only the deployment knows taken to be the token's own. */
function withIssuer(raw: unknown, hole: string, issuer: string): PolicyDocument | undefined {
  const text = JSON.stringify(raw);
  const parsed = parsePolicy(JSON.parse(text.replaceAll(hole, issuer)), 'trust');
  return parsed.ok ? parsed.document : undefined;
}

function findProvider({ trust: { raw } }: GraphRole, claims: TokenClaims): Found | readonly string[] {
  const parsed = parsePolicy(raw, 'trust');
  if (!parsed.ok) return ['the trust policy cannot be read: see `agent-identity check`'];
  const providers = federatedIn(parsed.document);
  if (providers.length === 0) return ['the trust policy admits no token of any identity provider'];
  const issuer = issuerIn(claims);
  const named = providers.map((one) => `\`${issuerOf(one)}\``).join(', ');
  if (issuer === undefined) {
    const [only] = providers;
    return only !== undefined && providers.length === 1
      ? { trust: parsed.document, provider: only, issuer: issuerOf(only), notes: [`the claims name no issuer: it is taken to be ${named}`] }
      : [`the claims name no issuer in \`iss\`, and the trust policy admits several: ${named}`];
  }
  const exact = providers.find((one) => issuerOf(one) === issuer);
  if (exact !== undefined) return { trust: parsed.document, provider: exact, issuer, notes: [] };
  const late = providers.flatMap((one) => holesOf(issuerOf(one)).map((hole) => renderHole(hole)))[0];
  const filled = late === undefined ? undefined : withIssuer(raw, late, issuer);
  const provider = filled === undefined ? undefined : federatedIn(filled).find((one) => issuerOf(one) === issuer);
  return filled === undefined || provider === undefined
    ? [`the token was issued by \`${issuer}\`, and the trust policy admits tokens of ${named}`]
    : { trust: filled, provider, issuer, notes: [`the issuer ${late} is known at deployment only: it is taken to be \`${issuer}\``] };
}

/** Seconds since 1970. */
const inSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** A token that was kept for looking at is old; what the policies make of it is told all the same. */
function expiryNotes({ exp }: TokenClaims, now: Date): readonly string[] {
  const expired = typeof exp === 'number' && exp < inSeconds(now);
  return expired ? [`the token expired at ${new Date(exp * 1000).toISOString()}; what follows holds for one that has not`] : [];
}

/** The resource that the evaluator speaks of is the role, and its policy the trust policy. */
function ofTrust(step: ExplainedStep): ExplainedStep {
  const named = (text: string): string =>
    text.replace(/^resource policy 0/, 'trust policy').replace(/\bresource policy\b/g, 'trust policy');
  return {
    ...step,
    lines: step.lines.map(named),
    nearest: step.nearest.map(({ side, changes }) => ({ side, changes: changes.map(named) })),
  };
}

/** Explains what becomes of the claims at the role. */
export function explainAdmission(
  role: GraphRole,
  claims: TokenClaims,
  { session, context, now }: Question,
  graph: IdentityGraph,
): Admitted {
  const found = findProvider(role, claims);
  if (!('trust' in found)) return refused(...found);
  const { trust, provider, issuer, notes } = found;
  const registered = graph.oidcProviders.find(({ url }) => url.replace(/^https:\/\//, '') === issuer);
  const call: WebIdentityCall = {
    role: {
      arn: role.arn,
      trust,
      tags: role.tags,
      ...(typeof role.maxSessionSeconds === 'number' ? { maxSessionSeconds: role.maxSessionSeconds } : {}),
    },
    provider: { principal: provider, issuer, ...(registered === undefined ? {} : { clientIds: registered.audiences }) },
    claims,
    claimTable: ISSUER_CLAIMS,
    session: { name: session ?? 'explain' },
    ...(context === undefined ? {} : { context }),
  };
  const outcome = assumeRoleWithWebIdentity(call);
  const told = [...notes, ...expiryNotes(claims, now)];
  if (outcome.decision === 'refused') return { admission: { answer: 'denied', because: outcome.because, steps: [] }, notes: told };
  const request = webIdentityRequest(call);
  const steps = outcome.checks.map(({ action, authorization }) =>
    ofTrust(explainStep({ ...request, action }, { resource: trust }, authorization)),
  );
  const admission = { answer: answerTo(outcome.decision), because: [], steps };
  return outcome.decision === 'allow' ? { admission, session: outcome.session, notes: told } : { admission, notes: told };
}
