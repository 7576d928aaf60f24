/** What was seen, found by what it speaks of. */
import type { Attachment, Conditional, SeenManagedPolicy, SeenRole, SeenRolePolicy, Sightings } from './sightings';

/** Policies, attachments and managed policies by role or ARN. */
export class SightingIndex {
  readonly #policies: ReadonlyMap<string, readonly Conditional<SeenRolePolicy>[]>;
  readonly #attachments: ReadonlyMap<string, readonly Conditional<Attachment>[]>;
  readonly #managed: ReadonlyMap<string, readonly Conditional<SeenManagedPolicy>[]>;
  readonly #roles: ReadonlySet<string>;

  constructor({ kinds, attachments }: Sightings) {
    this.#policies = grouped(kinds['role-policy'], ({ model, account }) => keyOf(model.role, account));
    this.#attachments = grouped(attachments, ({ roleName, account }) => keyOf(roleName, account));
    this.#managed = grouped(kinds.boundary, ({ arn }) => arn);
    this.#roles = new Set(kinds.role.map(({ model, account }) => keyOf(model.name, account)));
  }

  policiesOf = ({ model, account }: SeenRole): readonly Conditional<SeenRolePolicy>[] =>
    this.#policies.get(keyOf(model.name, account)) ?? [];
  attachmentsOf = ({ model, account }: SeenRole): readonly Conditional<Attachment>[] =>
    this.#attachments.get(keyOf(model.name, account)) ?? [];
  managed = (arn: string): readonly Conditional<SeenManagedPolicy>[] => this.#managed.get(arn) ?? [];
  holds = (roleName: string, account: string): boolean => this.#roles.has(keyOf(roleName, account));
}

/** A role's name says nothing in another account. */
export const keyOf = (roleName: string, account: string): string => `${account} ${roleName}`;

/** Values by a key, in their order. */
export function grouped<Value>(values: readonly Value[], keyOfValue: (value: Value) => string): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOfValue(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
