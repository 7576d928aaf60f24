/** The fields of what an engine emits, by a path in which all members of a list are alike, and what is left when one is dropped. */

type Json = unknown;

const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** JSON text is looked into: on Pulumi every document is text. */
function parsed(text: string): Json {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Every field below a value; `[]` stands for any member of a list. */
export function fieldsOf(value: Json, path = ''): readonly string[] {
  if (typeof value === 'string') {
    const inner = parsed(value);
    return inner === undefined ? [] : fieldsOf(inner, path);
  }
  if (Array.isArray(value)) return value.flatMap((member: Json) => [`${path}/[]`, ...fieldsOf(member, `${path}/[]`)]);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [`${path}/${key}`, ...fieldsOf(child, `${path}/${key}`)]);
}

/** A value without a field, wherever it occurs. Of a list the first member goes. */
export function without(value: Json, field: string, path = ''): Json {
  if (path !== '' && !field.startsWith(`${path}/`)) return value;
  if (typeof value === 'string') {
    const inner = parsed(value);
    return inner === undefined ? value : JSON.stringify(without(inner, field, path));
  }
  if (Array.isArray(value)) {
    const members = field === `${path}/[]` ? value.slice(1) : value;
    return members.map((member: Json) => without(member, field, `${path}/[]`));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => `${path}/${key}` !== field)
      .map(([key, child]) => [key, without(child, field, `${path}/${key}`)]),
  );
}
