import { runMachine, StatesError, type TaskCall } from './run-machine';

const machine = (states: Readonly<Record<string, unknown>>, startAt = Object.keys(states)[0]) => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
});

const nobody = (): never => {
  throw new Error('no task was expected');
};

const task = (more: object = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:iam:getRole', Arguments: {}, End: true, ...more });

/** Fails with these errors, one call after the other, and then answers. */
function failing(...errors: readonly string[]) {
  const left = [...errors];
  const calls: TaskCall[] = [];
  const answer = (call: TaskCall): unknown => {
    calls.push(call);
    const error = left.shift();
    if (error !== undefined) throw new StatesError(error);
    return { done: true };
  };
  return { calls, answer };
}

describe('the model of the states language', () => {
  it('passes its input on, and puts out what is said', async () => {
    const definition = machine({
      First: { Type: 'Pass', Next: 'Second' },
      Second: { Type: 'Pass', Output: { twice: '{% $states.input.n * 2 %}', as: 'it is' }, End: true },
    });
    expect(await runMachine(definition, { n: 4 }, { answer: nobody })).toEqual({
      status: 'SUCCEEDED',
      output: { twice: 8, as: 'it is' },
      path: ['First', 'Second'],
    });
  });

  it('assigns from what was there before, not from what is assigned beside', async () => {
    const definition = machine({
      First: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
      Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Next: 'Show' },
      Show: { Type: 'Pass', Output: '{% [$a, $b] %}', End: true },
    });
    expect((await runMachine(definition, {}, { answer: nobody })).output).toEqual([2, 1]);
  });

  it('keeps what an item assigns within the item', async () => {
    const definition = machine({
      First: { Type: 'Pass', Assign: { a: 'outer' }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: '{% [1, 2] %}',
        ItemProcessor: {
          StartAt: 'Set',
          States: { Set: { Type: 'Pass', Assign: { a: 'inner' }, Next: 'Get' }, Get: { Type: 'Pass', Output: '{% $a %}', End: true } },
        },
        Next: 'Show',
      },
      Show: { Type: 'Pass', Output: '{% [$states.input, $a] %}', End: true },
    });
    expect((await runMachine(definition, {}, { answer: nobody })).output).toEqual(['inner', 'inner', 'outer']);
  });

  it('takes the first choice that holds, and the default where none does', async () => {
    const definition = machine({
      Choose: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input > 10 %}', Next: 'Large' },
          { Condition: '{% $states.input > 5 %}', Next: 'Middling' },
        ],
        Default: 'Small',
      },
      Large: { Type: 'Pass', Output: 'large', End: true },
      Middling: { Type: 'Pass', Output: 'middling', End: true },
      Small: { Type: 'Succeed', Output: 'small' },
    });
    const chosen = async (input: number) => (await runMachine(definition, input, { answer: nobody })).output;
    expect([await chosen(11), await chosen(6), await chosen(1)]).toEqual(['large', 'middling', 'small']);
  });

  it('fails where an expression gives nothing, and where a condition is no boolean', async () => {
    const nothing = machine({ First: { Type: 'Pass', Output: '{% $states.input.missing %}', End: true } });
    const unsure = machine({
      First: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'Then' }], Default: 'Then' },
      Then: { Type: 'Succeed' },
    });
    expect(await runMachine(nothing, {}, { answer: nobody })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(await runMachine(unsure, {}, { answer: nobody })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('tries a task as often again as its first fitting retrier says', async () => {
    const definition = machine({
      Ask: task({
        Retry: [
          { ErrorEquals: ['Never'], MaxAttempts: 0 },
          { ErrorEquals: ['States.TaskFailed'], MaxAttempts: 2 },
        ],
      }),
    });
    const twice = failing('A', 'B');
    expect(await runMachine(definition, {}, twice)).toMatchObject({ status: 'SUCCEEDED', output: { done: true } });
    expect(twice.calls).toHaveLength(3);
    expect(await runMachine(definition, {}, failing('A', 'B', 'C'))).toMatchObject({ status: 'FAILED', error: 'C' });
    const never = failing('Never');
    expect(await runMachine(definition, {}, never)).toMatchObject({ status: 'FAILED', error: 'Never' });
    expect(never.calls).toHaveLength(1);
  });

  it('catches by the first catcher that names the error, with the error and the input at hand', async () => {
    const definition = machine({
      Ask: task({
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Wrong' },
          { ErrorEquals: ['States.ALL'], Output: '{% [$states.input, $states.errorOutput.Error] %}', Next: 'Caught' },
        ],
      }),
      Wrong: { Type: 'Fail', Error: 'Wrong' },
      Caught: { Type: 'Pass', End: true },
    });
    expect((await runMachine(definition, 'in', failing('A'))).output).toEqual(['in', 'A']);
  });

  it('fails a map of which one item fails, and a machine that comes to a Fail', async () => {
    const definition = machine({
      Each: {
        Type: 'Map',
        Items: '{% $states.input %}',
        ItemProcessor: { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No', Cause: "{% 'not ' & $states.input %}" } } },
        End: true,
      },
    });
    expect(await runMachine(definition, ['x'], { answer: nobody })).toMatchObject({ status: 'FAILED', error: 'No', cause: 'not x' });
    expect(await runMachine(definition, [], { answer: nobody })).toMatchObject({ status: 'SUCCEEDED', output: [] });
  });

  it('refuses what it does not know', async () => {
    await expect(runMachine(machine({ Wait: { Type: 'Wait', Seconds: 1, End: true } }), {}, { answer: nobody })).rejects.toThrow('Wait');
    await expect(runMachine(machine({ Pass: { Type: 'Pass', ResultPath: '$', End: true } }), {}, { answer: nobody })).rejects.toThrow(
      'ResultPath',
    );
    await expect(runMachine({ StartAt: 'A', States: {} }, {}, { answer: nobody })).rejects.toThrow('JSONata');
  });
});
