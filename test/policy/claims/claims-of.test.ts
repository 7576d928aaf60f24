import {
  actionInfo,
  alwaysSent,
  claimOf,
  claimSupport,
  claimsOf,
  exampleClaims,
  ISSUER_CLAIMS,
  ISSUERS,
  matchGlob,
  parseClaimKey,
} from '../../../lib/policy';

const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const STANDARD = ['amr', 'aud', 'email', 'oaud', 'sub'];

const namesOf = (issuer: string) => claimsOf(issuer).claims.map(({ name }) => name);

describe('the claims that STS offers', () => {
  it('are the standard ones for any issuer, and no other', () => {
    expect([...namesOf('idp.example.com')].sort()).toEqual(STANDARD);
    expect(claimsOf('idp.example.com')).toMatchObject({ id: 'generic', tenancy: 'unknown', builtIn: false });
    expect(claimSupport('idp.example.com:groups')).toMatchObject({ support: 'hidden', name: 'groups' });
  });

  it.each([
    [GITHUB, 'github-actions', 'shared'],
    ['TOKEN.ACTIONS.GITHUBUSERCONTENT.COM', 'github-actions', 'shared'],
    [`${GITHUB}/octo-enterprise`, 'github-actions-enterprise', 'per-tenant'],
    ['token.actions.octocorp.ghe.com', 'github-actions-data-residency', 'per-tenant'],
    ['github.example.com/_services/token', 'github-enterprise-server', 'per-tenant'],
    ['gitlab.com', 'gitlab', 'shared'],
    ['gitlab.example.com', 'generic', 'unknown'],
    ['agent.buildkite.com', 'buildkite', 'shared'],
    ['oidc.circleci.com/org/6f1e2cca-4702-4368-8bc0-39b7dc9d4485', 'circleci', 'per-tenant'],
    ['accounts.google.com', 'google', 'shared'],
    ['cognito-identity.amazonaws.com', 'cognito-identity-pool', 'shared'],
    ['cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE01', 'cognito-user-pool', 'per-tenant'],
    ['idcs-9dc693e80d9b469480d7afe00e743931.identity.oraclecloud.com', 'oracle-cloud', 'per-tenant'],
    ['app.terraform.io', 'hcp-terraform', 'shared'],
    ['oidc.vercel.com', 'vercel-global', 'shared'],
    ['oidc.vercel.com/example-team', 'vercel', 'per-tenant'],
    ['sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666/', 'entra', 'per-tenant'],
    ['login.microsoftonline.com/0a1b2c3d-1111-4222-8333-444455556666/v2.0', 'entra', 'per-tenant'],
    [EKS, 'eks', 'per-tenant'],
    ['oidc.eks.⟨region⟩.amazonaws.com/id/⟨id:name⟩', 'eks', 'per-tenant'],
    // Only the deployment knows whose tokens these are.
    ['⟨issuer:oidc-issuer⟩', 'generic', 'unknown'],
    // A control of IAM tells that many share it.
    ['oidc.codefresh.io', 'generic', 'shared'],
    // A name that merely begins alike is another issuer.
    ['token.actions.githubusercontent.com.example.org', 'generic', 'unknown'],
    ['evil-gitlab.com', 'generic', 'unknown'],
  ])('of %s are those of %s (%s)', (issuer, id, tenancy) => {
    expect(claimsOf(issuer)).toMatchObject({ issuer, id, tenancy });
  });

  it('are, for issuers that AWS knows, just the keys of the service authorization reference besides the standard ones', () => {
    const info = actionInfo('sts:AssumeRoleWithWebIdentity');
    if (info.status !== 'known') throw new Error(info.reason);
    const fill = (key: string) => key.replace('idcs-${OciUniqueIdentifier}', 'idcs-x').replace(/\$\{[^}]*\}/, 'x');
    const reference = new Map<string, Set<string>>();
    for (const key of info.conditionKeys.map(fill)) {
      const { issuer, claim } = parseClaimKey(key) ?? {};
      if (issuer !== undefined && claim !== undefined) reference.set(issuer, (reference.get(issuer) ?? new Set()).add(claim));
    }
    expect(reference.size).toBe(14);
    for (const [issuer, keys] of reference) {
      const { builtIn } = claimsOf(issuer);
      const own = namesOf(issuer).filter((name) => builtIn || !STANDARD.includes(name));
      expect([issuer, ...own.sort()]).toEqual([issuer, ...[...keys].sort()]);
    }
  });

  it('stay in the session just for the issuers for which sts:AssumeRole lists them', () => {
    const info = actionInfo('sts:AssumeRole');
    if (info.status !== 'known') throw new Error(info.reason);
    const listed = info.conditionKeys.filter((key) => parseClaimKey(key) !== undefined).sort();
    const inSession = ISSUERS.flatMap(({ example, claims }) =>
      claims.filter((claim) => claim.inSession).map(({ name }) => `${example}:${name}`),
    );
    expect(inSession.sort()).toEqual(listed);
  });

  it('are named in any case', () => {
    expect(claimOf(GITHUB, 'Repository_ID')?.name).toBe('repository_id');
    expect(claimOf(GITHUB, 'repository_owner')).toBeUndefined();
  });

  it('may have the type of a number or several values', () => {
    expect(claimOf('accounts.google.com', 'google/organization_number')?.type).toBe('Numeric');
    expect(claimOf('cognito-identity.amazonaws.com', 'amr')?.multivalued).toBe(true);
  });

  it('are handed to the evaluator with the claim of the token they come from', () => {
    expect(ISSUER_CLAIMS.claimsOf('accounts.google.com')).toEqual(
      expect.arrayContaining([
        { claim: 'aud', key: 'aud' },
        { claim: 'aud', key: 'oaud' },
        { claim: 'sub', key: 'sub' },
      ]),
    );
  });
});

describe('the claims that every token has', () => {
  it.each([
    ['idp.example.com', ['aud', 'sub']],
    [EKS, ['aud', 'sub']],
    [GITHUB, ['actor', 'actor_id', 'aud', 'ref', 'repository', 'repository_id', 'repository_owner_id', 'sub', 'workflow']],
    ['accounts.google.com', ['aud', 'oaud', 'sub']],
    ['cognito-identity.amazonaws.com', ['amr', 'aud', 'sub']],
    // Identifiers are put into Buildkite's tokens on request only.
    ['agent.buildkite.com', ['aud', 'build_branch', 'organization_slug', 'pipeline_slug', 'sub']],
  ])('%s', (issuer, names) => {
    expect([...alwaysSent(issuer)].sort()).toEqual(names);
  });

  it('leave out those that depend on the job, and say on what', () => {
    expect(claimOf(GITHUB, 'environment')).toMatchObject({ sent: 'sometimes', when: 'the job names an environment' });
    expect(claimOf(GITHUB, 'job_workflow_ref')).toMatchObject({ sent: 'sometimes', when: 'the job runs a reusable workflow' });
    expect(claimOf('agent.buildkite.com', 'pipeline_id')).toMatchObject({ sent: 'sometimes' });
    for (const { claims } of ISSUERS) {
      for (const claim of claims) expect(claim.when !== undefined).toBe(claim.sent === 'sometimes');
    }
  });
});

describe('whether a trust policy can test a claim', () => {
  it.each([
    'repository_owner',
    'workflow_ref',
    'event_name',
    'ref_type',
    'head_ref',
    'base_ref',
    'run_id',
    'runner_environment',
    'repo_property_tier',
  ])('not %s of GitHub', (name) => {
    expect(claimSupport(`${GITHUB}:${name}`)).toMatchObject({ support: 'hidden', name });
  });

  it('but the runner of GitLab', () => {
    expect(claimSupport('gitlab.com:runner_environment').support).toBe('exposed');
  });

  it('names the claim to use instead', () => {
    expect(claimSupport(`${GITHUB}:repository_owner`)).toMatchObject({ instead: 'repository_owner_id' });
    for (const { claims, hidden = {}, id } of ISSUERS) {
      const names = claims.map(({ name }) => name);
      for (const [name, instead] of Object.entries(hidden)) {
        expect([id, names.includes(name)]).toEqual([id, false]);
        if (instead !== undefined) expect(names).toContain(instead);
      }
    }
  });

  it('cannot be told before the issuer is known, except for the standard claims', () => {
    expect(claimSupport('⟨issuer:oidc-issuer⟩:sub').support).toBe('exposed');
    expect(claimSupport('⟨issuer:oidc-issuer⟩:project_id').support).toBe('unknown');
    expect(claimSupport(`${GITHUB}:⟨claim⟩`).support).toBe('unknown');
  });

  it('cannot be told for standard claims of built-in issuers that AWS does not list', () => {
    expect(claimSupport('accounts.google.com:email').support).toBe('unknown');
    expect(claimSupport('accounts.google.com:hd').support).toBe('hidden');
  });

  it('is no question for keys of another kind', () => {
    for (const key of ['aws:SourceArn', 'saml:sub', 'sts:ExternalId']) expect(claimSupport(key)).toEqual({ support: 'not-a-claim' });
  });

  it('does not take names of JavaScript for claims', () => {
    expect(claimSupport('idp.example.com:constructor')).toEqual({ support: 'hidden', issuer: 'idp.example.com', name: 'constructor' });
    expect(claimSupport(`${GITHUB}:__proto__`)).toEqual({ support: 'hidden', issuer: GITHUB, name: '__proto__' });
  });
});

describe('the formats of subjects', () => {
  const grammars = ISSUERS.flatMap(({ id, claims }) =>
    claims.flatMap(({ name, grammar, examples }) => (grammar === undefined ? [] : [{ id, name, grammar, examples }])),
  );

  it.each(grammars)('$id: every example is of the format, and of one of its patterns', ({ grammar, examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toMatch(grammar.pattern);
      expect(grammar.globs.filter((glob) => matchGlob(glob, example))).not.toEqual([]);
    }
  });

  it.each([
    'repo:octo-org/octo-repo:environment:Production%3AV1',
    'repo:octo-org@123456/octo-repo@456789:pull_request',
    'repo:octo-org/octo-repo:ref:refs/tags/demo-tag',
  ])('%s is a subject of GitHub', (subject) => {
    expect(subject).toMatch(claimOf(GITHUB, 'sub')?.grammar?.pattern ?? /^$/);
  });

  it.each([
    'repo:octo-org/octo-repo:*',
    'repo:octo-org/octo-repo',
    'repo:octo-org/octo-repo:environment:a:b',
    'repo:/octo-repo:pull_request',
  ])('%s is none', (subject) => {
    expect(subject).not.toMatch(claimOf(GITHUB, 'sub')?.grammar?.pattern ?? /^/);
  });

  it('bind only where nobody can change them', () => {
    expect(claimOf(EKS, 'sub')?.grammar?.fixed).toBe(true);
    expect(claimOf(GITHUB, 'sub')?.grammar?.fixed).toBe(false);
    expect(claimOf('gitlab.com', 'sub')?.grammar?.fixed).toBe(false);
  });

  it.each(['system:serviceaccount:agents:orchestrator', 'system:serviceaccount:kube-system:aws-node.v2'])(
    '%s is a service account',
    (subject) => {
      expect(subject).toMatch(claimOf(EKS, 'sub')?.grammar?.pattern ?? /^$/);
    },
  );

  it.each(['system:serviceaccount:agents', 'system:serviceaccount:Agents:x', 'system:serviceaccount:a:b:c', 'system:node:x'])(
    '%s is none',
    (subject) => {
      expect(subject).not.toMatch(claimOf(EKS, 'sub')?.grammar?.pattern ?? /^/);
    },
  );
});

describe('example tokens', () => {
  it('hold, as condition keys, what every token of the issuer holds', () => {
    expect(exampleClaims(EKS)).toEqual({
      [`${EKS}:aud`]: 'sts.amazonaws.com',
      [`${EKS}:sub`]: 'system:serviceaccount:default:default',
    });
    expect(exampleClaims('cognito-identity.amazonaws.com')).toMatchObject({ 'cognito-identity.amazonaws.com:amr': ['authenticated'] });
  });

  it('are recognised, all of them', () => {
    for (const { id, example } of ISSUERS) {
      expect(claimsOf(example).id).toBe(id);
      for (const key of Object.keys(exampleClaims(example))) expect(claimSupport(key).support).toBe('exposed');
    }
  });
});
