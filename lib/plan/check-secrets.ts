/** Whether every secret is read by one component only: what two can read, neither can be known to have given away. */
import type { FindingList } from '../finding/finding-list';
import type { Capability, Permission } from '../spec/permission';
import type { Laid, Layout } from './layout';

const READS: ReadonlySet<string> = new Set(['secretsmanager:getsecretvalue', 'secretsmanager:batchgetsecretvalue']);

interface Reader {
  /** The component; of a task role its owner. */
  readonly component: string;
  readonly place: Laid;
  readonly pointer: string;
  readonly hasReason: boolean;
}

const patternOf = (item: string | { readonly pattern: string }): string => (typeof item === 'string' ? item : item.pattern);

/** The secrets that a permission reads, and whether a reason is given for sharing them. */
function secretsIn(item: Permission | Capability): readonly (readonly [secret: string, hasReason: boolean])[] {
  if (item.effect === 'capability') {
    const hasReason = (item.waivers ?? []).length > 0;
    return item.permissions.flatMap(secretsIn).map(([secret, own]) => [secret, own || hasReason] as const);
  }
  if (!item.actions.some((action) => READS.has(patternOf(action).toLowerCase()))) return [];
  return item.resources.map((resource) => [patternOf(resource), typeof resource !== 'string'] as const);
}

/** Tells each component that reads a secret which another reads too, and gives no reason. */
export function checkSecrets(layout: Layout, findings: FindingList): void {
  const readers = new Map<string, Reader[]>();
  for (const laid of layout.components.values()) {
    (laid.component.can ?? []).forEach((item, index) => {
      for (const [secret, hasReason] of secretsIn(item)) {
        const reader = { component: laid.taskOf ?? laid.name, place: laid, pointer: `can.${index}`, hasReason };
        readers.set(secret, [...(readers.get(secret) ?? []), reader]);
      }
    });
  }
  for (const [secret, all] of readers) {
    const names = [...new Set(all.map(({ component }) => component))];
    if (names.length < 2) continue;
    for (const { component, place, pointer, hasReason } of all) {
      if (hasReason) continue;
      const others = names.filter((name) => name !== component).map((name) => `\`${name}\``);
      findings.below(`components.${place.name}`, place.name).add('WI174', {
        what: `the secret \`${secret}\` of \`${component}\` is read by ${others.join(' and ')} as well`,
        fix: 'give each component a secret of its own, or say why in `readSecret({ secret, sharedBecause })` of every reader',
        pointer,
      });
    }
  }
}
