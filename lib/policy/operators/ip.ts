/** IP address operators: IPv4 and IPv6 in CIDR notation (RFC 4632, RFC 4291); without a prefix length, one address. */
import { literalText } from '../pattern';
import { quote } from '../quote';
import { matchesNothing, type Operator } from './operator';

/** A range of addresses: all those whose first `prefix` bits equal those of `address`. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

const parseV4 = (text: string): bigint | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  let address = 0n;
  for (const octet of match.slice(1)) {
    // A leading zero would be octal to some readers, so it is no address to us.
    if (Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))) return undefined;
    address = (address << 8n) | BigInt(octet);
  }
  return address;
};

/** Only the last of all groups may be written as an IPv4 address. */
const parseGroups = (text: string, last: boolean): readonly bigint[] | undefined => {
  if (text === '') return [];
  const groups: bigint[] = [];
  const pieces = text.split(':');
  for (const [index, piece] of pieces.entries()) {
    if (piece.includes('.')) {
      const v4 = last && index === pieces.length - 1 ? parseV4(piece) : undefined;
      if (v4 === undefined) return undefined;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) groups.push(BigInt(`0x${piece}`));
    else return undefined;
  }
  return groups;
};

const parseV6 = (text: string): bigint | undefined => {
  if (text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0n), ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
};

/** Reads an address or a range such as `203.0.113.0/24` or `2001:db8::/32`; `undefined` for text that is none. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const match = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text);
  const written = match?.[1];
  if (written === undefined) return undefined;
  const bits = written.includes(':') ? 128 : 32;
  const address = bits === 128 ? parseV6(written) : parseV4(written);
  const prefix = match?.[2] === undefined ? bits : Number(match[2]);
  return address === undefined || prefix > bits ? undefined : { bits, address, prefix };
}

/** Whether every address of `inner` lies in `outer`. */
export const rangeContains = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.bits === inner.bits &&
  outer.prefix <= inner.prefix &&
  outer.address >> BigInt(outer.bits - outer.prefix) === inner.address >> BigInt(outer.bits - outer.prefix);

/** The request address that was read last: one is compared with many ranges. */
let latest: { readonly text: string; readonly range: AddressRange | undefined } | undefined;

function readLatest(text: string): AddressRange | undefined {
  if (latest?.text !== text) latest = { text, range: parseAddressRange(text) };
  return latest.range;
}

const operator = (name: string, negated: boolean): Operator => ({
  name,
  family: 'ip',
  negated,
  positive: 'IpAddress',
  wildcards: false,
  variables: false,
  prepare: (pattern) => {
    const range = parseAddressRange(literalText(pattern) ?? '');
    if (range === undefined) return matchesNothing;
    return (value) => {
      const address = readLatest(value);
      return address !== undefined && rangeContains(range, address);
    };
  },
  faultOf: (text) => (parseAddressRange(text) === undefined ? `${quote(text)} is no IP address or CIDR range` : undefined),
});

export const IP_OPERATORS: readonly Operator[] = [operator('IpAddress', false), operator('NotIpAddress', true)];
