/** Half of a character that is written in two, left alone: no text, and no part of a URI. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const encoded = (path: string): string =>
  path
    .replace(LONE_SURROGATE, '\ufffd')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');

/** A path as a URI reference (RFC 3986): relative as it was given, or with the scheme `file` where it is absolute. */
export function fileUri(path: string): string {
  const [, drive, rest = ''] = /^([A-Za-z]:)[\\/](.*)$/s.exec(path) ?? [];
  if (drive !== undefined) return `file:///${drive}/${encoded(rest.replaceAll('\\', '/'))}`;
  return path.startsWith('/') ? `file://${encoded(path)}` : encoded(path);
}
