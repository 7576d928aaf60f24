import { shown } from '../form';
import type { ArnOf } from '../late';
import type { Capability, CapabilityFault } from '../permission';
import { capability, permission, wantsArn } from './capability';

/** Options of the object capabilities. */
export interface ObjectOptions {
  readonly bucket: ArnOf<'s3-bucket-arn'>;
  /** Ends with `/`, so that `public/` does not reach into `public-drafts/`. */
  readonly prefix: `${string}/`;
}

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';

const faultsOf = ({ bucket, prefix }: { readonly bucket: unknown; readonly prefix: unknown }): readonly CapabilityFault[] => [
  ...wantsArn(bucket, 's3-bucket-arn'),
  ...(typeof prefix === 'string' && /^[^/*?][^*?]*\/$/.test(prefix)
    ? []
    : [
        {
          what: `the prefix ${shown(prefix)} does not bound what it reaches`,
          fix: 'write a prefix without wildcards that ends with `/`, such as `public/`',
        },
      ]),
];

/** Reads the objects below a prefix. */
export const readObjects = ({ bucket, prefix }: ObjectOptions): Capability =>
  capability('readObjects', SOURCE, [permission('ReadObjects', ['s3:GetObject'], [`${bucket}/${prefix}*`])], faultsOf({ bucket, prefix }));

/** Writes objects below a prefix, multipart uploads included. It cannot delete them. */
export const writeObjects = ({ bucket, prefix }: ObjectOptions): Capability =>
  capability(
    'writeObjects',
    SOURCE,
    [permission('WriteObjects', ['s3:AbortMultipartUpload', 's3:PutObject'], [`${bucket}/${prefix}*`])],
    faultsOf({ bucket, prefix }),
  );

/** Lists the keys below a prefix. */
export const listObjects = ({ bucket, prefix }: ObjectOptions): Capability =>
  capability(
    'listObjects',
    SOURCE,
    [permission('ListObjects', ['s3:ListBucket'], [bucket], { 's3:prefix': { like: [`${prefix}*`] } })],
    faultsOf({ bucket, prefix }),
  );
