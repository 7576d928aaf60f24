/** The engine as the agreement run needs it; the mutation run hands in broken copies. */
import { type Authorization, authorize } from '../../lib/policy/authorize';
import type { ParsedPolicy, PolicyDocument, PolicyType } from '../../lib/policy/document';
import { parsePolicy } from '../../lib/policy/parse';
import type { PolicySet } from '../../lib/policy/policy-set';
import type { AuthorizationRequest } from '../../lib/policy/request';
import type { RawPolicies, RawPolicy } from './raw-policies';

export interface Engine {
  readonly parsePolicy: (input: unknown, type: PolicyType) => ParsedPolicy;
  readonly authorize: (request: AuthorizationRequest, policies: PolicySet) => Authorization;
}

export const ENGINE: Engine = { parsePolicy, authorize };

/**
 * Reads every policy of a set.
 *
 * @throws {Error} where the engine finds fault with one: the generator makes sound documents only
 */
export function readPolicies(engine: Engine, raw: RawPolicies): PolicySet {
  const read = (policy: RawPolicy, type: PolicyType): PolicyDocument => {
    const parsed = engine.parsePolicy(policy, type);
    if (!parsed.ok) throw new Error(`fault in a generated policy: ${JSON.stringify(parsed.faults)}`);
    return parsed.document;
  };
  const { identity, boundary, session, scps, rcps, resource, trust } = raw;
  return {
    ...(identity && { identity: identity.map((policy) => read(policy, 'identity')) }),
    ...(boundary && { boundary: read(boundary, 'boundary') }),
    ...(session && { session: session.map((policy) => read(policy, 'session')) }),
    ...(scps && { scps: scps.map((level) => level.map((policy) => read(policy, 'scp'))) }),
    ...(rcps && { rcps: rcps.map((policy) => read(policy, 'rcp')) }),
    ...(resource && { resource: read(resource, trust === true ? 'trust' : 'resource') }),
  };
}

/** Every document of a set. */
export const documentsOf = ({ identity, boundary, session, scps, rcps, resource }: PolicySet): readonly PolicyDocument[] =>
  [identity, boundary, session, scps?.flat(), rcps, resource].flatMap((part) => part ?? []);

/** Puts one document in the place of another. */
export function replaceDocument(policies: PolicySet, old: PolicyDocument, by: PolicyDocument): PolicySet {
  const swap = (document: PolicyDocument): PolicyDocument => (document === old ? by : document);
  const { identity, boundary, session, scps, rcps, resource } = policies;
  return {
    ...(identity && { identity: identity.map(swap) }),
    ...(boundary && { boundary: swap(boundary) }),
    ...(session && { session: session.map(swap) }),
    ...(scps && { scps: scps.map((level) => level.map(swap)) }),
    ...(rcps && { rcps: rcps.map(swap) }),
    ...(resource && { resource: swap(resource) }),
  };
}
