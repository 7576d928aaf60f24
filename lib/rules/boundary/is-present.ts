import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';
import { nameOf } from '../reading/places';

export default defineRule({
  code: 'WI301',
  name: 'boundary/is-present',
  severity: 'error',
  principle: 'what a component may ever do is bounded',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'every role has a permissions boundary',
  why: 'without a boundary, whoever can attach a policy to the role, in any stack and at any time, decides what it may do',
  acknowledge: 'for roles that are no component\u2019s and that a bounded pipeline alone can change',
  sources: ['IAM User Guide, "Permissions boundaries for IAM entities"'],
  visits: 'role',
  messages: {
    absent: {
      what: 'the role `<role>` has no permissions boundary',
      fix: 'set `PermissionsBoundary`; with the CDK, `iam.PermissionsBoundary.of(scope).apply(boundary)` also reaches the hidden roles of custom resources',
    },
  },
  check: (visited, tell) => [
    visited.boundary === undefined ? tell.refuted('absent', { role: nameOf(visited) }, { at: visited.place, pins: 'none' }) : tell.proved(),
  ],
  examples: {
    bad: [
      {
        title: 'a role without a boundary',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST }) },
        finds: { message: 'absent', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a role with one', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
