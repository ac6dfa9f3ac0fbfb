// Lists of what refers to an image, from the referrers API and from the tag that stands in for it (distribution specification 1.1).
// Whoever may push writes into both, so a list is a hint: it is read with caps, an entry nobody can read hides no other, and a
// registry that answers anything but a list has none.
import * as z from 'zod';
import { ociDigest } from '../../base/digest.ts';
import { Digest } from '../../model/ids.ts';
import { imageMediaTypes } from '../../model/image.ts';
import type { HttpAnswer } from '../http/request.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** What a list says of one referrer; every word of it is a stranger's. */
export type ListedReferrer = {
  digest: Digest;
  size: number;
  artifactType: string;
  annotations: Readonly<Record<string, string>>;
};

/** A list as far as it was read. `complete` is false when there may be more; `api` says whether the referrers API answered. */
export type ReferrerList = { entries: ListedReferrer[]; unreadable: number; complete: boolean; api: boolean };

/** The index under an image's tag: its entries as they were written, and its text to tell whether it changed; undefined without one. */
export type TagIndex = { entries: readonly unknown[]; text: string } | undefined;

const pageLimit = 16 * 1024 * 1024;
const listLimit = 64 * 1024 * 1024;
const mostPages = 1000;
const mostEntries = 20_000;

/** Without a list in these, nothing is known; any other refusal means that there is no list. */
const failures = new Set([401, 403, 429, 500, 502, 503, 504]);

const List = z.looseObject({ manifests: z.array(z.unknown()) });
const Entry = z.looseObject({
  digest: Digest,
  size: z.int().min(0).catch(Number.MAX_SAFE_INTEGER),
  artifactType: z.string().catch(''),
  annotations: z.record(z.string(), z.string()).catch({}),
});

/** Both lists joined, each digest once. Throws REGISTRY_FAILED when the registry refuses to say, REMOTE_UNREACHABLE. */
export async function listEntries(session: Session, subject: Digest, end: number): Promise<ReferrerList> {
  const list = await readApi(session, subject, end);
  const tag = await readTag(session, subject, list.api);
  addEntries(list, tag?.entries ?? []);
  return list;
}

/** All pages of the referrers API until `end`, in milliseconds of the process. */
export async function readApi(session: Session, subject: Digest, end: number): Promise<ReferrerList> {
  const list: ReferrerList = { entries: [], unreadable: 0, complete: true, api: false };
  const path = `referrers/${subject}`;
  let url: URL | undefined = session.url(path);
  let bytes = 0;
  for (let pages = 1; url; pages += 1) {
    const answer: HttpAnswer = await session.send({
      method: 'GET',
      url,
      headers: { accept: imageMediaTypes.index },
      limit: pageLimit,
      redirect: 'answer',
    });
    if (!list.api && failures.has(answer.status)) throw refusal(session, `GET ${path}`, answer);
    const manifests = answer.status === 200 ? readList(answer) : undefined;
    if (!manifests) return { ...list, complete: !list.api && !answer.cut };
    list.api = true;
    bytes += answer.bytes.length;
    const fresh = addEntries(list, manifests);
    url = nextPage(session, answer, url, path);
    const spent = pages === mostPages || bytes > listLimit || list.entries.length > mostEntries;
    if (url && (!fresh || spent || performance.now() > end)) return { ...list, complete: false };
  }
  return list;
}

/** The index under the tag `sha256-<hex>`. With an API, a tag that cannot be read is none; without, it throws REGISTRY_FAILED. */
export async function readTag(session: Session, subject: Digest, api: boolean): Promise<TagIndex> {
  const path = `manifests/${tagOf(subject)}`;
  const answer = await session.send({
    method: 'GET',
    url: session.url(path),
    headers: { accept: imageMediaTypes.index },
    limit: pageLimit,
    redirect: 'answer',
  });
  if (!api && failures.has(answer.status)) throw refusal(session, `GET ${path}`, answer);
  // Some registries take the tag for the digest, and answer with the image itself.
  const entries = answer.status === 200 && ociDigest(answer.bytes) !== subject ? readList(answer) : undefined;
  return entries && { entries, text: Buffer.from(answer.bytes).toString('utf8') };
}

/** The tag that stands in for the API: `sha256-<hex>`. */
export function tagOf(subject: Digest): string {
  return subject.replace(':', '-');
}

/** Adds what can be read and is not there yet, up to the cap; true when anything was new. */
function addEntries(list: ReferrerList, manifests: readonly unknown[]): boolean {
  const known = new Set<string>(list.entries.map(({ digest }) => digest));
  const before = list.entries.length + list.unreadable;
  for (const manifest of manifests) {
    const entry = Entry.safeParse(manifest);
    if (!entry.success) list.unreadable += 1;
    else if (!known.has(entry.data.digest) && list.entries.length <= mostEntries) {
      const { digest, size, artifactType, annotations } = entry.data;
      list.entries.push({ digest, size, artifactType, annotations });
      known.add(digest);
    }
  }
  return list.entries.length + list.unreadable > before;
}

/** Read leniently, since one hostile annotation must not hide a whole list; what it names is read strictly. */
function readList(answer: HttpAnswer): readonly unknown[] | undefined {
  if (answer.cut) return undefined;
  try {
    return List.safeParse(JSON.parse(Buffer.from(answer.bytes).toString('utf8'))).data?.manifests;
  } catch {
    return undefined;
  }
}

/** Only the query of the next page is taken from the registry: the place of a list is known, whatever name a proxy gives its host. */
function nextPage(session: Session, answer: HttpAnswer, current: URL, path: string): URL | undefined {
  const link = /<([^<>]+)>\s*;\s*rel="?next"?/i.exec(answer.headers.get('link') ?? '')?.[1];
  if (link === undefined) return undefined;
  const next = session.url(path);
  next.search = URL.parse(link, current.href)?.search ?? '';
  return next;
}
