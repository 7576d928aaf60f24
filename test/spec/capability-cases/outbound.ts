/** Capabilities towards systems outside of AWS. */
import { getApiKey, getOauth2Token, getWebIdentityToken } from 'agent-workload-identity';
import { arn, type CapabilityCase } from './capability-case';

const ENTRA = 'api://AzureADTokenExchange';
const DIRECTORY = arn('bedrock-agentcore', 'workload-identity-directory/default');
const IDENTITY = `${DIRECTORY}/workload-identity/support`;
const VAULT = arn('bedrock-agentcore', 'token-vault/default');
const CRM = `${VAULT}/oauth2credentialprovider/crm`;
const MAPS = `${VAULT}/apikeycredentialprovider/maps`;
const DOORS = ['bedrock-agentcore:GetWorkloadAccessTokenForUserId', 'bedrock-agentcore:InvokeAgentRuntimeForUser'];
const USER = { 'bedrock-agentcore:InboundJwtClaim/iss': 'https://login.acme.example' };

const token = (context: Readonly<Record<string, string | readonly string[]>>) => ({
  action: 'sts:GetWebIdentityToken',
  resource: '*',
  context: { 'sts:IdentityTokenAudience': [ENTRA], 'sts:DurationSeconds': '300', 'sts:SigningAlgorithm': 'RS256', ...context },
});
const tagged = (context: Readonly<Record<string, string | readonly string[]>>) => ({
  action: 'sts:TagGetWebIdentityToken',
  resource: '*',
  context,
});

export const OUTBOUND = {
  getWebIdentityToken: {
    capability: getWebIdentityToken({ audiences: [ENTRA], maxSeconds: 300, algorithm: 'RS256', tags: { purpose: ['billing'] } }),
    gives: [
      {
        Action: ['sts:GetWebIdentityToken'],
        Resource: ['*'],
        Condition: {
          'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [ENTRA] },
          Null: { 'sts:IdentityTokenAudience': ['false'] },
          NumericLessThanEquals: { 'sts:DurationSeconds': ['300'] },
          StringEquals: { 'sts:SigningAlgorithm': ['RS256'] },
        },
      },
      {
        Action: ['sts:TagGetWebIdentityToken'],
        Resource: ['*'],
        Condition: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['purpose'] },
          Null: { 'aws:TagKeys': ['false'] },
          StringEquals: { 'aws:RequestTag/purpose': ['billing'] },
        },
      },
    ],
    allowed: [
      token({}),
      token({ 'sts:DurationSeconds': '60' }),
      tagged({ 'aws:TagKeys': ['purpose'], 'aws:RequestTag/purpose': 'billing' }),
    ],
    refused: [
      token({ 'sts:IdentityTokenAudience': ['https://evil.example'] }),
      token({ 'sts:IdentityTokenAudience': [ENTRA, 'https://evil.example'] }),
      token({ 'sts:IdentityTokenAudience': [] }),
      token({ 'sts:DurationSeconds': '301' }),
      token({ 'sts:SigningAlgorithm': 'ES384' }),
      { action: 'sts:GetWebIdentityToken', resource: '*', context: {} },
      tagged({ 'aws:TagKeys': ['purpose', 'admin'], 'aws:RequestTag/purpose': 'billing', 'aws:RequestTag/admin': 'yes' }),
      tagged({ 'aws:TagKeys': ['purpose'], 'aws:RequestTag/purpose': 'everything' }),
      { action: 'sts:SetWebIdentityTokenScope', resource: '*' },
    ],
  },
  getOauth2Token: {
    capability: getOauth2Token({
      workloadIdentity: 'support',
      provider: 'crm',
      user: { issuer: 'https://login.acme.example', audience: 'support' },
    }),
    gives: [
      {
        Action: ['bedrock-agentcore:GetWorkloadAccessTokenForJWT'],
        Resource: [DIRECTORY, IDENTITY],
        Condition: {
          'ForAllValues:StringEquals': { 'bedrock-agentcore:InboundJwtClaim/aud': ['support'] },
          Null: { 'bedrock-agentcore:InboundJwtClaim/aud': ['false'] },
          StringEquals: { 'bedrock-agentcore:InboundJwtClaim/iss': ['https://login.acme.example'] },
        },
      },
      { Action: ['bedrock-agentcore:GetResourceOauth2Token'], Resource: [VAULT, CRM, DIRECTORY, IDENTITY] },
    ],
    closes: DOORS,
    allowed: [
      ...[DIRECTORY, IDENTITY].map((resource) => ({
        action: 'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
        resource,
        context: { ...USER, 'bedrock-agentcore:InboundJwtClaim/aud': ['support'] },
      })),
      ...[DIRECTORY, IDENTITY, VAULT, CRM].map((resource) => ({ action: 'bedrock-agentcore:GetResourceOauth2Token', resource })),
    ],
    refused: [
      { action: 'bedrock-agentcore:GetWorkloadAccessTokenForJWT', resource: IDENTITY, context: USER },
      {
        action: 'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
        resource: IDENTITY,
        context: { ...USER, 'bedrock-agentcore:InboundJwtClaim/aud': ['another'] },
      },
      {
        action: 'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
        resource: `${DIRECTORY}/workload-identity/another`,
        context: { ...USER, 'bedrock-agentcore:InboundJwtClaim/aud': ['support'] },
      },
      { action: 'bedrock-agentcore:GetWorkloadAccessToken', resource: IDENTITY },
      { action: 'bedrock-agentcore:GetResourceOauth2Token', resource: `${VAULT}/oauth2credentialprovider/billing` },
      { action: 'bedrock-agentcore:GetResourceApiKey', resource: VAULT },
    ],
  },
  getApiKey: {
    capability: getApiKey({ workloadIdentity: 'support', provider: 'maps' }),
    gives: [
      { Action: ['bedrock-agentcore:GetWorkloadAccessToken'], Resource: [DIRECTORY, IDENTITY] },
      { Action: ['bedrock-agentcore:GetResourceApiKey'], Resource: [VAULT, MAPS, DIRECTORY, IDENTITY] },
    ],
    closes: DOORS,
    allowed: [
      { action: 'bedrock-agentcore:GetWorkloadAccessToken', resource: IDENTITY },
      { action: 'bedrock-agentcore:GetResourceApiKey', resource: MAPS },
    ],
    refused: [
      { action: 'bedrock-agentcore:GetResourceApiKey', resource: `${VAULT}/apikeycredentialprovider/maps2` },
      { action: 'bedrock-agentcore:GetResourceOauth2Token', resource: CRM },
      { action: 'bedrock-agentcore:GetWorkloadAccessTokenForJWT', resource: IDENTITY },
    ],
  },
} as const satisfies Readonly<Record<string, CapabilityCase>>;
