/** What `bind` may add to a component's identity, once the workload exists. */
import type { Construct } from 'constructs';
import { didYouMean } from '../finding/did-you-mean';
import { blocks, type Finding } from '../finding/finding';
import type { IdentityPlan, PlannedBinding, PlannedComponent } from '../plan/plan';
import { FindingsError } from '../report/findings-error';
import { checkSizes } from './check-sizes';
import { checkValues, literals } from './check-values';
import { engineFinding } from './engine-findings';
import type { GivenValues } from './filled-text';
import { type ExpectedPlace, placeFindings } from './place';

/** Values that only the engine knows of a workload, by the names that the plan's binding gives them. They may be tokens. */
export type BindingValues = Readonly<Record<string, string>>;

export interface BindingRequest {
  readonly scope: Construct;
  readonly plan: IdentityPlan;
  readonly component: string;
  readonly values: BindingValues;
  /** The account whose part of the agent the identity is. */
  readonly account: string | undefined;
  /** Where the identity is deployed. */
  readonly place: ExpectedPlace;
  readonly bound: ReadonlySet<string>;
}

/** Finds the binding of a component and checks the values; throws one error with all findings. */
export function prepareBinding(request: BindingRequest): PlannedBinding {
  const { scope, plan, component, values, account, place, bound } = request;
  const about = `\`${String(component)}\` of \`${plan.agent.name}\` cannot be bound`;
  const found = plan.components.find(({ name }) => name === component);
  const { binding } = found ?? {};
  if (binding === undefined || bound.has(component) || found?.account !== account) {
    throw new FindingsError([refusal(plan, String(component), found, bound.has(component))], about);
  }
  const wrong = [
    ...checkValues(binding.needs, values, { asked: 'value' }),
    ...placeFindings(scope, place, `the identity of \`${component}\``),
  ];
  if (blocks(wrong)) throw new FindingsError(wrong, about);
  const long = checkSizes(binding.resources, holesFilled(component, literals(values)));
  if (blocks(long)) throw new FindingsError(long, about);
  return binding;
}

/** What fills the holes of a binding's resources: its own values, and whatever the identity knows already. */
export function bindingValues(component: string, values: BindingValues, given: GivenValues): GivenValues {
  const own = holesFilled(component, values);
  return (input) => (Object.hasOwn(own, input) ? own[input] : given(input));
}

/** A binding's holes are named after the component, because two components may need a value of one name. */
const holesFilled = (component: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${component}-${name}`, value]));

function refusal(plan: IdentityPlan, component: string, found: PlannedComponent | undefined, again: boolean): Finding {
  const bindable = plan.components.filter(({ binding }) => binding !== undefined).map(({ name }) => name);
  if (found === undefined) {
    const meant = didYouMean(component, bindable);
    return engineFinding('WI851', {
      what: `the agent has no component \`${component}\` to bind`,
      fix: meant === undefined ? 'bind one of its components' : `did you mean \`${meant}\`?`,
    });
  }
  const where = { component };
  if (found.binding === undefined) {
    return engineFinding('WI851', {
      what: `everything about \`${component}\` is known from the declaration`,
      fix: 'leave this call of `bind` out',
      where,
    });
  }
  if (again) return engineFinding('WI851', { what: `\`${component}\` is bound already`, fix: 'bind each component once', where });
  return engineFinding('WI851', {
    what: `\`${component}\` lives in ${found.account === undefined ? 'the home account' : `the account \`${found.account}\``}, whose part another identity makes`,
    fix: 'call `bind` on the identity of that account',
    where,
  });
}
