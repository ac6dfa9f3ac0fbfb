// One server of the clinic after the other repeats the credentials that it is sent, while each command that talks to
// one and the auditor's questions run through their production doors. Then every sink is searched: log, annotations,
// summary, outputs, JSON, and each object that was locked.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { names, type Step } from '../../local-cloud/clinic.ts';
import { runJob } from '../../local-cloud/runner.ts';
import type { LoopbackServer } from '../../local-cloud/server.ts';
import { runCli } from '../../src/main/cli.ts';
import { makeAnchor } from '../spine/audit-questions.ts';
import { byInes, deployStep, openWorld, recordedRuns, type World } from '../spine/deploy-world.ts';
import { echoing, findLeaks } from './echo.ts';

jest.setTimeout(120_000);

let world: World;
let anchor = '';
let run = 9_100_000_100;

beforeAll(async () => {
  world = await openWorld();
  anchor = join(world.clinic.folder, 'anchor.json');
  writeFileSync(anchor, JSON.stringify(await makeAnchor(world)));
});
afterAll(() => world.clinic.close());

function servers(): Readonly<Record<string, LoopbackServer>> {
  const { aws, sigstore, registry, github, ecr } = world.clinic.cloud;
  const { oidc, fulcio, rekor, tsa } = sigstore;
  return { registry, github, ecr, sts: aws.sts, s3: aws.s3, oidc, fulcio, rekor, tsa };
}

/** Everything that a step says or leaves behind, but the commands that tell the runner what to mask. */
async function wordsOf(name: string, step: Step): Promise<string> {
  const lines: string[] = [];
  const { clinic } = world;
  const say = (line: string) => void (line.startsWith('::add-mask::') || lines.push(line));
  const code = await runJob(name, { variables: step.variables, root: clinic.root, clock: clinic.cloud.clock, say });
  return [`exit ${code}`, ...lines, readFileSync(step.summaryFile, 'utf8'), readFileSync(step.outputFile, 'utf8')].join(
    '\n',
  );
}

async function wordsOfAuditor(argv: readonly string[]): Promise<string> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const { root, cloud } = world.clinic;
  const code = await runCli(argv, { variables: process.env, root, clock: cloud.clock, out: say, err: say });
  return [`exit ${code}`, ...said].join('\n');
}

/** Every command that speaks with a server, once. */
async function everything(): Promise<string> {
  const { clinic, commit, digest, layout } = world;
  run += 10;
  const [build, gate, deploy] = [run, run + 1, run + 2].map(String);
  const preparing = { ...byInes, environment: undefined };
  const approval = { phase: 'before-approval', digest, environment: names.environment };
  const jobs = { jobs: 'verify-and-gate failure\ndeploy skipped', digest, environment: names.environment };
  const service = ['--repository-id', names.repositoryId, '--config', clinic.configPath];
  const closing = { ...byInes, environment: names.environment };
  const preview = { preview: 'true', reason: 'seen', environment: names.environment };
  const question = ['--store', clinic.store, '--anchor', anchor];
  return [
    await wordsOf('publish', clinic.buildStep(commit, { layout, runs: recordedRuns }, { runId: build ?? '' })),
    await wordsOf('gate', clinic.deployStep(commit, gate ?? '', approval, preparing)),
    await wordsOf('outcome', clinic.deployStep(commit, gate ?? '', jobs, preparing)),
    await wordsOf('assume', clinic.deployStep(commit, gate ?? '', { role: 'recorder' }, preparing)),
    await wordsOf('deploy', deployStep(world, deploy ?? '', { head: 'none' })),
    await wordsOfAuditor(['audit', 'deploy', `${names.repositoryId}/${deploy}`, ...question]),
    await wordsOfAuditor(['audit', 'deploy', `${names.repositoryId}/${deploy}`, ...question, '--json']),
    await wordsOfAuditor(['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]),
    await wordsOf('record', clinic.buildStep(commit, { digest, note: 'seen' }, { runId: build ?? '' })),
    await wordsOf('reconcile', clinic.deployStep(commit, deploy ?? '', { outcome: 'failed', reason: 'seen' }, closing)),
    await wordsOf('reconcile', clinic.deployStep(commit, gate ?? '', { ...preview, outcome: 'failed' }, preparing)),
    await wordsOfAuditor(['verify', digest, ...service, '--json']),
    await wordsOfAuditor(['gate', '--replay', 'ab'.repeat(32), ...service, '--store', clinic.store]),
  ].join('\n');
}

const shapes = { registry: 'registry', github: 'json', ecr: 'aws', sts: 'xml', s3: 's3 xml' } as Record<string, string>;
describe('a server that repeats credentials', () => {
  test.each([
    ['registry', 'as it came'],
    ['github', 'over lines'],
    ['ecr', 'in base64'],
    ['sts', 'as it came'],
    ['s3', 'in percent signs'],
    ['oidc', 'with blanks of no width'],
    ['fulcio', 'its middle part'],
    ['rekor', 'as it came'],
    ['tsa', 'as it came'],
  ])('%s, %s: they end up nowhere', async (name, form) => {
    const server = servers()[name];
    if (!server) throw new Error(name);
    const before = new Set(world.clinic.bucket.list('').map(({ versionId }) => versionId));
    const seen = new Set<string>();
    server.knobs.fault = echoing(403, form, shapes[name] ?? 'text', seen);
    const said = await everything().finally(() => {
      server.knobs.fault = () => undefined;
    });
    const stored = world.clinic.bucket.list('').filter(({ versionId }) => !before.has(versionId));
    // Rekor and the timestamp authority are sent nothing secret: then the others have to have said what they do without them.
    expect([...seen].length > 0).toBe(!['rekor', 'tsa'].includes(name));
    expect(findLeaks(said, seen)).toEqual([]);
    expect(stored.flatMap(({ key, bytes }) => findLeaks(`${key}\n${Buffer.from(bytes).toString()}`, seen))).toEqual([]);
  });
});
