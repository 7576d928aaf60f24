import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' };

const resource = (type: string, name: string, inputs: object, more: Partial<PulumiResource> = {}): PulumiResource => ({
  type,
  urn: `urn:pulumi:prod::agents::${type}::${name}`,
  inputs: inputs as PulumiResource['inputs'],
  ...more,
});

const bucket = (inputs: object = {}) => resource('aws:s3/bucket:Bucket', 'evidence', { bucket: 'evidence', ...inputs });
const part = (name: string, inputs: object, more: Partial<PulumiResource> = {}) =>
  resource(`aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, 'part', { bucket: 'evidence', ...inputs }, more);
const only = (type: string, ...resources: readonly PulumiResource[]) => {
  const [found, ...others] = fromPulumi(resources).resourcesOf(type);
  expect(others).toEqual([]);
  return found;
};

describe('a bucket', () => {
  it.each<[string, PulumiResource, object]>([
    [
      'versions',
      part('BucketVersioning', { versioningConfiguration: { status: 'Enabled' } }),
      { VersioningConfiguration: { Status: 'Enabled' } },
    ],
    [
      'access logs',
      part('BucketLogging', { targetBucket: 'logs', targetPrefix: '' }),
      { LoggingConfiguration: { DestinationBucketName: 'logs' } },
    ],
    ['a list', part('BucketAcl', { acl: 'authenticated-read' }), { AccessControl: 'AuthenticatedRead' }],
    [
      'a lock',
      part('BucketObjectLockConfiguration', { rule: { defaultRetention: { mode: 'COMPLIANCE', days: 400 } } }),
      { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } } },
    ],
  ])('has what Pulumi keeps in a resource of its own: %s', (_title, its, expected) => {
    expect(only('AWS::S3::Bucket', bucket(), its)?.properties).toEqual({ BucketName: 'evidence', ...expected });
  });

  it('has what old programs write in the bucket itself', () => {
    const old = { acl: 'log-delivery-write', versioning: { enabled: true }, logging: { targetBucket: 'logs' } };
    expect(only('AWS::S3::Bucket', bucket(old))?.properties).toEqual({
      BucketName: 'evidence',
      AccessControl: 'LogDeliveryWrite',
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { DestinationBucketName: 'logs' },
    });
  });

  it('is told apart from others; a part of one that stands elsewhere is left out', () => {
    const other = part('BucketVersioning', { bucket: 'other', versioningConfiguration: { status: 'Enabled' } });
    expect(only('AWS::S3::Bucket', bucket(), other)?.properties).toEqual({ BucketName: 'evidence' });
    expect(fromPulumi([other]).resourcesOf('AWS::S3::Bucket')).toEqual([]);
  });

  it('finds its parts in a first preview, and says so where it cannot', () => {
    const versioning = { bucket: UNKNOWN, versioningConfiguration: { status: 'Enabled' } };
    const linked = part('BucketVersioning', versioning, { propertyDependencies: { bucket: [bucket().urn] } });
    expect(only('AWS::S3::Bucket', bucket({ bucket: undefined }), linked)?.properties.VersioningConfiguration).toEqual({
      Status: 'Enabled',
    });
    expect(only('AWS::S3::Bucket', bucket(), part('BucketVersioning', versioning))?.problems).toEqual(['`part` may be a part of it']);
  });
});

describe('any resource', () => {
  it('shows nothing that Pulumi keeps as a secret', () => {
    const password = { ...SECRET, plaintext: JSON.stringify('correct-horse') };
    const database = resource('aws:rds/cluster:Cluster', 'tickets', { masterPassword: password, engine: 'aurora-postgresql' });
    const read = only('AWS::RDS::DBCluster', database);
    expect(read?.properties.Engine).toBe('aurora-postgresql');
    expect(read?.properties.MasterUserPassword).toMatch(/^\u27e8.*:any\u27e9$/);
    expect(JSON.stringify(read)).not.toContain('correct-horse');
  });

  it('keeps keys that users choose as they are', () => {
    const variables = { apiKey: 'x', UPPER: 'y' };
    const read = only('AWS::Lambda::Function', resource('aws:lambda/function:Function', 'crm', { environment: { variables } }));
    expect(read?.properties.Environment).toEqual({ Variables: variables });
  });

  it('has selectors of trails with operators as CloudFormation calls them', () => {
    const selectors = [{ fieldSelectors: [{ field: 'resources.ARN', startsWiths: ['arn:aws:s3:::a'] }] }];
    const read = only(
      'AWS::CloudTrail::Trail',
      resource('aws:cloudtrail/trail:Trail', 't', { advancedEventSelectors: selectors, enableLogging: false }),
    );
    expect(read?.properties).toEqual({
      IsLogging: false,
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::a'] }] }],
    });
  });

  it('is held by a log group that never expires as by one without retention', () => {
    const read = only('AWS::Logs::LogGroup', resource('aws:cloudwatch/logGroup:LogGroup', 'l', { name: 'l', retentionInDays: 0 }));
    expect(read?.properties).toEqual({ LogGroupName: 'l' });
  });
});
