/** Whether a component may do something, and which policy says so. */
import { holderOf } from '../../graph/holders';
import type { GraphRole } from '../../graph/identity-graph';
import { splitArn } from '../../policy/arn-pattern';
import { laidOver, newSession, type RoleSession } from '../../policy/authorize-session';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import type { PolicySet } from '../../policy/policy-set';
import type { ContextValue } from '../../policy/request';
import { hasHole, renderHole } from '../../policy/text';
import type { ExplainedStep } from '../../report/explanation';
import { readPermissions } from '../../rules/reading/permissions';
import { valuesOf } from '../../rules/reading/plan-values';
import { textAt } from '../../rules/reading/properties';
import { readPolicy } from '../../rules/reading/read-policy';
import type { Subject } from '../claim';
import type { Question } from './question';
import { explainStep } from './step';

export interface Accessed {
  readonly access?: ExplainedStep;
  readonly notes: readonly string[];
}

/** An input of the declaration in the place of an ARN stands for what the template has there, or for whatever it will be. */
function resourceNamed(name: string, { plans, graph }: Subject): string {
  const plan = plans.find(({ inputs }) => inputs[name] !== undefined);
  const shape = plan?.inputs[name];
  if (plan === undefined || shape === undefined) return name;
  return valuesOf(plan, graph).get(name) ?? renderHole({ hole: name, shape });
}

/** The policy of the resource itself, or of what the resource lies in. */
function policyOf(resource: string, { graph }: Subject): PolicyDocument | undefined {
  const role = graph.roles.find(({ arn }) => arn === resource);
  if (role !== undefined) {
    const trust = readPolicy(role.trust, 'trust');
    return trust.ok ? trust.document : undefined;
  }
  const found = graph.resourcePolicies.find(
    ({ resourceArn }) => resource === resourceArn || resource.startsWith(`${resourceArn}/`) || resource.startsWith(`${resourceArn}:`),
  );
  const read = found === undefined ? undefined : readPolicy(found.document, 'resource');
  return read?.ok === true ? read.document : undefined;
}

/** The session policy that an EKS Pod Identity association puts on the sessions of the role. */
function sessionPolicies({ arn }: GraphRole, { graph }: Subject): readonly PolicyDocument[] {
  return graph.resourcesOf('AWS::EKS::PodIdentityAssociation').flatMap((association) => {
    const written = textAt(association, 'Policy');
    if (textAt(association, 'RoleArn') !== arn || written === undefined) return [];
    try {
      const parsed = parsePolicy(JSON.parse(written), 'session');
      return parsed.ok ? [parsed.document] : [];
    } catch {
      return [];
    }
  });
}

/** The region in an ARN; undefined where it names none, or one that only the deployment knows. */
function regionIn(arn: string): string | undefined {
  const region = splitArn(arn)[3] ?? '';
  return region === '' || region === '*' || hasHole(region) ? undefined : region;
}

/** Keys that every request has (IAM User Guide, global condition context keys), where the question does not say them. */
function always(resource: string, now: Date, { graph, plans }: Subject): Readonly<Record<string, ContextValue>> {
  // What names no region, such as a bucket, is most often called where the agent is.
  const known = [
    ...[resource, ...graph.logGroups.map(({ arn }) => arn)].map(regionIn),
    ...plans.map(({ agent }) => agent.deployment.region),
  ];
  const region = known.find((one) => one !== undefined);
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...(region === undefined ? {} : { 'aws:RequestedRegion': region }),
  };
}

/** Explains whether the role may do what is asked. `given` is the session of whoever was let in. */
export function explainAccess(
  role: GraphRole,
  question: Question & { readonly action: string },
  subject: Subject,
  given?: RoleSession,
): Accessed {
  const permissions = readPermissions(holderOf(role));
  if (permissions === undefined) return { notes: ['a policy of the role cannot be read: see `agent-identity check`'] };
  const trust = readPolicy(role.trust, 'trust');
  const session =
    given ??
    newSession(
      { arn: role.arn, trust: trust.ok ? trust.document : { type: 'trust', version: '2012-10-17', statements: [] }, tags: role.tags },
      { name: question.session ?? 'explain' },
      {},
    );
  const resource = resourceNamed(question.resource ?? '*', subject);
  const own = policyOf(resource, subject);
  const sessions = sessionPolicies(role, subject);
  const policies: PolicySet = {
    identity: permissions.identity,
    ...(permissions.boundary === undefined ? {} : { boundary: permissions.boundary }),
    ...(sessions.length === 0 ? {} : { session: sessions }),
    ...(own === undefined ? {} : { resource: own }),
  };
  const context = laidOver(always(resource, question.now, subject), session.context, question.context ?? {});
  // Whose an input is that only the deployment gives, nobody can say here.
  const assumed = hasHole(resource) && !resource.startsWith('arn:') ? { resourceAccount: session.principal.account } : {};
  const step = explainStep({ principal: session.principal, action: question.action, resource, context, ...assumed }, policies);
  const regionUnknown = !Object.keys(context).some((key) => key.toLowerCase() === 'aws:requestedregion');
  const notes = [
    ...('resourceAccount' in assumed ? ['the resource is taken to be in the account of the component'] : []),
    ...(regionUnknown ? ['the region of the request is not known: give `--context aws:RequestedRegion=<region>`'] : []),
    ...permissions.beyond.map((arn) => `the policy \`${arn}\` is not in the template: what it says is not known`),
  ];
  // What nobody can see may allow what is denied for want of an Allow, and a boundary that nobody can see may limit what is allowed.
  const open = permissions.beyond.length > 0 && (step.answer === 'allowed' || step.lines.some((line) => line.startsWith('no ')));
  return { access: open ? { ...step, answer: 'undecided', nearest: [] } : step, notes };
}
