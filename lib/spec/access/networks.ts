/**
 * Networks that requests may come from: VPCs, VPC endpoints, or public addresses; any of them will do.
 *
 * One denial asks for all of them at once, because each key says something about one way only: `aws:SourceVpc` and `aws:SourceVpce` are in requests through an
 * endpoint, `aws:SourceIp` in those that are not. A key that is absent counts as another network. What a service does on behalf of the component comes from the
 * service's network, and is let through by `aws:ViaAWSService`; whatever started it was asked.
 *
 * Only for components whose own code makes the requests, in a network of the owner's: what AgentCore, Bedrock agents and gateways do with a role comes from AWS's
 * network, and no key tells it apart.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
import type { FindingList } from '../../finding/finding-list';
import { type AddressRange, parseAddressRange, rangeContains } from '../../policy/operators/ip';
import type { ConditionsJson } from '../../policy/policy-json';
import { listOf, record, shown, text, whole } from '../form';
import { hasShape } from '../has-shape';
import type { Late } from '../late';
import { type ConditionTarget, defineCondition, deniedByPermission, denyAll, type Unenforced } from './define-condition';
import { networkOf } from './network-of';

type OneOrMore<T> = readonly [T, ...T[]];

/** Networks; at least one of them is named. */
export interface Networks {
  /** VPCs whose endpoints requests come through. Every service that the component calls needs one there. */
  readonly vpcs?: OneOrMore<Late<'vpc-id'> | `vpc-${string}`>;
  /** VPC endpoints that requests come through. */
  readonly endpoints?: OneOrMore<`vpce-${string}`>;
  /** Public addresses that requests come from, IPv4 or IPv6, in CIDR notation: of NAT gateways, or of networks outside of AWS. */
  readonly addresses?: OneOrMore<`${string}/${number}`>;
}

/** Addresses that are on no public network, so that `aws:SourceIp` never has them (RFC 6890). */
const NOT_PUBLIC = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3'],
  ...['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
].flatMap((range) => parseAddressRange(range) ?? []);

const hostBits = ({ bits, address, prefix }: AddressRange): boolean => (address & ((1n << BigInt(bits - prefix)) - 1n)) !== 0n;

function checkAddresses(cidr: string, findings: FindingList): void {
  const range = parseAddressRange(cidr);
  if (range === undefined || !cidr.includes('/'))
    findings.add('WI179', {
      what: `${shown(cidr)} is no CIDR block`,
      fix: 'write address and length, such as `203.0.113.0/24` or `2001:db8::/32`',
    });
  else if (hostBits(range))
    findings.add('WI179', {
      what: `${shown(cidr)} has bits set beyond its first ${range.prefix}`,
      fix: 'write the first address of the block, or `/32` for one address',
    });
  else if (range.prefix === 0)
    findings.add('WI179', {
      what: `${shown(cidr)} is every address`,
      fix: 'name the addresses that requests come from, or leave them out',
    });
  else if (NOT_PUBLIC.some((other) => rangeContains(other, range) || rangeContains(range, other)))
    findings.add('WI179', {
      what: `${shown(cidr)} holds addresses that are not public, and \`aws:SourceIp\` is never one of them`,
      fix: 'name the VPC or its endpoint for what comes from a private address, and public addresses here',
    });
}

function checkIds(ids: readonly string[], isId: (id: string) => boolean, what: string, example: string, findings: FindingList): void {
  for (const id of ids.filter((one) => !isId(one)))
    findings.add('WI179', { what: `${shown(id)} is no ${what}`, fix: `write an id such as \`${example}\`` });
}

const KEYS = ['vpcs', 'endpoints', 'addresses'] as const;

/** A statement applies when all of its conditions hold: when no key is one of those named. */
function elsewhere({ vpcs, endpoints, addresses }: Networks, own: ConditionsJson): ConditionsJson {
  return {
    BoolIfExists: { 'aws:ViaAWSService': ['false'] },
    ...(addresses === undefined ? {} : { NotIpAddressIfExists: { 'aws:SourceIp': [...new Set(addresses)].sort() } }),
    ...own,
    StringNotEqualsIfExists: {
      ...(vpcs === undefined ? {} : { 'aws:SourceVpc': [...new Set(vpcs)].sort() }),
      ...(endpoints === undefined ? {} : { 'aws:SourceVpce': [...new Set(endpoints)].sort() }),
    },
  };
}

const withoutEmpty = (conditions: ConditionsJson): ConditionsJson =>
  Object.fromEntries(Object.entries(conditions).filter(([, keys]) => Object.keys(keys).length > 0));

function unmet(networks: Networks, target: ConditionTarget): Unenforced | undefined {
  const network = networkOf(target);
  if (typeof network === 'string')
    return {
      code: 'WI180',
      what: `\`${target.component}\` cannot meet a condition on networks: ${network}`,
      fix: 'declare `networks` on the components whose code runs in a network of yours: on ECS, EKS or EC2, or a function with `inVpc: true`',
    };
  if (network.stands === 'outside' && networks.addresses === undefined)
    return {
      code: 'WI180',
      what: `\`${target.component}\` runs outside of AWS, where no VPC is`,
      fix: 'name the public addresses that its requests come from, in `addresses`',
    };
  return undefined;
}

export const networksCondition = defineCondition<Networks>({
  form: whole(
    record({ vpcs: listOf(text, 'VPCs'), endpoints: listOf(text, 'VPC endpoints'), addresses: listOf(text, 'CIDR blocks') }, 'networks'),
  ),
  check: (networks, findings) => {
    if (KEYS.every((key) => networks[key] === undefined))
      findings.add('WI179', { what: 'no network is named', fix: 'name `vpcs`, `endpoints` or `addresses`' });
    for (const key of KEYS) {
      const below = findings.below(key);
      const given: readonly string[] | undefined = networks[key];
      if (given?.length === 0) below.add('WI179', { what: `\`${key}\` is empty`, fix: 'name at least one, or leave it out' });
    }
    const { vpcs = [], endpoints = [], addresses = [] } = networks;
    checkIds(vpcs, (id) => hasShape(id, 'vpc-id'), 'VPC', 'vpc-0abc0123456789def', findings.below('vpcs'));
    checkIds(endpoints, (id) => /^vpce-[0-9a-f]{8,17}$/.test(id), 'VPC endpoint', 'vpce-0abc0123456789def', findings.below('endpoints'));
    for (const cidr of addresses) checkAddresses(cidr, findings.below('addresses'));
  },
  beyond: (own, agents) => {
    const within = (cidr: string): boolean =>
      (agents.addresses ?? []).some((outer) => {
        const [wide, narrow] = [parseAddressRange(outer), parseAddressRange(cidr)];
        return wide !== undefined && narrow !== undefined && rangeContains(wide, narrow);
      });
    const more: readonly string[] = [
      ...(own.vpcs ?? []).filter((vpc) => agents.vpcs?.includes(vpc) !== true),
      ...(own.endpoints ?? []).filter((endpoint) => agents.endpoints?.includes(endpoint) !== true),
      ...(own.addresses ?? []).filter((cidr) => !within(cidr)),
    ];
    return more.length === 0 ? undefined : more.map((one) => `\`${one}\``).join(', ');
  },
  inWords: ({ vpcs, endpoints, addresses }) => `from ${[...(vpcs ?? []), ...(endpoints ?? []), ...(addresses ?? [])].join(', ')}`,
  enforce: (networks, target) => {
    const fault = unmet(networks, target);
    if (fault !== undefined) return { denials: [], by: [], faults: [fault] };
    const network = networkOf(target);
    const own = typeof network === 'string' ? {} : (network.ownRequests ?? {});
    return deniedByPermission(
      'denied where neither VPC, endpoint nor address is one of these; what services do on its behalf is let through',
      denyAll('OnlyFromNetworks', withoutEmpty(elsewhere(networks, own))),
    );
  },
});
