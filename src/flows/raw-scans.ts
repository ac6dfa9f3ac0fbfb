// Reads the folders that scan jobs hand over, by content: every file is hashed again, and no conclusion of the scan job is used.
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import {
  type RawScan,
  type ScanReading,
  ScanRun,
  type ScanSummary,
  type ScanTarget,
  type Severity,
} from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import type { Digest } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { readScan } from '../scan/read.ts';
import { summarizeScan } from '../scan/summarize.ts';

/** A scan as collected: the raw bytes, what they prove, and what leaves the room. */
export type CollectedScan = { raw: RawScan; reading: ScanReading; summary: ScanSummary };

const reportLimit = 64 * 1024 * 1024;

/** Every run below a folder (`<folder>/<name>/run.json`), read and judged. A run of another GitHub run is a replay. */
export async function collectRawScans(
  ports: Pick<Ports, 'files'>,
  folder: string,
  run: RunContext,
  digest: Digest,
  threshold: Severity,
): Promise<CollectedScan[]> {
  const collected: CollectedScan[] = [];
  for (const name of await ports.files.list(folder)) {
    // Listing refuses a folder that is a link to somewhere else.
    await ports.files.list(join(folder, name));
    const raw = await readRawScan(ports, join(folder, name), run);
    const expected = { kind: raw.run.kind, target: targetOf(raw.run.kind, run, digest) };
    const reading = readScan(raw, expected);
    collected.push({ raw, reading, summary: summarizeScan(raw, reading, threshold) });
  }
  return collected;
}

/** One run folder. Throws FILE_MISSING, RECORD_INVALID. */
export async function readRawScan(
  ports: Pick<Ports, 'files'>,
  folder: string,
  run: { run_id: string; source: RunContext['source'] },
): Promise<RawScan> {
  const parsed = ScanRun.safeParse(
    parseJsonBytes(await ports.files.read(join(folder, 'run.json'), 1024 * 1024), defaultJsonLimits),
  );
  if (!parsed.success)
    throw new Fault(
      'RECORD_INVALID',
      `${join(folder, 'run.json')}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  const [report, log] = await Promise.all(
    ['report.json', 'log.txt'].map((name) => ports.files.read(join(folder, name), reportLimit)),
  );
  const sbom = parsed.data.sbom ? await ports.files.read(join(folder, 'sbom.json'), reportLimit) : null;
  const replay = run.source !== 'token' || parsed.data.run_id !== run.run_id;
  return { run: parsed.data, report: report ?? new Uint8Array(), log: log ?? new Uint8Array(), sbom, replay };
}

/** What a scan of this kind must have looked at: the image itself, or the commit it was built from. */
export function targetOf(kind: ScanSummary['kind'], run: Pick<RunContext, 'commit'>, digest: Digest): ScanTarget {
  return kind === 'image' ? { type: 'image', digest } : { type: 'source', commit: run.commit };
}
