// The machinery of frozen evidence: a changed journey is seen, by its digest and by what reads it, and a release is frozen once.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Frozen, freeze } from '../../scripts/freeze.ts';
import { checkJourney } from './check.ts';
import { folderDigest, writeJourney } from './journey.ts';

jest.setTimeout(120_000);

const temporary = mkdtempSync(join(tmpdir(), 'safeguard-freeze-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const readText = (...path: string[]) => readFileSync(join(...path), 'utf8');
const journey = join(temporary, 'journey');
await writeJourney(journey);

/** A copy of the journey that a test may change. */
function copyOf(name: string): string {
  const folder = join(temporary, name);
  cpSync(journey, folder, { recursive: true });
  return folder;
}

describe('a journey of this build', () => {
  test('changed by one byte of a record, of a statement or of the policy does not', async () => {
    for (const [index, part] of ['bucket/records', 'statements', 'bucket/blobs'].entries()) {
      const folder = copyOf(`changed-${index}`);
      const files = readdirSync(join(folder, part), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
      for (const { parentPath, name } of part === 'statements' ? files.slice(0, 1) : files) {
        const bytes = readFileSync(join(parentPath, name));
        bytes[40] = (bytes[40] ?? 0) ^ 1;
        writeFileSync(join(parentPath, name), bytes);
      }
      expect(folderDigest(folder)).not.toBe(folderDigest(journey));
      expect(await checkJourney(folder)).not.toEqual([]);
    }
  });

  test('has another digest with a file more, one less or one renamed', () => {
    const folder = copyOf('files');
    expect(folderDigest(folder)).toBe(folderDigest(journey));
    writeFileSync(join(folder, 'more.json'), '');
    expect(folderDigest(folder)).not.toBe(folderDigest(journey));
    rmSync(join(folder, 'more.json'));
    cpSync(join(folder, 'anchor.json'), join(folder, 'anchor2.json'));
    rmSync(join(folder, 'anchor.json'));
    expect(folderDigest(folder)).not.toBe(folderDigest(journey));
  });
});

describe('freezing a release', () => {
  test('writes its journey and digest, and never again', async () => {
    const folder = mkdtempSync(join(temporary, 'frozen-'));
    writeFileSync(join(folder, 'frozen.json'), '{}');
    const digest = await freeze('9.9.9', folder);
    expect(Frozen.parse(JSON.parse(readText(folder, 'frozen.json')))).toEqual({ '9.9.9': digest });
    expect(folderDigest(join(folder, '9.9.9'))).toBe(digest);
    await expect(freeze('9.9.9', folder)).rejects.toThrow('never changes');
    await expect(freeze('../9.9', folder)).rejects.toThrow();
    expect(folderDigest(join(folder, '9.9.9'))).toBe(digest);
  });
});
