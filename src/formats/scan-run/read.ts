// Scanner runs of every version, as today's code knows them. A run is read by the release that judges it, so its tool has to be known.

import { named } from '../../base/text.ts';
import { type ScanRun as LiveRun, ScanTool } from '../../model/finding.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { ScanRun } from './v1.ts';

const run = formatOf({ 'safeguard.scan-run/v1': versionOf(ScanRun, (old) => old) });

/** A run from the JSON of its `run.json`. Never throws. */
export function readScanRun(json: unknown): FormatReading<unknown, LiveRun> {
  const reading = run.readValue(json);
  if (!reading.ok) return reading;
  const tool = ScanTool.safeParse(reading.stored.tool);
  if (!tool.success)
    return { ok: false, problem: `tool: ${named(reading.stored.tool)} is not a tool that this version reads` };
  return { ok: true, value: { ...reading.stored, tool: tool.data }, stored: reading.stored };
}
