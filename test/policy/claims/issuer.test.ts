import { claimKey, issuerOf, parseClaimKey } from '../../../lib/policy';

const TENANT = '0a1b2c3d-1111-4222-8333-444455556666';

describe('the issuer of a federated principal', () => {
  it.each([
    ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'token.actions.githubusercontent.com'],
    [
      'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    ],
    ['arn:aws-cn:iam::111122223333:oidc-provider/gitlab.example.com', 'gitlab.example.com'],
    // The slash at the end belongs to the issuer of Entra's version 1 tokens, and so to its keys.
    [`arn:aws:iam::111122223333:oidc-provider/sts.windows.net/${TENANT}/`, `sts.windows.net/${TENANT}/`],
    [`https://sts.windows.net/${TENANT}/`, `sts.windows.net/${TENANT}/`],
    ['https://oidc.circleci.com/org/6f1e2cca', 'oidc.circleci.com/org/6f1e2cca'],
    ['accounts.google.com', 'accounts.google.com'],
    ['cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com'],
  ])('of %s is %s', (provider, issuer) => {
    expect(issuerOf(provider)).toBe(issuer);
  });

  it('may have parts that only the deployment knows', () => {
    expect(issuerOf('arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/⟨issuer:oidc-issuer⟩')).toBe('⟨issuer:oidc-issuer⟩');
    expect(issuerOf('arn:aws:iam::⟨account⟩:oidc-provider/oidc.eks.⟨region⟩.amazonaws.com/id/⟨id:name⟩')).toBe(
      'oidc.eks.⟨region⟩.amazonaws.com/id/⟨id:name⟩',
    );
  });

  it.each([
    '⟨provider:oidc-provider-arn⟩',
    'arn:aws:iam::111122223333:saml-provider/corporate',
    'arn:aws:iam::111122223333:role/reader',
    'arn:aws:iam::111122223333:oidc-provider/',
    'https://',
    '*',
    '',
    'localhost',
  ])('of %p is not known', (provider) => {
    expect(issuerOf(provider)).toBeUndefined();
  });
});

describe('the condition key of a claim', () => {
  it.each([
    ['token.actions.githubusercontent.com:sub', 'token.actions.githubusercontent.com', 'sub'],
    [`sts.windows.net/${TENANT}/:aud`, `sts.windows.net/${TENANT}/`, 'aud'],
    ['oidc.circleci.com/org/6f1e2cca:oidc.circleci.com/project-id', 'oidc.circleci.com/org/6f1e2cca', 'oidc.circleci.com/project-id'],
    ['accounts.google.com:google/organization_number', 'accounts.google.com', 'google/organization_number'],
    ['⟨issuer:oidc-issuer⟩:sub', '⟨issuer:oidc-issuer⟩', 'sub'],
    ['oidc.eks.⟨region⟩.amazonaws.com/id/⟨id:name⟩:aud', 'oidc.eks.⟨region⟩.amazonaws.com/id/⟨id:name⟩', 'aud'],
  ])('%s is made of %s and %s', (key, issuer, claim) => {
    expect(parseClaimKey(key)).toEqual({ issuer, claim });
    expect(claimKey(issuer, claim)).toBe(key);
  });

  it.each([
    'aws:SourceArn',
    'saml:aud',
    'sts:ExternalId',
    'kms:EncryptionContext:example.com',
    'gitlab.com',
    'gitlab.com:',
    ':sub',
    '',
    '⟨issuer⟩',
  ])('%p is not one', (key) => {
    expect(parseClaimKey(key)).toBeUndefined();
  });
});
