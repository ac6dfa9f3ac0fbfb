// The note of which referrers a publication attached. It is a hint for readers and no evidence.
import { canonicalBytes } from '../base/canonical-json.ts';
import { readPublishedNote } from '../formats/published/read.ts';
import type { Digest } from '../model/ids.ts';

const mostDigests = 64;

/** The bytes of a note, of 64 referrers at most. */
export function encodeNote(referrers: readonly Digest[]): Uint8Array {
  return canonicalBytes({ schema: 'safeguard.published/v1', referrers: referrers.slice(0, mostDigests) });
}

/** The referrers in a note; none in bytes that are no note. */
export function readNote(bytes: Uint8Array): Digest[] {
  const note = readPublishedNote(bytes);
  return note.ok ? note.value.referrers : [];
}
