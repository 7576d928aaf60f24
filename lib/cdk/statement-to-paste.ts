/** Writes a granted statement as the declaration would say it. */
const list = (value: unknown): readonly string[] => (value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String));

const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

function resourceText(resource: string, inputs: Readonly<Record<string, string>>): string {
  if (resource === '*') return "everyResource('because …')";
  for (const [name, text] of Object.entries(inputs)) {
    if (resource === text) return name;
    if (resource.startsWith(text)) return `text\`\${${name}}${resource.slice(text.length)}\``;
  }
  return resource.includes('⟨') ? `/* an input for ${resource} */` : quote(resource);
}

const actionText = (action: string): string => (/[*?]/.test(action) ? `everyAction(${quote(action)}, 'because …')` : quote(action));

/** `allow(…).on(…)` for a statement in text form; what the vocabulary does not say that way is told in words. */
export function statementToPaste(statement: Readonly<Record<string, unknown>>, inputs: Readonly<Record<string, string>>): string {
  if (statement.Action === undefined || statement.Resource === undefined)
    return 'a statement for each action and resource it needs, instead of what it leaves out';
  const resources = list(statement.Resource)
    .map((resource) => resourceText(resource, inputs))
    .join(', ');
  if (statement.Effect === 'Deny')
    return `cannot: [deny(${list(statement.Action).map(quote).join(', ')}).on(${list(statement.Resource)
      .map((one) => (one === '*' ? "'*'" : resourceText(one, inputs)))
      .join(', ')})]`;
  const condition = statement.Condition === undefined ? '' : `.when(/* ${JSON.stringify(statement.Condition)} */)`;
  return `allow(${list(statement.Action).map(actionText).join(', ')}).on(${resources})${condition}`;
}
