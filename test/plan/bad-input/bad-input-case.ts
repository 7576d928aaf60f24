/** A declaration with one fault. */
export interface BadInput {
  readonly what: string;
  readonly agent: unknown;
  readonly deployment?: unknown;
  readonly code: string;
  readonly at?: string;
  /** Words of what is told, and of how to mend it. */
  readonly says: string;
  readonly fix: string;
}
