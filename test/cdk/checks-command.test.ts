/** `cdk synth` with the rules as a validation plugin, on the example that the documentation shows. */
import { SECONDS, synth } from './synth-command';

const PROGRAM = 'examples/checks-in-cdk/app.ts';
// The CDK's own validation takes seconds and says nothing of identities.
const ALONE = { CDK_VALIDATION: 'false' };

describe("cdk synth '**' with IdentityChecks", () => {
  it(
    'exits with 0 where both environments are sound',
    () => {
      const { status, said, files } = synth(PROGRAM, { ...ALONE, SOUND: 'yes' });
      expect({ status, said: said.trim() }).toEqual({ status: 0, said: expect.not.stringMatching(/ERROR|WARNING/) });
      expect(files.filter((name) => name.endsWith('.nested.template.json'))).toHaveLength(2);
    },
    SECONDS,
  );

  it(
    'exits with 1 and tells source line, construct, what shows it and fix, once, of a fault in a nested stack of one environment',
    () => {
      const { status, said } = synth(PROGRAM, ALONE);
      expect(status).toBe(1);
      expect(said).toMatch(/examples\/checks-in-cdk\/app\.ts:\d+:\d+\nERROR WI201 trust\/subject-is-pinned: .*`repo:acme\*`/);
      expect(said).toMatch(/ {3}at {5}Properties\.AssumeRolePolicyDocument\.Statement\.0\n/);
      expect(said).toMatch(/ {3}shown {2}sub `repo:acme-[^`]+`/);
      expect(said).toMatch(
        / {3}Production\/Tools\/Crm\/Resource \(\w+\) aws-cdk-lib\.aws_iam\.CfnRole\n {3}Suggested fix: name the exact subject/,
      );
      expect(said.match(/^ERROR/gm)).toHaveLength(1);
      expect(said).not.toContain('Development/');
    },
    SECONDS,
  );
});
