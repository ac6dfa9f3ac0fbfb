// The whole spine in one go, on loopback: one image is scanned, gated, signed, recorded under a lock, approved by a person,
// deployed by digest and explained to an auditor; then the refusals; then one byte of the evidence is changed. Everything runs
// through the doors that production uses. `npm run demo -- --real` runs the scanners that are installed instead of replaying.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Clinic, clinicFolder, names, openClinic, people } from '../local-cloud/clinic.ts';
import { sharedClock } from '../local-cloud/clock.ts';
import { explore, saveEvidence } from '../local-cloud/journey/evidence-folder.ts';
import { packImage } from '../local-cloud/journey/pack-image.ts';
import {
  act,
  ask,
  bold,
  dim,
  expectEnd,
  green,
  linesWith,
  Misuse,
  red,
  Surprise,
  say,
} from '../local-cloud/journey/stage.ts';
import { deployStep, prepareStep, type Story } from '../local-cloud/journey/story.ts';
import { toIso } from '../src/base/time.ts';
import { outliveReaders } from '../src/main/console.ts';
import { userFolder } from '../src/main/user-folder.ts';
import { ScanKind } from '../src/model/finding.ts';
import { provingTools } from '../src/model/scanners.ts';
import { playRefusals } from './refusals.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const Facts = z.looseObject({
  image_digest: z.string(),
  recorded_at: z.int(),
  commits: z.record(z.string(), z.string()),
});

async function openStory(real: boolean): Promise<Story> {
  const facts = Facts.parse(JSON.parse(readFileSync(join(root, 'examples/recorded/facts.json'), 'utf8')));
  const clock = real ? sharedClock() : sharedClock(facts.recorded_at + 300);
  const clinic = await openClinic(clock, { deployCommand: ['/bin/sh', '-c', 'echo rolled out {image}'] });
  try {
    return beginStory(clinic, facts);
  } catch (error) {
    await clinic.close();
    throw error;
  }
}

function beginStory(clinic: Clinic, facts: z.infer<typeof Facts>): Story {
  const commit = facts.commits['clinic-api'] ?? '';
  clinic.addCommit(commit, people.maria);
  const layout = clinicFolder(clinic, 'layout');
  const { digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout);
  if (digest !== facts.image_digest)
    throw new Surprise(`the image has digest ${digest}, recorded was ${facts.image_digest}; run npm ci`);
  const runs = clinicFolder(clinic, 'runs');
  return { clinic, runs, commit, plantedCommit: facts.commits['clinic-api-planted'] ?? '', layout, digest };
}

async function playScans(story: Story, real: boolean): Promise<void> {
  for (const kind of ScanKind.options) {
    const [tool = ''] = provingTools(kind);
    const target: Record<string, string> = kind === 'image' ? { digest: story.digest } : { commit: story.commit };
    const path = kind === 'image' ? story.layout : join(root, 'examples/clinic-api');
    const source: Record<string, string> = real
      ? { path }
      : { replay: join(root, 'examples/recorded/clinic-api', `${kind}-${tool}`) };
    const step = story.clinic.buildStep(story.commit, { kind, tool, runs: story.runs, ...target, ...source });
    const tools = process.env.SAFEGUARD_TOOLS;
    if (tools) step.variables.SAFEGUARD_TOOLS = tools;
    const ended = await act(story.clinic, 'scan', step);
    expectEnd(ended, 0, /found 0 problems/);
    say(`   ${linesWith(ended, tool)[0]}`);
  }
}

async function playSpine(story: Story, real: boolean): Promise<void> {
  const { clinic, digest } = story;
  const short = digest.slice(0, 19);
  say(`${bold('1 build')}    examples/clinic-api is packed as an OCI image: ${digest}`);
  say(
    `${bold('2 scan')}     five scanners, each in a job of its own${real ? '' : dim(' (recorded runs, handed in again; this policy allows that openly)')}`,
  );
  await playScans(story, real);
  const published = await act(
    clinic,
    'publish',
    clinic.buildStep(story.commit, { layout: story.layout, runs: story.runs }),
  );
  expectEnd(published, 0, /Pushed .* with 8 signed statements/);
  say(
    `${bold('3 publish')}  ${green('allowed')}: ${linesWith(published, '0 rules denied')[0]}. Pushed by digest, 8 statements signed and attached,`,
  );
  say(
    `             evidence locked in s3:${names.bucket} until ${toIso(clinic.cloud.clock.now() + 6 * 31_557_600).slice(0, 4)}, manifest ${published.outputs['manifest-sha256']?.slice(0, 12)} signed`,
  );
  const gated = await act(clinic, 'gate', prepareStep(story, '9000000002'));
  expectEnd(gated, 0, /Allowed before-approval/);
  say(
    `${bold('4 gate')}     ${green('allowed')} before anyone sees a button: ${linesWith(gated, '0 rules denied')[0]}`,
  );
  clinic.approve('9000000002', people.jonas);
  say(
    `${bold('5 approve')}  jonas approves run 9000000002 for production; maria wrote the commit, ines started the run`,
  );
  const deployed = await act(clinic, 'deploy', deployStep(story, '9000000002', {}));
  expectEnd(deployed, 0, /to production succeeded/);
  say(
    `${bold('6 deploy')}   ${green('succeeded')}: intent, decision and opening manifest were locked first, then the command ran with ${short}…,`,
  );
  say(`             then outcome, closing manifest and ledger result were locked`);
}

async function playAudit(story: Story): Promise<void> {
  const { clinic } = story;
  const anchor = join(clinic.folder, 'anchor.json');
  const made = await ask(clinic, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
  expectEnd(made, 0, /safeguard.anchor\/v2/);
  writeFileSync(anchor, made.text);
  const sources = ['--store', clinic.store, '--anchor', anchor];
  const deployId = `${names.repositoryId}/9000000002`;
  say(bold('\nThe auditor asks, with the bucket and an anchor file alone'));
  const second = await ask(clinic, ['audit', 'deploy', deployId, ...sources]);
  expectEnd(second, 0, /is proven/);
  say(`${bold('For this deploy: show the approval chain, the signatures and the scan results.')}\n${second.text}`);
  const day = toIso(clinic.cloud.clock.now()).slice(0, 10);
  const fifth = await ask(clinic, ['audit', 'running', story.digest, '--at', day, ...sources]);
  expectEnd(fifth, 0, /is proven/);
  say(`${bold(`Prove that what ran at the end of ${day} is what was approved.`)}\n${fifth.text}`);
  saveEvidence(clinic, join(root, '.demo'), made.text);
  await playTampering(story, ['audit', 'deploy', deployId, ...sources]);
}

async function playTampering(story: Story, question: string[]): Promise<void> {
  const bucket = story.clinic.bucket;
  const victim = bucket.list('records/').find((version) => version.key.includes('/9000000002-1/approval-'));
  if (!victim) throw new Surprise('there is no approval record to change');
  bucket.corrupt(victim.key, 10);
  const again = await ask(story.clinic, question);
  expectEnd(again, 1, /NOT PROVEN/);
  say(bold('\nOne byte of one record is changed behind the lock, and the first question is asked again'));
  const problems = again.text.split('\n').filter((line) => /^ {2}- [A-Z_]+: /.test(line));
  for (const problem of problems) say(`${red('NOT PROVEN')}: ${problem.slice(4)}`);
}

const usage =
  'Usage: npm run demo, npm run demo -- --real (with the scanners that are installed), or afterwards npm run demo -- safeguard audit ...';

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'safeguard') {
    process.exitCode = await explore(join(root, '.demo'), args.slice(1));
    return;
  }
  if (args.includes('--help')) {
    say(usage);
    return;
  }
  const unknown = args.filter((word) => word !== '--real');
  if (unknown.length > 0) throw new Misuse(`unknown: ${unknown.join(' ')}\n${usage}`);
  const started = Date.now();
  const real = args.includes('--real');
  say(bold('Safeguard, on loopback: GitHub, AWS, Sigstore and a registry run inside this process'));
  const story = await openStory(real);
  try {
    await playSpine(story, real);
    await playRefusals(story);
    await playAudit(story);
    say(
      `\n${green('Everything went as told')} in ${((Date.now() - started) / 1000).toFixed(1)} s. The evidence lies in .demo/bucket, as files; the anchor in .demo/anchor.json.`,
    );
    say('Explore it, also after changing a file:');
    say(`  npm run demo -- safeguard audit deploy ${names.repositoryId}/9000000002`);
    say(
      `  npm run demo -- safeguard audit running ${story.digest} --at ${toIso(story.clinic.cloud.clock.now()).slice(0, 10)}`,
    );
    say('  npm run safeguard -- config explain --config .demo/safeguard.yml');
  } finally {
    await story.clinic.close();
  }
}

outliveReaders();
const called = userFolder(process.env, {
  script: 'demo',
  root: new URL('../', import.meta.url),
  current: process.cwd(),
});
if (called !== undefined) process.chdir(called);
try {
  await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  say(red(error instanceof Misuse ? text : `\nThe demonstration did not end as expected: ${text}`));
  process.exitCode = error instanceof Misuse ? 2 : 1;
}
