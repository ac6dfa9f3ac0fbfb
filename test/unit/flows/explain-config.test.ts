// What config explain adds to the sentences: limits that a session policy has no room for are named with their text.
import { describe, expect, test } from '@jest/globals';
import { explainConfig } from '../../../src/flows/config-explain.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { configOf, edited, fixtureText, loaded } from '../config/fixture.ts';

async function sessionNotes(text: string): Promise<string[]> {
  const { json } = await explainConfig({ files: openFiles() }, loaded(configOf(text)));
  return json.sentences.filter((line) => /no room|cannot be taken/.test(line));
}

const full = fixtureText('full');
const host = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

describe('session policies', () => {
  test('of usual names have room for everything', async () => {
    expect(await sessionNotes(full)).toEqual([]);
  });

  test('of long names leave statements to the roles that they are about, with the text to put there', async () => {
    const image = 'r'.repeat(250);
    const key = 'arn:aws:kms:eu-central-1:444455556666:key/00000000-0000-4000-8000-0000000000aa';
    const bucket = edited(full, 'bucket: acme-evidence', `bucket: ${'b'.repeat(63)}\n  kms-key: ${key}`);
    const long = edited(bucket, 'repository-id: 4711', `repository-id: '${'9'.repeat(15)}'`);
    const notes = await sessionNotes(edited(long, `${host}/clinic-api`, `${host}/${image}`));
    expect(notes.some((note) => note.startsWith('Note: role recorder of clinic-api: '))).toBe(true);
    expect(notes.some((note) => note.startsWith('Note: role writer of clinic-api to production: '))).toBe(true);
    expect(notes.some((note) => note.includes('role pusher') || note.includes('role deployer'))).toBe(false);
    expect(notes.join()).toContain(`arn:aws:ecr:eu-central-1:111122223333:repository/${image}`);
  });
});
