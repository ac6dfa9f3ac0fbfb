// A loopback OCI registry (distribution specification 1.1): blobs, manifests, tags, referrers with or without the API. It does NOT do
// chunked or mounted uploads, deletes, tag lists or garbage collection, and logs in by Basic only.
import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { SharedClock } from './clock.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** A stored manifest. */
type Stored = { mediaType: string; bytes: Buffer };

/** Contents of one repository, open to tests. `tags` maps a tag to a digest. */
export type RegistryRepository = {
  blobs: Map<string, Buffer>;
  manifests: Map<string, Stored>;
  tags: Map<string, string>;
  /** What reads do not show yet: by reference, how many more, and what they show instead. */
  hidden: Map<string, { reads: number; before: string | undefined }>;
};

/** How this registry behaves; tests may change it while it runs. */
export type RegistryBehavior = {
  /** False: the referrers API is 404 and OCI-Subject is not sent. */
  referrersApi: boolean;
  /** False: OCI-Subject is not sent though the API is there. */
  subjectHeader: boolean;
  /** Answers to a PUT that was taken; some registries say 200 or 202. */
  takenStatus: number;
  /** Reads of a manifest by digest, or of what a tag or the referrers API gives, that still show what was there before the last write. */
  lag: number;
  /** True: a tag that names something keeps naming it, and writing it is refused, even with what it names. */
  immutableTags: boolean;
  /** Entries per page of the referrers API. */
  pageSize: number;
  /** Undefined: everybody may. Otherwise who may, by user and password. */
  check: ((user: string, password: string, method: string, repository: string) => boolean) | undefined;
  /** May change any answer; `undefined` keeps it (threat B10). */
  alter: ((call: Call, reply: Reply) => Reply | undefined) | undefined;
};

/** A running registry. */
export type LocalRegistry = LoopbackServer & {
  /** `127.0.0.1:port`. */
  host: string;
  behavior: RegistryBehavior;
  repository(path: string): RegistryRepository;
};

const Manifest = z.looseObject({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  config: z.looseObject({ digest: z.string(), mediaType: z.string() }).optional(),
  layers: z.array(z.looseObject({ digest: z.string(), mediaType: z.string() })).optional(),
  manifests: z.array(z.looseObject({ digest: z.string() })).optional(),
  subject: z.looseObject({ digest: z.string() }).optional(),
});

/** Starts an empty registry. */
export async function startRegistry(
  clock: SharedClock,
  behavior: Partial<RegistryBehavior> = {},
  port = 0,
): Promise<LocalRegistry> {
  const rules: RegistryBehavior = {
    referrersApi: true,
    subjectHeader: true,
    takenStatus: 201,
    lag: 0,
    immutableTags: false,
    pageSize: 100,
    check: undefined,
    alter: undefined,
    ...behavior,
  };
  const repositories = new Map<string, RegistryRepository>();
  const repository = (path: string): RegistryRepository => {
    const found = repositories.get(path) ?? {
      blobs: new Map(),
      manifests: new Map(),
      tags: new Map(),
      hidden: new Map(),
    };
    repositories.set(path, found);
    return found;
  };
  const answer = (call: Call): Reply => {
    const reply = route(call, rules, repository);
    return rules.alter?.(call, reply) ?? reply;
  };
  const server = await startServer(clock, answer, port);
  return { ...server, host: server.url.slice('http://'.length), behavior: rules, repository };
}

function route(call: Call, rules: RegistryBehavior, repository: (path: string) => RegistryRepository): Reply {
  const match = /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|referrers)\/([^/]*)$/.exec(call.path);
  const [, path = '', kind = '', reference = ''] = match ?? [];
  if (!isAllowed(call, rules, path))
    return { ...refuse(401, 'UNAUTHORIZED'), headers: { 'www-authenticate': 'Basic realm="local"' } };
  if (call.path === '/v2/') return { status: 200, body: {} };
  if (!match) return refuse(404, 'NAME_UNKNOWN');
  const contents = repository(path);
  if (kind === 'referrers' && !rules.referrersApi) return refuse(404, 'METHOD_UNKNOWN');
  if (kind !== 'manifests' && kind !== 'blobs/uploads' && !digestForm.test(reference))
    return refuse(400, 'DIGEST_INVALID');
  if (kind === 'blobs/uploads') return upload(call, contents, path, reference, rules);
  if (kind === 'blobs') return reads.includes(call.method) ? readBlob(contents, reference) : refuse(405, 'UNSUPPORTED');
  if (call.method === 'PUT' && kind === 'manifests') return putManifest(call, contents, reference, rules);
  if (!reads.includes(call.method)) return refuse(405, 'UNSUPPORTED');
  if (contents.manifests.size === 0) return refuse(404, 'NAME_UNKNOWN');
  return kind === 'referrers' ? listReferrers(call, contents, reference, rules) : readManifest(contents, reference);
}

const digestForm = /^sha256:[0-9a-f]{64}$/;
const reads: readonly string[] = ['GET', 'HEAD'];

function isAllowed(call: Call, rules: RegistryBehavior, path: string): boolean {
  if (!rules.check) return true;
  const encoded = /^Basic (.+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return encoded !== '' && rules.check(user, password.join(':'), call.method, path);
}

function refuse(status: number, code: string, message = code): Reply {
  return { status, body: { errors: [{ code, message }] } };
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function upload(
  call: Call,
  contents: RegistryRepository,
  path: string,
  session: string,
  rules: RegistryBehavior,
): Reply {
  if (call.method === 'POST')
    return { status: 202, headers: { location: `/v2/${path}/blobs/uploads/${randomUUID()}?state=open` } };
  if (call.method !== 'PUT' || session === '') return refuse(405, 'UNSUPPORTED');
  const digest = call.url.searchParams.get('digest') ?? '';
  if (digestOf(call.body) !== digest)
    return refuse(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  contents.blobs.set(digest, call.body);
  return {
    status: rules.takenStatus,
    headers: { location: `/v2/${path}/blobs/${digest}`, 'docker-content-digest': digest },
  };
}

function readBlob(contents: RegistryRepository, digest: string): Reply {
  const bytes = contents.blobs.get(digest);
  if (!bytes) return refuse(404, 'BLOB_UNKNOWN');
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'docker-content-digest': digest },
    body: bytes,
  };
}

function readManifest(contents: RegistryRepository, reference: string): Reply {
  const digest = shownAs(contents, reference, contents.tags.get(reference) ?? reference) ?? '';
  const stored = contents.manifests.get(digest);
  if (!stored) return refuse(404, 'MANIFEST_UNKNOWN');
  return {
    status: 200,
    headers: { 'content-type': stored.mediaType, 'docker-content-digest': digest },
    body: stored.bytes,
  };
}

/** What a reference gives now: what it names, or for a few more reads what it named before. */
function shownAs(contents: RegistryRepository, reference: string, now: string): string | undefined {
  const hidden = contents.hidden.get(reference);
  if (!hidden) return now;
  hidden.reads -= 1;
  if (hidden.reads < 1) contents.hidden.delete(reference);
  return hidden.before;
}

function putManifest(call: Call, contents: RegistryRepository, reference: string, rules: RegistryBehavior): Reply {
  const digest = digestOf(call.body);
  if (reference.includes(':') && reference !== digest) return refuse(400, 'DIGEST_INVALID');
  const manifest = readStored(call.body);
  if (!manifest) return refuse(400, 'MANIFEST_INVALID');
  const needed = [manifest.config, ...(manifest.layers ?? [])]
    .filter((part) => part !== undefined)
    .map((part) => part.digest);
  const unknownBlob = needed.find((blob) => !contents.blobs.has(blob));
  if (unknownBlob) return refuse(404, 'MANIFEST_BLOB_UNKNOWN', unknownBlob);
  const unknownChild = (manifest.manifests ?? []).find((child) => !contents.manifests.has(child.digest));
  if (unknownChild) return refuse(404, 'MANIFEST_BLOB_UNKNOWN', unknownChild.digest);
  const before =
    reference.includes(':') && contents.manifests.has(reference) ? reference : contents.tags.get(reference);
  if (rules.immutableTags && contents.tags.has(reference)) return refuse(400, 'TAG_INVALID', 'the tag is immutable');
  if (rules.lag > 0 && before !== digest) contents.hidden.set(reference, { reads: rules.lag, before });
  contents.manifests.set(digest, { mediaType: call.headers['content-type'] ?? '', bytes: call.body });
  if (!reference.includes(':')) contents.tags.set(reference, digest);
  const { subject } = manifest;
  const named = subject && rules.referrersApi && rules.subjectHeader ? { 'oci-subject': subject.digest } : {};
  return { status: rules.takenStatus, headers: { 'docker-content-digest': digest, ...named } };
}

function readStored(bytes: Buffer): z.infer<typeof Manifest> | undefined {
  try {
    return Manifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

function listReferrers(call: Call, contents: RegistryRepository, subject: string, rules: RegistryBehavior): Reply {
  const all = [...contents.manifests].flatMap(([digest, stored]) => {
    const manifest = readStored(stored.bytes);
    if (manifest?.subject?.digest !== subject || contents.hidden.has(digest)) return [];
    const { annotations } = manifest;
    const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
    return [{ mediaType: stored.mediaType, digest, size: stored.bytes.length, artifactType, annotations }];
  });
  const start = Number(call.url.searchParams.get('start') ?? 0);
  const end = start + rules.pageSize;
  const next: Record<string, string> = end < all.length ? { link: `<${call.path}?start=${end}>; rel="next"` } : {};
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return {
    status: 200,
    headers: { ...next, 'content-type': mediaType },
    body: { schemaVersion: 2, mediaType, manifests: all.slice(start, end) },
  };
}
