/** Places and names for findings. */
import type { Place } from '../../finding/finding';
import type { GraphDocument, GraphHolder, GraphRole } from '../../graph/identity-graph';
import { hasHole } from '../../policy/text';

/** A place within a document. Both pointers are JSON pointers; the document's may also be a property path. */
export function within({ place }: GraphDocument, pointer: string | undefined): Place {
  if (pointer === undefined || pointer === '') return place;
  const base = place.pointer ?? '';
  const joined = base === '' || base.startsWith('/') ? `${base}${pointer}` : `${base}${pointer.replaceAll('/', '.')}`;
  return { ...place, pointer: joined };
}

const COMPONENT_TAG = 'agent-identity:component';

/** The component that a role is the identity of, where its tags say so. */
export const componentOf = ({ tags }: { readonly tags: Readonly<Record<string, string>> }): string | undefined => tags[COMPONENT_TAG];

/** What to call anybody who carries policies. */
export const holderName = (holder: GraphHolder): string =>
  holder.role === undefined
    ? hasHole(holder.name)
      ? (holder.place.path ?? holder.place.resource ?? holder.name)
      : holder.name
    : nameOf(holder.role);

/** What to call a role: its component, else its name, else where it stands. */
export const nameOf = (role: GraphRole): string =>
  componentOf(role) ?? (hasHole(role.name) ? (role.place.path ?? role.place.resource ?? role.name) : role.name);
