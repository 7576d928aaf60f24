/** What a document or a set of policies permits, as formulas. */
import type { PolicyDocument } from '../document';
import type { PolicySet } from '../policy-set';
import { actionTokens, literalTokens } from './compile-pattern';
import { KINDS } from './compile-principal';
import { and, type Formula, not, or, TRUE } from './formula';
import { SAME_ACCOUNT } from './owner';
import type { DocumentFormula, StatementCompiler } from './statement-formula';

/** What is asked about: one document by itself, or all policies that have a say in a request. */
export type Subject = PolicyDocument | PolicySet;

/** A request is permitted where all of these hold. */
export interface Permission {
  /** What allows. */
  readonly allowing: readonly Formula[];
  /** What must not stand in the way. */
  readonly hindering: readonly Formula[];
}

export const isDocument = (subject: Subject): subject is PolicyDocument => 'statements' in subject;

export function documentsOf(subject: Subject): readonly PolicyDocument[] {
  if (isDocument(subject)) return [subject];
  const { identity = [], boundary, session = [], scps = [], rcps = [], resource } = subject;
  return [...identity, boundary ?? [], session, scps.flat(), rcps, resource ?? []].flat();
}

/** Whether only roles and users of accounts can be the caller, because their policies are what is asked about. */
export const isHeld = (subject: Subject): boolean =>
  isDocument(subject) ? !['resource', 'trust', 'rcp'].includes(subject.type) : subject.resource === undefined;

export function permissionOf(subject: Subject, compiler: StatementCompiler): Permission {
  if (isDocument(subject)) {
    const { allows, denies } = compiler.document(subject);
    return { allowing: [allows], hindering: [not(denies)] };
  }
  return subject.resource === undefined ? identityPermission(subject, compiler) : wholePermission(subject, subject.resource, compiler);
}

export const permits = ({ allowing, hindering }: Permission): Formula => and(...hindering, ...allowing);

interface Layers {
  readonly identity: Formula;
  /** Boundary and session policies: the limits of one role or user. */
  readonly limits: readonly Formula[];
  readonly scps: readonly Formula[];
  readonly denies: Formula;
  readonly controls: Formula;
}

function layersOf({ identity = [], boundary, session = [], scps = [], rcps = [] }: PolicySet, compiler: StatementCompiler): Layers {
  const layer = (documents: readonly PolicyDocument[]): DocumentFormula => {
    const formulas = documents.map((document) => compiler.document(document));
    return { allows: or(...formulas.map(({ allows }) => allows)), denies: or(...formulas.map(({ denies }) => denies)) };
  };
  const own = layer(identity);
  const limits = [boundary === undefined ? [] : [boundary], session].filter(({ length }) => length > 0).map(layer);
  const levels = scps.map(layer);
  return {
    identity: own.allows,
    limits: limits.map(({ allows }) => allows),
    scps: levels.map(({ allows }) => allows),
    denies: or(own.denies, ...limits.map(({ denies }) => denies), ...levels.map(({ denies }) => denies)),
    controls: layer(rcps).denies,
  };
}

/** Without a policy of the resource: what the caller's account allows. */
function identityPermission(set: PolicySet, compiler: StatementCompiler): Permission {
  const { identity, limits, scps, denies, controls } = layersOf(set, compiler);
  return { allowing: [identity, ...limits, ...scps], hindering: [not(denies), not(controls)] };
}

/**
 * With a policy of the resource (IAM User Guide, reference_policies_evaluation-logic): within one account either side may
 * allow, within the limits that the directness of the resource's policy leaves in force; across accounts both have to.
 * Role trust policies and key policies have to allow in any case.
 */
function wholePermission(set: PolicySet, resource: PolicyDocument, compiler: StatementCompiler): Permission {
  const { identity, limits, scps, denies, controls } = layersOf(set, compiler);
  const aws = compiler.patterns('principal', [KINDS.aws]);
  const same = compiler.patterns('owner', [literalTokens(SAME_ACCOUNT)]);
  const named = compiler.document(resource).allows;
  const mustAllow = resource.type === 'trust' ? TRUE : compiler.patterns('action', [actionTokens('kms:*')]);
  const byIdentity = and(identity, ...limits);
  const within = or(
    compiler.document(resource, 'itself').allows,
    and(compiler.document(resource, 'role').allows, ...limits),
    and(byIdentity, or(not(mustAllow), named)),
  );
  const ofAccounts = and(aws, ...scps, or(and(same, within), and(not(same), byIdentity, named)));
  return {
    allowing: [or(ofAccounts, and(not(aws), named))],
    hindering: [not(compiler.document(resource).denies), not(controls), or(not(aws), not(denies))],
  };
}
