/** What lends roles to workloads outside AWS's own runtimes. */
import type { TypeEntry } from './cloudformation-type';

export const IDENTITY_TYPES: readonly TypeEntry[] = [
  ['aws:eks/podIdentityAssociation:PodIdentityAssociation', { type: 'AWS::EKS::PodIdentityAssociation' }],
  // CloudFormation has no such type.
  ['aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation', { type: 'AWS::IAM::OutboundWebIdentityFederation' }],
  // Pulumi's provider has no attribute mappings; a profile made with it has those that the service gives it.
  ['aws:rolesanywhere/profile:Profile', { type: 'AWS::RolesAnywhere::Profile' }],
];
