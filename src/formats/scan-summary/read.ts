// Scan statements of every version, as today's code knows them, beside the summary as it was signed, whose digest records name.
import type * as z from 'zod';
import type { ScanSummary as LiveSummary } from '../../model/finding.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { ScanPredicate } from './v1.ts';

const predicate = formatOf({
  'safeguard.scan-summary/v1': versionOf(ScanPredicate, ({ summary }): LiveSummary => summary),
});

/** The summary that a predicate carries. Never throws. */
export function readScanPredicate(json: unknown): FormatReading<z.output<typeof ScanPredicate>, LiveSummary> {
  return predicate.readValue(json);
}
