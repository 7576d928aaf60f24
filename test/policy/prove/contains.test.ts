import { contains } from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

const TABLE = 'arn:⟨partition⟩:dynamodb:⟨region⟩:⟨account⟩:table/x';
const TICKETS = '⟨tickets:dynamodb-table-arn⟩';
const HANDBOOK = '⟨handbook:s3-bucket-arn⟩';

describe('contains', () => {
  describe('actions', () => {
    it('proves a narrower pattern within a wider one, without regard to case', () => {
      expect(contains(policy([allow('S3:get*')]), policy([allow('s3:*')]))).toEqual({ verdict: 'proved' });
    });

    it('refutes the reverse with an action that only the wider one permits', () => {
      const verdict = contains(policy([allow('s3:*')]), policy([allow('s3:Get*')]));
      expect(verdict).toMatchObject({ verdict: 'refuted', witness: { action: expect.stringMatching(/^s3:(?!get)/i) } });
    });

    it('puts an action together from statements that cover it in parts', () => {
      const outer = policy([allow('s3:Get*', 'arn:aws:s3:::b/*'), { Effect: 'Allow', NotAction: 's3:Get*', Resource: 'arn:aws:s3:::*' }]);
      expect(contains(policy([allow('s3:*', 'arn:aws:s3:::b/*')]), outer)).toEqual({ verdict: 'proved' });
    });
  });

  describe('holes', () => {
    it.each([
      ['the same text', TABLE, TABLE],
      ['a wider pattern of the same shape', TABLE, 'arn:*:dynamodb:*:*:table/*'],
      ['the same hole', TICKETS, TICKETS],
      ['what every value of the hole matches', TICKETS, 'arn:*:dynamodb:*:*:table/*'],
      ['a part of what the hole names', `${HANDBOOK}/public/*`, `${HANDBOOK}/*`],
      ['a hole of which nothing is known', '⟨x:any⟩/public/*', '⟨x:any⟩/*'],
    ])('proves a statement within %s', (_, inner, outer) => {
      expect(contains(policy([allow('dynamodb:GetItem', inner)]), policy([allow('dynamodb:*', ['arn:aws:s3:::other', outer])]))).toEqual({
        verdict: 'proved',
      });
    });

    it('refutes where the difference lies beside the hole', () => {
      const verdict = contains(policy([allow('s3:GetObject', `${HANDBOOK}/private/*`)]), policy([allow('s3:*', `${HANDBOOK}/public/*`)]));
      expect(verdict).toMatchObject({ verdict: 'refuted', witness: { resource: expect.stringContaining(`${HANDBOOK}/private/`) } });
    });

    it.each([
      ['two holes that may hold the same value', '⟨a:s3-bucket-arn⟩/*', '⟨b:s3-bucket-arn⟩/*'],
      ['a hole and a value that it may have', TABLE, 'arn:aws:dynamodb:*:*:table/*'],
    ])('leaves undecided what depends on %s', (_, inner, outer) => {
      expect(contains(policy([allow('s3:GetObject', inner)]), policy([allow('s3:*', outer)]))).toMatchObject({ verdict: 'undecided' });
    });

    it('takes the same Deny on an unknown resource to be the same on both sides', () => {
      const document = policy([allow('*'), deny('*', '⟨x:any⟩')]);
      expect(contains(document, document)).toEqual({ verdict: 'proved' });
    });
  });
});
