// The image and the commit id of an example follow from its files alone. When a dependency or an example changes, these tests fail
// until the scans are recorded again: npm run record.
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { exampleCommit } from '../../../local-cloud/journey/example-commit.ts';
import { type Example, examples, layOut } from '../../../scripts/example-scans.ts';
import { readLayout } from '../../../src/flows/image/layout.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { examplesFolder, facts } from './expected.ts';

const folders: string[] = [];
function newFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const digests: Record<Example, string> = {
  'clinic-api': facts.image_digest,
  'clinic-api-planted': facts.planted_image_digest,
};

describe.each(examples)('%s', (example) => {
  test('packs to the recorded digest, from any folder', () => {
    expect(layOut(example, newFolder('a-')).digest).toBe(digests[example]);
    expect(layOut(example, newFolder('another-and-longer-')).digest).toBe(digests[example]);
  });

  test('packs to a layout that reads as whole', async () => {
    const { layout, digest } = layOut(example, newFolder('layout-'));
    const read = await readLayout(openFiles(), layout);
    expect(read.digest).toBe(digest);
    expect(read.blobs).toHaveLength(3);
  });

  test('has the recorded commit id, and another one when any byte or name changes', () => {
    expect(exampleCommit(join(examplesFolder, example))).toBe(facts.commits[example]);
    const { source, commit } = layOut(example, newFolder('commit-'));
    expect(commit).toBe(facts.commits[example]);
    appendFileSync(join(source, 'hours.yml'), '\n');
    expect(exampleCommit(source)).not.toBe(commit);
    cpSync(join(examplesFolder, example, 'hours.yml'), join(source, 'hours.yml'));
    expect(exampleCommit(source)).toBe(commit);
    cpSync(join(source, 'hours.yml'), join(source, 'hours2.yml'));
    expect(exampleCommit(source)).not.toBe(commit);
  });
});

test('the digest follows the bytes of the application', async () => {
  const folder = newFolder('changed-');
  const { layout, digest } = layOut('clinic-api', folder);
  const planted = layOut('clinic-api-planted', folder);
  expect(planted.digest).not.toBe(digest);
  const blobs = (await readLayout(openFiles(), layout)).blobs.map(({ path }) => readFileSync(path));
  expect(blobs.some((bytes) => bytes.includes('createBook'))).toBe(true);
});
