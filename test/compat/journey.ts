// A whole journey as one release writes it: a denied and an allowed publication, a deploy that a person approved, the auditor's anchor. All
// that has to be readable for years is kept as files: the store, the anchor, the statements on the image, the policy among the blobs.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Clinic, clinicFolder, names, openClinic, people } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { saveEvidence } from '../../local-cloud/journey/evidence-folder.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import { act, ask } from '../../local-cloud/journey/stage.ts';
import { deployStep, prepareStep, type Story } from '../../local-cloud/journey/story.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const recorded = join(root, 'examples/recorded/clinic-api');
const Facts = z.looseObject({ recorded_at: z.int(), commits: z.record(z.string(), z.string()) });

/** What the journey left, by the names under which a reader asks for it again. */
export const Journey = z.strictObject({
  repository_id: z.string(),
  digest: z.string(),
  deploy_id: z.string(),
  /** The end of the day of the deploy, as `audit running` takes it. */
  at: z.string(),
  /** Every decision, by how it ended. */
  decisions: z.array(z.strictObject({ sha256: z.string(), verdict: z.enum(['allow', 'deny']) })),
});
export type Journey = z.infer<typeof Journey>;

/** Plays the journey and writes it below `folder`; throws where a step ends otherwise than it has to. */
export async function writeJourney(folder: string): Promise<void> {
  const facts = Facts.parse(JSON.parse(readFileSync(join(root, 'examples/recorded/facts.json'), 'utf8')));
  const clock = sharedClock(facts.recorded_at + 300);
  const clinic = await openClinic(clock, { deployCommand: ['/bin/true', '{image}'] });
  try {
    const commit = facts.commits['clinic-api'] ?? '';
    clinic.addCommit(commit, people.maria);
    const layout = clinicFolder(clinic, 'layout');
    const { digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout);
    await play({ clinic, runs: recorded, commit, plantedCommit: '', layout, digest }, folder);
  } finally {
    await clinic.close();
  }
}

async function play(story: Story, folder: string): Promise<void> {
  const { clinic, commit, layout, digest } = story;
  const few = clinicFolder(clinic, 'few-runs');
  for (const name of readdirSync(recorded).slice(1)) cpSync(join(recorded, name), join(few, name), { recursive: true });
  const denied = await step(clinic, 'publish', clinic.buildStep(commit, { layout, runs: few }), 1);
  const built = clinic.buildStep(commit, { layout, runs: recorded }, { runId: '9000000003' });
  const published = await step(clinic, 'publish', built, 0);
  const runId = '9000000002';
  const gated = await step(clinic, 'gate', prepareStep(story, runId), 0);
  clinic.approve(runId, people.jonas);
  const deployed = await step(clinic, 'deploy', deployStep(story, runId, { head: gated['ledger-head'] || 'none' }), 0);
  const anchor = await ask(clinic, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
  if (anchor.code !== 0) throw new Error(`config anchor: ${anchor.text}`);
  saveEvidence(clinic, folder, anchor.text);
  saveStatements(clinic, digest, join(folder, 'statements'));
  const decision = (outputs: Record<string, string>, verdict: 'allow' | 'deny') => ({
    sha256: outputs['decision-sha256'] ?? '',
    verdict,
  });
  const journey: Journey = {
    repository_id: names.repositoryId,
    digest,
    deploy_id: `${names.repositoryId}/${runId}`,
    at: new Date(clinic.cloud.clock.now() * 1000).toISOString().slice(0, 10),
    decisions: [decision(denied, 'deny'), decision(published, 'allow'), decision(deployed, 'allow')],
  };
  writeFileSync(join(folder, 'journey.json'), `${JSON.stringify(Journey.parse(journey), null, 2)}\n`);
}

async function step(clinic: Clinic, name: string, made: Parameters<typeof act>[2], code: number) {
  const ended = await act(clinic, name, made);
  if (ended.code !== code) throw new Error(`${name} ended with ${ended.code}:\n${ended.lines.join('\n')}`);
  return ended.outputs;
}

const Referrer = z.looseObject({
  layers: z.array(z.looseObject({ digest: z.string() })).optional(),
  subject: z.looseObject({ digest: z.string() }).optional(),
});

/** The Sigstore bundles that hang on the image, as the registry has them. */
function saveStatements({ cloud }: Clinic, digest: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const repository = cloud.registry.repository('clinic-api');
  for (const { bytes } of repository.manifests.values()) {
    const { subject, layers = [] } = Referrer.parse(JSON.parse(bytes.toString()));
    if (subject?.digest !== digest) continue;
    for (const layer of layers) {
      const bundle = repository.blobs.get(layer.digest);
      if (bundle) writeFileSync(join(folder, `${layer.digest.slice('sha256:'.length)}.json`), bundle);
    }
  }
}

/** The digest of a folder: of every path and every byte in it. */
export function folderDigest(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    hash.update(`${file} ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  return hash.digest('hex');
}
