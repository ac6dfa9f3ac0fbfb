const require = (name) => process.getBuiltinModule(name);
import {
  encodeNote,
  isFault,
  publishedKey,
  publishedPrefix,
  readNote,
  sha256Hex,
  textOf
} from "./ground.mjs";

// src/flows/collect/published.ts
var noteLimit = 16 * 1024;
var mostNotes = 20;
async function notePublished({ store, log }, place, referrers, evidence) {
  if (referrers.length === 0) return;
  const bytes = encodeNote(referrers);
  const retainUntil = Math.max(0, ...evidence.map((entry) => entry.retain_until));
  try {
    await store.create(publishedKey(place, place.digest, sha256Hex(bytes)), bytes, retainUntil);
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    log.warn(`no note of what was attached could be written; deploys do without it: ${textOf(error)}`);
  }
}
async function readPublished(store, place, digest) {
  try {
    const rows = await store.list(publishedPrefix(place, digest));
    const small = rows.filter((row) => !row.deleteMarker && row.size <= noteLimit).slice(-mostNotes);
    const objects = await Promise.all(small.map((row) => store.read(row.key, row.versionId)));
    return [...new Set(objects.flatMap((object) => object ? readNote(object.bytes) : []))];
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return [];
  }
}

export {
  notePublished,
  readPublished
};
