import { Provider } from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import type { Finding } from '../finding/finding';
import { engineFinding } from './engine-findings';

/** The AWS provider that a component's children will use; undefined for the program's default one. */
export function awsProvider({ provider, providers, parent }: pulumi.ComponentResourceOptions): pulumi.ProviderResource | undefined {
  const listed = Array.isArray(providers) ? providers : Object.values(providers ?? {});
  return [provider, ...listed].find((one) => Provider.isInstance(one)) ?? parent?.getProvider('aws:iam/role:Role');
}

/** Tells a region that is not the one the program's default provider is configured for. What another provider deploys to is not known here. */
export function regionFindings(region: string | undefined, provider: pulumi.ProviderResource | undefined): readonly Finding[] {
  const configured = provider === undefined ? new pulumi.Config('aws').get('region') : undefined;
  if (region === undefined || configured === undefined || configured === region) return [];
  return [
    engineFinding('WI862', {
      what: `the agent is for the region \`${region}\`, and the provider is configured for \`${configured}\``,
      fix: `give a provider of that region, or correct the deployment or \`pulumi config set aws:region ${region}\``,
    }),
  ];
}
