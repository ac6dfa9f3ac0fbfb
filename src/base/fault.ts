// The one error class. A Fault means "we could not decide or act"; a refusal by policy is a Decision, never a Fault.
import { type FaultCode, type FaultKind, faultRegister } from './fault-register.ts';

/** What a Fault may carry besides its text: what to do about it, and what caused it. */
export type FaultOptions = { hint?: string; cause?: unknown };

/** An error with a stable code from the register; `kind` decides the exit code, `hint` says what to do next. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly kind: FaultKind;
  readonly hint: string;

  constructor(code: FaultCode, text: string, options: FaultOptions = {}) {
    super(text, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = faultRegister[code].kind;
    this.hint = options.hint ?? faultRegister[code].hint;
  }
}

/** True when `error` is a Fault, with the given code if one is named. */
export function isFault(error: unknown, code?: FaultCode): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code);
}

/** The process exit code for an error: 2 usage, 3 could not decide (remote, tool, integrity), 70 bug or unknown. */
export function exitCodeOf(error: unknown): 2 | 3 | 70 {
  if (!isFault(error) || error.kind === 'bug') return 70;
  return error.kind === 'usage' ? 2 : 3;
}

/** One line of text for any thrown value; never includes a stack. */
export function textOf(error: unknown): string {
  if (isFault(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
