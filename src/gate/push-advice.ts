// What helps once an image was pushed and its evidence is not complete.
import type { Fault } from '../base/fault.ts';
import type { FaultCode } from '../base/fault-register.ts';

/** What fails again with the same facts. */
const hopeless: ReadonlySet<FaultCode> = new Set([
  'BUG',
  'EVIDENCE_TOO_LARGE',
  'RECORD_INVALID',
  'STATEMENT_TOO_LARGE',
]);

/** The advice after a push: publishing again, where what failed can work another time. */
export function adviceAfterPush({ code, kind }: Pick<Fault, 'code' | 'kind'>): string {
  if (kind === 'remote') return 'Then publish again: that completes what is there.';
  return hopeless.has(code)
    ? 'Publishing the same again cannot work; the image has no evidence, and no deploy of it is allowed.'
    : 'Once that is corrected, publish again: that completes what is there.';
}
