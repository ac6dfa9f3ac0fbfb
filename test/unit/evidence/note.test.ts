// The note of what a publication attached: a hint, which is read as what it is or not at all.
import { expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { encodeNote, readNote } from '../../../src/evidence/note.ts';
import { readPublishedNote } from '../../../src/formats/published/read.ts';
import { Digest } from '../../../src/model/ids.ts';

const digests = Array.from({ length: 70 }, (_, index) =>
  Digest.parse(`sha256:${index.toString(16).padStart(64, '0')}`),
);

test('holds the referrers in their order, 64 at most, and reads back', () => {
  expect(readNote(encodeNote(digests.slice(0, 3)))).toEqual(digests.slice(0, 3));
  expect(readNote(encodeNote(digests))).toEqual(digests.slice(0, 64));
});

test.each<[string, object]>([
  ['another digest form', { schema: 'safeguard.published/v1', referrers: ['sha256:0'] }],
  ['a newer field', { schema: 'safeguard.published/v1', referrers: digests.slice(0, 1), mood: 1 }],
  ['a newer version', { schema: 'safeguard.published/v2', referrers: digests.slice(0, 1) }],
  ['no referrers', { schema: 'safeguard.published/v1' }],
])('with %s says nothing', (_, note) => {
  expect(readPublishedNote(canonicalBytes(note))).toMatchObject({ ok: false });
  expect(readNote(canonicalBytes(note))).toEqual([]);
});
