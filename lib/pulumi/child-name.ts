/** Name of a resource below an identity: `<identity>-<component>-<part>`. Stable, because ids of the plan are. */
export const childName = (identity: string, id: string): string =>
  `${identity}-${id.replace(/[^A-Za-z0-9_.]+/g, '-').replace(/^-|-$/g, '')}`;
