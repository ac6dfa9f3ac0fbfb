// The door of the runner: exit code, annotation, outputs and summary of an allow, a deny, a mistake, a fault and a defect.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { runJob } from '../../../local-cloud/runner.ts';
import type { Logger } from '../../../src/base/logger.ts';

const recorded = fileURLToPath(new URL('../../../examples/recorded/clinic-api/secrets-gitleaks', import.meta.url));
const commit = '71512a3fbab2d5a37c09fbf61382b5de22122250';
const plantedCommit = '3c3508dee4310ff342c3bbd521ccd82605d3072d';

async function act(
  name: string,
  inputs: Record<string, string>,
  more: Record<string, string> = {},
  given: { log?: Logger } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-action-'));
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const told = Object.entries({ runs: join(folder, 'runs'), ...inputs });
  const lines: string[] = [];
  const code = await runJob(name, {
    variables: {
      ...Object.fromEntries(told.map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
      ...files,
      ...more,
    },
    root: pathToFileURL(`${folder}/`),
    say: (line) => lines.push(line),
    ...given,
  });
  const annotations = lines.filter((line) => line.startsWith('::error '));
  const warnings = lines.filter((line) => line.startsWith('::warning '));
  const [output, summary] = Object.values(files).map((file) => readFileSync(file, 'utf8'));
  return { code, annotations, warnings, output: output ?? '', summary: summary ?? '' };
}

const scan = { kind: 'secrets', tool: 'gitleaks', replay: recorded };

test('an allow is 0, with outputs and without annotation', async () => {
  const { code, annotations, output, summary } = await act('scan', { ...scan, commit });
  expect([code, annotations]).toEqual([0, []]);
  expect(output).toMatch(/^proven<<(\S+)\ntrue\n\1\n/m);
  expect(summary).toContain('gitleaks 8.30.1');
});

test('a deny is 1, with outputs and one annotation', async () => {
  const { code, annotations, output } = await act('scan', { ...scan, commit: '0'.repeat(40) });
  expect([code, annotations.length]).toEqual([1, 1]);
  expect(output).toMatch(/^proven<<(\S+)\nfalse\n\1\n/m);
});

test('what a scan found is in the log, in the summary and at the lines, and denies nothing', async () => {
  const planted = { replay: recorded.replace('clinic-api', 'clinic-api-planted'), commit: plantedCommit };
  const { code, annotations, warnings, summary } = await act('scan', { ...scan, ...planted });
  expect([code, annotations]).toEqual([0, []]);
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings[0]).toMatch(/^::warning title=[a-z-]+,file=[\w./-]+,line=\d+::critical: revoke the secret at /);
  expect(summary).toMatch(/^\| severity \| rule \| place \|/m);
});

test.each([
  ['wrong inputs', 2, 'scan', { ...scan, commit: 'main' }, {}, 'INPUT_INVALID'],
  [
    'no such kind',
    2,
    'scan',
    { ...scan, commit, kind: 'secret' },
    {},
    'kind: "secret" is none of source, dependencies',
  ],
  [
    'a tool that makes no scan of the kind',
    2,
    'scan',
    { ...scan, commit, kind: 'source', tool: 'trivy', replay: '' },
    {},
    'trivy makes no scan of source; expected semgrep',
  ],
  ['no configuration', 2, 'assume', { role: 'pusher', runs: '' }, {}, 'CONFIG_MISSING'],
  [
    'a diverting variable',
    2,
    'scan',
    { ...scan, commit },
    { HTTPS_PROXY: 'http://127.0.0.1:1' },
    'ENVIRONMENT_OVERRIDE',
  ],
  ['no tool', 3, 'scan', { ...scan, commit, replay: '' }, { SAFEGUARD_TOOLS: '/nowhere' }, 'TOOL_MISSING'],
  ['a command that is none', 70, 'approve', {}, {}, 'no command approve'],
  ['a name of the language', 70, 'constructor', {}, {}, 'no command constructor'],
])('%s is %i, without outputs', async (_name, expected, command, inputs, more, text) => {
  const { code, annotations, output, summary } = await act(command, inputs, more);
  expect([code, output]).toEqual([expected, '']);
  expect(annotations.join()).toContain(text);
  expect(summary).toContain('could not decide');
});

test.each([
  ['no output file named', { GITHUB_OUTPUT: '' }, 'GITHUB_OUTPUT is not set'],
  [
    'an output file that is not there',
    { GITHUB_OUTPUT: '/nonexistent/output' },
    'GITHUB_OUTPUT: /nonexistent/output cannot be written (ENOENT)',
  ],
  [
    'a summary that is not there',
    { GITHUB_STEP_SUMMARY: '/nonexistent/sheet' },
    'GITHUB_STEP_SUMMARY: /nonexistent/sheet cannot be written (ENOENT)',
  ],
  ['a summary that is a folder', { GITHUB_STEP_SUMMARY: tmpdir() }, 'is not a regular file'],
  ['outputs into a device', { GITHUB_OUTPUT: '/dev/null' }, 'is not a regular file'],
])('with %s nothing is begun', async (_, more, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-begun-'));
  const runs = join(folder, 'runs');
  const { code, annotations } = await act('scan', { ...scan, commit, runs }, more);
  expect(code).toBe(2);
  expect(annotations.join('\n')).toContain(words);
  expect(existsSync(runs)).toBe(false);
});

test('a summary that can no longer be written is a warning, and the answer stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-summary-'));
  const sheet = join(folder, 'sheet');
  writeFileSync(sheet, '');
  const runs = join(folder, 'runs');
  const warned: string[] = [];
  // It was looked at, and while the command works a folder takes its place.
  const step = () => {
    rmSync(sheet, { force: true, recursive: true });
    mkdirSync(sheet);
  };
  const log = { step, info: () => {}, warn: (text: string) => void warned.push(text) };
  const { code, output } = await act('scan', { ...scan, commit, runs }, { GITHUB_STEP_SUMMARY: sheet }, { log });
  expect([code, output.includes('proven')]).toEqual([0, true]);
  expect(warned.join()).toContain('the job summary could not be written');
});

test('with both files the same scan is kept', async () => {
  const runs = join(mkdtempSync(join(tmpdir(), 'safeguard-begun-')), 'runs');
  expect((await act('scan', { ...scan, commit, runs })).code).toBe(0);
  expect(existsSync(runs)).toBe(true);
});
