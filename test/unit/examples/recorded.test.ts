// The recorded runs of the real scanners: proven, about these examples, finding exactly what was planted, and free of this machine.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { brokenRuns } from '../../../scripts/broken-runs.ts';
import { examples, scans } from '../../../scripts/example-scans.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { readRawScan } from '../../../src/flows/collect/raw-scans.ts';
import type { RawScan, ScanTarget } from '../../../src/model/finding.ts';
import { Commit, Digest, Sha256 } from '../../../src/model/ids.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { scanTarget } from '../../../src/scan/handover.ts';
import { readScan } from '../../../src/scan/read.ts';
import { describeSbom, parseSbom } from '../../../src/scan/sbom.ts';
import { describeReading, examplesFolder, expected, facts } from './expected.ts';

const folder = join(examplesFolder, 'recorded');
const load = (path: string) => readRawScan({ files: openFiles() }, join(folder, path), { run_id: '', source: 'local' });
const digests = { 'clinic-api': facts.image_digest, 'clinic-api-planted': facts.planted_image_digest };
const cases = examples.flatMap((example) => scans.map((scan) => ({ example, ...scan })));
const targetOf = ({ example, kind }: (typeof cases)[number]): ScanTarget =>
  scanTarget(kind, digests[example], facts.commits[example]);

/** The same run over other report bytes, with the digest and length that fit them. */
function withReport(raw: RawScan, report: Uint8Array): RawScan {
  const content = { sha256: Sha256.parse(sha256Hex(report)), bytes: report.length };
  return { ...raw, report, run: { ...raw.run, report: content } };
}

describe.each(cases)('$tool on $example', (scan) => {
  const { example, kind, tool } = scan;
  const path = `${example}/${kind}-${tool}`;

  test('is proven and finds exactly what is there', async () => {
    const raw = await load(path);
    expect(describeReading(readScan(raw, { kind, target: targetOf(scan) }))).toEqual(expected[example][tool]);
    expect(raw.run.tool_version).toBe(facts.tools[tool]);
  });

  test('proves nothing about another commit or image, nor with a byte changed or the end cut off', async () => {
    const raw = await load(path);
    const target = targetOf(scan);
    const other = scanTarget(kind, Digest.parse(`sha256:${'0'.repeat(64)}`), Commit.parse('0'.repeat(40)));
    const changed = { ...raw, report: raw.report.map((byte, index) => (index === 1 ? byte ^ 1 : byte)) };
    const cut = withReport(raw, raw.report.subarray(0, -3));
    expect(describeReading(readScan(raw, { kind, target: other }))).toBe('SCAN_WRONG_TARGET');
    expect(describeReading(readScan(changed, { kind, target }))).toBe('SCAN_HASH_MISMATCH');
    expect(describeReading(readScan(cut, { kind, target }))).toMatch(/^SCAN_(TRUNCATED|EMPTY)$/);
  });

  test.each(['database_at', 'rules_sha256'] as const)('names its %s exactly when it has one', async (field) => {
    const { run } = await load(path);
    const users = { database_at: ['osv-scanner', 'trivy'], rules_sha256: ['semgrep', 'gitleaks'] };
    expect(run[field] !== null).toBe(users[field].includes(tool));
  });
});

test.each(examples)('the SBOM of %s is of its image and of no other', async (example) => {
  const { sbom } = await load(`${example}/image-trivy`);
  const bytes = sbom ?? new Uint8Array();
  const others = examples.filter((other) => other !== example);
  expect(describeSbom(parseSbom(bytes), digests[example]).components).toBeGreaterThanOrEqual(3);
  for (const other of others) expect(() => describeSbom(parseSbom(bytes), digests[other])).toThrow(/is about/);
});

test.each(brokenRuns)('$name proves nothing: $code', async ({ name, kind, tool, code }) => {
  const raw = await load(`broken/${name}/${kind}-${tool}`);
  expect(raw.run).toMatchObject({ kind, tool });
  expect(describeReading(readScan(raw, { kind, target: raw.run.target }))).toBe(code);
});

describe('the files', () => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );

  test.each(paths)('%s is small, holds no secret and no place but the neutral one', (path) => {
    const bytes = readFileSync(join(folder, path));
    const text = bytes.toString('utf8');
    expect(bytes.length).toBeLessThan(300_000);
    expect(text).not.toContain('AKIAQX4BIPW3AHOV27GN');
    expect(text.match(/(?<![\w.:/-])\/(?:root|home|Users|work|opt|mnt|var|usr)\/[^\s"]*/g)).toBeNull();
    expect((text.match(/\/tmp\/[\w.-]+/g) ?? []).filter((place) => place !== '/tmp/safeguard-record')).toEqual([]);
  });

  test('are those of the scans, the broken runs and the facts', () => {
    const runs = [
      ...cases.map(({ example, kind, tool }) => `${example}/${kind}-${tool}`),
      ...brokenRuns.map(({ name, kind, tool }) => `broken/${name}/${kind}-${tool}`),
    ];
    const files = runs.flatMap((run) => ['log.txt', 'report.json', 'run.json'].map((file) => `${run}/${file}`));
    const sboms = examples.map((example) => `${example}/image-trivy/sbom.json`);
    expect(paths.toSorted()).toEqual([...files, ...sboms, 'facts.json'].toSorted());
  });
});
