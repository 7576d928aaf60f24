/** XML 1.0 text. */

/** Characters that no XML document may hold, not even by reference (section 2.2 of the recommendation). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as content or as an attribute's value. What XML cannot hold is replaced. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => NAMES[character] ?? character);

/** A piece of a document that is well-formed already. */
export type Xml = { readonly xml: string } | string;

/** Attributes, each with a space before it; line breaks in values are kept by reference. */
export const attributes = (given: Readonly<Record<string, string>>): string =>
  Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)}"`)
    .join('');

/** An element; children that are strings are text. */
export function element(name: string, given: string, children: readonly Xml[]): { readonly xml: string } {
  if (children.length === 0) return { xml: `<${name}${given}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : `\n${child.xml}`)).join('');
  const end = children.some((child) => typeof child !== 'string') ? '\n' : '';
  return { xml: `<${name}${given}>${inner}${end}</${name}>` };
}
