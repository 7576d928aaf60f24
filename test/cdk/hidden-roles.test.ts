import { App, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { readPath } from '../../lib/graph/read-files';
import { RULES, runRules } from '../../lib/rules';

const BOUNDARY = RULES.filter(({ name }) => name === 'boundary/is-present');

/** A stack whose nested stack empties a bucket when it is deleted: with a function and a role that nobody wrote. */
function app(): { readonly app: App; readonly stack: Stack } {
  const made = new App({ analyticsReporting: false });
  const stack = new Stack(made, 'Agents');
  const nested = new NestedStack(stack, 'Evidence');
  new s3.Bucket(nested, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  return { app: made, stack };
}

const unbounded = (made: App): readonly (string | undefined)[] => {
  const { graph, plans } = readPath(made.synth().directory);
  return runRules({ rules: BOUNDARY }, { graph, plans }).findings.map(({ where }) => where.path ?? where.resource);
};

describe('roles that constructs of the CDK make by themselves', () => {
  it('are judged, in nested stacks too', () => {
    expect(unbounded(app().app)).toEqual(['Agents/Evidence/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role']);
  });

  it('get a boundary by the way that the finding names', () => {
    const { app: made, stack } = app();
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['s3:DeleteObject*'], resources: ['*'] })],
    });
    iam.PermissionsBoundary.of(made).apply(boundary);
    expect(unbounded(made)).toEqual([]);
  });
});
