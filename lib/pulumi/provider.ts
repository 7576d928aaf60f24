import { Provider } from '@pulumi/aws/provider';
import type * as pulumi from '@pulumi/pulumi';

/** The AWS provider that a component's children will use; undefined for the program's default one. */
export function awsProvider({ provider, providers, parent }: pulumi.ComponentResourceOptions): pulumi.ProviderResource | undefined {
  const listed = Array.isArray(providers) ? providers : Object.values(providers ?? {});
  return [provider, ...listed].find((one) => Provider.isInstance(one)) ?? parent?.getProvider('aws:iam/role:Role');
}
