// The examples as the scanners see them: copied to a folder of their own, packed as an image, and scanned through the flow that
// production uses. It must never scan in place, nor hand a scanner anything of this job's surroundings.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { exampleCommit } from '../local-cloud/journey/example-commit.ts';
import { packImage } from '../local-cloud/journey/pack-image.ts';
import { runScan } from '../src/flows/scan.ts';
import { wirePorts } from '../src/main/wire.ts';
import { ScanKind, type ScanReading, type ScanTool } from '../src/model/finding.ts';
import { Commit, Digest, EpochSeconds } from '../src/model/ids.ts';
import type { Ports } from '../src/model/ports.ts';
import { provingTools } from '../src/model/scanners.ts';
import { scanTarget } from '../src/scan/handover.ts';
import { toolsFolder } from './tools-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The recorded examples: the second is the first with planted problems. */
export const examples = ['clinic-api', 'clinic-api-planted'] as const;
export type Example = (typeof examples)[number];

/** One tool for each of the five kinds: the first that proves it. */
export const scans: readonly { kind: ScanKind; tool: ScanTool }[] = ScanKind.options.flatMap((kind) =>
  provingTools(kind)
    .slice(0, 1)
    .map((tool) => ({ kind, tool })),
);

/** `examples/recorded/facts.json`: what was scanned, by which versions, and when. */
export const RecordedFacts = z.strictObject({
  image_digest: Digest,
  planted_image_digest: Digest,
  commits: z.record(z.enum(examples), Commit),
  recorded_at: EpochSeconds,
  tools: z.record(z.string(), z.string()),
});
export type RecordedFacts = z.infer<typeof RecordedFacts>;

/** An example copied and packed, ready to be scanned. */
export type LaidOut = { source: string; layout: string; digest: Digest; commit: Commit };

/** Copies an example to `<folder>/<example>` and packs it beside, with the dependencies that npm installed for this repository. */
export function layOut(example: Example, folder: string): LaidOut {
  const source = join(folder, example);
  cpSync(join(root, 'examples', example), source, { recursive: true });
  const packed = packImage(source, join(root, 'node_modules'), join(folder, `${example}-image`));
  return { source, layout: packed.folder, digest: Digest.parse(packed.digest), commit: exampleCommit(source) };
}

export type ScanPorts = Parameters<typeof runScan>[1];

/** Runs the five scanners and writes `<runs>/<kind>-<tool>/`. Throws what the flow throws. */
export async function scanExample(laidOut: LaidOut, runs: string, ports: ScanPorts) {
  const answers: { kind: ScanKind; tool: ScanTool; version: string; reading: ScanReading }[] = [];
  for (const { kind, tool } of scans) {
    const path = kind === 'image' ? laidOut.layout : laidOut.source;
    const target = scanTarget(kind, laidOut.digest, laidOut.commit);
    const { json } = await runScan({ kind, tool, path, target, runs }, ports);
    answers.push({ kind, tool, version: json.run.tool_version, reading: json.reading });
  }
  return answers;
}

/** Ports over the installed scanners; nothing of this job's surroundings is among them. */
export function openScanPorts(): { ports: Ports; dispose(): Promise<void> } {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const log = { step: (_name: string, text: string) => say(text), info: say, warn: say };
  return wirePorts({ variables: { SAFEGUARD_TOOLS: toolsFolder() }, log, root: new URL(`file://${root}`) });
}
