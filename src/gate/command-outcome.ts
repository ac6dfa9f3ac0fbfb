// How the command of a deploy ended, as evidence keeps it. Its raw output is not kept: nothing unscrubbed may reach storage that
// cannot be erased.
import type { ProgramResult } from '../model/ports.ts';

/** How the command ended. `not-started` only when it is certain that no program ran. */
export type CommandOutcome = { outcome: 'succeeded' | 'failed' | 'not-started'; sentence: string };

/** Only exit code 0 is a success; a program that was stopped may have done anything. */
export function judgeCommand(
  { timedOut, signal, exitCode }: Pick<ProgramResult, 'timedOut' | 'signal' | 'exitCode'>,
  timeoutMinutes: number,
): CommandOutcome {
  if (timedOut)
    return { outcome: 'failed', sentence: `was stopped after ${timeoutMinutes} minutes; what it did is unknown.` };
  if (signal !== '') return { outcome: 'failed', sentence: `was ended by ${signal}; what it did is unknown.` };
  return { outcome: exitCode === 0 ? 'succeeded' : 'failed', sentence: `ended with exit code ${exitCode}.` };
}
