/** Where a component's requests come from, whatever the ways to become it. */
import type { ConditionsJson } from '../../policy/policy-json';
import { trustKind } from '../trust';
import type { WorkloadNetwork } from '../trust/define-trust';
import type { ConditionTarget } from './define-condition';

const same = (a: WorkloadNetwork, b: WorkloadNetwork): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A role that is assumed is used where those run that assume it, with credentials that say nothing more of the platform. */
function ofCallers({ callers }: ConditionTarget): readonly (WorkloadNetwork | string)[] {
  return callers.map((caller) => {
    const network = networkOf(caller);
    return typeof network === 'string' ? network : { stands: network.stands };
  });
}

/** The one network of a component's requests, or why there is none. */
export function networkOf(target: ConditionTarget): WorkloadNetwork | string {
  const ways = target.trusts.flatMap((trust): readonly (WorkloadNetwork | string)[] =>
    trust.kind === 'component'
      ? ofCallers(target)
      : [
          trustKind(trust).network?.(trust) ??
            `requests of ${JSON.stringify(trust.kind).replaceAll('"', '`')} come from AWS\u2019s own network, or from one that is not known`,
        ],
  );
  const unknown = ways.find((way) => typeof way === 'string');
  if (typeof unknown === 'string') return unknown;
  const [first, ...others] = ways as readonly WorkloadNetwork[];
  if (first === undefined) return { stands: 'vpc' };
  return others.every((other) => same(first, other)) ? first : 'its ways to run do not share a network, and no key tells them apart';
}

/** Conditions that only requests of the component's own code meet; none where the platform makes no others with its credentials. */
export function ownRequestsOf(target: ConditionTarget): ConditionsJson {
  const network = networkOf(target);
  return typeof network === 'string' ? {} : (network.ownRequests ?? {});
}
