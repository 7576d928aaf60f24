/** Compares what was read back with what was planned, property by property where a divergence is declared. */
import type { IdentityModel } from '../../lib/plan';
import { DIVERGENCES, type Divergence } from './divergences';

export const divergencesOf = (engine: Divergence['engine'], scenario: string): readonly Divergence[] =>
  DIVERGENCES.filter((divergence) => divergence.engine === engine && divergence.scenario === scenario);

/** A model without the properties in which an engine is declared to diverge. */
export const without = (model: IdentityModel, divergences: readonly Divergence[]): readonly Readonly<Record<string, unknown>>[] =>
  model.map((entry) => {
    const left = divergences.flatMap(({ property }) => {
      const [kind, name] = property.split('.');
      return kind === entry.kind && name !== undefined ? [name] : [];
    });
    return Object.fromEntries(Object.entries(entry).filter(([name]) => !left.includes(name)));
  });
