/** The program in docs/short-lived-credentials.md compiles, runs and gives what the page says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScopeDown } from 'agent-workload-identity';
import * as vocabulary from 'agent-workload-identity';
import { ModuleKind, transpile } from 'typescript';

it('is what the page shows', () => {
  const page = readFileSync(join(__dirname, '../../docs/short-lived-credentials.md'), 'utf8');
  const program = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const run = new Function('require', 'exports', `${transpile(program, { module: ModuleKind.CommonJS })}\nreturn scoped;`) as (
    load: (name: string) => unknown,
    exported: object,
  ) => ScopeDown;
  const scoped = run((name) => (name === 'agent-workload-identity' ? vocabulary : undefined), {});
  expect(scoped).toEqual({
    ok: true,
    parameters: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::acme-cases/tenants/${aws:PrincipalTag/tenant}/open/*'] },
        ],
      }),
      DurationSeconds: 60,
      ScopedSessionDescription: 'list open cases',
    },
  });
});
