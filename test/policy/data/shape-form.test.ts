import { SHAPES, type ShapeName } from '../../../lib/policy';
import { wideForm } from '../../../lib/policy/data/shape-form';

const NAME = '⟨part:name⟩';

describe('the widest form of a value that the deployment brings', () => {
  it.each([
    ['s3-bucket-arn', `arn:${NAME}:s3:::${NAME}`],
    ['dynamodb-table-arn', `arn:${NAME}:dynamodb:${NAME}:${NAME}:table/${NAME}`],
    ['kms-key-arn', `arn:${NAME}:kms:${NAME}:${NAME}:key/${NAME}`],
  ] as const)('of %s has names where no separator can stand', (shape, form) => {
    expect(wideForm(shape)).toBe(form);
  });

  it.each(['secret-arn', 'event-bus-arn', 'log-group-arn', 'ecr-repository-arn', 'iam-role-arn', 'any'] as const)(
    'of %s has wildcards, as its values may hold separators',
    (shape) => {
      expect(wideForm(shape)).toBe(SHAPES[shape].glob);
    },
  );

  it('is never narrower than the shape', () => {
    const expression = (form: string) =>
      new RegExp(
        `^${form
          .split(/(⟨part:name⟩|[*?])/)
          .map((piece) => (piece === NAME ? '[^:/]*' : piece === '*' ? '.*' : piece === '?' ? '.' : piece.replace(/[.+]/g, '\\$&')))
          .join('')}$`,
        's',
      );
    for (const shape of Object.keys(SHAPES) as ShapeName[]) expect(SHAPES[shape].example).toMatch(expression(wideForm(shape)));
  });
});
