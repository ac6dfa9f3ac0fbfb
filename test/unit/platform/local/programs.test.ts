// Programs run with exactly what they are given; what they print, leave behind or ignore is contained.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { endSurvivors, newMark } from '../../../../src/platform/local/survivors.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'programs-')));
const options = { environment: {}, folder, timeoutSeconds: 20, outputLimit: 10_000 };
const { run } = openPrograms();
const node = (script: string, changes: Partial<typeof options> = {}) =>
  run(process.execPath, ['-e', script], { ...options, ...changes });
const shell = (script: string, changes: Partial<typeof options> = {}) =>
  run('/bin/sh', ['-c', script], { ...options, ...changes });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const code = (expected: string) => expect.objectContaining({ code: expected });

/** Beyond the largest process id of Linux. */
const noProcess = 2 ** 22 + 1;

/** Starts a sleeper twice removed: a child in a session of its own starts it in another one, prints its id and ends. */
const starting = `
  const inner = 'const c = require("child_process").spawn("/bin/sleep", ["60"], { detached: true, stdio: "ignore" }); c.unref(); console.log(c.pid)';
  const start = (env) => require("child_process").spawnSync(process.execPath, ["-e", inner], { detached: true, stdio: ["ignore", "inherit", "ignore"], env });
`;

afterAll(() => rmSync(folder, { recursive: true }));

/** A killed orphan may stay as a zombie where nobody reaps it; Linux says so in /proc. */
function isAlive(pid: number): boolean {
  try {
    if (existsSync('/proc/self/stat')) return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a program', () => {
  test('gets its arguments as they are, its folder, no input, and no other variable but our mark', async () => {
    process.env['POISON'] = '1';
    const script =
      'console.log(JSON.stringify([process.argv.slice(1), process.cwd(), Object.keys(process.env).filter((n) => n !== "__CF_USER_TEXT_ENCODING"), require("fs").readFileSync(0).length]))';
    const result = await run(process.execPath, ['-e', script, '--', '$HOME;`id`', 'a b'], {
      ...options,
      environment: { LANG: 'C.UTF-8' },
    });
    delete process.env['POISON'];
    expect(JSON.parse(text(result.stdout))).toEqual([['$HOME;`id`', 'a b'], folder, ['LANG', 'SAFEGUARD_PROGRAM'], 0]);
    expect(result).toMatchObject({ exitCode: 0, signal: '', truncated: false, timedOut: false });
  });

  test.each([0, 1, 2, 126, 127, 128, 137, 255])('that ends with %i says so', async (exit) => {
    expect(await shell(`echo out; echo err >&2; exit ${exit}`)).toMatchObject({ exitCode: exit, signal: '' });
  });

  test('keeps its two outputs apart', async () => {
    const result = await shell('echo out; echo err >&2');
    expect([text(result.stdout), text(result.stderr)]).toEqual(['out\n', 'err\n']);
  });

  test('ended by a signal has no exit code', async () => {
    expect(await shell('kill -SEGV $$')).toMatchObject({ exitCode: -1, signal: 'SIGSEGV', timedOut: false });
  });
});

describe('output', () => {
  test('at the limit is whole, one byte more is cut', async () => {
    const whole = await node('process.stdout.write("x".repeat(10000))');
    expect([whole.stdout.length, whole.truncated]).toEqual([10_000, false]);
    const cut = await node('process.stdout.write("x".repeat(10001))');
    expect([cut.stdout.length, cut.truncated]).toEqual([10_000, true]);
  });

  test('of any size neither blocks nor grows', async () => {
    const result = await node('for (let i = 0; i < 500; i++) process.stderr.write("x".repeat(10000))');
    expect([result.exitCode, result.stderr.length, result.truncated]).toEqual([0, 10_000, true]);
  });
});

describe('what a program leaves behind', () => {
  test('in its group ends with it', async () => {
    const result = await shell('sleep 60 & echo $!');
    expect(result.exitCode).toBe(0);
    await pause(50);
    expect(isAlive(Number(text(result.stdout)))).toBe(false);
  });

  const linux = existsSync('/proc/self/environ');

  test('in a session of its own, and by a parent that is gone, ends with it', async () => {
    const result = await node(`${starting} start(process.env)`);
    expect(result.exitCode).toBe(0);
    const pid = Number(text(result.stdout));
    expect(pid).toBeGreaterThan(1);
    expect(isAlive(pid)).toBe(!linux);
    if (!linux) process.kill(pid);
  });

  test('ends, too, after a timeout', async () => {
    const result = await node(`${starting} start(process.env); setInterval(() => {}, 1000)`, { timeoutSeconds: 2 });
    const pid = Number(text(result.stdout));
    expect([result.timedOut, isAlive(pid)]).toEqual([true, !linux]);
    if (!linux) process.kill(pid);
  });

  // What docs/limits.md says is not stopped.
  test('with an environment of its own stays, and does not hold us', async () => {
    const result = await node(`${starting} start({})`);
    const pid = Number(text(result.stdout));
    expect(isAlive(pid)).toBe(true);
    process.kill(pid);
  });
});

describe('processes with the mark', () => {
  test('that cannot be ended do not hold us; where there is no /proc there is nobody', async () => {
    const mark = newMark();
    const processes = mkdtempSync(join(folder, 'proc-'));
    mkdirSync(join(processes, String(noProcess)));
    writeFileSync(join(processes, String(noProcess), 'environ'), `A=1\0SAFEGUARD_PROGRAM=${mark}\0`);
    await expect(endSurvivors(mark, processes)).resolves.toBeUndefined();
    await expect(endSurvivors(mark, join(folder, 'none'))).resolves.toBeUndefined();
  });

  test('of another run are left alone', async () => {
    const other = spawn('/bin/sleep', ['60'], { env: { SAFEGUARD_PROGRAM: newMark() }, stdio: 'ignore' });
    await endSurvivors(newMark());
    expect(isAlive(other.pid ?? 0)).toBe(true);
    other.kill('SIGKILL');
  });
});

describe('a timeout', () => {
  test('ends the program and its children', async () => {
    const result = await shell('sleep 60 & echo $!; wait', { timeoutSeconds: 0.3 });
    expect(result).toMatchObject({ exitCode: -1, signal: 'SIGTERM', timedOut: true });
    await pause(50);
    expect(isAlive(Number(text(result.stdout)))).toBe(false);
  });

  test('ends one that ignores the polite signal', async () => {
    expect(await shell("trap '' TERM; while :; do sleep 0.1; done", { timeoutSeconds: 0.2 })).toMatchObject({
      signal: 'SIGKILL',
      timedOut: true,
    });
  });
});

describe('starting', () => {
  test.each(['sh', './sh', ''])('%j is never searched for', async (program) => {
    await expect(run(program, [], options)).rejects.toEqual(code('TOOL_MISSING'));
  });

  test('what is not there, or cannot be run, is a fault', async () => {
    await expect(run(join(folder, 'none'), [], options)).rejects.toEqual(code('TOOL_MISSING'));
    await expect(shell('true', { folder: join(folder, 'none') })).rejects.toEqual(code('TOOL_MISSING'));
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o600 });
    await expect(run(join(folder, 'text'), [], options)).rejects.toEqual(code('TOOL_FAILED'));
  });

  test('can be asked beforehand, with the same faults', async () => {
    const { check } = openPrograms();
    await expect(check('/bin/sh')).resolves.toBeUndefined();
    await expect(check('sh')).rejects.toEqual(code('TOOL_MISSING'));
    await expect(check(join(folder, 'none'))).rejects.toEqual(code('TOOL_MISSING'));
    writeFileSync(join(folder, 'script'), '#!/bin/sh\n', { mode: 0o600 });
    await expect(check(join(folder, 'script'))).rejects.toEqual(code('TOOL_FAILED'));
    await expect(check(folder)).rejects.toEqual(code('TOOL_FAILED'));
  });
});
