// A second image of the clinic, built from another commit, with scanner runs that are of it: what a rollback needs.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { clinicFolder } from '../../local-cloud/clinic.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { publish, recordedRuns, type World } from './deploy-world.ts';

const runNames = [
  'dependencies-osv-scanner',
  'image-trivy',
  'infrastructure-checkov',
  'secrets-gitleaks',
  'source-semgrep',
];

/** Publishes another image of a commit: the same layers under an annotated manifest, with scanner runs that are of it; `name` tells images of one commit apart. */
export async function publishVariant(world: World, commit: string, runId: string, name?: string): Promise<string> {
  const layout = clinicFolder(world.clinic, `layout-${runId}`);
  cpSync(world.layout, layout, { recursive: true });
  const blob = (digest: string) => join(layout, 'blobs/sha256', digest.slice(7));
  const index = Index.parse(JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')));
  const bytes = JSON.stringify({
    ...JSON.parse(readFileSync(blob(world.digest), 'utf8')),
    annotations: { commit, name },
  });
  const digest = `sha256:${sha256Hex(bytes)}`;
  writeFileSync(blob(digest), bytes);
  const manifests = index.manifests.map((entry) => ({ ...entry, digest, size: bytes.length }));
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ ...index, manifests }));
  const runs = retargeted(world, runId, [
    [world.digest.slice(7), digest.slice(7)],
    [world.commit, commit],
  ]);
  const ended = await publish({ clinic: world.clinic, layout }, commit, runs, runId);
  if (ended.code !== 0) throw new Error(ended.lines.join('\n'));
  return digest;
}

/** Publishes the very image of the world again as built from another commit, as a reproducible build does after a change of documents. */
export async function publishAgain(world: World, commit: string, runId: string): Promise<void> {
  const ended = await publish(world, commit, retargeted(world, runId, [[world.commit, commit]]), runId);
  if (ended.code !== 0) throw new Error(ended.lines.join('\n'));
}

/** A folder with the recorded runs made ones of another target. */
function retargeted({ clinic }: World, runId: string, changes: readonly [string, string][]): string {
  const runs = clinicFolder(clinic, `runs-${runId}`);
  for (const name of runNames) {
    cpSync(join(recordedRuns, name), join(runs, name), { recursive: true });
    retarget(join(runs, name), changes);
  }
  return runs;
}

const Index = z.looseObject({ manifests: z.array(z.looseObject({ digest: z.string() })) });

/** Makes a recorded run one of another target: its own files name it, and run.json has their new digests. */
function retarget(folder: string, changes: readonly [string, string][]): void {
  const change = (name: string) => {
    const text = changes.reduce(
      (found, [from, to]) => found.replaceAll(from, to),
      readFileSync(join(folder, name), 'utf8'),
    );
    writeFileSync(join(folder, name), text);
    return { bytes: Buffer.byteLength(text), sha256: sha256Hex(text) };
  };
  const sbom = existsSync(join(folder, 'sbom.json')) ? { sbom: change('sbom.json') } : {};
  const contents = { report: change('report.json'), ...sbom };
  change('run.json');
  const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...run, ...contents }));
}
