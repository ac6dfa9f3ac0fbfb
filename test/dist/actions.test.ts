// The committed bundle, run as a runner runs it, against the clinic on loopback: exit codes, outputs, summary, and what
// must never be seen in any of them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Clinic, clinicFolder, names, people, type Step } from '../../local-cloud/clinic.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { actionNames, actionProgram, loadTrace, openBundledClinic, type RanStep, runStep } from './bundle.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const sha = 'ab'.repeat(20);
let clinic: Clinic;
let layout: string;

beforeAll(async () => {
  clinic = await openBundledClinic();
  clinic.addCommit(sha, people.maria);
  layout = clinicFolder(clinic, 'layout');
  packImage(join(repository, 'examples/clinic-api'), join(repository, 'node_modules'), layout);
});
afterAll(() => clinic.close());

function build(inputs: Record<string, string>, overrides: Partial<Job> = {}): Step {
  return clinic.buildStep(sha, inputs, overrides);
}

/** An empty folder of the clinic's. */
function emptyFolder(): string {
  return mkdtempSync(join(clinic.folder, 'empty-'));
}

/** Everything a step left where somebody may read it, without the commands that hide secrets. */
function readable({ out, err, outputs, summary }: RanStep): string {
  const log = out.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...log, err, JSON.stringify(outputs), summary].join('\n');
}

/** Canaries of threat C4: each value that was masked, the job's tokens, and the forms of a token and of an access key. */
function expectNoSecret(step: Step, ran: RanStep): void {
  const text = readable(ran);
  const { GITHUB_TOKEN = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN = '' } = step.variables;
  const secrets = [...ran.masked, GITHUB_TOKEN, ACTIONS_ID_TOKEN_REQUEST_TOKEN];
  expect(secrets.filter((secret) => secret.length < 8 || text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+\./);
  expect(text).not.toMatch(/\bASIA[0-9A-Z]{16}\b/);
}

/** Titles and texts of the error annotations in a log. */
function annotations({ out }: RanStep): string[] {
  return out.split('\n').filter((line) => line.startsWith('::error '));
}

test.each(actionNames())('the runner finds the program of %s', (name) => {
  const text = readFileSync(actionProgram(clinic.folder, name), 'utf8');
  expect(text).toContain(`main('${name}'`);
});

describe('assume', () => {
  test('granted: says who one would be, and hands out nothing', async () => {
    const step = build({ role: 'pusher' });
    const ran = await runStep(clinic, 'assume', step);
    expect([ran.code, ran.err, annotations(ran)]).toEqual([0, '', []]);
    expect(ran.outputs).toEqual({
      granted: 'true',
      'assumed-role-id': expect.stringMatching(/^AROA\w+:sg-700100200-9000000001-1$/),
    });
    expect(ran.summary).toContain('may take the role pusher');
    expect(ran.masked.map((secret) => secret.split('.').length)).toEqual([3, 3, 1, 1]);
    expectNoSecret(step, ran);
  });

  test('refused by AWS: names what the trust policy has to accept', async () => {
    const step = build({ role: 'pusher' }, { immutableSubject: true });
    const ran = await runStep(clinic, 'assume', step);
    expect([ran.code, ran.outputs]).toEqual([1, { granted: 'false', 'assumed-role-id': '' }]);
    expect(ran.summary).toContain(`- sub: repo:clinic@500600/clinic-api@${names.repositoryId}:ref:refs/heads/main`);
    expect(annotations(ran)).toHaveLength(1);
    expectNoSecret(step, ran);
  });

  test.each([
    ['ref', { ref: 'refs/heads/feature' }],
    ['repository_id', { repositoryId: '700100999' }],
    ['repository_owner_id', { ownerId: '500601' }],
    ['job_workflow_ref', { jobWorkflowRef: `${names.contracts}/.github/workflows/build-sign.yml@refs/heads/main` }],
    ['event_name', { event: 'pull_request_target' }],
    ['event_name', { event: 'workflow_run' }],
    ['event_name', { event: 'issue_comment' }],
  ])('refused before AWS is asked: %s of %j', async (claim, overrides) => {
    const step = build({ role: 'pusher' }, overrides);
    const ran = await runStep(clinic, 'assume', step);
    expect([ran.code, ran.outputs['granted']]).toEqual([1, 'false']);
    expect(ran.summary).toContain(`- ${claim}: expected `);
    expectNoSecret(step, ran);
  });
});

describe('scan', () => {
  const replay = join(repository, 'examples/recorded/clinic-api/secrets-gitleaks');
  const commit = '71512a3fbab2d5a37c09fbf61382b5de22122250';
  const inputs = (runs: string) => ({ kind: 'secrets', tool: 'gitleaks', commit, runs });

  test('takes in a recorded run and says that it is one', async () => {
    const runs = emptyFolder();
    const ran = await runStep(clinic, 'scan', build({ ...inputs(runs), replay }));
    const sha256 = sha256Hex(readFileSync(join(runs, 'secrets-gitleaks/run.json')));
    expect([ran.code, ran.outputs]).toEqual([0, { proven: 'true', 'run-sha256': `secrets-gitleaks ${sha256}` }]);
    expect(ran.summary).toContain('recorded run');
  });

  test('takes in no run of another commit', async () => {
    const ran = await runStep(clinic, 'scan', build({ ...inputs(emptyFolder()), replay, commit: sha }));
    expect([ran.code, ran.outputs['proven']]).toEqual([1, 'false']);
    expect(ran.summary).toContain('SCAN_WRONG_TARGET');
  });

  test('without the pinned tool cannot decide, and writes no output', async () => {
    const step = build(inputs(emptyFolder()));
    step.variables['SAFEGUARD_TOOLS'] = emptyFolder();
    const ran = await runStep(clinic, 'scan', step);
    expect([ran.code, ran.outputs]).toEqual([3, {}]);
    expect(annotations(ran)[0]).toContain('TOOL_MISSING');
  });
});

describe('publish', () => {
  test('without scans is denied, pushes nothing, and its denial is evidence', async () => {
    const step = build({ layout, runs: emptyFolder() });
    const ran = await runStep(clinic, 'publish', step);
    expect([ran.code, ran.outputs['verdict'], ran.outputs['digest']]).toEqual([1, 'deny', '']);
    expect(ran.outputs['manifest-sha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(ran.summary).toContain('gate.scans.required');
    expect(annotations(ran)[0]).toContain('denied gate.scans.required');
    expect(annotations(ran)[0]).not.toContain('what to do');
    expectNoSecret(step, ran);
  });

  test('for an event that strangers can cause is refused before anything is read', async () => {
    const step = build({ layout, runs: '/nowhere' }, { event: 'pull_request_target' });
    const ran = await runStep(clinic, 'publish', step);
    expect([ran.code, ran.outputs['verdict'], ran.outputs['manifest-sha256']]).toEqual([1, 'deny', '']);
    expect(ran.summary).toContain('pull_request_target');
  });
});

describe('gate', () => {
  test('decides before publishing without loading the code that talks to S3, ECR or Sigstore', async () => {
    const { hook, notes } = loadTrace(emptyFolder());
    const step = build({ layout, runs: emptyFolder() });
    const ran = await runStep(clinic, 'gate', step, ['--import', hook]);
    expect([ran.code, ran.outputs['verdict']]).toEqual([1, 'deny']);
    const loaded = readFileSync(notes, 'utf8')
      .split('\n')
      .filter((url) => url.includes('/dist/'));
    const texts = loaded.map((url) => readFileSync(fileURLToPath(url), 'utf8'));
    const holding = (part: RegExp) => loaded.filter((_, index) => part.test(texts[index] ?? ''));
    expect(holding(/^\/\/ src\/flows\/gate\.ts$/m)).toHaveLength(1);
    expect(holding(/^\/\/ node_modules\/(@aws-sdk|@smithy|@sigstore|@octokit|undici)\//m)).toEqual([]);
  });
});

describe('what stops every action', () => {
  test.each(['AWS_ENDPOINT_URL_S3', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS', 'AWS_CONFIG_FILE', 'AWS_CA_BUNDLE'])(
    '%s in the environment',
    async (name) => {
      const step = build({ role: 'pusher' });
      step.variables[name] = '/nowhere';
      const ran = await runStep(clinic, 'assume', step);
      expect([ran.code, ran.outputs, ran.masked]).toEqual([2, {}, []]);
      expect(annotations(ran)[0]).toContain(`ENVIRONMENT_OVERRIDE: set in the environment of this job: ${name}`);
    },
  );

  test('inputs that are wrong, each named', async () => {
    const ran = await runStep(clinic, 'scan', build({ kind: 'everything', tool: 'gitleaks', digest: 'latest' }));
    expect([ran.code, ran.outputs]).toEqual([2, {}]);
    for (const name of ['kind', 'digest', 'runs']) expect(ran.summary).toContain(`  ${name}: `);
  });

  test('a job without an identity', async () => {
    const step = build({ role: 'pusher' });
    delete step.variables['ACTIONS_ID_TOKEN_REQUEST_URL'];
    delete step.variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    const ran = await runStep(clinic, 'assume', step);
    expect([ran.code, ran.outputs]).toEqual([2, {}]);
    expect(annotations(ran)[0]).toContain('OIDC_MISSING');
  });

  test('mistakes in safeguard.yml, each with its line', async () => {
    writeFileSync(clinic.configPath, 'version: 2\nlocal: maybe\n');
    const ran = await runStep(clinic, 'assume', build({ role: 'pusher' }));
    rmSync(clinic.configPath);
    const missing = await runStep(clinic, 'assume', build({ role: 'pusher' }));
    clinic.writeConfig();
    expect([ran.code, missing.code]).toEqual([2, 2]);
    expect(annotations(ran)[0]).toContain('CONFIG_INVALID');
    for (const line of ['1:', '2:']) expect(ran.summary).toContain(`safeguard.yml:${line}`);
    expect(annotations(missing)[0]).toContain('CONFIG_MISSING');
  });
});
