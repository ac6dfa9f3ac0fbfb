// The five real scanners on both examples, through the flow that production uses: they find what was planted, invent nothing, and
// say what the recorded runs say. The broken runs are provoked again. A scanner that is not installed is a failure.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { brokenRuns, runBroken } from '../../scripts/broken-runs.ts';
import { examples, layOut, openScanPorts, scanExample, scans } from '../../scripts/example-scans.ts';
import { describeReading, expected, facts } from '../unit/examples/expected.ts';

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

test.each(brokenRuns)(
  '$name proves nothing: $code',
  async (broken) => {
    const place = join(folder, broken.name);
    mkdirSync(place);
    expect(describeReading(await runBroken(broken, place, join(place, 'runs'), ports))).toBe(broken.code);
  },
  2 * minutes,
);
