/** CloudFormation's types for the types of Pulumi's AWS provider that rules look at, by Pulumi's type. */
import { AGENT_CORE_TYPES } from './types/agent-core';
import { AGENT_TYPES } from './types/agents';
import { BUCKET_TYPES } from './types/buckets';
import type { CloudFormationType } from './types/cloudformation-type';
import { EVIDENCE_TYPES } from './types/evidence';
import { IDENTITY_TYPES } from './types/identities';
import { SECRET_TYPES } from './types/secrets';
import { WORKLOAD_TYPES } from './types/workloads';

export type { CloudFormationType };

export const CLOUDFORMATION_TYPES: ReadonlyMap<string, CloudFormationType> = new Map<string, CloudFormationType>([
  ...EVIDENCE_TYPES,
  ...AGENT_TYPES,
  ...AGENT_CORE_TYPES,
  ...BUCKET_TYPES,
  ...IDENTITY_TYPES,
  ...SECRET_TYPES,
  ...WORKLOAD_TYPES,
]);
