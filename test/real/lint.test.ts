// actionlint and zizmor over every workflow, action and caller: no complaints, except about planted mistakes.
// actionlint's own calls of shellcheck and pyflakes are switched off: a contract has at most five lines of shell.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub's, not of JavaScript
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { findTool } from '../../scripts/tools-folder.ts';
import { fillPlaceholders, root } from '../workflows/reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'safeguard-lint-'));
const workflows = '.github/workflows';

beforeAll(() => {
  for (const path of ['.github', 'actions', 'action.yml'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  // Both programs look for the root of a repository, and for callers where a service keeps them.
  mkdirSync(join(folder, '.git'));
  const callers = join(root, 'workflows/callers');
  for (const name of readdirSync(callers)) {
    writeFileSync(
      join(folder, workflows, `caller-${name}`),
      fillPlaceholders(readFileSync(join(callers, name), 'utf8')),
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(tool: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(findTool(tool) ?? tool, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {},
  });
  if (status === null || stdout === '') throw new Error(`${tool} did not run: ${stderr}`);
  return { status, said: JSON.parse(stdout) };
}

const ActionlintSaid = z.object({
  status: z.number(),
  said: z.array(z.object({ filepath: z.string(), message: z.string() })),
});
const ZizmorSaid = z.object({ status: z.number(), said: z.array(z.object({ ident: z.string() })) });

function actionlint() {
  return ActionlintSaid.parse(run('actionlint', ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}']));
}

function zizmor() {
  const args = ['--offline', '--pedantic', '--no-progress', '--quiet', '--format', 'json', '.'];
  return ZizmorSaid.parse(run('zizmor', args));
}

/** Edits one file, asks, and puts the file back. */
function planted<T>(path: string, from: string | RegExp, to: string, ask: () => T): T {
  const file = join(folder, path);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, () => to);
  expect(changed).not.toBe(text);
  try {
    writeFileSync(file, changed);
    return ask();
  } finally {
    writeFileSync(file, text);
  }
}

const build = join(workflows, 'build-sign.yml');
const shell = 'run: docker buildx create';

describe('actionlint', () => {
  test('has nothing to say of any workflow and any caller', () => {
    expect(actionlint()).toEqual({ status: 0, said: [] });
  });

  test('says something of our actions without the settings, so the settings are needed', () => {
    const { said } = planted('.github/actionlint.yaml', '  .github/workflows/{build', '  x/{build', actionlint);
    expect(new Set(said.map(({ filepath }) => filepath))).toEqual(new Set([build, join(workflows, 'deploy-prod.yml')]));
  });

  test.each([
    [
      'a misspelt property of the job',
      'path: ${{ github.workspace }}',
      'path: ${{ job.workflow_shaa }}',
      '"workflow_shaa"',
    ],
    ['an action that cannot be ours', '$/actions/gate', '$/actions/Gate_x', '"$/actions/Gate_x"'],
    ['an action without a version', '$/actions/gate', 'acme/actions/gate', '"acme/actions/gate"'],
    ['code by the title of an issue', shell, 'run: echo ${{ github.event.issue.title }}', 'github.event.issue.title'],
    ['an output of no step', 'steps.plan.outputs.origin', 'steps.plam.outputs.origin', '"plam"'],
  ])('reports %s', (_what, from, to, word) => {
    const { status, said } = planted(build, from, to, actionlint);
    expect(status).toBe(1);
    expect(said.map(({ message }) => message.includes(word))).toEqual([true]);
  });
});

test('actionlint reads the callers too', () => {
  const path = join(workflows, 'caller-deploy-full.yml');
  const { said } = planted(path, 'needs: build', 'needs: bild', actionlint);
  expect(said.map(({ filepath }) => filepath)).toContain(path);
});

describe('zizmor', () => {
  test('has nothing to say of any workflow, action and caller', () => {
    expect(zizmor()).toEqual({ status: 0, said: [] });
  });

  test.each([
    ['unpinned-uses', build, 'actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd', 'actions/checkout@v6'],
    ['template-injection', build, shell, 'run: echo ${{ github.event.issue.title }}'],
    ['artipacked', build, '          persist-credentials: false\n', '          fetch-depth: 1\n'],
    ['excessive-permissions', build, '\npermissions: {}\n', '\npermissions: write-all\n'],
    ['self-repository', build, '$/actions/gate', './actions/gate'],
    [
      'secrets-inherit',
      join(workflows, 'caller-build-minimal.yml'),
      '    uses: acme',
      '    secrets: inherit\n    uses: acme',
    ],
    ['undocumented-permissions', build, ' # private base images', ''],
    [
      'template-injection',
      'action.yml',
      /runs:\n[\s\S]*/,
      'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo ${{ inputs.source }}\n',
    ],
  ])('reports %s', (ident, path, from, to) => {
    const { status, said } = planted(path, from, to, zizmor);
    expect(status).not.toBe(0);
    expect(said.map((finding) => finding.ident)).toContain(ident);
  });
});
