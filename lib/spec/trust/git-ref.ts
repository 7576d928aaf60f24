/** Branches and tags, as issuers of pipelines write them into subjects. */
import type { FindingList } from '../../finding/finding-list';
import { checkExact } from './web-identity';

export interface ByBranch {
  /** The name alone: `main`, not `refs/heads/main`. */
  readonly branch: string;
}

export interface ByTag {
  /** The name alone: `v1.2`, not `refs/tags/v1.2`. */
  readonly tag: string;
}

interface Named {
  readonly branch?: string;
  readonly tag?: string;
}

/**
 * What Git takes for a name, but `${`, which IAM would take for a variable, and brackets, which mean nothing here.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
const NAME = /^(?![/.-])(?!.*(?:\.\.|\/\/|@\{|\$\{))[^\s:?*[\]~^\\⟨⟩]+(?<![/.])$/;

/** The full ref: `refs/heads/main`, `refs/tags/v1.2`. */
export const gitRef = ({ branch, tag }: Named): string => (tag === undefined ? `refs/heads/${branch ?? ''}` : `refs/tags/${tag}`);

/** In words: `branch main`, `tag v1.2`. */
export const refInWords = ({ branch, tag }: Named): string => (tag === undefined ? `branch ${branch ?? ''}` : `tag ${tag}`);

/** Tells a name that Git would not take, or that is a whole ref. */
export function checkRefName(key: 'branch' | 'tag', name: unknown, findings: FindingList): void {
  checkExact(key, name, findings);
  if (typeof name !== 'string' || name === '' || /[*?]/.test(name)) return;
  if (name.startsWith('refs/'))
    findings.add('WI133', { what: `\`${name}\` is a ref, not the name of a ${key}`, fix: `name the ${key} alone`, pointer: key });
  else if (!NAME.test(name))
    findings.add('WI133', { what: `\`${name}\` is no name of a ${key}`, fix: `name the ${key} as \`git ${key}\` lists it`, pointer: key });
}

const inWords = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** Tells a branch and a tag together, neither of them, and names that Git would not take. `others` are further ways to say which jobs are meant. */
export function checkGitRef(given: Named, findings: FindingList, others: Readonly<Record<string, unknown>> = {}): void {
  const all: Readonly<Record<string, unknown>> = { ...others, branch: given.branch, tag: given.tag };
  const named = Object.keys(all).filter((key) => all[key] !== undefined);
  if (named.length !== 1) {
    const exact = Object.keys(all).filter((key) => !key.startsWith('dangerously'));
    findings.add('WI133', {
      what:
        named.length === 0
          ? `no ${inWords(exact, 'or')} is named`
          : `${inWords(
              named.map((key) => `\`${key}\``),
              'and',
            )} exclude each other`,
      fix: `name exactly one of ${inWords(
        exact.map((key) => `\`${key}\``),
        'and',
      )}`,
    });
  }
  for (const key of ['branch', 'tag'] as const) if (given[key] !== undefined) checkRefName(key, given[key], findings);
}
