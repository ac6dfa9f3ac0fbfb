// The clean runs with an SBOM of the size a test wants: what a large image brings along.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { sha256Hex } from '../../src/base/digest.ts';
import { type BuildWorld, editRun, recorded, runNames, someRuns } from './build-world.ts';

const Sbom = z.looseObject({ components: z.array(z.unknown()).default([]) });

/** A folder of runs whose SBOM has exactly `bytes` bytes, of the image of the clean runs or of the planted one. */
export function runsWithSbom(world: BuildWorld, bytes: number, from: string = recorded.clean): string {
  const folder = someRuns(world, runNames, from);
  const path = join(folder, 'image-trivy/sbom.json');
  const sbom = Sbom.parse(JSON.parse(readFileSync(path, 'utf8')));
  const sized = (length: number) => {
    const filler = { type: 'file', 'bom-ref': 'filler', name: 'f'.repeat(length) };
    return JSON.stringify({ ...sbom, components: [...sbom.components, filler] });
  };
  const text = sized(bytes - Buffer.byteLength(sized(0)));
  writeFileSync(path, text);
  const content = { sha256: sha256Hex(text), bytes: Buffer.byteLength(text) };
  editRun(folder, 'image-trivy', { run: (run) => ({ ...run, sbom: content }) });
  return folder;
}
