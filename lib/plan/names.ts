/** Names that the plan gives. They come from agent, component and deployment alone, so that moving a construct changes none of them. */
import { fingerprint } from '../spec/fingerprint';
import type { Deployment } from './plan';

const LONGEST_ROLE_NAME = 64;

/** The role's name: at most 64 characters; a longer one keeps its beginning and ends in a fingerprint of the whole. */
export function roleNameOf(agent: string, component: string, { stage, region }: Deployment): string {
  const whole = [agent, component, stage, region].filter((part) => part !== undefined).join('-');
  return whole.length <= LONGEST_ROLE_NAME ? whole : `${whole.slice(0, LONGEST_ROLE_NAME - 9)}-${fingerprint(whole)}`;
}

/** The log group's name where the platform does not impose one. Log groups are regional, so the region is not part of it. */
export const logGroupNameOf = (agent: string, component: string, { stage }: Deployment): string =>
  ['/agents', agent, stage, component].filter((part) => part !== undefined).join('/');
