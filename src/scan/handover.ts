// What one scan job hands to the next: the names and digests of its runs. A job may name only runs of its own kind, and
// a run that changed on the way proves nothing (threat D4).
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import {
  type RawScan,
  type ScanKind,
  type ScanReading,
  type ScanRun,
  type ScanSummary,
  type ScanTarget,
  ScanTool,
} from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import { type Commit, type Digest, Sha256 } from '../model/ids.ts';

/** The identity of a run as one job hands it to another: the SHA-256 of its run.json, which names report, log and SBOM by theirs. */
export function runSha256(run: ScanRun): Sha256 {
  return Sha256.parse(sha256Hex(canonicalBytes(run)));
}

/**
 * A run folder; `expected` is the digest that the job of its kind handed over, '' when it did not name the run,
 * undefined when no job hands over.
 */
export type RunFolder = { path: string; name: string; kind?: ScanKind; expected?: string };

/** The runs that the job of a kind handed over, by name. Throws HANDOVER_INVALID for one of another kind, or twice. */
export function readHandover(kind: ScanKind, lines: readonly string[]): ReadonlyMap<string, string> {
  const handed = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', sha256 = ''] = /^([a-z-]+) ([0-9a-f]{64})$/.exec(line) ?? [];
    const own = ScanTool.options.some((tool) => name === `${kind}-${tool}`);
    if (!own || handed.has(name))
      throw new Fault(
        'HANDOVER_INVALID',
        `the job scan-${kind} handed over ${JSON.stringify(printable(line, 200))}${handed.has(name) ? ' twice' : ''}; expected ${kind}-TOOL and a SHA-256, once each: a job may name only runs of its kind`,
      );
    handed.set(name, sha256);
  }
  return handed;
}

/** Why a run is not the one that was handed over; undefined where it is. */
export function changedRun({ name, kind, expected }: RunFolder, raw: RawScan): ScanReading | undefined {
  if (expected === undefined) return undefined;
  const own = `${raw.run.kind}-${raw.run.tool}`;
  const found = runSha256(raw.run);
  if (expected === found && own === name && raw.run.kind === kind) return undefined;
  const message =
    expected === ''
      ? `the job scan-${kind} did not hand over the run ${name}`
      : expected === found
        ? `the folder ${name} of scan-${kind} holds a run of ${raw.run.tool} for ${raw.run.kind}`
        : `the run ${name} has sha256 ${found}, the job scan-${kind} handed over ${expected}; it was changed on the way`;
  return { proven: false, code: 'SCAN_HASH_MISMATCH', message };
}

/** What a scan of this kind must have looked at: the image itself, or the commit it was built from; null for an image without a digest. */
export function targetOf(
  kind: ScanSummary['kind'],
  run: Pick<RunContext, 'commit'>,
  digest: Digest | null,
): ScanTarget | null {
  if (kind !== 'image') return { type: 'source', commit: run.commit };
  return digest && { type: 'image', digest };
}

/** The target of a scan as the command line and the actions name it. */
export function scanTarget(kind: ScanKind, digest: Digest | undefined, commit: Commit | undefined): ScanTarget {
  if (kind === 'image' && digest) return { type: 'image', digest };
  if (kind !== 'image' && commit) return { type: 'source', commit };
  throw new Fault(
    'INPUT_INVALID',
    kind === 'image'
      ? 'an image scan needs the digest of the image'
      : 'commit: missing; a scan of anything but an image needs the commit that is checked out',
  );
}
