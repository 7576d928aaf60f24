import { PLAN_FILE } from '../../lib/cdk';
import { SECONDS, synth } from './synth-command';

describe('cdk synth', () => {
  it(
    'makes the templates and plans of the support agent, with nothing to say about them',
    () => {
      const { status, said, files, report } = synth('examples/support-agent/cdk.ts');
      expect(said).not.toMatch(/warning|error|deprecat/i);
      expect(status).toBe(0);
      expect(files.filter((name) => name.endsWith('.template.json'))).toHaveLength(6);
      expect(files.filter((name) => name.endsWith(PLAN_FILE)).map((name) => name.split('/')[0])).toEqual([
        'assembly-Development',
        'assembly-Production',
      ]);
      const { pluginReports } = report as { readonly pluginReports: readonly { readonly violations: readonly unknown[] }[] };
      expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    },
    SECONDS,
  );

  it(
    'fails where a construct grants what the declaration does not say, and says what to declare',
    () => {
      const { status, said } = synth('test/cdk/apps/refused-grant.ts');
      expect(status).toBe(1);
      expect(said).toMatch(/\[Desk\/Identity\] WI801 engine\/grant-is-declared: `clerk` is granted/);
      expect(said).toMatch(/fix {4}add `allow\(.*\)\.on\(.*\)` to `can` of `clerk`/);
    },
    SECONDS,
  );
});
