/** A component that was called: it asks a model, and calls a tool with credentials for this one call. */
import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand, type Credentials, GetScopedCredentialsCommand, type STSClient } from '@aws-sdk/client-sts';
import { childContext, logLine, receiveContext, withInstruction } from 'agent-workload-identity/runtime';

interface Clients {
  readonly sts: STSClient;
  readonly bedrock: BedrockRuntimeClient;
  /** A client on the credentials of a session. */
  readonly stsOf: (credentials: Credentials | undefined) => STSClient;
}

export async function lookUp(
  headers: Readonly<Record<string, unknown>>,
  { sts, bedrock, stsOf }: Clients,
): Promise<Credentials | undefined> {
  const context = childContext(receiveContext(headers), { step: 's1' }); // refused here, before anything is called

  const answer = await withInstruction(bedrock, context).send(
    new ConverseCommand({ modelId: 'eu.anthropic.claude-sonnet-4', messages: [{ role: 'user', content: [{ text: 'What is next?' }] }] }),
  );
  console.log(
    logLine(context, {
      level: 'info',
      message: 'asked',
      operation: 'chat',
      ...requestOf(answer.$metadata),
      model: 'eu.anthropic.claude-sonnet-4',
    }),
  );

  const session = await withInstruction(sts, context, { sourceIdentity: 'set' }).send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/support-crm', RoleSessionName: undefined }),
  );
  const scope = { tool: 'crm.find-ticket', call: 'tooluse_1' };
  const narrowed = await withInstruction(stsOf(session.Credentials), context, { scope }).send(
    new GetScopedCredentialsCommand({
      DurationSeconds: 60,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets' }],
      }),
    }),
  );
  return narrowed.Credentials;
}

const requestOf = ({ requestId }: { readonly requestId?: string | undefined }) => (requestId === undefined ? {} : { requestId });
