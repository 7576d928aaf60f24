/** Who can do practically everything. */
import type { GraphHolder } from '../../graph/identity-graph';
import { actionInfo } from '../../policy/data/action-info';
import type { AuthorizationRequest } from '../../policy/request';
import { type Layered, layersOf, permittedIn, withoutManaged } from './effect';
import { heldBy } from './held-statements';
import { anyResources } from './known-actions';
import { once } from './once';
import { mayMatchAction, relevantTo } from './relevant';

/** Whoever can do one of these can give themselves everything else. */
const OVER_IDENTITIES = ['iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:PutUserPolicy'];

/** One grave action of each of many services that have nothing to do with one another. */
const OVER_SERVICES = [
  'cloudtrail:DeleteTrail',
  'dynamodb:DeleteTable',
  'ec2:TerminateInstances',
  'ecr:DeleteRepository',
  'kms:ScheduleKeyDeletion',
  'lambda:UpdateFunctionCode',
  'logs:DeleteLogGroup',
  'organizations:LeaveOrganization',
  'rds:DeleteDBInstance',
  's3:DeleteBucket',
  'secretsmanager:GetSecretValue',
  'sqs:DeleteQueue',
];

export const GRAVE_ACTIONS: readonly string[] = [...OVER_IDENTITIES, ...OVER_SERVICES];

/** So many of the services may be left out, by a Deny say, and it is administration all the same. */
const MOST_LEFT_OUT = 2;

/** Whether the action is permitted on a resource of no particular name: a request that is, `open` where that cannot be told. */
export function onAnything(permissions: Layered, action: string): AuthorizationRequest | 'open' | undefined {
  const info = actionInfo(action);
  if (info.status !== 'known') return undefined;
  let isOpen = false;
  for (const resource of anyResources(info, '*')) {
    const layers = layersOf(permissions).map((layer) => relevantTo(layer, [action], [resource]));
    if (layers.some(({ length }) => length === 0)) continue;
    const verdict = permittedIn(layers, { actions: [action], resources: [resource] });
    if (verdict.verdict === 'refuted') return verdict.witness;
    isOpen ||= verdict.verdict === 'undecided';
  }
  return isOpen ? 'open' : undefined;
}

export interface Administration {
  /** Requests that are permitted, one for each grave action. */
  readonly shown: readonly AuthorizationRequest[];
}

/** How many of the grave actions are named at all; those of exact names are so few that they need not be counted. */
function named({ identity }: Layered): number {
  const elements = identity.flatMap(({ statements }) => statements.flatMap(({ effect, action }) => (effect === 'Allow' ? [action] : [])));
  if (elements.some(({ negated }) => negated)) return GRAVE_ACTIONS.length;
  const patterns = elements.flatMap((element) => element.patterns);
  const wide = patterns.filter((pattern) => /[*?⟨]/.test(pattern));
  if (wide.length === 0 && patterns.length < GRAVE_ACTIONS.length - MOST_LEFT_OUT) return 0;
  return GRAVE_ACTIONS.filter((action) => patterns.some((pattern) => mayMatchAction(pattern, [action]))).length;
}

/** What shows that the holder can do practically everything by policies of its own, not by managed ones of AWS; undefined where it cannot, or a policy cannot be read. */
export const administrationOf = once((holder: GraphHolder): Administration | 'open' | undefined => {
  const held = heldBy(holder);
  const permissions = held === undefined ? undefined : withoutManaged(held.permissions);
  if (permissions === undefined || named(permissions) < GRAVE_ACTIONS.length - MOST_LEFT_OUT) return undefined;
  const shown: AuthorizationRequest[] = [];
  let open = 0;
  for (const [index, action] of GRAVE_ACTIONS.entries()) {
    const answer = onAnything(permissions, action);
    if (answer === 'open') open += 1;
    else if (answer !== undefined) shown.push(answer);
    else if (index < OVER_IDENTITIES.length) return undefined;
    if (index + 1 - shown.length - open > MOST_LEFT_OUT) return undefined;
  }
  return open > 0 ? 'open' : { shown };
});

/** Whether the holder is reported as one who can do everything, so that no other rule needs to say so of its statements. */
export const isAdministrator = (holder: GraphHolder): boolean => typeof administrationOf(holder) === 'object';
