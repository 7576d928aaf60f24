/** Secrets by their form: what could be nothing else, and what most likely is nothing else. */

export interface SecretForm {
  /** What it is, in words. */
  readonly what: string;
  /** Whether the form alone settles it. */
  readonly certain: boolean;
}

/** Published forms of credentials. Those of AWS: IAM User Guide, "IAM identifiers", "Unique identifiers". */
const CERTAIN: readonly (readonly [string, RegExp])[] = [
  ['the id of an AWS access key', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['a long-lived Bedrock API key', /(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{60,}={0,2}/],
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ['a JSON web token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/],
  ['a token of GitHub', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/],
  ['a token of GitLab', /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,}/],
  ['a token of Slack', /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ['a key of Stripe', /(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{16,}/],
  ['a key of a model provider', /(?<![A-Za-z0-9])sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/],
  ['a key of Google', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/],
  ['a key of SendGrid', /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ['a token of npm', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/],
  ['a token of Hugging Face', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}/],
  ['a password within a URL', /[a-z][a-z0-9+.-]*:\/\/[^\s/:@⟨⟩{}$<]+:[^\s/:@⟨⟩{}$<*]+@/i],
];

/** Lengths of digests in hexadecimal: those say what something is, and are no secrets. */
const DIGESTS: ReadonlySet<number> = new Set([32, 40, 56, 64, 96, 128]);
const SHORTEST_TOKEN = 40;

/** Bits for each character by how often each appears (Shannon). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Whether a run of characters is made of nothing that anybody would write by hand. */
function isOpaque(run: string): boolean {
  if (run.length < SHORTEST_TOKEN) return false;
  if (/^\d+$/.test(run)) return true;
  if (/^[0-9a-f]+$/i.test(run) && DIGESTS.has(run.length)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(run)).length;
  return kinds === 3 && entropy(run) >= 4;
}

/** What the base64 of a readable text stands for; undefined where it is none. */
export function decodedText(text: string): string | undefined {
  const bare = text.replace(/\s+/g, '');
  if (bare.length < 16 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return undefined;
  const plain = atob(bare.slice(0, bare.length - (bare.length % 4)));
  return /^[\t\n\r\x20-\x7e]+$/.test(plain.slice(0, 24)) ? plain : undefined;
}

const certainIn = (text: string): SecretForm | undefined => {
  const found = CERTAIN.find(([, pattern]) => pattern.test(text));
  return found === undefined ? undefined : { what: found[0], certain: true };
};

/** More than any value that a template may hold is not searched. */
const LONGEST = 65_536;

/** Credentials of a published form in a text or in what the text is the base64 of. */
export function knownSecretIn(value: string): SecretForm | undefined {
  const text = value.slice(0, LONGEST);
  const inside = decodedText(text);
  return certainIn(text) ?? (inside === undefined ? undefined : certainIn(inside));
}

/** What in a value is a secret by its form. Holes hold nothing that could be seen. */
export function secretIn(value: string): SecretForm | undefined {
  const known = knownSecretIn(value);
  if (known !== undefined) return known;
  // Addresses, ARNs and digests named as such are long for other reasons; the parts of a path are looked at one by one.
  if (/^(?:arn:|[a-z][a-z0-9+.-]*:\/\/)/i.test(value) || /\s/.test(value)) return undefined;
  const opaque = value
    .slice(0, LONGEST)
    .split(/[^A-Za-z0-9+=_]/)
    .some(isOpaque);
  return opaque ? { what: 'a long text that nobody would write by hand, as keys and tokens are', certain: false } : undefined;
}
