/** What agents do most, each giving the exact minimal actions and ARNs. One file, one line here. */
export { type DecryptOptions, decryptWith } from './decrypt-with';
export { getWebIdentityToken, type SigningAlgorithm, type WebIdentityTokenOptions } from './get-web-identity-token';
export { invokeFunction, invokeGateway, invokeRuntime } from './invoke';
export { type InvokeModelOptions, invokeModel } from './invoke-model';
export { joinCluster } from './join-cluster';
export { type MemoryEventOptions, type MemoryOptions, readMemory, readMemoryEvents, recordMemoryEvents, writeMemory } from './memory';
export { listObjects, type ObjectOptions, readObjects, writeObjects } from './objects';
export { type PublishOptions, publishEvents } from './publish-events';
export { pullImage } from './pull-image';
export { type QueueOptions, receiveMessages, sendMessages } from './queue';
export { type ApiKeyOptions, getApiKey, getOauth2Token, type Oauth2TokenOptions, type VerifiedUser } from './resource-tokens';
export { readSecret } from './secret';
export { type QueryOptions, queryTable, readTable, type TableOptions, writeTable } from './table';
export { writeLog } from './write-log';
