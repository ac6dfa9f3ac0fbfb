// The real scanners on both examples, through the flow that production uses: they find what was planted, invent no finding,
// and match the recorded runs. The broken runs are provoked again. A scanner that is not installed is a
// failure.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { brokenRuns, runBroken } from '../../scripts/broken-runs.ts';
import { examples, layOut, openScanPorts, scanExample, scans } from '../../scripts/example-scans.ts';
import { runScan } from '../../src/flows/scan.ts';
import { scanTarget } from '../../src/scan/handover.ts';
import { describeReading, expected, expectedOfGrype, facts } from '../unit/examples/expected.ts';

const folder = mkdtempSync(join(tmpdir(), 'safeguard-scanners-'));
const { ports, dispose } = openScanPorts();
const minutes = 60_000;

afterAll(async () => {
  await dispose();
  rmSync(folder, { recursive: true });
});

test.each(examples)(
  'all five find in %s what the recorded runs found',
  async (example) => {
    const answers = await scanExample(layOut(example, folder), join(folder, 'runs', example), ports);
    const found = Object.fromEntries(answers.map(({ tool, reading }) => [tool, describeReading(reading)]));
    expect(found).toEqual(expected[example]);
    expect(answers.map(({ tool }) => tool)).toEqual(scans.map(({ tool }) => tool));
    expect(Object.fromEntries(answers.map(({ tool, version }) => [tool, version]))).toEqual(facts.tools);
  },
  5 * minutes,
);

// KSV-0125 asks that an image come from a registry of Trivy's own list; it is below the examples' threshold.
const notListed = 'medium KSV-0125  kubernetes/deployment.yaml:27';
const planted = [
  'high AWS-0086  terraform/main.tf:62',
  'high AWS-0087  terraform/main.tf:63',
  'high DS-0002  Dockerfile:7',
];

test.each([
  ['clinic-api', 'dependencies', expected['clinic-api']['osv-scanner']],
  ['clinic-api-planted', 'dependencies', expected['clinic-api-planted']['osv-scanner']],
  ['clinic-api', 'infrastructure', { files: 4, packages: 0, findings: [notListed] }],
  ['clinic-api-planted', 'infrastructure', { files: 5, packages: 0, findings: [...planted, notListed] }],
] as const)(
  'Trivy in %s for %s finds what the tool made for it finds, by its own rules',
  async (example, kind, found) => {
    const { source, digest, commit } = layOut(example, join(folder, `trivy-${kind}`));
    const target = scanTarget(kind, digest, commit);
    const runs = join(folder, `trivy-${kind}/runs`);
    const { json } = await runScan({ kind, tool: 'trivy', path: source, target, runs }, ports);
    expect(describeReading(json.reading)).toEqual(found);
  },
  minutes,
);

test.each(examples.flatMap((example) => (['image', 'dependencies'] as const).map((kind) => [example, kind] as const)))(
  'Grype in %s for %s finds what the first tool of the kind finds',
  async (example, kind) => {
    const { source, layout, digest, commit } = layOut(example, join(folder, `grype-${kind}`));
    const target = scanTarget(kind, digest, commit);
    const path = kind === 'image' ? layout : source;
    const runs = join(folder, `grype-${kind}/runs`);
    const { json } = await runScan({ kind, tool: 'grype', path, target, runs }, ports);
    expect(describeReading(json.reading)).toEqual(expectedOfGrype(example, kind));
    expect(json.run.tool_version).toBe('0.110.0');
  },
  minutes,
);

test(
  'a secret is found in base64 too, and stands in no file of the run, encoded or not',
  async () => {
    const { source, digest, commit } = layOut('clinic-api', join(folder, 'encoded'));
    const secret = 'AKIAQX4BIPW3AHOV27GN';
    const encoded = Buffer.from(`the key is ${secret} as it was given`).toString('base64');
    writeFileSync(join(source, 'src/key.js'), `export const key = '${encoded}';\n`);
    const target = scanTarget('secrets', digest, commit);
    const request = {
      kind: 'secrets',
      tool: 'gitleaks',
      path: source,
      target,
      runs: join(folder, 'encoded/runs'),
    } as const;
    const { json, outputs } = await runScan(request, ports);
    const found = { files: 11, packages: 0, findings: ['critical aws-access-key-id  src/key.js:1'] };
    expect(describeReading(json.reading)).toEqual(found);
    const texts = ['run.json', 'report.json', 'log.txt'].map((name) =>
      readFileSync(join(outputs.folder, name), 'utf8'),
    );
    expect(texts.filter((text) => text.includes(secret) || text.includes(encoded))).toEqual([]);
  },
  minutes,
);

test(
  'OSV-Scanner without the database of one ecosystem proves nothing, though it finds something in another',
  async () => {
    const { source, digest, commit } = layOut('clinic-api-planted', join(folder, 'ecosystems'));
    writeFileSync(join(source, 'requirements.txt'), 'requests==2.31.0\n');
    const target = scanTarget('dependencies', digest, commit);
    const runs = join(folder, 'ecosystems/runs');
    const { json } = await runScan({ kind: 'dependencies', tool: 'osv-scanner', path: source, target, runs }, ports);
    expect([json.run.exit_code, describeReading(json.reading)]).toEqual([1, 'SCAN_FAILED']);
  },
  minutes,
);

test(
  'Trivy proves nothing about lock files of which one cannot be read, though it ends well and reads the others',
  async () => {
    const { source, digest, commit } = layOut('clinic-api', join(folder, 'unread'));
    mkdirSync(join(source, 'admin'));
    writeFileSync(join(source, 'admin/package-lock.json'), '{ "name": ');
    const target = scanTarget('dependencies', digest, commit);
    const runs = join(folder, 'unread/runs');
    const { json } = await runScan({ kind: 'dependencies', tool: 'trivy', path: source, target, runs }, ports);
    expect([json.run.exit_code, describeReading(json.reading)]).toEqual([0, 'SCAN_FAILED']);
  },
  minutes,
);

test.each(brokenRuns)(
  '$name proves nothing: $code',
  async (broken) => {
    const place = join(folder, broken.name);
    mkdirSync(place);
    expect(describeReading(await runBroken(broken, place, join(place, 'runs'), ports))).toBe(broken.code);
  },
  2 * minutes,
);
