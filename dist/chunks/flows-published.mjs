const require = (name) => process.getBuiltinModule(name);
import {
  publishedKey,
  publishedPrefix
} from "./evidence-ledger.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  Digest
} from "./model-ids.mjs";
import {
  array,
  literal,
  strictObject
} from "./vendor-zod.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/flows/published.ts
var noteLimit = 16 * 1024;
var mostNotes = 20;
var mostDigests = 64;
var Note = strictObject({
  schema: literal("safeguard.published/v1"),
  referrers: array(Digest).min(1).max(mostDigests)
});
async function notePublished({ store, log }, place, referrers, evidence) {
  if (referrers.length === 0) return;
  const note = { schema: "safeguard.published/v1", referrers: referrers.slice(0, mostDigests) };
  const bytes = canonicalBytes(note);
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
    return [...new Set(objects.flatMap((object) => object ? referrersIn(object.bytes) : []))];
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return [];
  }
}
function referrersIn(bytes) {
  try {
    return Note.safeParse(parseJsonBytes(bytes, { maxBytes: noteLimit, maxDepth: 4 })).data?.referrers ?? [];
  } catch {
    return [];
  }
}

export {
  notePublished,
  readPublished
};
