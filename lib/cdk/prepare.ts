/** Everything that is settled, and everything that can be wrong, before the first resource is made. */
import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { didYouMean } from '../finding/did-you-mean';
import { blocks, type Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { emissionGaps, resourcesOf } from '../plan/emit';
import type { IdentityPlan, PlannedResource } from '../plan/plan';
import { planIdentities } from '../plan/plan-identities';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { holesOf } from '../policy/text';
import { FindingsError } from '../report/findings-error';
import type { Agent } from '../spec/agent';
import { inputOfHole } from '../spec/derivation';
import type { AgentIdentityOptions } from './agent-identity';
import { checkOptions, checkScope } from './check-options';
import { checkSizes } from './check-sizes';
import { checkValues, literals } from './check-values';
import { type Claims, claimsOf } from './claims';
import { emitters } from './emitters';
import { engineFinding } from './engine-findings';
import { filledText, type GivenValues } from './filled-text';
import { LateNames } from './late-names';
import { placeFindings, placeOf } from './place';

/** What a construct is given, unchecked. */
export interface Request {
  readonly scope: Construct;
  readonly id: string;
  readonly agent: Agent;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly options: AgentIdentityOptions;
}

export interface Prepared {
  readonly plan: IdentityPlan;
  /** What this identity makes, each after what it refers to. */
  readonly resources: readonly PlannedResource[];
  /** Values of inputs, and of account, region and partition. */
  readonly given: GivenValues;
}

/** Plans and checks everything, then claims names; throws one error with all findings. */
export function prepare(request: Request): Prepared {
  const { scope, agent, values, options } = request;
  const about = typeof agent?.name === 'string' ? `the identities of \`${agent.name}\` cannot be made` : 'the identities cannot be made';
  const throwIfBlocked = (findings: readonly Finding[]): void => {
    if (blocks(findings)) throw new FindingsError(findings, about);
  };
  const misused = [...checkScope(scope), ...checkOptions(options)];
  const { deployment, account } = options ?? {};
  const planning = planIdentities(agent, deployment === undefined ? {} : { deployment });
  if (!planning.ok) throw new FindingsError([...misused, ...planning.findings, ...earlyValueFindings(request)], about);
  const json = JSON.stringify(planning.plan);
  throwIfBlocked([...misused, ...tokenFindings(json)]);
  const plan = inPlace(json, request);
  const given = givenValues(plan, request);
  const textOf = (value: string): string => new LateNames(scope, {}, given).textOf(value);
  throwIfBlocked([...checkValues(plan.inputs, values, { needed: neededBy(plan, account), textOf }), ...partFindings(plan, account)]);
  const { resources, findings: claimed, take } = claim(plan, request, given);
  const placed = [...expectedPlaceFindings(plan, request), ...adoptedFindings(plan, request, given)];
  throwIfBlocked([...placed, ...gapFindings(resources), ...sizesOf(resources, plan, request), ...claimed]);
  take();
  return { plan, resources, given };
}

/** A plan with a token in it would be published with the token, which means nothing outside of this process. */
const tokenFindings = (plan: string): readonly Finding[] =>
  Token.isUnresolved(plan)
    ? [
        planningFinding('WI110', {
          what: 'a token of the CDK stands in the declaration',
          shown: /\$\{Token\[[^\]]*\]\}/.exec(plan)?.[0] ?? 'a token',
          fix: 'declare an input of the value\u2019s shape, use the input here, and give the token to the construct',
        }),
      ]
    : [];

/** The plan with the place of the stack put in where it is literal, so that the published plan speaks of the deployed names. */
function inPlace(plan: string, { scope, options: { account } }: Request): IdentityPlan {
  const place = placeOf(scope);
  const known = literals({
    // The stack of another account's part says nothing of the home account.
    ...(account === undefined ? { account: place.account } : {}),
    region: place.region,
  });
  // Over the JSON at once: account and region hold nothing that JSON escapes.
  return JSON.parse(Object.entries(known).reduce((text, [name, value]) => text.replaceAll(`⟨${name}⟩`, value), plan));
}

/** The inputs that a part needs: all of them at home, elsewhere those that its resources, and the roles handed out, speak of. */
function neededBy({ inputs, resources, components }: IdentityPlan, account: string | undefined): ReadonlySet<string> {
  if (account === undefined) return new Set(Object.keys(inputs));
  const roles = components.map(({ roleName, roleArn }) => [roleName, roleArn]);
  const bindings = components.map((component) => (component.account === account ? component.binding : undefined));
  const spoken = holesOf(JSON.stringify([resourcesOf({ resources }, account), roles, bindings])).map((hole) => inputOfHole(hole).input);
  return new Set([account, ...spoken]);
}

/** A declaration that cannot be planned can still say which values it wants. */
function earlyValueFindings({ agent, values }: Request): readonly Finding[] {
  const inputs: unknown = agent?.inputs;
  if (inputs === null || typeof inputs !== 'object') return [];
  const shapes = Object.entries(inputs).filter((entry): entry is [string, ShapeName] => Object.hasOwn(SHAPES, String(entry[1])));
  return shapes.length === Object.keys(inputs).length ? checkValues(Object.fromEntries(shapes), values) : [];
}

function givenValues({ agent: { deployment } }: IdentityPlan, { scope, values }: Request): GivenValues {
  const known: Readonly<Record<string, string>> = { ...placeOf(scope), ...deployment };
  const own = new Set(['account', 'region', 'partition']);
  return (input) => {
    const from = own.has(input) ? known : values;
    return Object.hasOwn(from, input) ? from[input] : undefined;
  };
}

/** The account that the part is deployed to: its input's value, or the deployment's. */
const expectedAccount = ({ agent: { deployment } }: IdentityPlan, { options: { account }, values }: Request): string | undefined =>
  account === undefined ? deployment.account : values[account];

function claim(plan: IdentityPlan, request: Request, given: GivenValues): Claims {
  const { scope, id, options } = request;
  const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  return claimsOf(resourcesOf(plan, options.account), {
    scope,
    path,
    account: expectedAccount(plan, request) ?? Stack.of(scope).account,
    region: plan.agent.deployment.region ?? Stack.of(scope).region,
    given,
  });
}

function expectedPlaceFindings(plan: IdentityPlan, request: Request): readonly Finding[] {
  const { region, partition } = plan.agent.deployment;
  const account = expectedAccount(plan, request);
  const expected = {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(partition === undefined ? {} : { partition }),
  };
  const { account: input } = request.options;
  const part = input === undefined ? '' : `the part for \`${input}\` of `;
  return placeFindings(request.scope, expected, `${part}the agent \`${plan.agent.name}\``);
}

/** What is too long with the values given, where planning could not exclude it: it has told so, and has not measured what is added to adopted roles. */
function sizesOf(resources: readonly PlannedResource[], plan: IdentityPlan, { scope, values }: Request): readonly Finding[] {
  const tight = plan.warnings.some(({ code }) => code === 'WI154');
  const open = resources.filter(({ kind }) => tight || kind === 'role-policy');
  return open.length === 0 ? [] : checkSizes(open, literals({ ...values, ...placeOf(scope), ...plan.agent.deployment }));
}

/** An adopted role must stand where its policies are deployed to. */
function adoptedFindings({ components }: IdentityPlan, request: Request, given: GivenValues): readonly Finding[] {
  return components
    .filter(({ adopted, account }) => adopted && account === request.options.account)
    .flatMap(({ name, roleArn }) => {
      const [, , , , account] = filledText(roleArn, given).split(':');
      return account === undefined ? [] : placeFindings(request.scope, { account }, `the role adopted for \`${name}\``);
    });
}

/** Another account's part must exist. */
function partFindings(plan: IdentityPlan, account: string | undefined): readonly Finding[] {
  const parts = new Set(plan.resources.flatMap((resource) => resource.account ?? []));
  if (account === undefined || parts.has(account)) return [];
  const meant = didYouMean(String(account), parts);
  const list = [...parts].map((part) => `\`${part}\``).join(', ');
  const others = list === '' ? 'leave `account` out: all of the agent lives in one account' : `give one of ${list}`;
  return [
    engineFinding('WI854', {
      what: `nothing of the agent lives in the account \`${String(account)}\``,
      fix: meant === undefined ? others : `did you mean \`${meant}\`?`,
    }),
  ];
}

const gapFindings = (resources: readonly PlannedResource[]): readonly Finding[] =>
  emissionGaps(resources, emitters).map(({ resource, reason }) =>
    engineFinding('WI850', { what: `CloudFormation cannot deploy \`${resource.id}\`: ${reason}`, fix: 'leave it out of the declaration' }),
  );
