/**
 * The shipped SQL in an embedded engine, to the letter. Only two things are not Athena's own: the tables, which are made from the columns of the shipped DDL
 * (their files would lie in S3), and the functions below, which DuckDB has by other names.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Functions of Athena (Trino) that DuckDB has by other names or with another meaning: all of them are listed here and in docs/chain.md. */
export const SHIMS: Readonly<Record<string, string>> = {
  // DuckDB's own gives a list.
  element_at: 'CREATE MACRO element_at(map, key) AS map_extract_value(map, key)',
  json_extract_scalar: 'CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)',
  regexp_like: 'CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)',
};

export type Type =
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: 'struct'; readonly fields: readonly (readonly [string, Type])[] };

/** Reads the columns of a table's definition, those of its partitions too. */
export function columnsOf(ddl: string): readonly (readonly [string, Type])[] {
  const tokens = ddl.match(/`[^`]+`|'[^']*'|[\w.]+|[<>(),:]/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    const found = next();
    if (found !== token) throw new Error(`${found} where ${token} is meant`);
  };
  const type = (): Type => {
    const name = next().toUpperCase();
    if (name === 'STRING') return { kind: 'text' };
    if (name === 'BIGINT') return { kind: 'number' };
    expect('<');
    if (name === 'ARRAY') {
      const of = type();
      expect('>');
      return { kind: 'list', of };
    }
    if (name === 'MAP') {
      type();
      expect(',');
      const of = type();
      expect('>');
      return { kind: 'map', of };
    }
    if (name !== 'STRUCT') throw new Error(`no type: ${name}`);
    const fields: (readonly [string, Type])[] = [];
    for (;;) {
      const field = next();
      expect(':');
      fields.push([field, type()]);
      if (next() === '>') return { kind: 'struct', fields };
    }
  };
  const list = (): readonly (readonly [string, Type])[] => {
    while (next() !== '(');
    const columns: (readonly [string, Type])[] = [];
    for (;;) {
      columns.push([next().replaceAll('`', ''), type()]);
      if (next() === ')') return columns;
    }
  };
  const columns = list();
  return [...columns, ...list()];
}

const inDuck = (type: Type): string => {
  switch (type.kind) {
    case 'text':
      return 'VARCHAR';
    case 'number':
      return 'BIGINT';
    case 'list':
      return `${inDuck(type.of)}[]`;
    case 'map':
      return `MAP(VARCHAR, ${inDuck(type.of)})`;
    case 'struct':
      return `STRUCT(${type.fields.map(([name, of]) => `"${name}" ${inDuck(of)}`).join(', ')})`;
  }
};

/** What the reader of JSON in Athena makes of a value: fields are found without regard to case, and an object in a column of text stays JSON. */
function read(value: unknown, type: Type): unknown {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'text':
      return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'number':
      return value;
    case 'list':
      return (value as readonly unknown[]).map((one) => read(one, type.of));
    case 'map':
      return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key.toLowerCase(), read(one, type.of)]));
    case 'struct':
      return readFields(value as Readonly<Record<string, unknown>>, type.fields);
  }
}

function readFields(
  value: Readonly<Record<string, unknown>>,
  fields: readonly (readonly [string, Type])[],
): Readonly<Record<string, unknown>> {
  const folded = new Map(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one]));
  return Object.fromEntries(fields.map(([name, type]) => [name, read(folded.get(name), type)]));
}

export type Row = Readonly<Record<string, string | number | bigint | null>>;

/** A database with tables of the shipped definitions. */
export class Duck {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(): Promise<Duck> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const shim of Object.values(SHIMS)) await connection.run(shim);
    return new Duck(instance, connection);
  }

  /** Makes a table and fills it with records as their service writes them. */
  async load(name: string, ddl: string, records: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const columns = columnsOf(ddl);
    const folder = mkdtempSync(join(tmpdir(), 'evidence-queries-'));
    try {
      const file = join(folder, 'records.json');
      writeFileSync(file, records.map((record) => JSON.stringify(readFields(record, columns))).join('\n'));
      const types = columns.map(([column, type]) => `"${column}": '${inDuck(type)}'`).join(', ');
      await this.connection.run(
        `CREATE TABLE ${name} AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${types}})`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async run(sql: string, values: readonly string[] = []): Promise<readonly Row[]> {
    const reader = await this.connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjects() as unknown as readonly Row[];
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
