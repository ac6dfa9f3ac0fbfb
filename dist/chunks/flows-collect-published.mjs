const require = (name) => process.getBuiltinModule(name);
import {
  publishedKey,
  publishedPrefix
} from "./evidence-manifest.mjs";
import {
  Digest,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  array,
  literal,
  strictObject
} from "./vendor-zod.mjs";
import {
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/formats/published/v1.ts
var PublishedNote = strictObject({
  schema: literal("safeguard.published/v1"),
  referrers: array(Digest).min(1).max(64)
});

// src/formats/published/read.ts
var note = formatOf({ "safeguard.published/v1": versionOf(PublishedNote, (old) => old) });
function readPublishedNote(bytes) {
  return note.readBytes(bytes);
}

// src/evidence/note.ts
var mostDigests = 64;
function encodeNote(referrers) {
  return canonicalBytes({ schema: "safeguard.published/v1", referrers: referrers.slice(0, mostDigests) });
}
function readNote(bytes) {
  const note2 = readPublishedNote(bytes);
  return note2.ok ? note2.value.referrers : [];
}

// src/flows/collect/published.ts
var noteLimit = 16 * 1024;
var mostNotes = 20;
async function notePublished({ store, log }, place, referrers, evidence) {
  if (referrers.length === 0) return;
  const bytes = encodeNote(referrers);
  const retainUntil = Math.max(0, ...evidence.map((entry) => entry.retain_until));
  try {
    await store.create(publishedKey(place.repository_id, place.digest, sha256Hex(bytes)), bytes, retainUntil);
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    log.warn(`no note of what was attached could be written; deploys do without it: ${textOf(error)}`);
  }
}
async function readPublished(store, repositoryId, digest) {
  try {
    const rows = await store.list(publishedPrefix(repositoryId, digest));
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
