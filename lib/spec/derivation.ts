/** Parts of a late value that a policy or resource needs on their own. */
import type { ShapeName } from '../policy/shapes';
import { type Hole, parseText, renderHole } from '../policy/text';

/**
 * `name` is what follows the last `/` (a cluster's name in its ARN, a role's name in its ARN);
 * `host` is what follows `//` (an issuer URL without its scheme);
 * `suffix` is what follows the first `-` (the generated part of an AgentCore id, whose name has no hyphen).
 */
export type Derivation = 'name' | 'host' | 'suffix';

const DERIVE: { readonly [Part in Derivation]: (value: string) => string } = {
  name: (value) => value.slice(value.lastIndexOf('/') + 1),
  host: (value) => (value.includes('//') ? value.slice(value.indexOf('//') + 2) : value),
  suffix: (value) => value.slice(value.indexOf('-') + 1),
};

const SHAPE_OF: { readonly [Part in Derivation]: ShapeName } = { name: 'name', host: 'oidc-issuer', suffix: 'name' };

/** Takes the part of a value that a derivation names; the whole value where it has no such part. */
export const derive = (value: string, derivation: Derivation): string => DERIVE[derivation](value);

const isDerivation = (word: string | undefined): word is Derivation => word !== undefined && Object.hasOwn(DERIVE, word);

/** Splits the name of a hole into the input it speaks of and the part of its value, if it wants a part. */
export function inputOfHole({ hole }: Hole): { readonly input: string; readonly derivation?: Derivation } {
  const dot = hole.lastIndexOf('.');
  const derivation = dot > 0 ? hole.slice(dot + 1) : undefined;
  return isDerivation(derivation) ? { input: hole.slice(0, dot), derivation } : { input: hole };
}

/** The part of a text: of a late value a derived hole, of a literal the part itself. */
export function derived(text: string, derivation: Derivation): string {
  const [only, ...rest] = parseText(text);
  if (only !== undefined && typeof only !== 'string' && rest.length === 0) {
    return renderHole({ hole: `${only.hole}.${derivation}`, shape: SHAPE_OF[derivation] });
  }
  return derive(text, derivation);
}
