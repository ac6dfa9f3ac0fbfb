// Reads the folders that scan jobs hand over, by content: every file is hashed again, and no conclusion of the scan job is used.
import { join } from 'node:path';
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { listed } from '../base/text.ts';
import {
  type RawScan,
  type ScanReading,
  ScanRun,
  type ScanSummary,
  type ScanTarget,
  type Severity,
} from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import { type Digest, Sha256 } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { readScan } from '../scan/read.ts';
import { summarizeScan } from '../scan/summarize.ts';

/** A scan as collected: the raw bytes, what they prove, and what leaves the room. */
export type CollectedScan = { raw: RawScan; reading: ScanReading; summary: ScanSummary };

const reportLimit = 64 * 1024 * 1024;

/** Where the runs lie, and what the scan jobs said of them, `NAME SHA256` each; undefined where nothing was said. */
export type HandedRuns = { folder: string; said?: readonly string[] | undefined };

/** The identity of a run as one job hands it to another: the SHA-256 of its run.json, which names report, log and SBOM by theirs. */
export function runSha256(run: ScanRun): Sha256 {
  return Sha256.parse(sha256Hex(canonicalBytes(run)));
}

/**
 * Every run below a folder (`<folder>/<name>/run.json`), read and judged. A run of another GitHub run is a replay; one that no scan job
 * handed over, or that changed on the way, proves nothing (THREATS D4). Throws HANDOVER_INCOMPLETE for one that was handed over and is gone.
 */
export async function collectRawScans(
  ports: Pick<Ports, 'files'>,
  { folder, said }: HandedRuns,
  run: RunContext,
  digest: Digest,
  threshold: Severity,
): Promise<CollectedScan[]> {
  const collected: CollectedScan[] = [];
  // Where no scan job handed anything over there is no folder, and every required scan is missing.
  const names = (await ports.files.exists(folder)) ? await ports.files.list(folder) : [];
  const handed = said && readHandedRuns(said, names, folder);
  for (const name of names) {
    // Listing refuses a folder that is a link to somewhere else.
    await ports.files.list(join(folder, name));
    const raw = await readRawScan(ports, join(folder, name), run);
    const expected = { kind: raw.run.kind, target: targetOf(raw.run.kind, run, digest) };
    const reading = changedRun(handed, name, raw) ?? readScan(raw, expected);
    collected.push({ raw, reading, summary: summarizeScan(raw, reading, threshold) });
  }
  return collected;
}

function readHandedRuns(
  said: readonly string[],
  names: readonly string[],
  folder: string,
): ReadonlyMap<string, string> {
  const handed = new Map(said.map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
  const gone = [...handed.keys()].filter((name) => !names.includes(name));
  if (gone.length === 0) return handed;
  throw new Fault(
    'HANDOVER_INCOMPLETE',
    `${folder} lacks ${listed(gone)}, which a scan job handed over; it holds ${listed(names)}`,
  );
}

function changedRun(
  handed: ReadonlyMap<string, string> | undefined,
  name: string,
  raw: RawScan,
): ScanReading | undefined {
  const found = runSha256(raw.run);
  const expected = handed ? (handed.get(name) ?? '') : found;
  if (expected === found) return undefined;
  const message =
    expected === ''
      ? `no scan job handed over the run ${name}`
      : `the run ${name} has sha256 ${found}, the scan job handed over ${expected}; it was changed on the way`;
  return { proven: false, code: 'SCAN_HASH_MISMATCH', message };
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
