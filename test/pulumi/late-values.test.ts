import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * What a deployment ends with cannot be seen from within a test: Node tells it of rejections that nobody handles. The exit code says nothing: Pulumi counts
 * what a failed program left waiting.
 */
const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'programs', 'late-values.ts')], {
  cwd: join(__dirname, '..', '..'),
  encoding: 'utf8',
});
const outcomes: Readonly<Record<string, string>> = JSON.parse(stdout);

describe('an input that becomes known late', () => {
  it.each(['fitting', 'promised'])('is used as it is when it has its declared shape (%s)', (outcome) => {
    expect(outcomes[outcome]).toMatch(/^deployed \d+$/);
  });

  it.each([
    ['misshapen', /WI109 .*the input `tickets` is `arn:aws:s3:::tickets`, not the ARN of a DynamoDB table/],
    ['misshapenPromise', /WI109 .*the input `tickets` is `tickets`, not the ARN of a DynamoDB table/],
    ['nothing', /WI109 .*the input `tickets` is a value of type undefined/],
    ['binding', /WI109 .*`runtimeId` is `a\/b`, not a resource name/],
  ])('stops the deployment when it is not what was declared (%s)', (outcome, message) => {
    expect(outcomes[outcome]).toMatch(message);
  });
});

describe('a document whose size depends on late values', () => {
  it('is deployed where it fits', () => {
    expect(outcomes.short).toMatch(/^deployed \d+$/);
  });

  it('stops the deployment where it does not', () => {
    expect(outcomes.long).toMatch(/WI15[23] .*`reader\/(boundary|role)` has [\d,]+ characters/);
  });

  it('is refused before anything is registered where the values are literal', () => {
    expect(outcomes.longLiteral).toMatch(/^the identities of `many` cannot be made: 1 error/);
    expect(outcomes.longLiteral).toMatch(
      /WI152 .*`reader\/boundary` has [\d,]+ characters of managed policy, and at most 6,144 are allowed/,
    );
  });
});

describe('a provider that does not say where it deploys to', () => {
  it('is named, with the way to say it', () => {
    expect(outcomes.noAccount).toMatch(
      /WI860 .*the AWS provider gave `nowhere` for the account deployed to[\s\S]*deployment: \{ account: '111122223333' \}/,
    );
  });
});
