import * as pulumi from '@pulumi/pulumi';
import { givenInputs } from '../../lib/pulumi/check-inputs';
import { runOffline } from '../../scripts/pulumi-offline';

class Reader extends pulumi.CustomResource {
  constructor(value: pulumi.Input<string> | undefined) {
    super('test:index:Reader', 'reader', { value });
  }
}

const read = (value: pulumi.Input<string>) =>
  runOffline(() => new Reader(givenInputs({ tickets: 'dynamodb-table-arn' }, { tickets: value }).tickets));

describe('an input that becomes known late', () => {
  it('is used as it is when it has its declared shape', async () => {
    const { resources } = await read(pulumi.output('arn:aws:dynamodb:eu-central-1:111122223333:table/tickets'));
    expect(resources[0]?.inputs).toEqual({ value: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets' });
  });

  it('stops the deployment when it has another shape', async () => {
    await expect(read(pulumi.output('arn:aws:s3:::tickets'))).rejects.toThrow(/WI109.*`tickets` is `arn:aws:s3:::tickets`/);
  });

  it('stops the deployment when it turns out to be nothing', async () => {
    await expect(read(pulumi.output(undefined as unknown as string))).rejects.toThrow(/WI109/);
  });

  it('may be a promise', async () => {
    await expect(read(Promise.resolve('tickets'))).rejects.toThrow(/WI109/);
  });
});
