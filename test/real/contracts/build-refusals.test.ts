// What build-sign refuses, as act runs it, each beside the same build without interference: findings, a missing
// scanner, artifacts changed between two jobs, forged conclusions, and contracts that only look like ours.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { names } from '../../../local-cloud/clinic.ts';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { crane } from './clinic-source.ts';
import { useQuickScans } from './contract-release.ts';
import {
  type ContractWorld,
  type EndedRun,
  openContractWorld,
  type RunRequest,
  type Source,
} from './contract-world.ts';
import { deniedIn, errorsOf, faultsIn, noteMessages, outputOf, resultsOf, textOf } from './run-reading.ts';

jest.setTimeout(200_000);

let world: ContractWorld;
let clean: Source;
let planted: Source;

beforeAll(async () => {
  world = await openContractWorld({ config: useQuickScans });
  clean = world.commit(names.repository, 'clinic-api');
  planted = world.commit(names.repository, 'clinic-api-planted');
});
afterAll(() => world?.close());

async function build(title: string, request: Partial<RunRequest> & Pick<RunRequest, 'source'>): Promise<EndedRun> {
  const run = await world.run({ workflow: 'release.yml', ...request });
  noteMessages(title, run);
  return run;
}

/** Repositories of the registry that hold an image of a service. */
function published(): string[] {
  const all = crane('catalog', '--insecure', world.registry.host).split('\n');
  return all.filter((name) => name !== '' && !name.startsWith('base/'));
}

/** Words of the manifests that a run left in the store, such as `job` or `publish`. */
function recorded({ runId }: EndedRun): string[] {
  const keys = world.clinic.bucket.list('manifests/').map(({ key }) => key);
  return keys.flatMap((key) => new RegExp(`/${runId}-1-([a-z]+)-`).exec(key)?.[1] ?? []);
}

const scans = ['scan-source', 'scan-dependencies', 'scan-image', 'scan-infrastructure', 'scan-secrets'];
const all = (result: string, ...jobs: string[]) => Object.fromEntries(jobs.map((job) => [job, result]));
const untilGate = { ...all('success', 'plan', 'build', ...scans), gate: 'failure' };

test('planted problems: the gate denies, nothing is pushed, and the denial is recorded', async () => {
  const run = await build('Critical findings', { source: planted });
  expect(resultsOf(run)).toEqual({ ...untilGate, outcome: 'success' });
  expect(deniedIn(run, 'gate')).toEqual(expect.arrayContaining(['gate.scans.findings', 'gate.scans.secrets']));
  const [denied, ...found] = errorsOf(run.jobs['gate']);
  expect(denied).toContain('denied gate.scans.findings');
  expect(found).toContainEqual(expect.stringContaining('revoke the secret at src/export.js:2'));
  expect(published()).toEqual([]);
  expect(recorded(run)).toEqual(['outcome']);
});

describe('a report', () => {
  test('that a scan job handed over and that is gone', async () => {
    const tamper = [{ job: 'gate', artifact: 'scan-secrets-clinic-api', remove: ['secrets-gitleaks'] }];
    const run = await build('A scan report is gone', { source: clean, tamper });
    expect(resultsOf(run)).toMatchObject(untilGate);
    expect(faultsIn(run, 'gate')).toEqual(['HANDOVER_INCOMPLETE']);
    expect(errorsOf(run.jobs['gate'])).toEqual([expect.stringContaining('lacks secrets-gitleaks, which')]);
    expect(published()).toEqual([]);
  });

  test('that is cut in half on its way', async () => {
    const tamper = [{ job: 'gate', artifact: 'scan-image-clinic-api', halve: ['image-trivy/report.json'] }];
    const run = await build('A scan report is truncated', { source: clean, tamper });
    expect(resultsOf(run)).toMatchObject(untilGate);
    expect(deniedIn(run, 'gate')).toContain('gate.scans.proven');
    expect(textOf(run, 'gate')).toContain('image scan by trivy: SCAN_HASH_MISMATCH');
    expect(published()).toEqual([]);
  });

  test('that no scanner wrote, because it is not there', async () => {
    const tools = join(world.folder, 'tools-without-osv-scanner');
    mkdirSync(tools);
    const { 'osv-scanner': _absent, ...rest } = JSON.parse(readFileSync(join(toolsFolder(), 'tools.json'), 'utf8'));
    writeFileSync(join(tools, 'tools.json'), JSON.stringify(rest));
    const run = await build('A scanner is missing', { source: clean, variables: { SAFEGUARD_TOOLS: tools } });
    expect(resultsOf(run)).toMatchObject({ ...untilGate, 'scan-dependencies': 'failure' });
    expect(faultsIn(run, 'scan-dependencies')).toEqual(['TOOL_MISSING']);
    expect(deniedIn(run, 'gate')).toContain('gate.scans.required');
    expect(published()).toEqual([]);
  });
});

test('a layout that is replaced after the gate is not pushed', async () => {
  const other = join(world.folder, 'other-layout');
  const { buildImage } = await import('./image-builder.ts');
  mkdirSync(join(world.folder, 'other'));
  writeFileSync(join(world.folder, 'other/Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n');
  const dockerfile = join(world.folder, 'other/Dockerfile');
  const digest = buildImage({ context: join(world.folder, 'other'), dockerfile, layout: other, epoch: 1_700_000_000 });
  const tamper = [{ job: 'publish', artifact: 'layout-clinic-api', replaceBy: other }];
  const run = await build('The layout is replaced between the gate and publish', { source: clean, tamper });
  expect(resultsOf(run)).toMatchObject({ gate: 'success', publish: 'failure' });
  expect(outputOf(run, 'publish', 'publish.digest')).toBe('');
  expect(textOf(run, 'publish')).toContain(digest);
  expect(published()).toEqual([]);
});

test("the gate's conclusion, forged to allow, moves publish to decide, and it denies", async () => {
  const path = join(world.folder, 'forged');
  mkdirSync(path);
  // In JavaScript, because a shell would drop the inputs, whose names hold hyphens. act asks it first where it lies.
  const program = [
    `#!${process.execPath}`,
    "const [{ spawnSync }, { appendFileSync }] = [require('node:child_process'), require('node:fs')];",
    "const asked = process.argv.includes('console.log(process.execPath)');",
    "const args = asked ? ['-p', JSON.stringify(process.argv[1])] : process.argv.slice(2);",
    "const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });",
    "const forged = process.env.GITHUB_JOB === 'gate' && process.argv[2].endsWith('action-gate.mjs');",
    "if (forged) appendFileSync(process.env.GITHUB_OUTPUT, 'verdict=allow\\n');",
    'process.exitCode = forged ? 0 : (status ?? 1);',
  ];
  writeFileSync(join(path, 'node'), program.join('\n'), { mode: 0o755 });
  const run = await build('The decision of the gate is forged', { source: planted, path: [path] });
  expect(outputOf(run, 'gate', 'gate.verdict')).toBe('allow');
  expect(resultsOf(run)).toMatchObject({ gate: 'success', publish: 'failure' });
  expect(deniedIn(run, 'publish')).toContain('gate.scans.findings');
  expect(published()).toEqual([]);
});

test('a copy of the contracts in another organization gets no role, whatever its own configuration says', async () => {
  const evil = 'evil-org/compliance-workflows';
  const ours = readFileSync(world.clinic.configPath, 'utf8');
  const { written } = world.release(evil, () => ours.replaceAll(names.contracts, evil));
  const source = world.commit(names.repository, 'clinic-api', 'maria', (tree) => {
    for (const file of readdirSync(join(tree, '.github/workflows'))) {
      const caller = join(tree, '.github/workflows', file);
      writeFileSync(caller, readFileSync(caller, 'utf8').replaceAll(names.contracts, evil));
    }
  });
  const run = await build('A look-alike of the contracts', { source, claims: { jobWorkflowSha: written } });
  expect(resultsOf(run)).toMatchObject({ gate: 'success', publish: 'failure', outcome: 'failure' });
  expect(faultsIn(run, 'publish')).toEqual(['ROLE_REFUSED']);
  expect(published()).toEqual([]);
  expect(recorded(run)).toEqual([]);
});

test('beside all that, the same build with nobody in between is published', async () => {
  const run = await build('Nobody interfered', { source: clean });
  expect(resultsOf(run)).toEqual(all('success', 'plan', 'build', ...scans, 'gate', 'publish', 'outcome'));
  expect(published()).toEqual(['clinic-api']);
});
