/** What a document or a set of policies permits, as formulas. */
import type { PolicyDocument } from '../document';
import type { PolicySet } from '../policy-set';
import { actionTokens, literalTokens } from './compile-pattern';
import { KINDS } from './compile-principal';
import { and, type Formula, not, or, TRUE } from './formula';
import { SAME_ACCOUNT } from './owner';
import type { Directness, DocumentFormula, StatementCompiler } from './statement-formula';

/**
 * Documents in layers that all have to permit a request; within a layer one document's Allow is enough, and no Deny of any
 * document may apply. For questions of one's own making: what a role may do, of the actions that are asked about, say.
 */
export interface PolicyLayers {
  readonly layers: readonly (readonly PolicyDocument[])[];
}

/** What is asked about: one document by itself, layers of documents, or all policies that have a say in a request. */
export type Subject = PolicyDocument | PolicyLayers | PolicySet;

/** A request is permitted where all of these hold. */
export interface Permission {
  /** What allows. */
  readonly allowing: readonly Formula[];
  /** What must not stand in the way. */
  readonly hindering: readonly Formula[];
}

const isDocument = (subject: Subject): subject is PolicyDocument => 'statements' in subject;
const isLayered = (subject: Subject): subject is PolicyLayers => 'layers' in subject;

/** All documents of a subject. */
export function documentsOf(subject: Subject): readonly PolicyDocument[] {
  if (isDocument(subject)) return [subject];
  if (isLayered(subject)) return subject.layers.flat();
  const { identity = [], boundary, session = [], scps = [], rcps = [], resource } = subject;
  return [...identity, boundary ?? [], session, scps.flat(), rcps, resource ?? []].flat();
}

/** Documents that are held by the caller, rather than by what it calls. */
const HELD: ReadonlySet<PolicyDocument['type']> = new Set(['identity', 'boundary', 'session', 'scp']);

/** Whether only roles and users of accounts can be the caller, because their policies are what is asked about. */
export function isHeld(subject: Subject): boolean {
  if (!isDocument(subject) && !isLayered(subject)) return subject.resource === undefined;
  return documentsOf(subject).some(({ type }) => HELD.has(type));
}

export function permissionOf(subject: Subject, compiler: StatementCompiler): Permission {
  if (isDocument(subject)) return layersPermission([[subject]], compiler);
  if (isLayered(subject)) return layersPermission(subject.layers, compiler);
  return subject.resource === undefined ? identityPermission(subject, compiler) : wholePermission(subject, subject.resource, compiler);
}

function layersPermission(layers: PolicyLayers['layers'], compiler: StatementCompiler): Permission {
  const formulas = layers.map((documents) => documents.map((document) => compiler.document(document)));
  return {
    allowing: formulas.map((layer) => or(...layer.map(({ allows }) => allows))),
    hindering: formulas.flat().map(({ denies }) => not(denies)),
  };
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

const sameAccount = (compiler: StatementCompiler): Formula => compiler.patterns('owner', [literalTokens(SAME_ACCOUNT)]);

/** Without a policy of the resource: what the caller's account allows of its own resources. */
function identityPermission(set: PolicySet, compiler: StatementCompiler): Permission {
  const { identity, limits, scps, denies, controls } = layersOf(set, compiler);
  return { allowing: [identity, ...limits, ...scps, sameAccount(compiler)], hindering: [not(denies), not(controls)] };
}

/**
 * With a policy of the resource (IAM User Guide, reference_policies_evaluation-logic): within one account either side may
 * allow, within the limits that the directness of the resource's policy leaves in force; across accounts both have to.
 * Role trust policies and key policies have to allow in any case.
 */
function wholePermission(set: PolicySet, resource: PolicyDocument, compiler: StatementCompiler): Permission {
  const { identity, limits, scps, denies, controls } = layersOf(set, compiler);
  const aws = compiler.patterns('principal', [KINDS.aws]);
  const same = sameAccount(compiler);
  const bounded = set.boundary !== undefined;
  const read = (directness: Directness): DocumentFormula => compiler.document(resource, { directness, bounded });
  const named = read('at all').allows;
  const mustAllow = resource.type === 'trust' ? TRUE : compiler.patterns('action', [actionTokens('kms:*')]);
  const byIdentity = and(identity, ...limits);
  const within = or(read('itself').allows, and(read('role').allows, ...limits), and(byIdentity, or(not(mustAllow), named)));
  const ofAccounts = and(aws, ...scps, or(and(same, within), and(not(same), byIdentity, named)));
  return {
    allowing: [or(ofAccounts, and(not(aws), named))],
    hindering: [not(read('at all').denies), not(controls), or(not(aws), not(denies))],
  };
}
