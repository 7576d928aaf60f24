/** Every mutant of a template: one thing changed, as somebody might by hand. */
import type { Template } from './sound-templates';
import { isRecord, type Json, type StatementJson, statementMutations } from './statement-mutations';

export interface Mutant {
  readonly what: string;
  /** Logical id of the resource that was changed. */
  readonly resource: string;
  /** Pointer to the policy document that was changed; absent where something else was, which always weakens. */
  readonly pointer?: string;
  readonly template: Template;
}

type Path = readonly (string | number)[];

/** The value with what stands at a path replaced, or left out. */
function replaced(value: Json, [step, ...rest]: Path, instead: Json | undefined): Json {
  if (step === undefined) return instead ?? null;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (rest.length === 0 && instead === undefined) return list.filter((_, index) => index !== step);
    return list.map((item, index) => (index === step ? replaced(item, rest, instead) : item));
  }
  if (!isRecord(value)) throw new TypeError('the path leads nowhere');
  if (rest.length === 0 && instead === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== step));
  return { ...value, [step]: replaced(value[step] ?? null, rest, instead) };
}

const change = (template: Template, path: Path, instead: Json | undefined): Template =>
  replaced(template as unknown as Json, path, instead) as unknown as Template;

/** A data protection policy has statements too, and permits nobody anything. */
const isDocument = (value: Json): boolean => isRecord(value) && Array.isArray(value.Statement) && value.Version !== '2021-06-01';

/** Paths to the policy documents within a resource's properties. */
const documentsIn = (value: Json, path: Path = []): readonly Path[] =>
  isDocument(value)
    ? [path]
    : Array.isArray(value)
      ? (value as readonly Json[]).flatMap((item, index) => documentsIn(item, [...path, index]))
      : isRecord(value)
        ? Object.entries(value).flatMap(([name, item]) => documentsIn(item, [...path, name]))
        : [];

const valueAt = (value: Json, path: Path): Json =>
  path.reduce<Json>((inner, step) => (inner as { readonly [key: string | number]: Json })[step] ?? null, value);

/** One changed statement in one document. */
const documentMutants = (template: Template): readonly Mutant[] =>
  Object.entries(template.Resources).flatMap(([resource, { Properties = {} }]) =>
    documentsIn(Properties).flatMap((path) => {
      const statements = valueAt(Properties, [...path, 'Statement']) as readonly StatementJson[];
      const pointer = `/${['Properties', ...path].join('/')}`;
      return statements.flatMap((statement, index) =>
        statementMutations(statement).map(({ what, statement: instead }) => ({
          what: `${resource} ${path.join('.')} ${typeof statement.Sid === 'string' ? statement.Sid : index}: ${what}`,
          resource,
          pointer,
          template: change(template, ['Resources', resource, 'Properties', ...path, 'Statement', index], instead),
        })),
      );
    }),
  );

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

const propertyMutants = (
  template: Template,
  type: string,
  changes: (
    resource: string,
    properties: { readonly [name: string]: Json },
  ) => readonly (readonly [what: string, property: string, value: Json | undefined])[],
): readonly Mutant[] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .flatMap(([resource, { Properties = {} }]) =>
      changes(resource, Properties).map(([what, property, value]) => ({
        what: `${resource}: ${what}`,
        resource,
        template: change(template, ['Resources', resource, 'Properties', property], value),
      })),
    );

const roleMutants = (template: Template): readonly Mutant[] =>
  propertyMutants(template, 'AWS::IAM::Role', () => [
    ['without its boundary', 'PermissionsBoundary', undefined],
    ['bounded by administration', 'PermissionsBoundary', ADMINISTRATOR],
    ['an administrator besides', 'ManagedPolicyArns', [ADMINISTRATOR]],
    ['with sessions of twelve hours', 'MaxSessionDuration', 43200],
  ]);

const logMutants = (template: Template): readonly Mutant[] =>
  propertyMutants(template, 'AWS::Logs::LogGroup', (_resource, properties) => [
    ['kept for a day', 'RetentionInDays', 1],
    ['kept for ever', 'RetentionInDays', undefined],
    ...(properties.DeletionProtectionEnabled === true
      ? [
          ['without protection', 'DeletionProtectionEnabled', undefined] as const,
          ['with protection off', 'DeletionProtectionEnabled', false] as const,
        ]
      : []),
  ]);

/** Properties that lend a role to a workload. */
const LENDERS: readonly (readonly [type: string, property: string])[] = [
  ['AWS::Lambda::Function', 'Role'],
  ['AWS::BedrockAgentCore::Runtime', 'RoleArn'],
  ['AWS::EKS::PodIdentityAssociation', 'RoleArn'],
  ['AWS::EKS::Nodegroup', 'NodeRole'],
];

/** Each workload with the role of each other component. */
function lentMutants(template: Template): readonly Mutant[] {
  const roles = Object.entries(template.Resources).flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Role' ? [id] : []));
  return LENDERS.flatMap(([type, property]) =>
    propertyMutants(template, type, (_resource, properties) =>
      roles
        .filter((role) => !JSON.stringify(properties[property]).includes(`"${role}"`) && !isNameOf(template, role, properties[property]))
        .map((role) => [`with the role ${role}`, property, { 'Fn::GetAtt': [role, 'Arn'] }] as const),
    ),
  );
}

/** Whether a property names a role by its own name, in an ARN that was composed. */
const isNameOf = (template: Template, role: string, value: Json | undefined): boolean =>
  JSON.stringify(value).includes(`/${String(template.Resources[role]?.Properties?.RoleName)}"`);

/** The statement that everybody knows, added to each role. */
const addedMutants = (template: Template): readonly Mutant[] =>
  propertyMutants(template, 'AWS::IAM::Role', (_resource, { Policies = [] }) => [
    [
      'with a policy that permits everything',
      'Policies',
      [
        ...(Policies as readonly Json[]),
        { PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      ],
    ],
  ]);

/** All mutants, in the order of the template. */
export const mutantsOf = (template: Template): readonly Mutant[] => [
  ...documentMutants(template),
  ...roleMutants(template),
  ...logMutants(template),
  ...lentMutants(template),
  ...addedMutants(template),
];
