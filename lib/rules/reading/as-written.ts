/** Statements as they are written, for rules on their form: also of documents that IAM would not accept. */
import type { GraphDocument } from '../../graph/identity-graph';
import { isRecord } from '../../policy/parse-values';

export interface WrittenStatement {
  /** JSON pointer within the document. */
  readonly pointer: string;
  readonly written: Readonly<Record<string, unknown>>;
}

/** More statements than any policy that AWS accepts can hold. */
const MOST = 5_000;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST) : value === undefined ? [] : [value]);

/** The Allow statements of a document, as far as it has any. */
export function allowsAsWritten({ raw }: GraphDocument): readonly WrittenStatement[] {
  const statements = isRecord(raw) && Object.hasOwn(raw, 'Statement') ? raw.Statement : undefined;
  return listOf(statements).flatMap((written, index) =>
    isRecord(written) && Object.hasOwn(written, 'Effect') && written.Effect === 'Allow'
      ? [{ written, pointer: Array.isArray(statements) ? `/Statement/${index}` : '/Statement' }]
      : [],
  );
}

/** The texts of an element, be it one or a list. */
export const textsAsWritten = ({ written }: WrittenStatement, element: string): readonly string[] =>
  Object.hasOwn(written, element) ? listOf(written[element]).filter((text) => typeof text === 'string') : [];
