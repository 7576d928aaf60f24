/** Turns conditions as written into tests in normal form; what is wrong with them is told, not thrown. */
import { didYouMean } from '../../finding/did-you-mean';
import type { FindingList } from '../../finding/finding-list';
import { parseDate } from '../../policy/operators/date';
import { parseAddressRange } from '../../policy/operators/ip';
import { hasHole } from '../../policy/text';
import type { Test } from './conditions';
import { FIXED_KEYS, KEY_PREFIXES, type KeyType, keyType } from './key-types';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

type Match = Test['match'];

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);

const strings = (value: unknown): readonly string[] | undefined => {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item) => typeof item === 'string' && item !== '') ? list : undefined;
};

type Reading = { readonly match: Match; readonly values: readonly string[] } | string;

const number = (value: unknown, match: Match): Reading =>
  typeof value === 'number' && Number.isFinite(value) ? { match, values: [String(value)] } : 'wants a number';

const moment = (value: unknown, match: Match): Reading =>
  typeof value === 'string' && MOMENT.test(value) && parseDate(value) !== undefined
    ? { match, values: [value] }
    : 'wants a moment in ISO 8601 with a time zone, such as `2026-12-31T22:00:00Z`';

const text = (value: unknown): Reading => {
  if (isRecord(value) && Object.keys(value).join() === 'like') {
    const values = strings(value.like);
    return values === undefined ? '`like` wants one or more patterns' : { match: 'like', values };
  }
  const values = strings(value);
  if (values === undefined) return 'wants a string or a list of strings, none of them empty';
  const wild = values.find((item) => /[*?]/.test(item));
  return wild === undefined
    ? { match: 'equals', values }
    : `matches exactly, but \`${wild}\` holds a wildcard; write like('${wild}') if a pattern is meant`;
};

const READ: { readonly [Type in KeyType]: (value: unknown) => Reading } = {
  String: text,
  Strings: text,
  Arn: text,
  Arns: text,
  Bool: (value) => (typeof value === 'boolean' ? { match: 'equals', values: [String(value)] } : 'wants true or false'),
  Numeric: (value) => {
    if (isRecord(value) && 'atMost' in value) return number(value.atMost, 'at-most');
    if (isRecord(value) && 'atLeast' in value) return number(value.atLeast, 'at-least');
    return number(value, 'equals');
  },
  Date: (value) => {
    if (isRecord(value) && 'before' in value) return moment(value.before, 'before');
    if (isRecord(value) && 'after' in value) return moment(value.after, 'after');
    return 'wants before(…) or after(…)';
  },
  IpAddress: (value) => {
    const values = strings(value);
    const wrong = values?.find((item) => parseAddressRange(item) === undefined && !hasHole(item));
    if (values === undefined) return 'wants an address or CIDR block, or a list of them';
    return wrong === undefined ? { match: 'equals', values } : `wants addresses or CIDR blocks, and \`${wrong}\` is neither`;
  },
};

/** What fits a key of each type, for messages. */
const EXAMPLE: { readonly [Type in KeyType]: string } = {
  String: "text such as 'support', a list of texts, or like('support-*')",
  Strings: "text such as 'support', a list of texts, or like('support-*')",
  Arn: "an ARN, a list of ARNs, or like('arn:aws:…:*')",
  Arns: "an ARN, a list of ARNs, or like('arn:aws:…:*')",
  Bool: 'true or false',
  Numeric: 'a number, atMost(…) or atLeast(…)',
  Date: "before('2026-12-31T22:00:00Z') or after(…)",
  IpAddress: "an address or block such as '203.0.113.0/24', or a list of them",
};

/** Reads conditions; `findings` stands at the place of the conditions. */
export function readConditions(conditions: unknown, findings: FindingList): readonly Test[] {
  if (!isRecord(conditions) || Object.keys(conditions).length === 0) {
    findings.add('WI113', { what: 'conditions are not a record of condition keys', fix: "write { 'aws:SourceVpc': 'vpc-…' }" });
    return [];
  }
  return Object.entries(conditions).flatMap(([key, value]) => {
    const type = keyType(key);
    if (type === undefined) {
      const near = didYouMean(key, [...Object.keys(FIXED_KEYS), ...KEY_PREFIXES]);
      findings.add('WI113', {
        what: `the condition key \`${key}\` is not known`,
        fix: near === undefined ? 'use a condition key of the IAM reference' : `did you mean \`${near}\`?`,
        pointer: key,
      });
      return [];
    }
    const reading = READ[type](value);
    if (typeof reading === 'string') {
      findings.add('WI113', { what: `the condition \`${key}\` ${reading}`, fix: `write ${EXAMPLE[type]}`, pointer: key });
      return [];
    }
    return [{ key, type, ...reading }];
  });
}
