// What hangs on an image. Lists are hints: each manifest is fetched by digest and must itself name the image. Whoever may push can hang
// anything on it, so what cannot be read is counted and passed over, the likely comes first, and everything has a cap.
import { type Fault, isFault } from '../../base/fault.ts';
import type { IgnoredReferrers } from '../../model/decision.ts';
import type { Digest } from '../../model/ids.ts';
import { type ImageDescriptor, readImageDocument } from '../../model/image.ts';
import type { Attached, Fetched, Wanted } from '../../model/ports.ts';
import { listEntries } from './referrer-list.ts';
import type { Session } from './session.ts';

/** How manifests and blobs are fetched, their bytes compared with the digest. */
export type Fetch = {
  manifest(digest: Digest): Promise<Fetched>;
  blob(digest: Digest, limit: number): Promise<Uint8Array>;
};

const mostReferrers = 10_000;
const mostManifestBytes = 64 * 1024 * 1024;
const mostContentBytes = 1024 * 1024 * 1024;
/** An honest referrer has one; more of them is a way to make us fetch. */
const mostContents = 4;
/** How many deadlines of one request everything together may take. */
const mostDeadlines = 6;
const parallel = 8;
/** Most bytes that are held at one time, but for a single content that is larger. */
const mostHeldBytes = 32 * 1024 * 1024;

/** A referrer to look at, the lowest rank first, of one rank the smallest. */
type Candidate = { digest: Digest; rank: number; size: number };
type Content = Candidate & { referrer: Digest };

/** Counts what was passed over, and remembers the first failure of the registry. */
type Tally = {
  reasons: Map<string, number>;
  complete: boolean;
  failure: Fault | undefined;
  answered: boolean;
  end: number;
};

/** What is looked for, on which image, and how far the looking has come. */
type Search = { session: Session; fetch: Fetch; subject: Digest; wanted: Wanted; tally: Tally };

/** Gives `take` the contents of the wanted type; see the port Registry. */
export async function openReferrers(
  { session, fetch }: { session: Session; fetch: Fetch },
  subject: Digest,
  wanted: Wanted,
  take: (attached: Attached) => void,
): Promise<IgnoredReferrers> {
  const end = performance.now() + session.pace.deadline * mostDeadlines;
  const tally: Tally = { reasons: new Map(), complete: true, failure: undefined, answered: false, end };
  const search = { session, fetch, subject, wanted, tally };
  const contents = await openManifests(search, await listCandidates(search));
  await fetchContents(search, contents, take);
  // Nothing at all was answered: that is not an image without evidence.
  if (tally.failure && !tally.answered) throw tally.failure;
  const reasons = [...tally.reasons]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const count = reasons.reduce((sum, one) => sum + one.count, 0);
  return { count, complete: tally.complete, reasons };
}

async function listCandidates({ session, subject, wanted, tally }: Search): Promise<Candidate[]> {
  const list = await listEntries(session, subject, tally.end);
  if (!list.complete) tally.complete = false;
  pass(tally, 'an entry of the list is unreadable', list.unreadable);
  const candidates = new Map<Digest, Candidate>();
  for (const digest of wanted.first) candidates.set(digest, { digest, rank: 0, size: 0 });
  for (const { digest, size, artifactType, annotations } of list.entries) {
    const likely = artifactType === wanted.mediaType ? 1 : 3;
    const rank = wanted.likely(annotations) ? likely : likely + 1;
    if (!candidates.has(digest)) candidates.set(digest, { digest, rank, size });
  }
  const sorted = [...candidates.values()].sort(byRank);
  if (sorted.length > mostReferrers) tally.complete = false;
  pass(tally, 'beyond the number that is looked at', Math.max(0, sorted.length - mostReferrers));
  return sorted.slice(0, mostReferrers);
}

function byRank(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || a.size - b.size;
}

function pass(tally: Tally, reason: string, count = 1): void {
  if (count > 0) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + count);
}

/** Opens manifests until a cap is met, and gives their contents, each digest once, in the order in which to fetch them. */
async function openManifests(
  { session, fetch, subject, wanted, tally }: Search,
  candidates: readonly Candidate[],
): Promise<Content[]> {
  const contents = new Map<Digest, Content>();
  await inChunks(candidates, mostManifestBytes, tally, async ({ digest }) => {
    const fetched = await fetch.manifest(digest);
    return { size: fetched.bytes.length, use: (candidate) => addContents(fetched, candidate) };
  });
  return [...contents.values()].sort(byRank);

  function addContents(fetched: Fetched, { digest, rank }: Candidate): void {
    const document = readImageDocument(fetched.bytes, fetched.mediaType, `${session.repository}@${digest}`);
    const layers = document.type === 'manifest' ? document.layers : [];
    const found = layers.filter((layer) => layer.mediaType === wanted.mediaType);
    if (document.type !== 'manifest') pass(tally, 'it is an index');
    else if (document.subject?.digest !== subject) pass(tally, 'it does not name this image');
    else if (new Set(found.map((layer) => layer.digest)).size > mostContents)
      pass(tally, `it names more than ${mostContents} contents`);
    else for (const layer of found) addContent(layer, digest, rank);
  }

  function addContent({ digest, size }: ImageDescriptor, referrer: Digest, rank: number): void {
    if (size > wanted.limit) pass(tally, 'its content is too large');
    else if (!contents.has(digest)) contents.set(digest, { digest, referrer, rank, size });
  }
}

async function fetchContents(
  { fetch, wanted, tally }: Search,
  contents: readonly Content[],
  take: (attached: Attached) => void,
): Promise<void> {
  await inChunks(contents, mostContentBytes, tally, async ({ digest, size }) => {
    const bytes = await fetch.blob(digest, Math.min(size, wanted.limit));
    return { size: bytes.length, use: ({ referrer }) => take({ referrer, digest, bytes }) };
  });
}

/** Fetches a few at a time and uses them in order, until the bytes or the time are spent. */
async function inChunks<T extends Candidate>(
  items: readonly T[],
  mostBytes: number,
  tally: Tally,
  fetch: (item: T) => Promise<{ size: number; use: (item: T) => void }>,
): Promise<void> {
  let bytes = 0;
  let start = 0;
  while (start < items.length) {
    if (bytes > mostBytes || performance.now() > tally.end) {
      tally.complete = false;
      pass(tally, 'bytes or time for referrers were spent', items.length - start);
      return;
    }
    const chunk = nextChunk(items, start);
    start += chunk.length;
    const ends = await Promise.allSettled(chunk.map(fetch));
    for (const [index, end] of ends.entries()) {
      const item = chunk[index];
      try {
        if (end.status === 'rejected') throw end.reason;
        tally.answered = true;
        bytes += end.value.size;
        if (item) end.value.use(item);
      } catch (error) {
        passFault(tally, error, item?.rank === 0);
      }
    }
  }
}

function nextChunk<T extends Candidate>(items: readonly T[], start: number): T[] {
  let held = 0;
  const chunk: T[] = [];
  for (const item of items.slice(start, start + parallel)) {
    held += item.size;
    if (chunk.length > 0 && held > mostHeldBytes) break;
    chunk.push(item);
  }
  return chunk;
}

/** A fault of one referrer is a reason to pass it over, anything else is a defect of ours. A hint that leads nowhere is not even that. */
function passFault(tally: Tally, error: unknown, hinted: boolean): void {
  if (!isFault(error) || error.kind === 'bug') throw error;
  if (error.code === 'REGISTRY_FAILED' || error.code === 'REMOTE_UNREACHABLE') {
    tally.complete = false;
    tally.failure ??= error;
    pass(tally, 'the registry did not hand it out');
    return;
  }
  tally.answered = true;
  if (error.code !== 'IMAGE_MISSING') pass(tally, 'it cannot be read, or its bytes are not those of its digest');
  else if (!hinted) pass(tally, 'it is listed but not there');
}
