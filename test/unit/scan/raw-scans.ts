// Raw runs for the tests of the scan room: recorded output of the real tools, and hand-made ones. It never judges them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { sha256Hex } from '../../../src/base/digest.ts';
import {
  type RawScan,
  ScanKind,
  ScanRun,
  ScanTool,
  type Severity,
  type SeverityMap,
} from '../../../src/model/finding.ts';
import { Commit, Digest, Sha256 } from '../../../src/model/ids.ts';
import type { RunInHand } from '../../../src/scan/finding.ts';
import { readScan } from '../../../src/scan/read.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/scan/', import.meta.url));

/** The commit every source run here is about. */
export const commit = Commit.parse('1'.repeat(40));

const Recorded = z.strictObject({
  tool: ScanTool,
  kind: ScanKind,
  tool_version: z.string(),
  exit_code: z.int(),
  argv: z.array(z.string()),
  digest: Digest.optional(),
});

/** What a hand-made run needs; the rest has one value everywhere. */
export type Sketch = {
  tool: ScanTool;
  kind: ScanKind;
  report: Uint8Array | string;
  log?: Uint8Array | string;
  sbom?: Uint8Array;
  exitCode?: number;
  version?: string;
  argv?: string[];
  digest?: Digest;
  javaDatabaseAt?: number;
};

/** A run whose digests and lengths fit its bytes. */
export function rawScan(sketch: Sketch): RawScan {
  const report = bytesOf(sketch.report);
  const log = bytesOf(sketch.log ?? '');
  const sbom = sketch.sbom ?? null;
  const run = ScanRun.parse({
    schema: 'safeguard.scan-run/v1',
    kind: sketch.kind,
    tool: sketch.tool,
    tool_version: sketch.version ?? 'dev',
    tool_sha256: '2'.repeat(64),
    argv: sketch.argv ?? [`/opt/tools/${sketch.tool}`],
    exit_code: sketch.exitCode ?? 0,
    started_at: 1_795_000_000,
    finished_at: 1_795_000_010,
    target: sketch.digest ? { type: 'image', digest: sketch.digest } : { type: 'source', commit },
    database_at: null,
    ...(sketch.javaDatabaseAt === undefined ? {} : { java_database_at: sketch.javaDatabaseAt }),
    rules_sha256: null,
    report: contentOf(report),
    log: contentOf(log),
    sbom: sbom && contentOf(sbom),
  });
  return { run, report, log, sbom, replay: false };
}

/** A recorded run of the real tool, `test/fixtures/scan/<tool>/<name>`, with parts of it replaced. */
export function recorded(tool: ScanTool, name: string, changes: Partial<Sketch> = {}): RawScan {
  const folder = `${fixtures}${tool}/${name}/`;
  const run = Recorded.parse(JSON.parse(readFileSync(`${folder}run.json`, 'utf8')));
  return rawScan({
    tool,
    kind: run.kind,
    report: readFileSync(`${folder}report.json`),
    log: readFileSync(`${folder}log.txt`),
    exitCode: run.exit_code,
    version: run.tool_version,
    argv: run.argv,
    ...(run.digest ? { digest: run.digest } : {}),
    ...(existsSync(`${folder}sbom.json`) ? { sbom: readFileSync(`${folder}sbom.json`) } : {}),
    ...changes,
  });
}

/** The run as an adapter gets it, with these severities alone for what its tool leaves unrated. */
export function inHand(raw: RawScan, severities: Readonly<Record<string, Severity>> = {}): RunInHand {
  return { ...raw, severities: new Map(Object.entries(severities)) };
}

/** The run read as what it says it is. */
export function read(raw: RawScan, severities?: SeverityMap) {
  return readScan(raw, { kind: raw.run.kind, target: raw.run.target }, severities);
}

/** The code of a run that proves nothing, or `proven`. */
export function codeOf(raw: RawScan): string {
  const reading = read(raw);
  return reading.proven ? 'proven' : reading.code;
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function contentOf(bytes: Uint8Array) {
  return { sha256: Sha256.parse(sha256Hex(bytes)), bytes: bytes.length };
}
