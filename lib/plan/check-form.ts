/** Whether a declaration has the form of one. Whoever comes without the compiler's help is told here, before anything is planned. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import { COMPONENT_KINDS } from '../spec/component';
import { TRUST_KINDS } from '../spec/trust';

type Loose = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Loose => value !== null && typeof value === 'object' && !Array.isArray(value);

const suggest = (word: unknown, known: readonly string[]): string => {
  const near = typeof word === 'string' ? didYouMean(word, known) : undefined;
  return near === undefined ? `one of ${known.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`;
};

function checkList(owner: Loose, key: string, what: string, holds: (item: unknown) => boolean, findings: FindingList): void {
  const list = owner[key];
  if (list === undefined) return;
  if (!Array.isArray(list)) findings.add('WI100', { what: `\`${key}\` is not a list`, fix: `write a list of ${what}`, pointer: key });
  else {
    for (const [index, item] of list.entries()) {
      if (!holds(item))
        findings.add('WI100', {
          what: `\`${key}\` holds something that is none of ${what}`,
          fix: `write a list of ${what}`,
          pointer: `${key}.${index}`,
        });
    }
  }
}

const isPermission = (item: unknown): boolean =>
  isRecord(item) &&
  ((item.effect === 'capability' && Array.isArray(item.permissions) && item.permissions.every(isPermission)) ||
    (item.effect === 'allow' && Array.isArray(item.actions) && Array.isArray(item.resources)));

const isDenial = (item: unknown): boolean =>
  isRecord(item) && item.effect === 'deny' && Array.isArray(item.actions) && Array.isArray(item.resources);

function checkTrustForm(given: unknown, findings: FindingList): void {
  const list = Array.isArray(given) ? given : [given];
  if (list.length === 0) findings.add('WI100', { what: 'no trust is given', fix: 'give one of `trust.…(…)`', pointer: 'trust' });
  for (const one of list) {
    if (!isRecord(one)) findings.add('WI100', { what: 'no trust is given', fix: 'give one of `trust.…(…)`', pointer: 'trust' });
    else if (typeof one.kind !== 'string' || !Object.hasOwn(TRUST_KINDS, one.kind)) {
      findings.add('WI100', {
        what: `there is no trust of kind \`${String(one.kind)}\``,
        fix: suggest(one.kind, Object.keys(TRUST_KINDS)),
        pointer: 'trust.kind',
      });
    }
  }
}

function checkComponentForm(component: unknown, findings: FindingList): void {
  if (!isRecord(component)) {
    findings.add('WI100', { what: 'a component is not a record', fix: "write { kind: 'tool', trust: … }" });
    return;
  }
  if (!COMPONENT_KINDS.some((kind) => kind === component.kind)) {
    findings.add('WI100', {
      what: `there is no component of kind \`${String(component.kind)}\``,
      fix: suggest(component.kind, COMPONENT_KINDS),
      pointer: 'kind',
    });
  }
  checkTrustForm(component.trust, findings);
  checkList(component, 'calls', 'component names', (item) => typeof item === 'string', findings);
  checkList(component, 'hosts', 'component names', (item) => typeof item === 'string', findings);
  checkList(component, 'can', '`allow(…).on(…)` and capabilities', isPermission, findings);
  checkList(component, 'cannot', '`deny(…)`', isDenial, findings);
  for (const key of ['purpose', 'account', 'role', 'boundary'] as const) {
    if (component[key] !== undefined && typeof component[key] !== 'string') {
      findings.add('WI100', { what: `\`${key}\` is not text`, fix: `write \`${key}\` as text or as an input`, pointer: key });
    }
  }
  for (const key of ['session', 'entry'] as const) {
    if (component[key] !== undefined && !isRecord(component[key]))
      findings.add('WI100', { what: `\`${key}\` is not a record`, fix: `write \`${key}: { … }\``, pointer: key });
  }
}

/** Tells what has not the form of a declaration. Nothing may be planned after it told anything. */
export function checkForm(agent: unknown, findings: FindingList): void {
  if (!isRecord(agent)) {
    findings.add('WI100', { what: 'this is no declaration', fix: 'give what defineAgent({ … }) returns' });
    return;
  }
  for (const key of ['name', 'owner'] as const) {
    if (typeof agent[key] !== 'string')
      findings.add(key === 'name' ? 'WI101' : 'WI102', {
        what: `the agent has no \`${key}\``,
        fix: `give \`${key}\` as text`,
        pointer: key,
      });
  }
  if (agent.purpose !== undefined && typeof agent.purpose !== 'string')
    findings.add('WI100', { what: '`purpose` is not text', fix: 'write one line', pointer: 'purpose' });
  if (!isRecord(agent.inputs))
    findings.add('WI100', {
      what: '`inputs` is not a record of shapes',
      fix: "write { tickets: 'dynamodb-table-arn' }",
      pointer: 'inputs',
    });
  for (const key of ['access', 'session'] as const) {
    if (agent[key] !== undefined && !isRecord(agent[key]))
      findings.add('WI100', { what: `\`${key}\` is not a record`, fix: `write \`${key}: { … }\``, pointer: key });
  }
  if (!isRecord(agent.evidence)) {
    findings.add('WI119', {
      what: 'the agent does not say how long its evidence is kept',
      fix: 'write `evidence: { retainDays: 400 }`',
      pointer: 'evidence',
    });
  }
  if (!isRecord(agent.components) || Object.keys(agent.components).length === 0) {
    findings.add('WI103', { what: 'the agent has no components', fix: 'declare at least one component', pointer: 'components' });
    return;
  }
  for (const [name, component] of Object.entries(agent.components))
    checkComponentForm(component, findings.below(`components.${name}`, name));
}
