// Reads the folders that scan jobs hand over, by content: every file is hashed again, and no conclusion of the scan job is used.
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { listed } from '../../base/text.ts';
import {
  type RawScan,
  ScanKind,
  type ScanReading,
  type ScanSummary,
  type Severity,
  type SeverityMap,
} from '../../model/finding.ts';
import type { RunContext } from '../../model/identity.ts';
import type { Digest } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';
import { changedRun, type RunFolder, readHandover, targetOf } from '../../scan/handover.ts';
import { readRunFile } from '../../scan/run-file.ts';
import { summarizeScan } from '../../scan/summarize.ts';

/** A scan as collected: the raw bytes, what they prove, and what leaves the room. */
export type CollectedScan = { raw: RawScan; reading: ScanReading; summary: ScanSummary };

const reportLimit = 64 * 1024 * 1024;

/**
 * Where the runs lie. Without `said` directly in `folder`; in a contract in one folder per kind, with what the scan job of that kind
 * said of its runs, `NAME SHA256` each: a job speaks for its own kind and for no other.
 */
export type HandedRuns = { folder: string; said?: Readonly<Record<ScanKind, readonly string[]>> | undefined };

/** What the runs must be about, and how bad counts; all of it from one effective policy, so that a summary says what was decided on. */
export type Judging = {
  run: Pick<RunContext, 'commit' | 'source'> & { run_id: string };
  /** Null where no image is at hand: then runs about an image are passed over. */
  digest: Digest | null;
  threshold: Severity;
  severities: SeverityMap;
};

/**
 * Every run (`.../<name>/run.json`), read and judged. A run of another GitHub run is a replay; one that the scan job of its kind did not
 * hand over, or that changed on the way, proves nothing (threat D4). Throws HANDOVER_INCOMPLETE for one that was handed over and is gone,
 * HANDOVER_INVALID for a job that speaks for another kind or twice for one run.
 */
export async function collectRawScans(
  ports: Pick<Ports, 'files'>,
  runs: HandedRuns,
  { run, digest, threshold, severities }: Judging,
): Promise<CollectedScan[]> {
  // Loaded where reports are read: what rates CVSS vectors takes as long to load as all else that a gate loads.
  const { readScan } = await import('../../scan/read.ts');
  const collected: CollectedScan[] = [];
  for (const folder of await runFolders(ports, runs)) {
    // Listing refuses a folder that is a link to somewhere else.
    await ports.files.list(folder.path);
    const raw = await readRawScan(ports, folder.path, run);
    const target = targetOf(raw.run.kind, run, digest);
    if (target === null) continue;
    const expected = { kind: raw.run.kind, target };
    const reading = changedRun(folder, raw) ?? readScan(raw, expected, severities);
    collected.push({ raw, reading, summary: summarizeScan(raw, reading, threshold) });
  }
  return collected;
}

async function runFolders(ports: Pick<Ports, 'files'>, { folder, said }: HandedRuns): Promise<RunFolder[]> {
  if (said === undefined) return (await namesIn(ports, folder)).map((name) => ({ path: join(folder, name), name }));
  const found: RunFolder[] = [];
  for (const kind of ScanKind.options) {
    const place = join(folder, kind);
    const names = await namesIn(ports, place);
    const handed = readHandover(kind, said[kind]);
    const gone = [...handed.keys()].filter((name) => !names.includes(name));
    if (gone.length > 0)
      throw new Fault(
        'HANDOVER_INCOMPLETE',
        `${place} lacks ${listed(gone)}, which the job scan-${kind} handed over; it holds ${listed(names)}`,
      );
    for (const name of names) found.push({ path: join(place, name), name, kind, expected: handed.get(name) ?? '' });
  }
  return found;
}

/** Where no scan job handed anything over there is no folder, and every required scan is missing. */
async function namesIn(ports: Pick<Ports, 'files'>, folder: string): Promise<string[]> {
  return (await ports.files.exists(folder)) ? ports.files.list(folder) : [];
}

/** One run folder. Throws FILE_MISSING, RECORD_INVALID. */
export async function readRawScan(
  ports: Pick<Ports, 'files'>,
  folder: string,
  run: { run_id: string; source: RunContext['source'] },
): Promise<RawScan> {
  const path = join(folder, 'run.json');
  const value = readRunFile(await ports.files.read(path, 1024 * 1024), path);
  const [report, log] = await Promise.all(
    ['report.json', 'log.txt'].map((name) => ports.files.read(join(folder, name), reportLimit)),
  );
  const sbom = value.sbom ? await ports.files.read(join(folder, 'sbom.json'), reportLimit) : null;
  const replay = run.source !== 'token' || value.run_id !== run.run_id;
  return { run: value, report: report ?? new Uint8Array(), log: log ?? new Uint8Array(), sbom, replay };
}
