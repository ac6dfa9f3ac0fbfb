// What Safeguard refuses, each refusal with its own message. Every scene changes one thing of the journey that went well.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clinicFolder, names, people } from '../local-cloud/clinic.ts';
import { forgeStatements, plantImage } from '../local-cloud/journey/forge.ts';
import { packImage } from '../local-cloud/journey/pack-image.ts';
import {
  act,
  actAndKill,
  bold,
  dim,
  type Ended,
  expectEnd,
  linesWith,
  red,
  Surprise,
  say,
} from '../local-cloud/journey/stage.ts';
import { deployStep, prepareStep, type Story } from '../local-cloud/journey/story.ts';
import { sha256Hex } from '../src/base/digest.ts';
import { provingTools } from '../src/model/scanners.ts';

const recorded = fileURLToPath(new URL('../examples/recorded', import.meta.url));
const examples = fileURLToPath(new URL('../examples', import.meta.url));
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Plays the eight refusals. */
export async function playRefusals(story: Story): Promise<void> {
  say(bold('\nWhat is refused'));
  await refuseCriticalFinding(story);
  await refuseTruncatedReport(story);
  const head = await currentHead(story);
  await refuseAuthor(story, head);
  await refuseForgery(
    story,
    head,
    'another repository',
    {
      repository: names.sandbox,
      repositoryId: names.sandboxId,
      workflowRef: `${names.sandbox}/.github/workflows/release.yml@refs/heads/main`,
    },
    'gate.signatures.subject',
  );
  await refuseForgery(
    story,
    head,
    'a look-alike contract',
    { jobWorkflowRef: `clinic-/compliance-workflows/.github/workflows/build-sign.yml@${names.release}` },
    'gate.signatures.subject',
  );
  await refuseOtherDigest(story, head);
  await refuseOpenIntent(story, head);
  await refuseGovernance(story);
}

function show(title: string, ended: Ended, rule: string): void {
  const found = linesWith(ended, `denied ${rule}`)[0] ?? '';
  const remedy = ended.lines[ended.lines.findIndex((line) => line.trim() === found) + 1]?.trim() ?? '';
  say(` ${red('✗')} ${bold(title)}\n   ${found}\n   ${dim(remedy)}`);
}

async function refuseCriticalFinding(story: Story): Promise<void> {
  const layout = clinicFolder(story.clinic, 'planted-layout');
  packImage(join(examples, 'clinic-api-planted'), modules, layout);
  story.clinic.addCommit(story.plantedCommit, people.maria);
  const runs = join(recorded, 'clinic-api-planted');
  const ended = await act(story.clinic, 'publish', story.clinic.buildStep(story.plantedCommit, { layout, runs }));
  expectEnd(ended, 1, /denied gate\.scans\.findings:.*GHSA-c1xc-p4gm-w2vq/);
  show('a critical finding: nothing is pushed', ended, 'gate.scans.findings');
}

async function refuseTruncatedReport(story: Story): Promise<void> {
  const runs = clinicFolder(story.clinic, 'truncated-runs');
  cpSync(story.runs, runs, { recursive: true });
  const folder = join(runs, `source-${provingTools('source')[0]}`);
  const report = readFileSync(join(folder, 'report.json'));
  const cut = report.subarray(0, Math.floor(report.length / 2));
  writeFileSync(join(folder, 'report.json'), cut);
  const run: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({ ...Object(run), report: { sha256: sha256Hex(cut), bytes: cut.length } }),
  );
  const ended = await act(
    story.clinic,
    'publish',
    story.clinic.buildStep(story.commit, { layout: story.layout, runs }),
  );
  expectEnd(ended, 1, /denied gate\.scans\.proven:.*SCAN_TRUNCATED/);
  show('a truncated report: half a report is not a clean one', ended, 'gate.scans.proven');
}

/** The ledger head as the preparing job would hand it over. */
async function currentHead(story: Story): Promise<string> {
  const ended = await act(story.clinic, 'gate', prepareStep(story, '9000000010'));
  expectEnd(ended, 0, /Allowed before-approval/);
  return ended.outputs['ledger-head'] ?? '';
}

async function refuseAuthor(story: Story, head: string): Promise<void> {
  story.clinic.approve('9000000003', people.maria);
  const ended = await act(story.clinic, 'deploy', deployStep(story, '9000000003', { head }));
  expectEnd(ended, 1, /denied gate\.approval\.four_eyes:.*maria/);
  show('the author approves: four eyes by numeric id', ended, 'gate.approval.four_eyes');
}

async function refuseForgery(
  story: Story,
  head: string,
  title: string,
  identity: Parameters<typeof forgeStatements>[3],
  rule: string,
): Promise<void> {
  const planted = plantImage(story.clinic, story.digest, title);
  await forgeStatements(story.clinic, story.digest, planted, {
    ...story.clinic.buildStep(story.commit, {}).job,
    ...identity,
  });
  const runId = title === 'another repository' ? '9000000004' : '9000000005';
  story.clinic.approve(runId, people.jonas);
  const ended = await act(story.clinic, 'deploy', deployStep(story, runId, { digest: planted, head }));
  expectEnd(ended, 1, new RegExp(`denied ${rule.replaceAll('.', '\\.')}`));
  show(`an image signed by ${title}${title.startsWith('another') ? ' through the same contract' : ''}`, ended, rule);
}

async function refuseOtherDigest(story: Story, head: string): Promise<void> {
  story.clinic.approve('9000000006', people.jonas);
  const approved = `sha256:${'0'.repeat(64)}`;
  const ended = await act(story.clinic, 'deploy', deployStep(story, '9000000006', { approved, head }));
  expectEnd(ended, 1, /denied gate\.handover\.digest/);
  show('another digest than the one approved', ended, 'gate.handover.digest');
}

async function refuseOpenIntent(story: Story, head: string): Promise<void> {
  const { clinic } = story;
  clinic.approve('9000000007', people.jonas);
  const end = await actAndKill(clinic, 'deploy', deployStep(story, '9000000007', { head }), 'opening-locked');
  if (end !== 'SIGKILL') throw new Surprise(`the deploy was to be killed, it ended with ${end}`);
  clinic.approve('9000000008', people.jonas);
  const ended = await act(clinic, 'deploy', deployStep(story, '9000000008', { head }));
  expectEnd(ended, 1, /denied gate\.ledger\.open_intent:.*9000000007/);
  show(
    'an open intent: the deploy before was killed (kill -9) after its intent was locked',
    ended,
    'gate.ledger.open_intent',
  );
  clinic.endRun('9000000007');
  clinic.approve('9000000009', people.jonas);
  const inputs = {
    environment: names.environment,
    outcome: 'failed',
    reason: 'the runner was killed before the command ran',
  };
  const closed = await act(
    clinic,
    'reconcile',
    clinic.deployStep(story.commit, '9000000009', inputs, { actor: 'ines', actorId: String(people.ines.id) }),
  );
  expectEnd(closed, 0, /jonas \(user 41002\) closed /);
  say(`   ${linesWith(closed, 'jonas')[0]}`);
  await deployAgain(story);
}

/** Nobody can say what the killed deploy left behind, so what runs is proven again only after another one. */
async function deployAgain(story: Story): Promise<void> {
  story.clinic.approve('9000000012', people.jonas);
  const ended = await act(story.clinic, 'deploy', deployStep(story, '9000000012', { head: await currentHead(story) }));
  expectEnd(ended, 0, /to production succeeded/);
  say('   What it left behind is not known; the next deploy goes on, approved anew, and what runs is known again.');
}

async function refuseGovernance(story: Story): Promise<void> {
  const { clinic } = story;
  const { config } = clinic;
  const before = config['store'];
  config['store'] = { ...Object(before), bucket: names.governedBucket };
  clinic.writeConfig();
  clinic.approve('9000000011', people.jonas);
  const ended = await act(clinic, 'deploy', deployStep(story, '9000000011', {}));
  config['store'] = before;
  clinic.writeConfig();
  expectEnd(ended, 3, /STORE_UNLOCKED/);
  const text = ended.lines.join('\n');
  const [, sentence = '', remedy = ''] = /STORE_UNLOCKED: (.*?)%0A(.*)/.exec(text) ?? [];
  say(
    ` ${red('✗')} ${bold('a bucket in GOVERNANCE mode: somebody could lift its lock')}\n   STORE_UNLOCKED: ${sentence}\n   ${dim(remedy)}`,
  );
}
