import type { PlannedResource } from '../plan/plan';

const pascal = (words: string): string =>
  words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** The construct id of a planned resource: its component and its part, such as `OrchestratorRole`. It holds nothing that only the engine knows. */
export const constructId = ({ id }: Pick<PlannedResource, 'id'>): string => pascal(id.replaceAll(/[⟨⟩]/g, ' '));
