/** The forms of what a component can and cannot do, for callers without the compiler. */
import type { Conditions } from './condition/conditions';
import { type Form, isList, itemsOf, listOf, number, oneOf, peek, record, recordOf, shown, text, whole } from './form';
import type { Capability, Denial, OutboundToken, Permission, Reasoned } from './permission';

/** What `.when` and `.unless` are given: text, numbers, true and false, lists and records of them. Their meaning is read elsewhere. */
const conditionValue = (depth: number): Form<unknown> => {
  const read: Form<unknown> = (value, findings) => {
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object' || value === null || depth === 0) return text(value, findings);
    if (isList(value)) return itemsOf(value, 'a list', findings)?.map((item) => conditionValue(depth - 1)(item, findings));
    return recordOf(conditionValue(depth - 1), 'values')(value, findings);
  };
  return read;
};

/** Keys and types of values are read with the conditions, where they are compiled. */
const conditions = recordOf(conditionValue(2), 'condition keys') as Form<Conditions>;

const label: Form<string> = (value, findings) => {
  const read = text(value, findings);
  if (read === undefined || /^[A-Za-z0-9]{1,100}$/.test(read)) return read;
  findings.add('WI100', { what: `${shown(read)} cannot be a statement id`, fix: 'use up to 100 letters and digits' });
  return undefined;
};

const reasoned = record({ pattern: text, because: text }, 'a pattern with its reason');

const pattern =
  (what: 'action' | 'resource'): Form<string | Reasoned> =>
  (value, findings) => {
    if (value === undefined) {
      findings.add('WI108', { what: `a ${what} is missing`, fix: 'name it, or use an input that is declared' });
      return undefined;
    }
    if (typeof value !== 'object' || value === null) return text(value, findings);
    const read = reasoned(value, findings);
    if (read === undefined) return undefined;
    const { pattern: given, because = '' } = read;
    if (given !== undefined) return { pattern: given, because };
    findings.add('WI100', { what: `a record stands where a ${what} is wanted`, fix: `write the ${what} as text` });
    return undefined;
  };

const permissionRecord = record({
  effect: oneOf('allow'),
  actions: listOf(pattern('action'), 'actions'),
  resources: listOf(pattern('resource'), 'resources'),
  conditions,
  label,
});

const permission: Form<Permission> = whole((value, findings) => {
  if (typeof peek(value, 'on') === 'function') {
    findings.add('WI124', { what: 'a permission names no resource', fix: 'complete it with `.on(…)`' });
    return undefined;
  }
  const read = permissionRecord(value, findings);
  if (read === undefined) return undefined;
  if (read.effect === undefined) findings.add('WI100', { what: 'this is no permission', fix: 'write `allow(…).on(…)` or a capability' });
  const { actions = [], resources = [] } = read;
  return { ...read, effect: 'allow', actions, resources };
});

const capabilityRecord = record({
  effect: oneOf('capability'),
  name: text,
  permissions: listOf(permission, 'permissions'),
  source: text,
  faults: listOf(record({ what: text, fix: text }), 'faults'),
  waivers: listOf(record({ what: text, because: text }), 'waivers'),
  regions: listOf(text, 'regions'),
  closes: listOf(text, 'actions'),
  outbound: record({ audiences: listOf(text, 'audiences'), maxSeconds: number, algorithm: text, tagKeys: listOf(text, 'tag keys') }),
});

const capability: Form<Capability> = whole((value, findings) => {
  const read = capabilityRecord(value, findings);
  if (read === undefined) return undefined;
  const { name = 'capability', permissions = [], source = '', faults = [], waivers, regions, closes, outbound } = read;
  return {
    effect: 'capability',
    name,
    permissions,
    source,
    faults: faults.map(({ what = 'is faulty', fix = 'mend it' }) => ({ what, fix })),
    ...(waivers === undefined ? {} : { waivers: waivers.map(({ what = '', because = '' }) => ({ what, because })) }),
    ...(regions === undefined ? {} : { regions }),
    ...(closes === undefined ? {} : { closes }),
    ...(outbound === undefined ? {} : { outbound: outbound as OutboundToken }),
  };
});

const denialRecord = record({
  effect: oneOf('deny'),
  actions: listOf(text, 'actions'),
  resources: listOf(text, 'resources'),
  deniedWhen: conditions,
  deniedUnless: conditions,
  label,
});

/** What a component can do. */
export const granted: Form<Permission | Capability> = (value, findings) => {
  const effect = peek(value, 'effect');
  if (effect === 'deny') {
    findings.add('WI100', { what: 'a denial stands among what the component can do', fix: 'move it to `cannot`' });
    return undefined;
  }
  return effect === 'capability' ? capability(value, findings) : permission(value, findings);
};

/** What a component can never do. */
export const denied: Form<Denial> = whole((value, findings) => {
  const effect = peek(value, 'effect');
  if (effect === 'allow' || effect === 'capability') {
    findings.add('WI100', { what: 'a permission stands among what the component cannot do', fix: 'move it to `can`, or write `deny(…)`' });
    return undefined;
  }
  const read = denialRecord(value, findings);
  if (read === undefined) return undefined;
  const { actions = [], resources = [], deniedWhen, deniedUnless } = read;
  if (read.effect === undefined || actions.length === 0)
    findings.add('WI100', { what: 'this is no denial', fix: 'write `deny(…)` with at least one action' });
  if (resources.length === 0)
    findings.add('WI124', { what: 'a denial names no resource', fix: 'leave `.on()` out, or name a resource in it' });
  if (deniedWhen !== undefined && deniedUnless !== undefined)
    findings.add('WI113', { what: 'one denial has both `when` and `unless`', fix: 'write two denials' });
  return { ...read, effect: 'deny', actions, resources };
});
