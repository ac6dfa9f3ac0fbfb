// Reads `run.json`, in which a scan job describes its run. Its text is untrusted until it has been checked here.
import { Fault } from '../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { readScanRun } from '../formats/scan-run/read.ts';
import type { ScanRun } from '../model/finding.ts';

/** The run in a file; `path` is for messages. Throws RECORD_INVALID, and what JSON that is not whole throws. */
export function readRunFile(bytes: Uint8Array, path: string): ScanRun {
  const read = readScanRun(parseJsonBytes(bytes, defaultJsonLimits));
  if (read.ok) return read.value;
  throw new Fault('RECORD_INVALID', `${path}: ${read.problem}`);
}
