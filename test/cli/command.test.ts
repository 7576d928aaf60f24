import { support } from '../../examples/support-agent/agent';
import { planIdentities } from '../../lib/plan';
import { RULES } from '../../lib/rules';
import { LAMBDA_TRUST, role, soundRole } from '../../lib/rules/examples/parts';
import { agentIdentity, folder } from './command';

const files = folder();
afterAll(files.remove);

const sound = files.file('sound.json', { Resources: soundRole('Tool', LAMBDA_TRUST) });
const bad = files.file('bad.json', { Resources: { Tool: role({ trust: LAMBDA_TRUST }) } });
const open = files.file('open.json', {
  Parameters: { Trust: { Type: 'String' } },
  Resources: soundRole('Tool', { Ref: 'Trust' }),
});
const broken = files.file('broken.json', '{"Resources": {');

const stackTrace = /\n\s+at .+:\d+/;

describe('agent-identity check', () => {
  it('ends with 0 where everything is proved', () => {
    const { code, out, err } = agentIdentity('check', sound);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ .+sound\.json {2}proved: \d+ proved, 0 refuted, 0 undecided\n$/);
  });

  it('ends with 1 where something is refuted, and shows it', () => {
    const { code, out } = agentIdentity('check', bad);
    expect(code).toBe(1);
    expect(out).toContain('WI301 boundary/is-present: the role `Tool` has no permissions boundary');
    expect(out).toMatch(/^ {2}fix {4}set `PermissionsBoundary`/m);
  });

  it('ends with 2 where something is undecided, unless only what is refuted is to fail', () => {
    const { code, out } = agentIdentity('check', open);
    expect(code).toBe(2);
    expect(out).toContain('WI200 trust/policy-is-well-formed (undecided): ');
    expect(agentIdentity('check', '--fail-on', 'refuted', open).code).toBe(0);
    expect(agentIdentity('check', '--fail-on', 'refuted', open, bad).code).toBe(1);
  });

  it.each([
    ['truncated', () => broken],
    ['missing', () => `${files.path}/none.json`],
    ['empty', () => files.file('empty.json', '')],
    ['binary', () => files.file('binary.json', 'a\u0000b')],
    ['no template', () => files.file('list.json', '[1, 2]')],
  ])('ends with 65 for a file that is %s, and reports the others all the same', (_what, path) => {
    const { code, out, err } = agentIdentity('check', path(), bad);
    expect(code).toBe(65);
    expect(out).toContain('WI301');
    expect(out).toMatch(/^\? .+not read: .+$/m);
    expect(`${out}${err}`).not.toMatch(stackTrace);
  });

  it('tells programs the same', () => {
    const { code, out } = agentIdentity('check', '--format', 'json', bad, broken);
    const report: unknown = JSON.parse(out);
    expect(code).toBe(65);
    expect(report).toEqual({
      version: 1,
      verdict: 'refuted',
      summary: { proved: expect.any(Number), refuted: 1, undecided: 0 },
      findings: [
        {
          code: 'WI301',
          rule: 'boundary/is-present',
          severity: 'error',
          verdict: 'refuted',
          file: bad,
          resource: 'Tool',
          involved: ['Tool'],
          line: 1,
          what: 'the role `Tool` has no permissions boundary',
          why: expect.any(String),
          fix: expect.any(String),
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      ],
      unread: [{ path: broken, why: expect.any(String) }],
    });
  });

  it('lets warnings pass, unless the preset is strict', () => {
    const late = Array.from({ length: 80 }, (_, index) => ({ Ref: `Bucket${index}` }));
    const wide = files.file('wide.json', {
      Parameters: Object.fromEntries(late.map(({ Ref }) => [Ref, { Type: 'String' }])),
      Resources: soundRole('Tool', LAMBDA_TRUST, {
        permits: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: late.map((ref) => ({ 'Fn::Sub': ['arn:aws:s3:::${b}/*', { b: ref }] })) },
          ],
        },
      }),
    });
    const { code, out } = agentIdentity('check', wide);
    expect(out).toContain('WI701 quota/policy-sizes (undecided, warning)');
    expect(code).toBe(0);
    expect(agentIdentity('check', '--preset', 'strict', wide).code).toBe(2);
  });

  it('obeys no terminal escape of a template', () => {
    const hostile = files.file('hostile.json', { Resources: { 'Tool\u001b[2J': role({ trust: LAMBDA_TRUST }) } });
    expect(agentIdentity('check', hostile).out).not.toContain('\u001b');
  });
});

describe('agent-identity card', () => {
  const planning = planIdentities(support, { deployment: { stage: 'dev' } });
  const plan = files.file('support.identity-plan.json', planning.ok ? planning.plan : {});

  it('draws a card for each component of a published plan, and who may call whom', () => {
    const { code, out } = agentIdentity('card', plan);
    expect(code).toBe(0);
    for (const name of Object.keys(support.components)) expect(out).toMatch(new RegExp(`^╭─ ${name} `, 'm'));
    expect(out).toContain('by the application, unenforced');
    expect(out).toContain('may not call');
  });

  it('says so where there is no plan', () => {
    const { code, out } = agentIdentity('card', sound);
    expect(code).toBe(65);
    expect(out).toContain('it holds no plan');
  });
});

describe('agent-identity rules', () => {
  it('lists all rules', () => {
    const { code, out } = agentIdentity('rules');
    expect(code).toBe(0);
    for (const { code: one, name } of RULES) expect(out).toMatch(new RegExp(`^${one} {2}${name}`, 'm'));
  });

  it('lists them by family', () => {
    const { out } = agentIdentity('rules');
    const headings = out.split('\n').filter((line) => /^[a-z]+$/.test(line));
    expect(headings.sort()).toEqual([...new Set(RULES.map(({ name }) => name.split('/')[0]))].sort());
  });

  it('tells programs everything', () => {
    const { code, out } = agentIdentity('rules', '--format', 'json');
    expect(code).toBe(0);
    const { version, rules } = JSON.parse(out);
    expect(version).toBe(1);
    expect(rules.map((rule: { readonly code: string }) => rule.code)).toEqual(RULES.map((rule) => rule.code).sort());
    const [one, ...others] = JSON.parse(agentIdentity('rules', 'WI201', '--format', 'json').out).rules;
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      name: 'trust/subject-is-pinned',
      family: 'trust',
      severity: 'error',
      avoid: expect.any(Array),
      messages: expect.any(Array),
    });
  });

  it('explains several at once', () => {
    const { out } = agentIdentity('rules', 'WI201', 'WI301');
    expect(out).toMatch(/^WI201 /m);
    expect(out).toMatch(/^WI301 /m);
  });

  it.each(['WI201', 'wi201', 'trust/subject-is-pinned'])('explains %s', (word) => {
    const { code, out } = agentIdentity('rules', word);
    expect(code).toBe(0);
    expect(out).toMatch(/^WI201 trust\/subject-is-pinned\n/);
    for (const title of ['why', 'avoid', 'prefer', 'fix', 'when to acknowledge']) expect(out).toMatch(new RegExp(`^${title}$`, 'm'));
  });
});

describe('a command line that is not understood', () => {
  it.each([
    [['chekc'], 'the command `chekc` is not known', 'did you mean `check`'],
    [[], 'no command is given', 'use one of check, explain, rules, card'],
    [['check'], 'no path is given', 'name a template'],
    [['check', '--formt', 'json', 'x'], 'the option `--formt` is not known', 'did you mean `--format`'],
    [['check', '--format', 'jsn', 'x'], '`jsn` is not known', 'did you mean `json`'],
    [['check', '--preset'], 'the option `--preset`', 'see `agent-identity --help`'],
    [['rules', 'WI2O1'], 'the rule `WI2O1` is not known', 'did you mean `WI201`'],
    [['card', '--help=yes', 'x'], 'the option', 'see `agent-identity --help`'],
    [['__proto__'], 'the command `__proto__` is not known', 'use one of'],
  ])('%j ends with 64 and says what to write instead', (args, message, hint) => {
    const { code, out, err } = agentIdentity(...args);
    expect(code).toBe(64);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain(hint);
    expect(err).not.toMatch(stackTrace);
  });
});

describe('help and version', () => {
  it.each([['--help'], ['-h'], ['help'], ['check', '--help']])('%s shows the usage', (...args) => {
    const { code, out } = agentIdentity(...args);
    expect(code).toBe(0);
    expect(out).toContain('exit codes, the first that applies');
  });

  it.each([['check'], ['rules'], ['card']])('%s has a help of its own, before or after --help', (command) => {
    const { out } = agentIdentity(command, '--help');
    expect(out).toMatch(new RegExp(`^agent-identity ${command}: `));
    expect(agentIdentity('help', command).out).toBe(out);
  });

  it('names every option that is understood', () => {
    const { out } = agentIdentity('check', '--help');
    for (const option of ['preset', 'format', 'fail-on', 'baseline', 'write-baseline', 'update-baseline', 'acknowledgements']) {
      expect(out).toMatch(new RegExp(`^  --${option} `, 'm'));
    }
    expect(out.split('\n').every((line) => line.length <= 140)).toBe(true);
  });

  it('--version is that of the package', () => {
    const { version } = jest.requireActual<{ version: string }>('../../package.json');
    expect(agentIdentity('--version').out).toBe(`${version}\n`);
  });
});
