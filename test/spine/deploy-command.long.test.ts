// The deploy command and its role: what it may see, how it can end, and how the ledger records each end. Each
// environment has a different command.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { deploy as deployFlow } from '../../src/flows/deploy.ts';
import { loadConfig } from '../../src/flows/session/load-config.ts';
import { wirePorts } from '../../src/main/wire.ts';
import { Digest, EnvironmentName, Sha256 } from '../../src/model/ids.ts';
import { recordsOf } from './build-remains.ts';
import {
  deploy,
  deployStep,
  type Ended,
  effectsOf,
  environmentSection,
  faultOf,
  ledgerOf,
  openWorld,
  titlesOf,
  withoutTrust,
} from './deploy-world.ts';

jest.setTimeout(180_000);
const environments = [
  'pinned',
  'replaced',
  'failing',
  'dying',
  'absent',
  'unfit',
  'passing',
  'seeing',
  'ruling',
  'slow',
  'swapped',
  'roleless',
  'strict',
];
const world = await openWorld(environments);
const { clinic } = world;
afterAll(() => clinic.close());

let lastRun = 9_500_000_000;
const newRun = () => String(++lastRun);

/** Gives an environment another command, or other settings of it. */
function setDeploy(environment: string, settings: object): void {
  Object.assign(environmentSection(clinic, environment, 'deploy'), settings);
  clinic.writeConfig();
}

/** A deploy whose command did not do it: denied to the caller, failed in the ledger, and the next one may come. The record says whether the command may have begun. */
async function expectFailed(environment: string, ended: Ended, signed: 'failed' | 'not-started'): Promise<void> {
  expect([ended.code, ended.outputs['outcome']]).toEqual([1, 'failed']);
  expect(titlesOf(ended)).toEqual(['safeguard deploy%3A failed']);
  const { results, keys } = ledgerOf(world, environment);
  expect(results[0]).toMatchObject({ outcome: 'failed', reconciled_by: '' });
  expect(keys).toHaveLength(2);
  const own = clinic.bucket.list('records/').filter(({ key }) => key.includes(`/env=${environment}/`));
  const outcomes = recordsOf(own).filter(({ kind }) => kind === 'deploy-outcome');
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([signed]);
  setDeploy(environment, { command: ['/bin/true', '{image}'] });
  delete environmentSection(clinic, environment, 'deploy')['program-sha256'];
  clinic.writeConfig();
  expect((await deploy(world, newRun(), { environment })).outputs['outcome']).toBe('succeeded');
}

/** A deploy that something refused before its intent: nothing in the ledger, no effect, and the next one may come at once. */
async function expectNotBegun(environment: string, ended: Ended, fault: string): Promise<void> {
  expect([ended.code, faultOf(ended)]).toEqual([3, fault]);
  expect([ledgerOf(world, environment).keys, effectsOf(world, environment)]).toEqual([[], 0]);
  setDeploy(environment, { command: ['/bin/true', '{image}'] });
  delete environmentSection(clinic, environment, 'deploy')['program-sha256'];
  clinic.writeConfig();
  expect((await deploy(world, newRun(), { environment })).outputs['outcome']).toBe('succeeded');
}

describe('the pinned program', () => {
  const script = join(clinic.folder, 'roll-out');
  writeFileSync(script, `#!/bin/sh\necho "$1" >> ${clinic.folder}/effects-pinned\n`, { mode: 0o755 });
  const settings = { command: [script, '{image}'], 'program-sha256': sha256Hex(readFileSync(script)) };

  test('runs, with the image by digest', async () => {
    setDeploy('pinned', settings);
    expect((await deploy(world, newRun(), { environment: 'pinned' })).code).toBe(0);
    const effects = readFileSync(join(clinic.folder, 'effects-pinned'), 'utf8');
    expect(effects).toBe(`${clinic.image}@${world.digest}\n`);
  });

  test('does not run when one byte of it is another, and no intent is written', async () => {
    const changed = join(clinic.folder, 'roll-out-changed');
    writeFileSync(changed, readFileSync(script, 'utf8').replace('$1', '$0'), { mode: 0o755 });
    setDeploy('replaced', { ...settings, command: [changed, '{image}'] });
    const effects = effectsOf(world, 'pinned');
    const ended = await deploy(world, newRun(), { environment: 'replaced' });
    expect(effectsOf(world, 'pinned')).toBe(effects);
    await expectNotBegun('replaced', ended, 'TOOL_CHECKSUM_MISMATCH');
  });
});

describe('a command', () => {
  test.each([
    ['failing', 'that ends with another code', ['/bin/sh', '-c', 'exit 3', '{image}']],
    ['dying', 'that dies of a signal', ['/bin/sh', '-c', 'kill -9 $$', '{image}']],
  ])('%s: one %s has failed', async (environment, _title, command) => {
    setDeploy(environment, { command });
    await expectFailed(environment, await deploy(world, newRun(), { environment }), 'failed');
  });

  test('that is not there is found out before the intent', async () => {
    setDeploy('absent', { command: ['/opt/no-such-program', '{image}'] });
    await expectNotBegun('absent', await deploy(world, newRun(), { environment: 'absent' }), 'TOOL_MISSING');
  });

  test.each([
    ['that may not be run', () => written('no-program', 0o644)],
    ['that is a folder', () => clinic.folder],
  ])('%s is found out before the intent', async (_name, program) => {
    setDeploy('unfit', { command: [program(), '{image}'] });
    const ended = await deploy(world, newRun(), { environment: 'unfit' });
    expect([ended.code, faultOf(ended), ended.lines.join()]).toEqual([
      3,
      'TOOL_FAILED',
      expect.stringContaining('deploy.command'),
    ]);
    expect([ledgerOf(world, 'unfit').keys, effectsOf(world, 'unfit')]).toEqual([[], 0]);
  });

  test('whose interpreter is not there never started, and the record says so', async () => {
    setDeploy('unfit', { command: [written('no-interpreter', 0o755, '#!/opt/no-such-shell\n'), '{image}'] });
    await expectFailed('unfit', await deploy(world, newRun(), { environment: 'unfit' }), 'not-started');
  });

  function written(name: string, mode: number, text = 'not a program'): string {
    const file = join(clinic.folder, name);
    writeFileSync(file, text, { mode });
    return file;
  }

  test('that is changed once the intent is locked does not run, and is recorded as not started', async () => {
    const environment = 'swapped';
    const step = deployStep(world, newRun(), { environment });
    const log = { step: () => {}, info: () => {}, warn: () => {} };
    const wired = wirePorts({ variables: step.variables, root: clinic.root, clock: clinic.cloud.clock, log });
    const file = join(clinic.folder, 'to-be-swapped');
    writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
    setDeploy(environment, { command: [file, '{image}'], 'program-sha256': sha256Hex(readFileSync(file)) });
    let looks = 0;
    const sha256 = async (path: string) => {
      const found = await wired.ports.files.sha256(path);
      return ++looks === 1 ? found : Sha256.parse('0'.repeat(64));
    };
    const digest = Digest.parse(world.digest);
    const inputs = { digest, environment: EnvironmentName.parse(environment), handedDigest: digest, ledgerHead: '' };
    const ports = { ...wired.ports, files: { ...wired.ports.files, sha256 } };
    const ended = await deployFlow(inputs, ports, await loadConfig(wired.ports));
    await wired.dispose();
    expect([ended.denied, ended.outputs.outcome]).toEqual([true, 'failed']);
    const own = clinic.bucket.list('records/').filter(({ key }) => key.includes(`/env=${environment}/`));
    const outcomes = recordsOf(own).filter(({ kind }) => kind === 'deploy-outcome');
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['not-started']);
  });

  test('that takes too long is stopped, has failed, and what it did is said to be unknown', async () => {
    const environment = 'slow';
    const step = deployStep(world, newRun(), { environment });
    const log = { step: () => {}, info: () => {}, warn: () => {} };
    const wired = wirePorts({ variables: step.variables, root: clinic.root, clock: clinic.cloud.clock, log });
    const asked: number[] = [];
    const programs = {
      ...wired.ports.programs,
      // The shortest time a configuration can give is a minute, so the stop itself is played here.
      run: async (_program: string, _args: readonly string[], { timeoutSeconds }: { timeoutSeconds: number }) => {
        asked.push(timeoutSeconds);
        const output = { stdout: new Uint8Array(), stderr: new Uint8Array(), truncated: false };
        return { exitCode: -1, signal: 'SIGTERM', timedOut: true, ...output };
      },
    };
    setDeploy(environment, { 'timeout-minutes': 7 });
    const digest = Digest.parse(world.digest);
    const inputs = { digest, environment: EnvironmentName.parse(environment), handedDigest: digest, ledgerHead: '' };
    const ended = await deployFlow(inputs, { ...wired.ports, programs }, await loadConfig(wired.ports));
    await wired.dispose();
    expect(asked).toEqual([7 * 60]);
    expect([ended.denied, ended.outputs.outcome, ended.text.includes('unknown')]).toEqual([true, 'failed', true]);
    expect(ledgerOf(world, environment).results[0]).toMatchObject({ outcome: 'failed' });
  });
});

describe('what a command sees', () => {
  test('are the deployer credentials and configured variables, and no token of the job', async () => {
    const file = join(clinic.folder, 'seen');
    const command = ['/bin/sh', '-c', `env > ${file}; pwd >> ${file}`, '{image}'];
    setDeploy('seeing', { command, environment: { CLUSTER: 'blue' } });
    process.env['GITHUB_TOKEN'] = 'ghs_of_this_process';
    const step = await deploy(world, newRun(), { environment: 'seeing' });
    delete process.env['GITHUB_TOKEN'];
    expect(step.code).toBe(0);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const seen = Object.fromEntries(
      lines.slice(0, -1).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    // PWD, OLDPWD, SHLVL and _ are the shell's own.
    const own = Object.keys(seen).filter((name) => !/^(PWD|OLDPWD|SHLVL|_)$/.test(name));
    const expected = ['AWS_ACCESS_KEY_ID', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'CLUSTER'];
    expect(own.sort()).toEqual([...expected, 'HOME', 'LANG', 'PATH', 'SAFEGUARD_PROGRAM']);
    expect(seen).toMatchObject({ CLUSTER: 'blue', AWS_REGION: names.region });
    const holder = clinic.cloud.aws.keys.lookup(seen['AWS_ACCESS_KEY_ID'] ?? '');
    expect(JSON.stringify(holder)).toContain(':assumed-role/safeguard.clinic-api.seeing.deployer/');
    expect(JSON.stringify(holder)).not.toContain('writer');
  });

  test('HOME is a fresh folder, empty, not the one it runs in, and gone afterwards', async () => {
    const file = join(clinic.folder, 'home');
    setDeploy('seeing', {
      command: ['/bin/sh', '-c', `echo "$HOME" > ${file}; ls -a "$HOME" >> ${file}; pwd >> ${file}`, '{image}'],
    });
    expect((await deploy(world, newRun(), { environment: 'seeing' })).code).toBe(0);
    const [home = '', ...rest] = readFileSync(file, 'utf8').trim().split('\n');
    expect(rest.slice(0, -1)).toEqual(['.', '..']);
    expect(home).not.toBe(process.env['HOME']);
    expect(rest.at(-1)).not.toBe(home);
    expect(existsSync(home)).toBe(false);
  });

  test('variables of safeguard.yml win over ours', async () => {
    const file = join(clinic.folder, 'ruled');
    const environment = { AWS_REGION: 'us-east-1', HOME: '/srv/deploy', LANG: 'C', PATH: '/opt/bin:/bin' };
    setDeploy('ruling', { command: ['/bin/sh', '-c', `/usr/bin/env > ${file}`, '{image}'], environment });
    expect((await deploy(world, newRun(), { environment: 'ruling' })).code).toBe(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const [name, value] of Object.entries(environment)) expect(lines).toContain(`${name}=${value}`);
  });
});

describe('a role that AWS does not give at once', () => {
  test.each(['writer', 'deployer'])(
    'the %s: a trouble that passes is waited out, before there is an intent',
    async (role) => {
      const { sts } = clinic.cloud.aws;
      const text = "Couldn't retrieve verification key from your identity provider, please reference the documentation";
      const body = `<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>${text}</Message></Error></ErrorResponse>`;
      let left = 1;
      const keys: string[][] = [];
      sts.knobs.fault = (call) => {
        const arn = new URLSearchParams(call.body.toString()).get('RoleArn') ?? '';
        if (!arn.endsWith(role) || left-- <= 0) return undefined;
        keys.push(ledgerOf(world, 'passing').keys);
        return { kind: 'status', status: 400, body };
      };
      const before = ledgerOf(world, 'passing').keys;
      const ended = await deploy(world, newRun(), { environment: 'passing' });
      sts.knobs.fault = () => undefined;
      expect([ended.code, ended.outputs['outcome']]).toEqual([0, 'succeeded']);
      expect(keys).toEqual([before]);
    },
  );
});

describe('a role that AWS refuses', () => {
  test('the deployer: it is asked before the intent, and what the role has to trust is named', async () => {
    const ended = await withoutTrust(clinic, 'roleless', 'deployer', () =>
      deploy(world, newRun(), { environment: 'roleless' }),
    );
    expect(ended.lines.join()).toMatch(/- job_workflow_ref: .*deploy-prod\.yml@refs\/tags\/v1\.0\.0/);
    await expectNotBegun('roleless', ended, 'ROLE_REFUSED');
  });

  test('the writer: nothing is begun, and what the role has to trust is named', async () => {
    const ended = await withoutTrust(clinic, 'strict', 'writer', () =>
      deploy(world, newRun(), { environment: 'strict' }),
    );
    expect([ended.code, faultOf(ended)]).toEqual([3, 'ROLE_REFUSED']);
    expect(ended.lines.join()).toMatch(/- job_workflow_ref: .*deploy-prod\.yml@refs\/tags\/v1\.0\.0/);
    expect([ledgerOf(world, 'strict').keys, effectsOf(world, 'strict')]).toEqual([[], 0]);
    expect((await deploy(world, newRun(), { environment: 'strict' })).code).toBe(0);
  });
});
