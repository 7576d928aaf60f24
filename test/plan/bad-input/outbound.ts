/** What is wrong with what a component gets for systems outside of AWS. */
import { type Component, getApiKey, getOauth2Token, getWebIdentityToken } from 'agent-workload-identity';
import { loose, withCrm } from '../declared';
import type { BadInput } from './bad-input-case';

const ENTRA = 'api://AzureADTokenExchange';

const can = (...given: NonNullable<Component['can']>) => withCrm({ can: given });
const token = (changed: object) => can(getWebIdentityToken(loose({ audiences: [ENTRA], maxSeconds: 300, algorithm: 'RS256', ...changed })));
const oauth = (changed: object) => can(getOauth2Token(loose({ workloadIdentity: 'support', provider: 'crm', ...changed })));
const fault = (what: string, agent: unknown, says: string, fix: string): BadInput => ({
  what,
  agent,
  code: 'WI109',
  at: 'components.crm.can.0',
  says,
  fix,
});

export const OUTBOUND: readonly BadInput[] = [
  fault('a token for nobody', token({ audiences: [] }), '0 audiences', '1 to 10'),
  fault('a token without audiences', token({ audiences: undefined }), '0 audiences', '1 to 10'),
  fault(
    'a token for eleven',
    token({ audiences: Array.from({ length: 11 }, (_, at) => `https://${at}.example`) }),
    '11 audiences',
    '1 to 10',
  ),
  fault('a token for anybody', token({ audiences: ['https://*.example'] }), 'not exact', 'one system'),
  fault('a token for an audience without a name', token({ audiences: [' '] }), 'not exact', 'one system'),
  fault(
    'a token for a pool of Google Cloud without a provider',
    token({ audiences: ['https://iam.googleapis.com/projects/1'] }),
    'no provider',
    'providers/',
  ),
  fault('a token of a minute less a second', token({ maxSeconds: 59 }), '`59`', '60 to 3600'),
  fault('a token of more than an hour', token({ maxSeconds: 3601 }), '`3601`', '60 to 3600'),
  fault('a token of half a second', token({ maxSeconds: 300.5 }), '`300.5`', '60 to 3600'),
  fault('a token without an end', token({ maxSeconds: undefined }), '`undefined`', '60 to 3600'),
  fault('a token that is signed with a shared secret', token({ algorithm: 'HS256' }), '`HS256`', '`RS256`'),
  fault('a token that Entra refuses', token({ algorithm: 'ES384' }), 'Entra', '`RS256`'),
  fault('a tag of any value', token({ tags: { tenant: ['*'] } }), '`tenant`', 'without wildcards'),
  fault('a tag without values', token({ tags: { tenant: [] } }), '`tenant`', 'each value'),
  fault('every workload identity', oauth({ workloadIdentity: '*' }), '`*`', 'exact name'),
  fault(
    'an ARN for the name of a provider',
    oauth({ provider: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:token-vault/default' }),
    'credential provider',
    'exact name',
  ),
  fault(
    'users of an issuer without https',
    oauth({ user: { issuer: 'http://login.acme.example', audience: 'support' } }),
    'no issuer',
    'https://',
  ),
  fault('users of whichever application', oauth({ user: { issuer: 'https://login.acme.example' } }), 'every token', '`audience`'),
  fault('users of any client', oauth({ user: { issuer: 'https://login.acme.example', client: '*' } }), 'not exact', 'name the one'),
  fault('any API key', can(getApiKey({ workloadIdentity: 'support', provider: 'maps*' })), '`maps*`', 'exact name'),
];
