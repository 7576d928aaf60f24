/** Whether somebody may do more than somebody else. */
import type { GraphHolder, GraphRole } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { ask } from './ask';
import { allowing, documentOf } from './build';
import { plainlyWithin } from './in-other-words';
import { once } from './once';
import { type Carrier, readPermissions } from './permissions';
import { ASSUME_ROLE, readTrust, WEB_IDENTITY } from './trust';

const EVERYTHING = documentOf(allowing({}));

/** All documents of a layer in one; undefined where they are of several versions, or none. */
function merged([first, ...others]: readonly PolicyDocument[]): PolicyDocument | undefined {
  if (first === undefined || others.some(({ version }) => version !== first.version)) return undefined;
  return { ...first, statements: [first, ...others].flatMap(({ statements }) => statements) };
}

function compare(theirs: Carrier, own: Carrier): boolean {
  const [target, holder] = [readPermissions(theirs), readPermissions(own)];
  if (target === undefined || holder === undefined || target.beyond.length > 0) return true;
  if (target.identity.every(({ statements }) => statements.every(({ effect }) => effect === 'Deny'))) return false;
  const bounds = [merged(holder.identity), ...(holder.boundary === undefined ? [] : [holder.boundary])];
  const permitted = [target.identity, ...(target.boundary === undefined ? [] : [[target.boundary]])];
  return bounds.some((within) => {
    if (within === undefined) return true;
    return !plainlyWithin(target.identity, within) && ask({ scope: EVERYTHING, permitted, within }).verdict !== 'proved';
  });
}

const comparisons = once((_holder: Carrier) => new Map<Carrier, boolean>());

/** Whether they may do anything that the holder may not; what cannot be read, or is not known, counts as more. */
export function isStronger(theirs: Carrier, holder: Carrier): boolean {
  const known = comparisons(holder).get(theirs);
  if (known !== undefined) return known;
  const answer = compare(theirs, holder);
  comparisons(holder).set(theirs, answer);
  return answer;
}

const admissions = once((_role: GraphRole) => new Map<string, boolean>());

/** Whether a role's trust policy may let somebody become it. */
function admits(role: GraphRole, kind: 'service' | 'aws' | 'federated', value: string): boolean {
  const key = `${kind} ${value}`;
  const known = admissions(role).get(key);
  if (known !== undefined) return known;
  const trust = readTrust(role);
  const actions = [kind === 'federated' ? WEB_IDENTITY : ASSUME_ROLE];
  const scope = documentOf(allowing({ principals: [{ kind, value }], actions }));
  const answer = trust === undefined || ask({ scope, permitted: [[trust.document]] }).verdict !== 'proved';
  admissions(role).set(key, answer);
  return answer;
}

/** Services become roles themselves, but for identity pools, which vouch for their users. */
export const admitsService = (role: GraphRole, service: string): boolean =>
  admits(role, service.startsWith('cognito-identity.') ? 'federated' : 'service', service);

/** Groups assume no role: those who are in them do. */
export const admitsHolder = (role: GraphRole, { kind, arn }: GraphHolder): boolean =>
  kind === 'group' || kind === 'policy' || admits(role, 'aws', arn);
