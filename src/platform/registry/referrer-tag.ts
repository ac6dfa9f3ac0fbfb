// Writing the tag that stands in for the referrers API. Whoever may push writes into its index too, and what it names can be gone: a
// registry refuses an index that names what it does not have, so such entries are left out, and before an image is pushed it is tried.
import { Fault, isFault } from '../../base/fault.ts';
import { counted } from '../../base/text.ts';
import { Digest } from '../../model/ids.ts';
import { type ImageDescriptor, imageMediaTypes, manifestLimit } from '../../model/image.ts';
import { isThere, notKept, putManifest } from './push.ts';
import { readApi, readTag, type TagIndex, tagOf } from './referrer-list.ts';
import type { Session } from './session.ts';
import { eventually } from './waits.ts';

/** Hears what was found on the way. */
export type Note = (text: string) => void;

const mostTagWrites = 5;

/** Kept free in an index for what will be attached. */
const roomForOwn = 64 * 1024;

/** Entries whose manifests are asked for when a registry refuses an index, and how many at a time. */
const mostAsked = 5000;
const together = 16;

const immutable =
  'This registry lists referrers only by a tag that has to be written again for each new one; let tags that begin with sha256- be changed, or use a registry with the referrers API.';

/** Adds entries to the tag's index and reads it until they are in it: others may write at the same time, and some copies lag. */
export async function addToTag(
  session: Session,
  note: Note,
  subject: Digest,
  entries: readonly ImageDescriptor[],
): Promise<void> {
  const tag = tagOf(subject);
  for (let writes = 0; writes < mostTagWrites; writes += 1) {
    const before = await readTag(session, subject, false);
    const missing = entries.filter(({ digest }) => !digestsIn(before?.entries ?? []).has(digest));
    if (missing.length === 0) return;
    await putIndex(session, note, tag, { before: before?.entries ?? [], own: missing });
    const after = await eventually(session.pace, async () => {
      const now = await readTag(session, subject, false);
      return now && now.text !== before?.text ? now : undefined;
    });
    if (!after) throw notKept(session, `the tag ${tag}`);
  }
  const text = `${session.repository}: the tag ${tag} lost the new referrers ${mostTagWrites} times`;
  throw new Fault('REGISTRY_FAILED', text, {
    hint: 'Somebody else attaches to the same image at the same time; run the step again.',
  });
}

/**
 * Writes an image's tag as it is, where the registry has one and no API, so that whatever keeps it from being written shows before the
 * image is pushed. A tag that is kept for good is no fault where artifacts of this type are in it: a repeat adds nothing.
 */
export async function rehearseTag(session: Session, note: Note, subject: Digest, artifactType: string): Promise<void> {
  const { api } = await readApi(session, subject, performance.now() + session.pace.deadline);
  const before: TagIndex = api ? undefined : await readTag(session, subject, false);
  if (!before) return;
  const tag = tagOf(subject);
  indexOf(session, tag, before.entries, roomForOwn);
  try {
    await putIndex(session, note, tag, { before: before.entries, own: [] });
  } catch (error) {
    const repeated = before.entries.some((entry) => isRecord(entry) && entry['artifactType'] === artifactType);
    if (!isFault(error, 'REGISTRY_FAILED') || !repeated) throw error;
  }
}

/** Writes the entries of others as they were written, and ours; where that is refused, without those whose manifests are gone. */
async function putIndex(
  session: Session,
  note: Note,
  tag: string,
  { before, own }: { before: readonly unknown[]; own: readonly ImageDescriptor[] },
): Promise<void> {
  const put = (entries: readonly unknown[]) =>
    putManifest(session, tag, { mediaType: imageMediaTypes.index, bytes: indexOf(session, tag, entries) }, immutable);
  try {
    await put([...before, ...own]);
  } catch (error) {
    if (!isFault(error, 'REGISTRY_FAILED')) throw error;
    const gone = await findGone(session, before);
    if (gone.size === 0) throw error;
    const kept = before.filter((entry) => !gone.has(digestOf(entry)));
    await put([...kept, ...own]);
    const dropped = counted(before.length - kept.length, 'referrer');
    note(`the tag ${tag} named ${dropped} that ${session.repository} does not have any more; left out of it`);
  }
}

/** The digests among these entries that the registry itself says it does not have. */
async function findGone(session: Session, entries: readonly unknown[]): Promise<Set<Digest | undefined>> {
  const digests = [...digestsIn(entries)].slice(0, mostAsked);
  const gone = new Set<Digest | undefined>();
  for (let start = 0; start < digests.length; start += together) {
    const asked = digests.slice(start, start + together);
    const there = await Promise.all(asked.map((digest) => isThere(session, `manifests/${digest}`)));
    for (const [index, digest] of asked.entries()) if (!there[index]) gone.add(digest);
  }
  return gone;
}

function digestsIn(entries: readonly unknown[]): Set<Digest> {
  return new Set(entries.flatMap((entry) => digestOf(entry) ?? []));
}

/** The digest of an entry; undefined for one of another algorithm or form, which is none of ours and stays. */
function digestOf(entry: unknown): Digest | undefined {
  return isRecord(entry) ? Digest.safeParse(entry['digest']).data : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The index over these entries. Throws REGISTRY_FAILED when it would not leave `room` below what is read of a manifest. */
function indexOf({ repository }: Session, tag: string, manifests: readonly unknown[], room = 0): Uint8Array {
  const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests };
  const bytes = new TextEncoder().encode(JSON.stringify(index));
  if (bytes.length + room <= manifestLimit) return bytes;
  throw new Fault(
    'REGISTRY_FAILED',
    `${repository}: the tag ${tag} names ${manifests.length} referrers, too many for an index`,
    {
      hint: 'Remove referrers that nobody needs, or publish a new image.',
    },
  );
}
