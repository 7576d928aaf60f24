/** What a template makes that does not stand in it. Told, so that nobody takes the rest for the whole. */
import { isRecord, own } from '../../../policy/parse-values';

/** Transforms that add nothing to identities, or whose additions are read. */
const KNOWN: ReadonlySet<unknown> = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
  'AWS::CodeDeployBlueGreen',
]);

/** Macros that rewrite the template before it is deployed. */
export function macrosOf(template: Readonly<Record<string, unknown>>): readonly string[] {
  const transform = own(template, 'Transform') ?? [];
  const all: readonly unknown[] = Array.isArray(transform) ? transform : [transform];
  return all
    .filter((one) => !KNOWN.has(one))
    .map((one) => (isRecord(one) ? own(one, 'Name') : one))
    .map((name) => (typeof name === 'string' ? name : 'Transform'));
}

/** Why a resource makes more than can be read; undefined where it does not. */
export function hiddenBehind(type: string, properties: Readonly<Record<string, unknown>>): string | undefined {
  if (type.endsWith('::MODULE')) return `what the module \`${type}\` makes is not in the template`;
  if (type === 'AWS::CloudFormation::StackSet') return 'what the stack set deploys is not read';
  if (type === 'AWS::Serverless::Application') return 'the template of the nested application is not at hand';
  if (type === 'AWS::Serverless::Connector') return 'the permissions that SAM makes of the connector are not read';
  if (type === 'AWS::Serverless::StateMachine' && own(properties, 'Role') === undefined) {
    return 'the role that SAM makes for the state machine is not read';
  }
  const rewritten = Object.keys(properties).find((name) => name.startsWith('Fn::'));
  return rewritten === undefined ? undefined : `what \`${rewritten}\` makes of the properties is not known`;
}
