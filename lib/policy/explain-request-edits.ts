/** Small changes of a request that could change the decision on it. */

import type { Condition, PolicyDocument } from './document';
import { OPERATORS } from './operators';
import { parseAddressRange } from './operators/ip';
import { parsePattern } from './pattern';
import type { AuthorizationRequest, ContextValue } from './request';
import { hasHole } from './text';

/** One change, in words, and what it makes of the request. */
export interface RequestEdit {
  readonly what: string;
  readonly apply: (request: AuthorizationRequest) => AuthorizationRequest;
}

/** A text that a pattern matches: stars stand for nothing or one letter, question marks for a letter. `undefined` with variables and holes. */
function instanceOf(text: string, star: string): string | undefined {
  if (hasHole(text)) return undefined;
  let instance = '';
  for (const part of parsePattern(text, { wildcards: true, variables: true })) {
    if (part.kind === 'text') instance += part.text;
    else if (part.kind === 'any') instance += star;
    else if (part.kind === 'one') instance += 'x';
    else return undefined;
  }
  return instance;
}

/** A number one above and one below. */
const around = (text: string): readonly string[] => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? [text, String(value - 1), String(value + 1)] : [text];
};

/** A date, and the seconds before and after it. */
function moments(text: string): readonly string[] {
  const time = /^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) return [];
  return [0, -1000, 1000].map((shift) => new Date(time + shift).toISOString().replace('.000Z', 'Z'));
}

const addresses = (text: string): readonly string[] => {
  const range = parseAddressRange(text);
  // Addresses of documentation networks (RFC 5737, RFC 3849) stand for those outside.
  return range === undefined ? [] : [text.split('/')[0] ?? text, range.bits === 32 ? '192.0.2.1' : '2001:db8::1'];
};

/** Request values that could change what a condition says. */
function candidates({ operator, values }: Condition): readonly string[] {
  const family = OPERATORS.get(operator)?.family;
  switch (family) {
    case 'numeric':
      return values.flatMap(around);
    case 'date':
      return values.flatMap(moments);
    case 'bool':
      return ['true', 'false'];
    case 'ip':
      return values.flatMap(addresses);
    case 'null':
      return ['present'];
    case 'binary':
      return [...values, 'AA=='];
    case 'string':
    case 'arn':
      return [...values.flatMap((value) => instanceOf(value, 'x') ?? []), 'another-value'];
    default:
      return [];
  }
}

const sameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function withKey(request: AuthorizationRequest, key: string, value: ContextValue | undefined): AuthorizationRequest {
  const others = Object.entries(request.context).filter(([name]) => !sameKey(name, key));
  return { ...request, context: Object.fromEntries(value === undefined ? others : [...others, [key, value]]) };
}

function editsOfCondition(condition: Condition, request: AuthorizationRequest): readonly RequestEdit[] {
  const { key, qualifier } = condition;
  if (hasHole(key)) return [];
  const present = Object.keys(request.context).some((name) => sameKey(name, key));
  const set = [...new Set(candidates(condition))].map((value): RequestEdit => {
    const written = qualifier === undefined ? value : [value];
    return { what: `send \`${key}\` with the value \`${value}\``, apply: (before) => withKey(before, key, written) };
  });
  return present ? [...set, { what: `leave out \`${key}\``, apply: (before) => withKey(before, key, undefined) }] : set;
}

/** Changes of single keys, of the resource and of the action, in the order of the statements that suggest them; each once. */
export function requestEdits(request: AuthorizationRequest, documents: readonly PolicyDocument[]): readonly RequestEdit[] {
  const edits = new Map<string, RequestEdit>();
  const add = (edit: RequestEdit): void => {
    if (!edits.has(edit.what)) edits.set(edit.what, edit);
  };
  const statements = documents.flatMap((document) => document.statements);
  for (const { conditions } of statements)
    for (const condition of conditions) for (const edit of editsOfCondition(condition, request)) add(edit);
  for (const { resource } of statements) {
    for (const pattern of resource?.patterns ?? []) {
      const instance = instanceOf(pattern, 'x');
      if (instance === undefined || instance === request.resource || !instance.startsWith('arn:')) continue;
      add({ what: `ask for the resource \`${instance}\``, apply: (before) => ({ ...before, resource: instance }) });
    }
  }
  for (const { action } of statements) {
    for (const pattern of action.patterns) {
      if (/[*?]/.test(pattern) || hasHole(pattern) || sameKey(pattern, request.action)) continue;
      add({ what: `ask for the action \`${pattern}\``, apply: (before) => ({ ...before, action: pattern }) });
    }
  }
  return [...edits.values()];
}
