import type { Conditions } from '../condition/conditions';
import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wants, wantsArn } from './capability';

/** Options of the table capabilities. */
export interface TableOptions {
  readonly table: ArnOf<'dynamodb-table-arn'>;
  /** Only items with these partition keys. */
  readonly partitionKeys?: readonly [string, ...string[]];
}

/** Options of {@link queryTable}. */
export interface QueryOptions extends TableOptions {
  /** Names of the indexes that may be queried, besides the table itself. */
  readonly indexes?: readonly string[];
}

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html';

const leading = (keys: TableOptions['partitionKeys']): Conditions | undefined =>
  keys === undefined ? undefined : { 'dynamodb:LeadingKeys': keys };

/** Reads single items of a table. */
export const readTable = ({ table, partitionKeys }: TableOptions): Capability =>
  capability(
    'readTable',
    SOURCE,
    [permission('ReadTable', ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], [table], leading(partitionKeys))],
    wantsArn(table, 'dynamodb-table-arn'),
  );

/** Puts and updates items of a table. It cannot delete them. */
export const writeTable = ({ table, partitionKeys }: TableOptions): Capability =>
  capability(
    'writeTable',
    SOURCE,
    [permission('WriteTable', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [table], leading(partitionKeys))],
    wantsArn(table, 'dynamodb-table-arn'),
  );

/** Queries a table and the named indexes. It cannot scan. */
export const queryTable = ({ table, indexes = [], partitionKeys }: QueryOptions): Capability =>
  capability(
    'queryTable',
    SOURCE,
    [permission('QueryTable', ['dynamodb:Query'], [table, ...indexes.map((index) => `${table}/index/${index}`)], leading(partitionKeys))],
    [
      ...wantsArn(table, 'dynamodb-table-arn'),
      ...indexes.flatMap((index) =>
        wants(index, /^[A-Za-z0-9_.-]{3,255}$/, 'there is no index', 'name the index: 3 to 255 of `A-Z a-z 0-9 _ . -`'),
      ),
    ],
  );
