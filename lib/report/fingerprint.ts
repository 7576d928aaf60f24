/**
 * Fingerprints of findings: what a baseline and an acknowledgement pin, so that they accept what was looked at and nothing else.
 *
 * A fingerprint is a hash of
 * - what is said: the rule's code, which of its messages, refuted or undecided;
 * - of what: the URN or construct path where there is one, else the name of the file without its folders, and the logical id;
 * - the content: what the rule says that its finding hangs on; else the whole statement that it points into, or the property; else, where it is about a
 *   resource as such, what that says of identities – for a role its trust, policies and boundary; and the same of every other resource that takes part.
 *
 * So it stays when lines move, statements change places, lists are sorted, other resources come and go, a message is worded anew, or the template lies in
 * another folder; and it changes when anything changes that the acceptance was about. Where the content is not at hand, or the question is open, the
 * sentence itself is pinned. It hides nothing: short secrets can be guessed from it.
 */
import type { Finding, Place } from '../finding/finding';
import type { IdentityGraph } from '../graph/identity-graph';
import { ContentIndex } from './content-index';
import { sha256 } from './sha-256';

/** Changes whenever fingerprints of the same finding do. */
const FORM = 1;

/** 128 bits: nobody finds another content for a fingerprint that was accepted. */
const LENGTH = 32;

/** What a fingerprint looks like. */
export const FINGERPRINT = /^[0-9a-f]{32}$/;

/** The name of a file or folder without the folders that it lies in. */
export const baseName = (path: string): string =>
  path
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .at(-1) ?? '';

/** What a resource is called wherever its file lies: its URN or construct path, else file name and logical id. */
export function nameOfPlace({ path, file, resource, component }: Place): string {
  // The path of a Pulumi resource is its name, which is not its own; its URN is.
  if (resource?.startsWith('urn:')) return resource;
  if (path !== undefined) return path;
  return [file === undefined ? undefined : baseName(file), resource ?? component].filter((part) => part !== undefined).join(' ');
}

/** Makes the fingerprints of a graph's findings. */
export function fingerprinter(graph: IdentityGraph): (finding: Finding) => string {
  let index: ContentIndex | undefined;
  return (finding) => {
    const { code, verdict, message = '', where, what } = finding;
    index ??= new ContentIndex(graph);
    const content = index.of(finding);
    const said = content.length === 0 || verdict === 'undecided' ? what : '';
    return sha256(JSON.stringify([FORM, code, message, verdict, nameOfPlace(where), [...content].sort(), said])).slice(0, LENGTH);
  };
}
