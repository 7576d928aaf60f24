/**
 * A model of AWS Step Functions that executes definitions in the Amazon States Language with JSONata. Expressions are evaluated by the `jsonata` package, the
 * implementation of the language that Step Functions documents; no interpreter of the registry runs JSONata, so states are modelled here, as far as the
 * machines of plans use them.
 *
 * Time is virtual: a retry or a wait takes none. What the model does not know it refuses, so that no machine passes by being misunderstood.
 *
 * @see https://states-language.net/spec.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
import jsonata from 'jsonata';

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

/** An error that a task answers with, by its name in the States Language, such as `Iam.NoSuchEntityException`. */
export class StatesError extends Error {
  constructor(
    readonly error: string,
    override readonly cause = '',
  ) {
    super(`${error}: ${cause}`);
  }
}

/** A call that a task makes. */
export interface TaskCall {
  /** Such as `iam:putRolePolicy`. */
  readonly action: string;
  readonly arguments: Fields;
  /** ARN of the role that the task is called with; absent for the machine's own. */
  readonly as?: string;
}

export interface RunOptions {
  /** What AWS answers; throws a {@link StatesError} where it refuses. */
  readonly answer: (call: TaskCall) => Json;
  /** The context object, such as `{ Execution: { StartTime } }`. */
  readonly context?: Fields;
}

export interface Ended {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** Names of states, in the order in which they were entered. */
  readonly path: readonly string[];
}

/** Variables of a scope; those of the scopes around it can be read. */
type Variables = Readonly<Record<string, Json>>;

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Fields>>;
}

const isRecord = (value: Json): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value);

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Pass: ['Assign', 'Output'],
  Task: ['Assign', 'Output', 'Resource', 'Arguments', 'Credentials', 'Retry', 'Catch'],
  Choice: ['Choices', 'Default', 'Assign', 'Output'],
  Map: ['Items', 'ItemProcessor', 'MaxConcurrency', 'Assign', 'Output'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
};
const EVERYWHERE = ['Type', 'Comment', 'Next', 'End'];

function refuse(name: string, state: Fields): void {
  const known = KNOWN[String(state.Type)];
  if (known === undefined) throw new Error(`the model knows no state of type \`${String(state.Type)}\` (\`${name}\`)`);
  const unknown = Object.keys(state).filter((field) => !known.includes(field) && !EVERYWHERE.includes(field));
  if (unknown.length > 0) throw new Error(`the model knows no ${unknown.join(', ')} of \`${name}\``);
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

class Run {
  readonly path: string[] = [];

  constructor(private readonly options: RunOptions) {}

  /** Runs the states of a machine or of an item, and gives what the last one puts out. */
  async states({ StartAt, States }: Machine, given: Json, outer: Variables): Promise<Json> {
    let name: string | undefined = StartAt;
    let input = given;
    let variables = outer;
    while (name !== undefined) {
      const state: Fields | undefined = States[name];
      if (state === undefined) throw new StatesError('States.Runtime', `there is no state \`${name}\``);
      refuse(name, state);
      this.path.push(name);
      const left: Left = await this.state(state, input, variables);
      variables = { ...variables, ...left.assigned };
      input = left.output;
      name = left.next;
    }
    return input;
  }

  private async state(state: Fields, input: Json, variables: Variables): Promise<Left> {
    const next = state.End === true || state.Type === 'Succeed' ? undefined : (state.Next as string | undefined);
    const leave = (result: Json): Promise<Left> =>
      this.leave(state, { input, ...(result === undefined ? {} : { result }) }, variables, next);
    switch (state.Type) {
      case 'Pass':
      case 'Succeed':
        return leave(undefined);
      case 'Choice':
        return this.choice(state, input, variables);
      case 'Task':
        return this.attempted(state, input, variables, async () => leave(await this.task(state, input, variables)));
      case 'Map':
        return leave(await this.map(state, input, variables));
      default:
        throw new StatesError(
          String(await this.value(state.Error ?? '', { input }, variables)),
          String(await this.value(state.Cause ?? '', { input }, variables)),
        );
    }
  }

  /** Assignments do not see each other, and the output sees none of them. */
  private async leave(fields: Fields, states: Fields, variables: Variables, next: string | undefined): Promise<Left> {
    const otherwise = Object.hasOwn(states, 'errorOutput')
      ? states.errorOutput
      : Object.hasOwn(states, 'result')
        ? states.result
        : states.input;
    const output = fields.Output === undefined ? otherwise : await this.value(fields.Output, states, variables);
    const assigned = (fields.Assign === undefined ? {} : await this.value(fields.Assign, states, variables)) as Variables;
    return { output, assigned, next };
  }

  private async choice(state: Fields, input: Json, variables: Variables): Promise<Left> {
    for (const rule of state.Choices as readonly Fields[]) {
      const holds = await this.value(rule.Condition, { input }, variables);
      if (typeof holds !== 'boolean') throw new StatesError('States.QueryEvaluationError', `\`${String(rule.Condition)}\` is no boolean`);
      if (holds) return this.leave(rule, { input }, variables, rule.Next as string);
    }
    if (state.Default === undefined) throw new StatesError('States.NoChoiceMatched');
    return this.leave(state, { input }, variables, state.Default as string);
  }

  private async task(state: Fields, input: Json, variables: Variables): Promise<Json> {
    const [, action] = /^arn:[a-z-]+:states:::aws-sdk:([a-zA-Z0-9]+:[a-zA-Z]+)$/.exec(String(state.Resource)) ?? [];
    if (action === undefined) throw new Error(`the model calls AWS SDKs only, not \`${String(state.Resource)}\``);
    const given = (await this.value(state.Arguments ?? {}, { input }, variables)) as Fields;
    const credentials = (await this.value(state.Credentials ?? {}, { input }, variables)) as { readonly RoleArn?: string };
    return (
      this.options.answer({ action, arguments: given, ...(credentials.RoleArn === undefined ? {} : { as: credentials.RoleArn }) }) ?? {}
    );
  }

  /** The items are independent of each other; where one fails, the map does. */
  private async map(state: Fields, input: Json, variables: Variables): Promise<Json> {
    const items = await this.value(state.Items, { input }, variables);
    if (!Array.isArray(items)) throw new StatesError('States.QueryEvaluationError', 'the items of a map are no list');
    const results: Json[] = [];
    for (const item of items) results.push(await this.states(state.ItemProcessor as unknown as Machine, item, variables));
    return results;
  }

  /** Retries, then catches. The first retrier that names the error decides, with a count of its own. */
  private async attempted(state: Fields, input: Json, variables: Variables, attempt: () => Promise<Left>): Promise<Left> {
    const retriers = (state.Retry ?? []) as readonly Fields[];
    const used = new Map<Fields, number>();
    for (;;) {
      try {
        return await attempt();
      } catch (thrown) {
        if (!(thrown instanceof StatesError)) throw thrown;
        const retrier = retriers.find((one) => names(one, thrown.error));
        const tries = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
        if (retrier !== undefined && tries < ((retrier.MaxAttempts as number | undefined) ?? 3)) {
          used.set(retrier, tries + 1);
          continue;
        }
        const catcher = ((state.Catch ?? []) as readonly Fields[]).find((one) => names(one, thrown.error));
        if (catcher === undefined) throw thrown;
        const errorOutput = { Error: thrown.error, Cause: thrown.cause };
        return this.leave(catcher, { input, errorOutput }, variables, catcher.Next as string);
      }
    }
  }

  /** A value with its expressions evaluated. */
  private async value(template: Json, states: Fields, variables: Variables): Promise<Json> {
    if (typeof template === 'string') {
      const [, expression] = EXPRESSION.exec(template) ?? [];
      return expression === undefined ? template : this.evaluated(expression, states, variables);
    }
    if (Array.isArray(template)) {
      const members: Json[] = [];
      for (const member of template) members.push(await this.value(member, states, variables));
      return members;
    }
    if (!isRecord(template)) return template;
    const entries: (readonly [string, Json])[] = [];
    for (const [key, member] of Object.entries(template)) entries.push([key, await this.value(member, states, variables)]);
    return Object.fromEntries(entries);
  }

  private async evaluated(expression: string, states: Fields, variables: Variables): Promise<Json> {
    let result: Json;
    try {
      // Step Functions gives expressions no input of their own: they reach everything by variables.
      result = await jsonata(expression).evaluate(undefined, {
        ...variables,
        states: { ...states, context: this.options.context ?? {} },
      });
    } catch (fault) {
      throw new StatesError('States.QueryEvaluationError', `${expression}: ${String((fault as { message?: string }).message)}`);
    }
    if (result === undefined) throw new StatesError('States.QueryEvaluationError', `\`${expression}\` gives nothing`);
    return JSON.parse(JSON.stringify(result)) as Json;
  }
}

interface Left {
  readonly output: Json;
  readonly assigned: Variables;
  readonly next: string | undefined;
}

/** `States.TaskFailed` is every error of a task but a timeout, `States.ALL` every error. */
const names = ({ ErrorEquals }: Fields, error: string): boolean =>
  (ErrorEquals as readonly string[]).some(
    (one) =>
      one === error ||
      one === 'States.ALL' ||
      (one === 'States.TaskFailed' && error !== 'States.Timeout' && !error.startsWith('States.Query')),
  );

/** Executes a machine. Its definition has to be in JSONata as a whole. */
export async function runMachine(definition: unknown, input: unknown, options: RunOptions): Promise<Ended> {
  const { QueryLanguage, Comment: _comment, TimeoutSeconds: _timeout, ...machine } = definition as Machine & Fields;
  if (QueryLanguage !== 'JSONata') throw new Error('the model runs machines in JSONata');
  const run = new Run(options);
  try {
    return { status: 'SUCCEEDED', output: await run.states(machine, input, {}), path: run.path };
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) throw thrown;
    return { status: 'FAILED', error: thrown.error, cause: thrown.cause, path: run.path };
  }
}
