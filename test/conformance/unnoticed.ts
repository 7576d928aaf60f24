/** Fields whose absence no comparison notices, each with the reason. Each is checked to be unnoticed still. */
export const UNNOTICED: Readonly<Record<string, string>> = {
  DependsOn: 'the order of deployment is no part of an identity; the tests of the engines look at it',
  BearerTokenAuthenticationEnabled:
    'CloudWatch Logs takes no bearer tokens unless asked to; that it is written is for the reader of the template',
};
