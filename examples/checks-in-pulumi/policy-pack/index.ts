/** The pack, in a file of its own because making it starts a server: `pulumi preview --policy-pack examples/checks-in-pulumi/policy-pack`. */
import { PolicyPack } from '@pulumi/policy';
import { identityPolicies } from 'agent-workload-identity/pulumi/policy-pack';

new PolicyPack('identities', { policies: identityPolicies({ preset: 'recommended', failOn: 'undecided' }) });
