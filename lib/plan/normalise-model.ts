/** One form for an identity model, whichever engine it was read from: policies folded into their roles, everything sorted. */
import type { IdentityModel, Model, Models } from './model';

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, child]) => child !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([key, child]) => [key, sortKeys(child)]),
    );
  }
  return value;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Folds separate role policies into the roles of the same model, sorts policies by name, entries by content and keys by name. */
export function normaliseModel(models: IdentityModel): IdentityModel {
  const loose = models.filter((model): model is Models['role-policy'] => model.kind === 'role-policy');
  const roleNames = new Set(models.flatMap((model) => (model.kind === 'role' ? [model.name] : [])));
  return models
    .filter((model) => model.kind !== 'role-policy' || !roleNames.has(model.role))
    .map((model) => (model.kind === 'role' ? withPolicies(model, loose) : model))
    .map((model) => sortKeys(model) as Model)
    .map((model) => ({ model, text: JSON.stringify(model) }))
    .sort((a, b) => byText(a.text, b.text))
    .map(({ model }) => model);
}

function withPolicies(role: Models['role'], loose: readonly Models['role-policy'][]): Models['role'] {
  const added = loose.filter((policy) => policy.role === role.name).map(({ name, document }) => ({ name, document }));
  return { ...role, policies: [...role.policies, ...added].sort((a, b) => byText(a.name, b.name)) };
}
