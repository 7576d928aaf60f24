import { type Instruction, type InstructionContext, instructionContext } from 'agent-workload-identity/runtime';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
export const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;
export const ROLE = 'arn:aws:iam::111122223333:role/support-crm';

export const INSTRUCTION: Instruction = { instruction: 'i-7f3a', run: 'r-1', task: 't-1', user: 'u-1', traceparent: TRACEPARENT };

export const contextOf = (more: Partial<Instruction> = {}): InstructionContext => instructionContext({ ...INSTRUCTION, ...more });

/** The codes and places of what is refused; empty where nothing is. */
export function refusals(act: () => unknown): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    const { faults } = error as { faults?: readonly { code: string; where: string }[] };
    if (faults === undefined) throw error;
    return faults.map(({ code, where }) => `${code} ${where}`);
  }
}
