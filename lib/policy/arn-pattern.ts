/**
 * Matching of ARNs, segment by segment: a wildcard does not reach over a colon, except in the last segment
 * (IAM User Guide, reference_policies_elements_resource, and reference_policies_elements_condition_operators for ArnLike).
 */
import { compileGlob, type Glob, globMatches } from './glob';
import { matchesEverything, type Pattern, type PatternPart, parsePattern } from './pattern';
import { hasHole } from './text';

/** An ARN has six segments; the sixth takes all further colons. */
const SEGMENTS = 6;

/** Cuts a pattern at its first five literal colons. Colons within variables and holes do not count. */
export function splitArnPattern(pattern: Pattern): readonly Pattern[] {
  const segments: PatternPart[][] = [[]];
  const push = (part: PatternPart): void => {
    segments.at(-1)?.push(part);
  };
  for (const part of pattern) {
    if (part.kind !== 'text') {
      push(part);
      continue;
    }
    let rest = part.text;
    while (segments.length < SEGMENTS) {
      const colon = rest.indexOf(':');
      if (colon === -1) break;
      if (colon > 0) push({ kind: 'text', text: rest.slice(0, colon) });
      segments.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') push({ kind: 'text', text: rest });
  }
  return segments;
}

/** A colon, but not one within a hole. */
const COLON = /⟨[^⟩]*⟩|:/g;

/** Cuts an ARN into its six segments; fewer where it is none. Colons within holes do not count. */
export function splitArn(arn: string): readonly string[] {
  const segments: string[] = [];
  let from = 0;
  if (hasHole(arn)) {
    for (const { 0: found, index } of arn.matchAll(COLON)) {
      if (found !== ':') continue;
      segments.push(arn.slice(from, index));
      from = index + 1;
      if (segments.length === SEGMENTS - 1) break;
    }
  } else {
    while (segments.length < SEGMENTS - 1) {
      const colon = arn.indexOf(':', from);
      if (colon === -1) break;
      segments.push(arn.slice(from, colon));
      from = colon + 1;
    }
  }
  segments.push(arn.slice(from));
  return segments;
}

/** A pattern of an ARN, ready to be matched. */
export type ArnGlob =
  | { readonly kind: 'everything' }
  | { readonly kind: 'segments'; readonly globs: readonly Glob[] }
  /** The first five segments hold no wildcards, so that the ARN may be compared as one text. */
  | { readonly kind: 'whole'; readonly glob: Glob }
  /** No ARN can match it. */
  | { readonly kind: 'nothing' };

/** Prepares a value of `ArnLike` or `ArnEquals`. One that has not six segments matches nothing. */
export function compileArn(pattern: Pattern): ArnGlob {
  const segments = splitArnPattern(pattern);
  return segments.length === SEGMENTS ? compileSegments(pattern, segments) : { kind: 'nothing' };
}

function compileSegments(pattern: Pattern, segments: readonly Pattern[]): ArnGlob {
  const fixed = segments.slice(0, SEGMENTS - 1).every((segment) => segment.every(({ kind }) => kind === 'text'));
  return fixed ? { kind: 'whole', glob: compileGlob(pattern) } : { kind: 'segments', globs: segments.map(compileGlob) };
}

/**
 * Prepares an entry of `Resource` or `NotResource`.
 *
 * A `*` at the end of a pattern of fewer than six segments reaches over all further colons, as in `arn:aws:s3*`.
 * API Gateway's short form `execute-api:/stage/…` stands for the ARN of any API.
 */
export function compileResource(pattern: Pattern): ArnGlob {
  if (matchesEverything(pattern)) return { kind: 'everything' };
  const long = expandShortForm(pattern);
  const segments = splitArnPattern(long);
  if (segments.length === SEGMENTS) return compileSegments(long, segments);
  if (segments.at(-1)?.at(-1)?.kind !== 'any') return { kind: 'nothing' };
  const missing = Array.from({ length: SEGMENTS - segments.length }, (): Pattern => [{ kind: 'any' }]);
  return { kind: 'segments', globs: [...segments, ...missing].map(compileGlob) };
}

const SHORT_FORM = 'execute-api:/';

function expandShortForm(pattern: Pattern): Pattern {
  const [first, ...rest] = pattern;
  if (first?.kind !== 'text' || !first.text.startsWith(SHORT_FORM)) return pattern;
  return [
    ...parsePattern('arn:*:execute-api:*:*:*', { wildcards: true, variables: false }),
    { kind: 'text', text: first.text.slice(SHORT_FORM.length - 1) },
    ...rest,
  ];
}

/** The ARN that was cut last: one request is matched with many patterns. */
let latest: { readonly arn: string; readonly segments: readonly string[] } = { arn: '', segments: [''] };

/** Whether an ARN matches a prepared pattern. */
export function arnGlobMatches(pattern: ArnGlob, arn: string): boolean {
  if (pattern.kind === 'whole') return globMatches(pattern.glob, arn);
  if (pattern.kind !== 'segments') return pattern.kind === 'everything';
  if (latest.arn !== arn) latest = { arn, segments: splitArn(arn) };
  const { segments } = latest;
  if (segments.length !== SEGMENTS) return false;
  for (let index = 0; index < SEGMENTS; index++) {
    const glob = pattern.globs[index];
    const segment = segments[index];
    if (glob === undefined || segment === undefined || !globMatches(glob, segment)) return false;
  }
  return true;
}

const parse = (pattern: string): Pattern => parsePattern(pattern, { wildcards: true, variables: false });

/** Whether `arn` matches `pattern` as `ArnLike` compares them; both need six segments. */
export const matchArn = (pattern: string, arn: string): boolean => arnGlobMatches(compileArn(parse(pattern)), arn);

/** Whether `resource`, an ARN or `*`, is one of those that the entry `pattern` of a `Resource` element names. */
export const matchResource = (pattern: string, resource: string): boolean => arnGlobMatches(compileResource(parse(pattern)), resource);
