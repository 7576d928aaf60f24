/** What trust policies ask of GitHub's jobs. */
import { claimsOf } from '../../policy/claims/claims-of';
import { type Asked, askedOf } from './asked';
import { pinsOne } from './pinning-patterns';
import type { Trust } from './trust';
import { keysFor, type Provider } from './web-identity';

const FAMILY = /^github-(?:actions|enterprise)/;

/** Whether the provider's tokens are those of GitHub's jobs, wherever GitHub runs. */
export const isGithub = (provider: Provider): provider is Provider & { readonly issuer: string } =>
  provider.issuer !== undefined && FAMILY.test(claimsOf(provider.issuer).id);

/** Subjects that the trust policy asks for and that are those of one repository. */
export const repositorySubjects = (trust: Trust, provider: Provider): readonly Asked[] =>
  askedOf(trust, keysFor(trust, provider, ['sub'])).filter(({ isPattern, value }) => !isPattern || pinsOne(provider.issuer, value));

/** A claim's values that the trust policy asks for, but those that match nearly everything. */
export const narrowValues = (trust: Trust, provider: Provider, claims: readonly string[], wide: RegExp): readonly Asked[] =>
  askedOf(trust, keysFor(trust, provider, claims)).filter(({ isPattern, value }) => !isPattern || !wide.test(value));

const NAMED_REF = /(?:^|:)ref:refs\/(?:heads|tags)\/[^*?]/;
const ANY_REF = /^(?:refs\/)?(?:heads\/)?[*?]+$/;

/** What makes a job one of a named branch or tag: its subject, or the claim that says its ref. */
export const namedRefs = (trust: Trust, provider: Provider): readonly Asked[] => [
  ...repositorySubjects(trust, provider).filter(({ value }) => NAMED_REF.test(value)),
  ...narrowValues(trust, provider, ['ref'], ANY_REF),
];
