import type { Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { documentsIn } from '../reading/all-documents';
import { fitsNothing } from '../reading/fits';
import { knownActions } from '../reading/known-actions';
import { within } from '../reading/places';
import { coversServices } from '../reading/wide-patterns';

const messages = {
  permitsNothing: {
    what: 'a policy of `<owner>` permits `<action>` on no resource that the action accepts',
    fix: 'name a resource of the action, such as `<example>`',
  },
  deniesNothing: {
    what: 'a policy of `<owner>` denies `<action>` on no resource that the action accepts',
    fix: 'name a resource of the action, such as `<example>`',
  },
  fitsNone: {
    what: 'the resource `<resource>` in a policy of `<owner>` is none that any of the actions beside it accepts',
    fix: 'take it out, or name the actions that were meant for it',
  },
} as const satisfies Messages;

/** More known actions than this behind one pattern make it likely that one fits. */
const MOST = 200;

/** Exact actions of the statement, where all its resources are written out. */
const exactActions = ({ action }: Statement): readonly string[] =>
  action.negated ? [] : action.patterns.filter((pattern) => !hasHole(pattern) && !/[*?]/.test(pattern));

/** Exact actions that fit none of the resources. */
const withoutResource = (statement: Statement): readonly string[] => {
  const { resource } = statement;
  if (resource === undefined || resource.negated) return [];
  return exactActions(statement).filter((action) => {
    const [info] = knownActions(action);
    return info !== undefined && resource.patterns.every((pattern) => fitsNothing(info, pattern));
  });
};

/** Resources that fit none of the actions. */
function withoutAction({ action, resource }: Statement): readonly string[] {
  if (action.negated || resource === undefined || resource.negated || action.patterns.some((one) => hasHole(one) || coversServices(one)))
    return [];
  const known = action.patterns.map(knownActions);
  // An action that the data does not know may fit anything.
  if (known.some(({ length }) => length === 0 || length > MOST)) return [];
  return resource.patterns.filter((pattern) => known.flat().every((info) => fitsNothing(info, pattern)));
}

const exampleFor = (action: string): string => {
  const [info] = knownActions(action);
  const [template] = info?.resourceTypes.flatMap(({ arns }) => arns) ?? [];
  return template?.replace(/\$\{([^}]*)\}/g, (_, name: string) => name.toUpperCase()) ?? '*';
};

export default defineRule({
  code: 'WI313',
  name: 'permission/resources-fit-the-actions',
  severity: 'warning',
  principle: 'what is permitted or denied is what was meant',
  standards: ['NIST SP 800-53 CM-6'],
  summary: 'every action that a policy names has a resource in its statement that it accepts, and every resource an action',
  why: 'such a permission permits nothing, and such a denial denies nothing: IAM accepts both in silence',
  acknowledge: 'for a type of resource that is newer than the data',
  misses: [
    'for a pattern of actions it is enough that one of them fits',
    'where it depends on a value that is known only at deployment, nothing is said',
  ],
  sources: ['Service Authorization Reference, tables "Actions" and "Resource types"'],
  visits: 'graph',
  messages,
  check: (graph, tell) => {
    const outcomes = documentsIn(graph).flatMap(({ document, policy: { statements }, owner, places }) =>
      statements.flatMap((statement) => {
        const details = { at: within(document, statement.pointer), with: places };
        const actions = withoutResource(statement);
        const resources = withoutAction(statement);
        const message = statement.effect === 'Deny' ? 'deniesNothing' : 'permitsNothing';
        return [
          ...actions.map((action) =>
            tell.refuted(
              message,
              { owner, action, example: exampleFor(action) },
              { ...details, shown: `its resources are ${statement.resource?.patterns.map((one) => `\`${one}\``).join(', ') ?? 'none'}` },
            ),
          ),
          // Where no action has a resource, there is no need to say the same of each resource.
          ...(actions.length === statement.action.patterns.length
            ? []
            : resources.map((resource) => tell.refuted('fitsNone', { owner, resource }, details))),
        ];
      }),
    );
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'to list a bucket, given on its objects',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              { name: 'list', document: policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::handbook/*' }) },
            ],
          }),
        },
        finds: { message: 'permitsNothing', resource: 'Tool', shown: 'arn:aws:s3:::handbook/*' },
      },
      {
        title: 'a denial that denies nothing',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              { name: 'keep', document: policy({ Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::handbook' }) },
            ],
          }),
        },
        finds: { message: 'deniesNothing', resource: 'Tool' },
      },
      {
        title: 'a resource too many',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'read',
                document: policy({
                  Effect: 'Allow',
                  Action: 's3:GetObject',
                  Resource: ['arn:aws:s3:::handbook/*', 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets'],
                }),
              },
            ],
          }),
        },
        finds: { message: 'fitsNone', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'a bucket and its objects',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({
            Effect: 'Allow',
            Action: ['s3:ListBucket', 's3:GetObject'],
            Resource: ['arn:aws:s3:::handbook', 'arn:aws:s3:::handbook/*'],
          }),
        }),
      },
    ],
  },
});
