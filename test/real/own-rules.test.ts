// Our own rules run by the real program, through the flow that production uses: each file finds in its samples exactly the lines that say so.
// And our severities name only checks that the real program knows, and all of the kinds that docs/limits.md promises.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openScanPorts } from '../../scripts/example-scans.ts';
import { findTool } from '../../scripts/tools-folder.ts';
import { runScan } from '../../src/flows/scan.ts';
import { Commit } from '../../src/model/ids.ts';
import { checkRules, digestFolder } from '../../src/platform/tools/rules.ts';
import { scanTarget } from '../../src/scan/handover.ts';
import { tools } from '../../src/scan/tools/index.ts';
import { ruleFiles, rulesFolder, samplesFolder, samplesOf } from '../unit/scan/own-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'safeguard-own-rules-'));
const { ports, dispose } = openScanPorts();
const minutes = 60_000;
const commit = Commit.parse('1'.repeat(40));

afterAll(async () => {
  await dispose();
  rmSync(folder, { recursive: true });
});

/** The scan of a folder of samples under these rule files alone. */
async function scanSamples(path: string, names: readonly string[]) {
  const { sha256 } = await digestFolder(rulesFolder);
  const rules = { ...(await checkRules('semgrep', { folder: rulesFolder, sha256 })), ruleFiles: names };
  const own = { ...ports, tools: { locate: async () => ({ ...(await ports.tools.locate('semgrep')), ...rules }) } };
  const request = { kind: 'source', tool: 'semgrep', path, target: scanTarget('source', undefined, commit) } as const;
  const { json } = await runScan({ ...request, runs: join(folder, basename(path)) }, own);
  if (!json.reading.proven) throw new Error(`${json.reading.code}: ${json.reading.message}`);
  return json.reading.findings.map((found) => `${found.path}:${found.line} ${found.rule}`).sort();
}

const expectedOf = (language: string, rules: readonly { id: string }[]) =>
  rules.flatMap(({ id }) =>
    samplesOf(language, id).flatMap(({ name, lines }) => lines.map((line) => `${id}/${name}:${line} ${id}`)),
  );

test.each(ruleFiles)(
  'the rules for $language find exactly what their samples mark',
  async ({ language, path, rules }) => {
    const expected = expectedOf(language, rules).sort();
    expect(expected.length).toBeGreaterThanOrEqual(rules.length);
    expect(await scanSamples(join(samplesFolder, language), [basename(path)])).toEqual(expected);
  },
  2 * minutes,
);

test(
  'all files together find the same, and none finds anything in the language of another',
  async () => {
    const expected = ruleFiles.flatMap(({ language, rules }) =>
      expectedOf(language, rules).map((line) => `${language}/${line}`),
    );
    const names = ruleFiles.map(({ path }) => basename(path));
    expect(await scanSamples(samplesFolder, names)).toEqual(expected.sort());
  },
  2 * minutes,
);

test(
  'severities are given to every check of the kinds that are promised, and to none that does not exist',
  () => {
    const listed = execFileSync(findTool('checkov') ?? 'checkov', ['--list', '--skip-download'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      // It complains there when it has no network.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const known = new Set(listed.split('\n').flatMap((line) => /^\|\s*\d+ \| (CKV2?_\w+) /.exec(line)?.slice(1) ?? []));
    const rated = (tools.checkov.severities ?? []).flatMap(({ rules }) => rules);
    expect(rated.filter((rule) => !known.has(rule))).toEqual([]);
    const promised = [...known].filter((rule) => /^CKV2?_(DOCKER|GHA|K8S|AWS|TF)_\d+$/.test(rule));
    expect(promised.length).toBeGreaterThan(600);
    expect(promised.filter((rule) => !rated.includes(rule))).toEqual([]);
  },
  2 * minutes,
);
