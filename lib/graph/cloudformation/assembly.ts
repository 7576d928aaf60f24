/** Stacks that are read together: what one exports, takes as a parameter or nests is known to the others. */
import type { Place } from '../../finding/finding';
import { isRecord, own } from '../../policy/parse-values';
import { conditionHolds } from './conditions';
import type { Deployed, OtherStacks } from './deployed';
import { NOTHING } from './nothing';
import { Resolver } from './resolver';
import type { CfnTemplate } from './template';

/** A stack as a manifest, or the stack that it is nested in, tells of it. */
export interface Stack {
  /** Unique among the stacks read together. */
  readonly name: string;
  readonly template: CfnTemplate;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  /** Literal stack name. */
  readonly stackName?: string;
  /** The stack that this one is nested in, and the logical id it has there. */
  readonly nestedIn?: { readonly stack: Stack; readonly logicalId: string };
}

export interface PlacedStack {
  readonly stack: Stack;
  readonly deployed: Deployed;
}

const defined = (value: unknown): unknown => (value === NOTHING ? undefined : value);

class Stacks {
  readonly #deployed = new Map<Stack, Deployed>();
  readonly #exports: ReadonlyMap<string, readonly [Stack, unknown]>;

  constructor(private readonly stacks: readonly Stack[]) {
    this.#exports = new Map(stacks.flatMap((stack) => this.#exportsOf(stack)));
  }

  /** Exports are unique to an account and region. */
  #key({ account, region }: { readonly account?: string; readonly region?: string }, name: string): string {
    return [account ?? '', region ?? '', name].join('\n');
  }

  #exportsOf(stack: Stack): readonly (readonly [string, readonly [Stack, unknown]])[] {
    const resolver = new Resolver(stack.template, { scope: stack.name, ...this.#environment(stack) }, () => true);
    return [...stack.template.outputs.values()].flatMap((output) => {
      const exported = own(output, 'Export');
      const name = isRecord(exported) ? resolver.textOf(own(exported, 'Name')) : undefined;
      return name === undefined ? [] : [[this.#key(stack, name), [stack, own(output, 'Value')]] as const];
    });
  }

  #environment({ account, region, partition, stackName }: Stack): Omit<Deployed, 'scope'> {
    return {
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      ...(partition === undefined ? {} : { partition }),
      ...(stackName === undefined ? {} : { stackName }),
    };
  }

  deployed(stack: Stack): Deployed {
    const before = this.#deployed.get(stack);
    if (before !== undefined) return before;
    const scope = this.stacks.length === 1 ? '' : stack.name;
    const made: Deployed = { scope, ...this.#environment(stack), others: this.#others(stack) };
    this.#deployed.set(stack, made);
    return made;
  }

  #in(stack: Stack, resolver: Resolver): Resolver {
    return resolver.within(stack.template, this.deployed(stack));
  }

  #others(stack: Stack): OtherStacks {
    const { nestedIn } = stack;
    return {
      exists: (resolver) => {
        if (nestedIn === undefined) return true;
        const outer = this.#in(nestedIn.stack, resolver);
        const condition = nestedIn.stack.template.resources.get(nestedIn.logicalId)?.condition;
        const itself = condition === undefined || conditionHolds(condition, outer);
        return itself && (outer.deployed.others?.exists(outer) ?? true);
      },
      parameter: (name, resolver) => {
        if (nestedIn === undefined) return undefined;
        const given = own(nestedIn.stack.template.resources.get(nestedIn.logicalId)?.properties ?? {}, 'Parameters');
        const written = isRecord(given) ? own(given, name) : undefined;
        return written === undefined ? undefined : defined(this.#in(nestedIn.stack, resolver).resolve(written));
      },
      nestedOutput: (logicalId, output, resolver) => {
        const nested = this.stacks.find((other) => other.nestedIn?.stack === stack && other.nestedIn.logicalId === logicalId);
        const written = nested?.template.outputs.get(output);
        return nested === undefined || written === undefined
          ? undefined
          : defined(this.#in(nested, resolver).resolve(own(written, 'Value')));
      },
      exported: (name, resolver) => {
        const [exporter, value] = this.#exports.get(this.#key(stack, name)) ?? [];
        return exporter === undefined ? undefined : defined(this.#in(exporter, resolver).resolve(value));
      },
      output: ({ stackName, outputName, region }, resolver) => {
        // Accounts are told apart by the role that reads the output, which says nothing here: only one stack of the name may be meant.
        const [meant, ...more] = this.stacks.filter((other) => other.stackName === stackName && other.region === region);
        const written = more.length === 0 ? meant?.template.outputs.get(outputName) : undefined;
        return meant === undefined || written === undefined ? undefined : defined(this.#in(meant, resolver).resolve(own(written, 'Value')));
      },
    };
  }
}

/** Tells every stack of the others. */
export function readTogether(stacks: readonly Stack[]): readonly PlacedStack[] {
  const together = new Stacks(stacks);
  return stacks.map((stack) => ({ stack, deployed: together.deployed(stack) }));
}

/** Places of nested stacks in a template, with the text of their template's URL as far as it is settled. */
export function nestedStacks(
  stack: Stack,
  deployed: Deployed,
): readonly { readonly logicalId: string; readonly place: Place; readonly url: string }[] {
  return [...stack.template.resources.values()]
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ logicalId, place, properties }) => ({
      logicalId,
      place,
      url: new Resolver(stack.template, deployed, () => true).textOf(own(properties, 'TemplateURL')) ?? '',
    }));
}
