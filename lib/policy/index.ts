/** IAM's semantics and nothing else: reading policies, deciding requests, proving what holds for every request. */
export * from './action-pattern';
export * from './arn-pattern';
export * from './claim-table';
export * from './document';
export * from './glob';
export * from './operators';
export * from './parse';
export * from './pattern';
export * from './request';
export * from './shapes';
export * from './text';
export * from './variables';
export * from './verdict';
