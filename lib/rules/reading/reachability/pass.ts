/** Passing a role to a service that then runs code of one's own as it. */
import type { GraphRole } from '../../../graph/identity-graph';
import type { Condition } from '../../../policy/document';
import type { AuthorizationRequest } from '../../../policy/request';
import { arnParts } from '../accounts';
import { ask, reasonsOf } from '../ask';
import { allowing, condition, documentOf } from '../build';
import { once } from '../once';
import { POD_IDENTITY, sourceOf } from '../service-sources';
import { ASSUME_ROLE, readTrust, type Trust } from '../trust';
import { type Ability, type Actor, ability } from './ability';
import { PASSES } from './deeds';

/** Services whose source is not one workload: something new has the source that is named. */
const UNNARROWED: ReadonlySet<string> = new Set(['ecs-tasks.amazonaws.com', 'bedrock.amazonaws.com', 'scheduler.amazonaws.com']);

const valuesOf = (trust: Trust, key: RegExp): readonly string[] => [
  ...new Set(trust.allows.flatMap(({ conditions }) => conditions.filter((one) => key.test(one.key)).flatMap(({ values }) => values))),
];

/** The request comes for something new, not for a workload that the trust policy names. */
function forSomethingNew(service: string, trust: Trust): readonly Condition[] {
  const source = sourceOf(service);
  const pinned =
    source === undefined || UNNARROWED.has(service)
      ? []
      : valuesOf(trust, /^aws:SourceArn$/i).filter((arn) => source.names(arnParts(arn)?.rest ?? ''));
  const accounts = valuesOf(trust, /^aws:RequestTag\/kubernetes-service-account$/i);
  return [
    ...(pinned.length === 0 ? [] : [condition('ArnNotLike', 'aws:SourceArn', pinned)]),
    ...(service !== POD_IDENTITY || accounts.length === 0
      ? []
      : [condition('StringNotEquals', 'aws:RequestTag/kubernetes-service-account', accounts)]),
  ];
}

type Admission = { readonly service: string; readonly open?: string };

/** The services to which a role can be passed for something new. */
const admissions = once((role: GraphRole): readonly Admission[] => {
  const trust = readTrust(role);
  if (trust === undefined) return [];
  const named = new Set(trust.principals.flatMap((one) => (one.kind === 'everyone' ? [] : [one.value])));
  return PASSES.filter(({ service }) => named.has(service)).flatMap(({ service }): readonly Admission[] => {
    const scope = documentOf(
      allowing({ principals: [{ kind: 'service', value: service }], actions: [ASSUME_ROLE], conditions: forSomethingNew(service, trust) }),
    );
    const verdict = ask({ scope, permitted: [[trust.document]] });
    if (verdict.verdict === 'proved') return [];
    return [{ service, ...(verdict.verdict === 'undecided' ? { open: reasonsOf(verdict) } : {}) }];
  });
});

/** Whether the actor may make anything of the service that takes a role. */
const makes = once((actor: Actor) => {
  const known = new Map<string, Ability>();
  return (service: string): Ability => {
    const before = known.get(service);
    if (before !== undefined) return before;
    const answer = ability(actor, { actions: PASSES.find((one) => one.service === service)?.actions ?? [] });
    known.set(service, answer);
    return answer;
  };
});

type Passing = Ability & { readonly requests?: readonly [AuthorizationRequest, ...AuthorizationRequest[]] };

/** Whether the actor may pass the role to the service. */
const passTo = (actor: Actor, role: GraphRole, service: string): Ability =>
  ability(actor, {
    actions: ['iam:PassRole'],
    resources: [role.arn],
    conditions: [condition('StringEquals', 'iam:PassedToService', [service])],
  });

/**
 * Whether the actor may give the role to something new of a service that the role's trust policy admits.
 *
 * @param only the one service that counts, whatever is made there
 */
export function passOf(actor: Actor, role: GraphRole, only?: string): Passing {
  if (only !== undefined) return passTo(actor, role, only);
  let open: Passing | undefined;
  for (const admission of admissions(role)) {
    const pass = passTo(actor, role, admission.service);
    if (pass.kind === 'unable') continue;
    const making = makes(actor)(admission.service);
    if (making.kind === 'unable') continue;
    if (pass.kind === 'able' && making.kind === 'able' && admission.open === undefined)
      return { ...pass, requests: [pass.witness, making.witness] };
    const on = pass.kind === 'open' ? pass.on : making.kind === 'open' ? making.on : (admission.open ?? '');
    open ??= { kind: 'open', on };
  }
  return open ?? { kind: 'unable' };
}
