/** What `bind` may add to a component's identity, once the workload exists. */
import type * as pulumi from '@pulumi/pulumi';
import { didYouMean } from '../finding/did-you-mean';
import { blocks, type Finding } from '../finding/finding';
import type { IdentityPlan, PlannedBinding, PlannedComponent } from '../plan/plan';
import { FindingsError } from '../report/findings-error';
import { givenInputs, inputFindings } from './check-inputs';
import { knownSizeFindings } from './check-size';
import { literals } from './claims';
import { engineFinding } from './engine-findings';
import type { GivenValues } from './late-values';

/** Values that only the engine knows of a workload, by the names that the plan's binding gives them. */
export type BindingValues = Readonly<Record<string, pulumi.Input<string>>>;

export interface BindingRequest {
  readonly plan: IdentityPlan;
  readonly component: string;
  readonly values: BindingValues;
  /** The account whose part of the agent this identity is. */
  readonly account: string | undefined;
  readonly bound: ReadonlySet<string>;
}

/** Finds the binding of a component and checks the values; throws one error with all findings. */
export function prepareBinding({ plan, component, values, account, bound }: BindingRequest): PlannedBinding {
  const found = plan.components.find(({ name }) => name === component);
  const { binding } = found ?? {};
  if (binding === undefined || bound.has(component) || found?.account !== account) {
    throw new FindingsError([refusal(plan, component, found, bound.has(component))]);
  }
  const misgiven = inputFindings(binding.needs, values, new Set(Object.keys(binding.needs)), 'value');
  if (blocks(misgiven)) throw new FindingsError(misgiven);
  const tooLong = knownSizeFindings(binding.resources, holesFilled(component, literals(values)));
  if (blocks(tooLong)) throw new FindingsError(tooLong);
  return binding;
}

/** What fills the holes of a binding's resources: its own values, and whatever the identity knows already. */
export function bindingValues(component: string, { needs }: PlannedBinding, values: BindingValues, given: GivenValues): GivenValues {
  const own = holesFilled(component, givenInputs(needs, values));
  return (input) => own[input] ?? given(input);
}

/** A binding's holes are named after the component, because two components may need a value of one name. */
const holesFilled = <Value>(component: string, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${component}-${name}`, value]));

function refusal(plan: IdentityPlan, component: string, found: PlannedComponent | undefined, again: boolean): Finding {
  const bindable = plan.components.filter(({ binding }) => binding !== undefined).map(({ name }) => name);
  if (found === undefined) {
    const meant = didYouMean(String(component), bindable);
    return engineFinding('WI851', {
      what: `the agent has no component \`${String(component)}\` to bind`,
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
  if (again) {
    return engineFinding('WI851', { what: `\`${component}\` is bound already`, fix: 'bind each component once', where });
  }
  return engineFinding('WI851', {
    what: `\`${component}\` lives in ${found.account === undefined ? 'the home account' : `the account \`${found.account}\``}, whose part another identity makes`,
    fix: 'call `bind` on the identity of that account',
    where,
  });
}

/** Why the log group of a component cannot be handed out. */
export function withoutLogGroup({ components }: IdentityPlan, component: string, bindable: boolean): Finding {
  const { log } = components.find(({ name }) => name === component) ?? {};
  const none = log !== undefined && 'none' in log ? `: ${log.none}` : '';
  return engineFinding('WI851', {
    what: bindable ? `\`${component}\` is not bound to its workload` : `no log group of \`${String(component)}\` is made here${none}`,
    fix: bindable
      ? `call \`bind('${component}', …)\` once the workload is there`
      : 'ask the identity of the account that the component lives in, or the plan for where its log stands',
    where: { component },
  });
}
