// A note beside the evidence of which referrers a publication attached. It only says where to look first, so that thousands of
// strangers' referrers do not stand before ours: what counts is decided by signatures, with the note or without it.
import { sha256Hex } from '../../base/digest.ts';
import { isFault, textOf } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { publishedKey, publishedPrefix, type ServicePlace } from '../../evidence/keys.ts';
import { encodeNote, readNote } from '../../evidence/note.ts';
import type { ManifestEntry } from '../../model/evidence.ts';
import type { Digest } from '../../model/ids.ts';
import type { Store } from '../../model/ports.ts';

const noteLimit = 16 * 1024;
const mostNotes = 20;

/** Writes the note under the lock of the evidence it belongs to. Nothing rests on it, so a store that refuses it is only named in the log. */
export async function notePublished(
  { store, log }: { store: Store; log: Logger },
  place: ServicePlace & { digest: Digest },
  referrers: readonly Digest[],
  evidence: readonly ManifestEntry[],
): Promise<void> {
  if (referrers.length === 0) return;
  const bytes = encodeNote(referrers);
  const retainUntil = Math.max(0, ...evidence.map((entry) => entry.retain_until));
  try {
    await store.create(publishedKey(place, place.digest, sha256Hex(bytes)), bytes, retainUntil);
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    log.warn(`no note of what was attached could be written; deploys do without it: ${textOf(error)}`);
  }
}

/** The referrers in the notes about an image, of which twenty are read at most; none when the store refuses, or holds anything else there. */
export async function readPublished(store: Store, place: ServicePlace, digest: Digest): Promise<Digest[]> {
  try {
    const rows = await store.list(publishedPrefix(place, digest));
    const small = rows.filter((row) => !row.deleteMarker && row.size <= noteLimit).slice(-mostNotes);
    const objects = await Promise.all(small.map((row) => store.read(row.key, row.versionId)));
    return [...new Set(objects.flatMap((object) => (object ? readNote(object.bytes) : [])))];
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    return [];
  }
}
