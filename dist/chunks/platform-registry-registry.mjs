const require = (name) => process.getBuiltinModule(name);
import {
  attemptRequest,
  isLoopback,
  persist,
  placeOf,
  sendRequest,
  usualPace
} from "./platform-http-request.mjs";
import {
  realWaiting
} from "./platform-http-retry.mjs";
import "./platform-http-failure.mjs";
import {
  openFiles,
  readChunks
} from "./platform-local-files.mjs";
import {
  Digest,
  Fault,
  ImageRepository,
  array,
  counted,
  imageMediaTypes,
  int,
  isFault,
  looseObject,
  manifestLimit,
  object,
  ociDigest,
  parseEcrHost,
  parseJsonBytes,
  printable,
  readImageDocument,
  record,
  string,
  textOf,
  unknown
} from "./ground.mjs";
import "./empty.mjs";

// src/platform/registry/refusal.ts
var knownCodes = /* @__PURE__ */ new Set([
  ...["BLOB_UNKNOWN", "BLOB_UPLOAD_INVALID", "BLOB_UPLOAD_UNKNOWN", "DIGEST_INVALID", "MANIFEST_BLOB_UNKNOWN"],
  ...["MANIFEST_INVALID", "MANIFEST_UNKNOWN", "MANIFEST_UNVERIFIED", "NAME_INVALID", "NAME_UNKNOWN", "SIZE_INVALID"],
  ...["TAG_INVALID", "UNAUTHORIZED", "DENIED", "UNSUPPORTED", "TOOMANYREQUESTS", "UNAVAILABLE", "UNKNOWN"],
  ...["RANGE_INVALID", "PAGINATION_NUMBER_INVALID"]
]);
var Errors = object({ errors: array(object({ code: string() })).min(1) });
function codesOf({ bytes }) {
  try {
    const { errors } = Errors.parse(parseJsonBytes(bytes));
    const found = errors.slice(0, 100).map(({ code }) => code);
    return [...new Set(found)].filter((code) => knownCodes.has(code)).map((code) => ` ${code}`).join("");
  } catch {
    return "";
  }
}
function refusal(session, what, answer, advice) {
  const login = answer.status === 401 || answer.status === 403;
  const hint = login ? "Check registry.auth in safeguard.yml and what the role or login may do in this repository." : advice;
  return new Fault(
    "REGISTRY_FAILED",
    `${session.repository}: ${what} was answered with ${answer.status}${codesOf(answer)}`,
    hint === void 0 ? {} : { hint }
  );
}
function isTaken({ status }) {
  return status === 200 || status === 201 || status === 202 || status === 204;
}

// src/platform/registry/referrer-list.ts
var pageLimit = 16 * 1024 * 1024;
var listLimit = 64 * 1024 * 1024;
var mostPages = 1e3;
var mostEntries = 2e4;
var failures = /* @__PURE__ */ new Set([401, 403, 429, 500, 502, 503, 504]);
var List = looseObject({ manifests: array(unknown()) });
var Entry = looseObject({
  digest: Digest,
  size: int().min(0).catch(Number.MAX_SAFE_INTEGER),
  artifactType: string().catch(""),
  annotations: record(string(), string()).catch({})
});
async function listEntries(session, subject, end) {
  const list = await readApi(session, subject, end);
  const tag = await readTag(session, subject, list.api);
  addEntries(list, tag?.entries ?? []);
  return list;
}
async function readApi(session, subject, end) {
  const list = { entries: [], unreadable: 0, complete: true, api: false };
  const path = `referrers/${subject}`;
  let url = session.url(path);
  let bytes = 0;
  for (let pages = 1; url; pages += 1) {
    const answer = await session.send({
      method: "GET",
      url,
      headers: { accept: imageMediaTypes.index },
      limit: pageLimit,
      redirect: "answer"
    });
    if (!list.api && failures.has(answer.status)) throw refusal(session, `GET ${path}`, answer);
    const manifests = answer.status === 200 ? readList(answer) : void 0;
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
async function readTag(session, subject, api) {
  const path = `manifests/${tagOf(subject)}`;
  const answer = await session.send({
    method: "GET",
    url: session.url(path),
    headers: { accept: imageMediaTypes.index },
    limit: pageLimit,
    redirect: "answer"
  });
  if (!api && failures.has(answer.status)) throw refusal(session, `GET ${path}`, answer);
  const entries = answer.status === 200 && ociDigest(answer.bytes) !== subject ? readList(answer) : void 0;
  return entries && { entries, text: Buffer.from(answer.bytes).toString("utf8") };
}
function tagOf(subject) {
  return subject.replace(":", "-");
}
function addEntries(list, manifests) {
  const known = new Set(list.entries.map(({ digest }) => digest));
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
function readList(answer) {
  if (answer.cut) return void 0;
  try {
    return List.safeParse(JSON.parse(Buffer.from(answer.bytes).toString("utf8"))).data?.manifests;
  } catch {
    return void 0;
  }
}
function nextPage(session, answer, current, path) {
  const link = /<([^<>]+)>\s*;\s*rel="?next"?/i.exec(answer.headers.get("link") ?? "")?.[1];
  if (link === void 0) return void 0;
  const next = session.url(path);
  next.search = URL.parse(link, current.href)?.search ?? "";
  return next;
}

// src/platform/registry/push.ts
import { createHash } from "node:crypto";

// src/platform/registry/waits.ts
var repeats = 6;
async function eventually(pace, ask) {
  for (let count = 0; ; count += 1) {
    const found = await ask();
    if (found !== void 0 || count === repeats) return found;
    await (pace.waiting ?? realWaiting).pause(pace.backoff / 2 * 2 ** count);
  }
}
function patienceOf(pace) {
  return Math.round(pace.backoff / 2 * (2 ** repeats - 1) / 1e3);
}

// src/platform/registry/push.ts
var slowest = 1024;
var acceptManifests = Object.values(imageMediaTypes).join(", ");
async function isThere(session, path) {
  const isBlob = path.startsWith("blobs/");
  const headers = { accept: isBlob ? "*/*" : acceptManifests };
  const answer = await session.send({
    method: "HEAD",
    url: session.url(path),
    headers,
    limit: 0,
    ...isBlob ? { redirect: "follow" } : {}
  });
  if (answer.status === 200) return true;
  if (answer.status === 404) return false;
  throw refusal(session, `HEAD ${path}`, answer);
}
async function pushBlob(session, digest, content) {
  if ("bytes" in content) checkOwnBytes(digest, content.bytes);
  const path = `blobs/${digest}`;
  if (await isThere(session, path)) return;
  const what = `upload of ${digest} to ${session.repository}`;
  const answer = await persist(what, session.pace, () => upload(session, digest, content), sizeOf(content) / slowest);
  if (!isTaken(answer)) throw refusal(session, `upload of blob ${digest}`, answer);
  if (!await eventually(session.pace, async () => await isThere(session, path) || void 0))
    throw notKept(session, `blob ${digest}`);
}
async function pushManifest(session, read, { digest, mediaType, bytes }) {
  checkOwnBytes(digest, bytes);
  readImageDocument(bytes, mediaType, digest);
  await putManifest(session, digest, { mediaType, bytes });
  const kept = await eventually(session.pace, () => read(digest).catch(undefinedIfMissing));
  if (!kept) throw notKept(session, `manifest ${digest}`);
  if (kept.mediaType === mediaType) return;
  throw new Fault(
    "REGISTRY_FAILED",
    `${session.repository}@${digest} was pushed as ${mediaType} and is ${kept.mediaType}`
  );
}
async function putManifest(session, reference, { mediaType, bytes: body }, advice) {
  const path = `manifests/${reference}`;
  const headers = { "content-type": mediaType };
  const answer = await session.send({ method: "PUT", url: session.url(path), headers, body, limit: 64 * 1024 });
  if (!isTaken(answer)) throw refusal(session, `PUT ${path}`, answer, advice);
}
function notKept(session, what) {
  const seconds = patienceOf(session.pace);
  return new Fault(
    "REGISTRY_FAILED",
    `${session.repository}: ${what} was taken, but cannot be read back within ${seconds} s`,
    { hint: "Run the step again: what is there is taken up. If it stays so, the registry loses what it takes." }
  );
}
function undefinedIfMissing(error) {
  if (!isFault(error, "IMAGE_MISSING")) throw error;
}
function checkOwnBytes(digest, bytes) {
  const found = ociDigest(bytes);
  if (found !== digest) throw new Fault("IMAGE_INVALID", `the bytes to push as ${digest} have digest ${found}`);
}
function sizeOf(content) {
  return "bytes" in content ? content.bytes.length : content.size;
}
async function upload(session, digest, content) {
  const start = session.url("blobs/uploads/");
  const opened = await session.attempt({ method: "POST", url: start, limit: 64 * 1024 });
  if ("broken" in opened || !isTaken(opened.answer)) return opened;
  const url = session.ownUrl(opened.answer.headers.get("location") ?? "", start);
  url.searchParams.set("digest", digest);
  const size = sizeOf(content);
  const body = "bytes" in content ? content.bytes : () => readHashed(content.path, content.size, digest);
  const headers = { "content-type": "application/octet-stream", "content-length": String(size) };
  return session.attempt({ method: "PUT", url, headers, body, limit: 64 * 1024, allowance: size / slowest });
}
async function* readHashed(path, size, digest) {
  const hash = createHash("sha256");
  let sent = 0;
  let held = new Uint8Array();
  for await (const chunk of readChunks(path)) {
    hash.update(chunk);
    sent += chunk.length;
    if (held.length > 0) yield held;
    held = chunk;
  }
  const found = `sha256:${hash.digest("hex")}`;
  if (found !== digest || sent !== size) {
    throw new Fault(
      "IMAGE_INVALID",
      `${path} has ${sent} bytes with digest ${found}; expected ${size} bytes with digest ${digest}`
    );
  }
  if (held.length > 0) yield held;
}

// src/platform/registry/referrer-tag.ts
var mostTagWrites = 5;
var roomForOwn = 64 * 1024;
var mostAsked = 5e3;
var together = 16;
var immutable = "This registry lists referrers only by a tag that has to be written again for each new one; let tags that begin with sha256- be changed, or use a registry with the referrers API.";
async function addToTag(session, note, subject, entries) {
  const tag = tagOf(subject);
  for (let writes = 0; writes < mostTagWrites; writes += 1) {
    const before = await readTag(session, subject, false);
    const missing = entries.filter(({ digest }) => !digestsIn(before?.entries ?? []).has(digest));
    if (missing.length === 0) return;
    await putIndex(session, note, tag, { before: before?.entries ?? [], own: missing });
    const after = await eventually(session.pace, async () => {
      const now = await readTag(session, subject, false);
      return now && now.text !== before?.text ? now : void 0;
    });
    if (!after) throw notKept(session, `the tag ${tag}`);
  }
  const text = `${session.repository}: the tag ${tag} lost the new referrers ${mostTagWrites} times`;
  throw new Fault("REGISTRY_FAILED", text, {
    hint: "Somebody else attaches to the same image at the same time; run the step again."
  });
}
async function rehearseTag(session, note, subject, artifactType) {
  const { api } = await readApi(session, subject, performance.now() + session.pace.deadline);
  const before = api ? void 0 : await readTag(session, subject, false);
  if (!before) return;
  const tag = tagOf(subject);
  indexOf(session, tag, before.entries, roomForOwn);
  try {
    await putIndex(session, note, tag, { before: before.entries, own: [] });
  } catch (error) {
    const repeated = before.entries.some((entry) => isRecord(entry) && entry["artifactType"] === artifactType);
    if (!isFault(error, "REGISTRY_FAILED") || !repeated) throw error;
  }
}
async function putIndex(session, note, tag, { before, own }) {
  const put = (entries) => putManifest(session, tag, { mediaType: imageMediaTypes.index, bytes: indexOf(session, tag, entries) }, immutable);
  try {
    await put([...before, ...own]);
  } catch (error) {
    if (!isFault(error, "REGISTRY_FAILED")) throw error;
    const gone = await findGone(session, before);
    if (gone.size === 0) throw error;
    const kept = before.filter((entry) => !gone.has(digestOf(entry)));
    await put([...kept, ...own]);
    const dropped = counted(before.length - kept.length, "referrer");
    note(`the tag ${tag} named ${dropped} that ${session.repository} does not have any more; left out of it`);
  }
}
async function findGone(session, entries) {
  const digests = [...digestsIn(entries)].slice(0, mostAsked);
  const gone = /* @__PURE__ */ new Set();
  for (let start = 0; start < digests.length; start += together) {
    const asked = digests.slice(start, start + together);
    const there = await Promise.all(asked.map((digest) => isThere(session, `manifests/${digest}`)));
    for (const [index, digest] of asked.entries()) if (!there[index]) gone.add(digest);
  }
  return gone;
}
function digestsIn(entries) {
  return new Set(entries.flatMap((entry) => digestOf(entry) ?? []));
}
function digestOf(entry) {
  return isRecord(entry) ? Digest.safeParse(entry["digest"]).data : void 0;
}
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
function indexOf({ repository }, tag, manifests, room = 0) {
  const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests };
  const bytes = new TextEncoder().encode(JSON.stringify(index));
  if (bytes.length + room <= manifestLimit) return bytes;
  throw new Fault(
    "REGISTRY_FAILED",
    `${repository}: the tag ${tag} names ${manifests.length} referrers, too many for an index`,
    {
      hint: "Remove referrers that nobody needs, or publish a new image."
    }
  );
}

// src/platform/registry/attach.ts
var emptyConfig = {
  mediaType: "application/vnd.oci.empty.v1+json",
  bytes: new TextEncoder().encode("{}")
};
async function attachArtifacts(session, push, subject, artifacts) {
  const entries = [];
  for (const artifact of artifacts) entries.push(await pushReferrer(push, subject, artifact));
  const unlisted = await findUnlisted(session, subject.digest, entries);
  if (unlisted.length > 0) await addToTag(session, push.note, subject.digest, unlisted);
  return entries.map((entry) => entry.digest);
}
async function pushReferrer(push, subject, artifact) {
  const { artifactType } = artifact;
  const annotations = Object.fromEntries(Object.entries(artifact.annotations).sort(([a], [b]) => a < b ? -1 : 1));
  const manifest = {
    schemaVersion: 2,
    mediaType: imageMediaTypes.manifest,
    artifactType,
    config: describe(emptyConfig.mediaType, emptyConfig.bytes),
    layers: [describe(artifactType, artifact.bytes)],
    subject: describe(subject.mediaType, subject.bytes),
    annotations
  };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const entry = describe(imageMediaTypes.manifest, bytes);
  await push.blob(manifest.config.digest, emptyConfig);
  await push.blob(describe(artifactType, artifact.bytes).digest, artifact);
  await push.manifest({ ...entry, bytes });
  return { ...entry, artifactType, annotations };
}
function describe(mediaType, bytes) {
  return { mediaType, digest: Digest.parse(ociDigest(bytes)), size: bytes.length };
}
async function findUnlisted(session, subject, entries) {
  let unlisted = entries;
  await eventually(session.pace, async () => {
    const end = performance.now() + session.pace.deadline;
    const { api, entries: found } = await readApi(session, subject, end);
    const listed = new Set(found.map(({ digest }) => digest));
    unlisted = entries.filter(({ digest }) => !listed.has(digest));
    return !api || unlisted.length === 0 || void 0;
  });
  return unlisted;
}

// src/platform/registry/login.ts
import { homedir } from "node:os";
import { join } from "node:path";

// src/platform/registry/session.ts
var dockerHubNames = ["index.docker.io", "docker.io", "registry-1.docker.io"];
var redirects = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
var longestChain = 3;
var scopes = ["pull", "pull,push"];
var Token = object({ token: string().min(1).optional(), access_token: string().min(1).optional() });
function hostOf(url) {
  return url !== null && /^[a-z0-9.:[\]-]{1,100}$/.test(url.host) ? `another place (${url.host})` : "no address";
}
function openSession(repository, {
  local,
  login,
  pace,
  mask = () => {
  }
}) {
  const slash = repository.indexOf("/");
  const host = repository.slice(0, slash);
  const path = repository.slice(slash + 1);
  const server = dockerHubNames.includes(host) ? "registry-1.docker.io" : host;
  const origin = new URL(local && isLoopback(host.replace(/:\d+$/, "")) ? `http://${server}` : `https://${server}`);
  const granted = /* @__PURE__ */ new Map();
  async function authorize(challenge, scope) {
    const basic = /^basic\b/i.test(challenge);
    const authorization = basic ? basicOf(await login()) : await bearerOf(readRealm(challenge, local), `repository:${path}:${scope}`, login, pace);
    if (authorization === void 0) return false;
    mask(authorization.replace(/^\w+ /, ""));
    for (const served of basic ? scopes : [scope]) granted.set(served, authorization);
    return true;
  }
  async function attempt(request) {
    const scope = request.method === "GET" || request.method === "HEAD" ? "pull" : "pull,push";
    const first = await follow(request, granted.get(scope));
    const challenge = "answer" in first && first.answer.status === 401 ? first.answer.headers.get("www-authenticate") : null;
    return challenge !== null && await authorize(challenge, scope) ? follow(request, granted.get(scope)) : first;
  }
  async function follow(request, authorization) {
    let { url } = request;
    for (let hops = 0; ; hops += 1) {
      const own = url.origin === origin.origin && authorization !== void 0 ? { authorization } : {};
      const place = request.place ?? placeOf(request);
      const result = await attemptRequest({ ...request, url, place, headers: { ...request.headers, ...own } }, pace);
      if ("broken" in result || request.redirect === "answer" || !redirects.has(result.answer.status)) return result;
      if (request.redirect !== "follow" || hops === longestChain) throw redirectFault(request, hops);
      url = readTarget(result.answer.headers.get("location") ?? "", url, local);
      for (const secret of signaturesOf(url)) mask(secret);
    }
  }
  return {
    repository,
    pace,
    url: (text) => new URL(`/v2/${path}/${text}`, origin),
    ownUrl(text, base) {
      const url = URL.parse(text, base.href);
      if (url?.origin === origin.origin) return url;
      throw new Fault(
        "REGISTRY_FAILED",
        `${repository} points to ${hostOf(url)}; expected an address of ${origin.origin}`
      );
    },
    attempt,
    send: (request) => persist(placeOf(request), pace, () => attempt(request), request.allowance)
  };
}
function signaturesOf(url) {
  const names = /^(?:x-(?:amz|goog)-(?:signature|security-token|credential)|sig|signature|token|se?cret|access_token)$/i;
  return [...url.searchParams].filter(([name]) => names.test(name)).map(([, value]) => value);
}
function redirectFault(request, hops) {
  const allowed = request.redirect === "follow" ? longestChain : 0;
  return new Fault(
    "REGISTRY_FAILED",
    `${placeOf(request)} was redirected ${hops + 1} times; at most ${allowed} are followed here`
  );
}
function readTarget(location, base, local) {
  const url = URL.parse(location, base.href);
  if (url?.protocol === "https:" && (local || !isLoopback(url.hostname))) return url;
  if (url?.protocol === "http:" && local && isLoopback(url.hostname)) return url;
  throw new Fault("REGISTRY_FAILED", `${base.host} redirects to ${hostOf(url)}; only https elsewhere is followed`);
}
function basicOf(found) {
  if (found && "identityToken" in found)
    throw new Fault("REGISTRY_FAILED", "the registry asks for a password, and the login is an identity token", {
      hint: "Log in with user and password, for Azure with a service principal or an access token of the repository."
    });
  return found && `Basic ${Buffer.from(`${found.user}:${found.password}`).toString("base64")}`;
}
function readRealm(challenge, local) {
  const parameters = new Map(
    [...challenge.matchAll(/(?<![a-z])([a-z]+)="([^"]*)"/gi)].map((match) => [match[1]?.toLowerCase(), match[2]])
  );
  const url = /^bearer\b/i.test(challenge) ? URL.parse(parameters.get("realm") ?? "") : null;
  const fits = url && (isLoopback(url.hostname) ? local : url.protocol === "https:");
  if (!url || !fits) {
    throw new Fault(
      "REGISTRY_FAILED",
      `the registry asks for a login we cannot use: expected Basic, or Bearer with the realm of an https address`
    );
  }
  const service = parameters.get("service");
  if (service !== void 0) url.searchParams.set("service", service);
  return url;
}
async function bearerOf(realm, scope, login, pace) {
  const found = await login();
  const request = found && "identityToken" in found ? refreshOf(realm, scope, found) : tokenOf(realm, scope, found);
  const answer = await sendRequest({ ...request, limit: 256 * 1024 }, pace);
  const parsed = Token.safeParse(answer.status === 200 ? readJson(answer.bytes) : void 0);
  const token = parsed.success ? parsed.data.token ?? parsed.data.access_token : void 0;
  if (token === void 0)
    throw new Fault("REGISTRY_FAILED", `${realm.host} gave no token for ${scope} (status ${answer.status})`);
  return `Bearer ${token}`;
}
function tokenOf(realm, scope, found) {
  const url = new URL(realm);
  url.searchParams.set("scope", scope);
  const basic = basicOf(found);
  return { method: "GET", url, headers: basic === void 0 ? {} : { authorization: basic } };
}
function refreshOf(realm, scope, { identityToken }) {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    service: realm.searchParams.get("service") ?? "",
    client_id: "safeguard",
    scope,
    refresh_token: identityToken
  });
  const url = new URL(realm);
  url.search = "";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", url, headers, body: new TextEncoder().encode(form.toString()) };
}
function readJson(bytes) {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return void 0;
  }
}

// src/platform/registry/login.ts
var DockerConfig = looseObject({ auths: record(string(), unknown()).default({}) });
var Entry2 = looseObject({
  auth: string().default(""),
  username: string().default(""),
  password: string().default(""),
  identitytoken: string().default("")
});
function dockerConfigPath() {
  return join(homedir(), ".docker/config.json");
}
function dockerLogin(path, repository) {
  return async () => {
    const bytes = await readIfThere(path);
    if (bytes === void 0) return void 0;
    const auths = readAuths(path, bytes);
    for (const name of namesOf(repository)) {
      const found = credentialsOf(auths.get(name));
      if (found) return found;
    }
    const host = repository.slice(0, repository.indexOf("/"));
    throw new Fault("REGISTRY_FAILED", `${path} has no login for ${host} under auths`, {
      hint: `Run docker login ${host} without a credential helper in the job, or use auth: ecr or anonymous in safeguard.yml.`
    });
  };
}
function readAuths(path, bytes) {
  const config = DockerConfig.safeParse(readJson2(path, bytes));
  const entries = Object.entries(config.success ? config.data.auths : {});
  return new Map(
    entries.map(([name, entry]) => [
      name.replace(/^https?:\/\//, "").replace(/\/$/, "").replace(/^([^/]+)\/v[12]$/, "$1"),
      entry
    ])
  );
}
function readJson2(path, bytes) {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault("REGISTRY_FAILED", `${path} cannot be read: ${textOf(cause)}`, {
      hint: "Run docker login again; it writes the file anew.",
      cause
    });
  }
}
function namesOf(repository) {
  const parts = repository.split("/");
  const paths = parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
  return dockerHubNames.includes(parts[0] ?? "") ? [...paths, ...dockerHubNames] : paths;
}
function credentialsOf(value) {
  const entry = Entry2.safeParse(value).data;
  if (!entry) return void 0;
  if (entry.identitytoken !== "") return { identityToken: entry.identitytoken };
  const [, user, password] = /^([^:]+):(.+)$/s.exec(Buffer.from(entry.auth, "base64").toString("utf8")) ?? [];
  if (user !== void 0 && password !== void 0) return { user, password: password.replace(/(?<!\0)\0+$/, "") };
  return entry.username !== "" && entry.password !== "" ? { user: entry.username, password: entry.password } : void 0;
}
async function readIfThere(path) {
  try {
    return await openFiles().read(path, 1024 * 1024);
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) return void 0;
    throw error;
  }
}

// src/platform/registry/referrers.ts
var mostReferrers = 1e4;
var mostManifestBytes = 64 * 1024 * 1024;
var mostContentBytes = 1024 * 1024 * 1024;
var mostContents = 4;
var mostDeadlines = 6;
var parallel = 8;
var mostHeldBytes = 32 * 1024 * 1024;
async function openReferrers({ session, fetch }, subject, wanted, take) {
  const end = performance.now() + session.pace.deadline * mostDeadlines;
  const tally = { reasons: /* @__PURE__ */ new Map(), complete: true, failure: void 0, answered: false, end };
  const search = { session, fetch, subject, wanted, tally };
  const contents = await openManifests(search, await listCandidates(search));
  await fetchContents(search, contents, take);
  if (tally.failure && !tally.answered) throw tally.failure;
  const reasons = [...tally.reasons].map(([reason, count2]) => ({ reason, count: count2 })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const count = reasons.reduce((sum, one) => sum + one.count, 0);
  return { count, complete: tally.complete, reasons };
}
async function listCandidates({ session, subject, wanted, tally }) {
  const list = await listEntries(session, subject, tally.end);
  if (!list.complete) tally.complete = false;
  pass(tally, "an entry of the list is unreadable", list.unreadable);
  const candidates = /* @__PURE__ */ new Map();
  for (const digest of wanted.first) candidates.set(digest, { digest, rank: 0, size: 0 });
  for (const { digest, size, artifactType, annotations } of list.entries) {
    const likely = artifactType === wanted.mediaType ? 1 : 3;
    const rank = wanted.likely(annotations) ? likely : likely + 1;
    if (!candidates.has(digest)) candidates.set(digest, { digest, rank, size });
  }
  const sorted = [...candidates.values()].sort(byRank);
  if (sorted.length > mostReferrers) tally.complete = false;
  pass(tally, "beyond the number that is looked at", Math.max(0, sorted.length - mostReferrers));
  return sorted.slice(0, mostReferrers);
}
function byRank(a, b) {
  return a.rank - b.rank || a.size - b.size;
}
function pass(tally, reason, count = 1) {
  if (count > 0) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + count);
}
async function openManifests({ session, fetch, subject, wanted, tally }, candidates) {
  const contents = /* @__PURE__ */ new Map();
  await inChunks(candidates, mostManifestBytes, tally, async ({ digest }) => {
    const fetched = await fetch.manifest(digest);
    return { size: fetched.bytes.length, use: (candidate) => addContents(fetched, candidate) };
  });
  return [...contents.values()].sort(byRank);
  function addContents(fetched, { digest, rank }) {
    const document = readImageDocument(fetched.bytes, fetched.mediaType, `${session.repository}@${digest}`);
    const layers = document.type === "manifest" ? document.layers : [];
    const found = layers.filter((layer) => layer.mediaType === wanted.mediaType);
    if (document.type !== "manifest") pass(tally, "it is an index");
    else if (document.subject?.digest !== subject) pass(tally, "it does not name this image");
    else if (new Set(found.map((layer) => layer.digest)).size > mostContents)
      pass(tally, `it names more than ${mostContents} contents`);
    else for (const layer of found) addContent(layer, digest, rank);
  }
  function addContent({ digest, size }, referrer, rank) {
    if (size > wanted.limit) pass(tally, "its content is too large");
    else if (!contents.has(digest)) contents.set(digest, { digest, referrer, rank, size });
  }
}
async function fetchContents({ fetch, wanted, tally }, contents, take) {
  await inChunks(contents, mostContentBytes, tally, async ({ digest, size }) => {
    const bytes = await fetch.blob(digest, Math.min(size, wanted.limit));
    return { size: bytes.length, use: ({ referrer }) => take({ referrer, digest, bytes }) };
  });
}
async function inChunks(items, mostBytes, tally, fetch) {
  let bytes = 0;
  let start = 0;
  while (start < items.length) {
    if (bytes > mostBytes || performance.now() > tally.end) {
      tally.complete = false;
      pass(tally, "bytes or time for referrers were spent", items.length - start);
      return;
    }
    const chunk = nextChunk(items, start);
    start += chunk.length;
    const ends = await Promise.allSettled(chunk.map(fetch));
    for (const [index, end] of ends.entries()) {
      const item = chunk[index];
      try {
        if (end.status === "rejected") throw end.reason;
        tally.answered = true;
        bytes += end.value.size;
        if (item) end.value.use(item);
      } catch (error) {
        passFault(tally, error, item?.rank === 0);
      }
    }
  }
}
function nextChunk(items, start) {
  let held = 0;
  const chunk = [];
  for (const item of items.slice(start, start + parallel)) {
    held += item.size;
    if (chunk.length > 0 && held > mostHeldBytes) break;
    chunk.push(item);
  }
  return chunk;
}
function passFault(tally, error, hinted) {
  if (!isFault(error) || error.kind === "bug") throw error;
  if (error.code === "REGISTRY_FAILED" || error.code === "REMOTE_UNREACHABLE") {
    tally.complete = false;
    tally.failure ??= error;
    pass(tally, "the registry did not hand it out");
    return;
  }
  tally.answered = true;
  if (error.code !== "IMAGE_MISSING") pass(tally, "it cannot be read, or its bytes are not those of its digest");
  else if (!hinted) pass(tally, "it is listed but not there");
}

// src/platform/registry/tags.ts
var rehearsalTag = "safeguard-rehearsal";
async function putTag(session, manifest, tag) {
  if (await isTagged(session, manifest.digest, tag)) return;
  try {
    await putManifest(session, tag, manifest, "Let this login create tags in the repository.");
  } catch (error) {
    if (isFault(error, "REGISTRY_FAILED") && await isTagged(session, manifest.digest, tag)) return;
    throw error;
  }
  const kept = await eventually(session.pace, async () => await isTagged(session, manifest.digest, tag) || void 0);
  if (!kept) throw notKept(session, `the tag ${tag}`);
}
async function isTagged(session, digest, tag) {
  const found = await readTagged(session, tag);
  if (found === digest) return true;
  if (found === "") return false;
  throw new Fault("REGISTRY_FAILED", `${session.repository}: the tag ${tag} names ${found}; expected ${digest}`, {
    hint: "Find out who set this tag, which is made of a commit and the digest of its image, and remove it."
  });
}
async function readTagged(session, tag) {
  const path = `manifests/${tag}`;
  const url = session.url(path);
  const answer = await session.send({ method: "GET", url, headers: { accept: acceptManifests }, limit: manifestLimit });
  if (answer.status === 404) return "";
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  return answer.cut ? `more than ${manifestLimit} bytes` : ociDigest(answer.bytes);
}
async function tagRehearsal(session, manifest, image) {
  const found = await readTagged(session, rehearsalTag);
  if (found === manifest.digest) return;
  if (found === "") return putTag(session, manifest, rehearsalTag);
  try {
    await putManifest(session, rehearsalTag, manifest, "");
  } catch (error) {
    if (!isFault(error, "REGISTRY_FAILED")) throw error;
    await putTag(session, manifest, `${rehearsalTag}-${image.slice("sha256:".length, "sha256:".length + 12)}`);
  }
}
async function rehearsePush(session, push, image, artifactType) {
  const layer = { ...emptyConfig };
  const empty = describe(layer.mediaType, layer.bytes);
  const annotations = {
    "org.opencontainers.image.title": "Shows that this repository takes tags and attached artifacts"
  };
  const bytes = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: imageMediaTypes.manifest,
      artifactType: "application/vnd.safeguard.rehearsal.v1+json",
      config: empty,
      layers: [empty],
      annotations
    })
  );
  const manifest = { ...describe(imageMediaTypes.manifest, bytes), bytes };
  const artifact = { artifactType, bytes: emptyConfig.bytes, annotations };
  try {
    await push.blob(empty.digest, emptyConfig);
    await push.manifest(manifest);
    await tagRehearsal(session, manifest, image);
    await attachArtifacts(session, push, manifest, [artifact]);
    await rehearseTag(session, push.note, image, artifactType);
  } catch (error) {
    if (!isFault(error, "REGISTRY_FAILED")) throw error;
    const text = `this registry cannot hold a signed image, so nothing of it was sent: ${error.message}`;
    throw new Fault("REGISTRY_FAILED", text, { hint: error.hint, cause: error });
  }
}

// src/platform/registry/registry.ts
function openRegistry(repository, auth, settings = {}) {
  const name = ImageRepository.safeParse(repository);
  if (!name.success)
    throw new Fault(
      "INPUT_INVALID",
      `${printable(repository, 200)} is no image repository: expected host[:port]/path in lower case, without tag or digest`
    );
  const pace = settings.pace ?? usualPace;
  const login = masked(loginOf(name.data, auth, settings), settings.mask);
  const session = openSession(name.data, { local: auth.local, login, pace, mask: settings.mask });
  const manifest = (digest) => fetchManifest(session, digest);
  const blob = (digest, limit) => fetchBlob(session, digest, limit);
  const push = {
    note: (text) => settings.note?.(text),
    blob: (digest, content) => pushBlob(session, digest, content),
    manifest: (pushed) => pushManifest(session, manifest, pushed)
  };
  return {
    repository: name.data,
    manifest,
    blob,
    hasManifest: (digest) => isThere(session, `manifests/${digest}`),
    async rehearse(image, tag, artifactType) {
      await isTagged(session, image, tag);
      await rehearsePush(session, push, image, artifactType);
    },
    pushBlob: push.blob,
    pushManifest: (digest, mediaType, bytes) => push.manifest({ digest, mediaType, bytes }),
    tag: async (digest, tag) => putTag(session, await manifest(digest), tag),
    attach: async (subject, artifacts) => attachArtifacts(session, push, await manifest(subject), artifacts),
    referrers: (subject, wanted, take) => openReferrers({ session, fetch: { manifest, blob } }, subject, wanted, take)
  };
}
function masked(login, mask) {
  return async () => {
    const found = await login();
    if (!found) return found;
    mask?.("identityToken" in found ? found.identityToken : found.password);
    if ("password" in found) mask?.(Buffer.from(`${found.user}:${found.password}`).toString("base64"));
    return found;
  };
}
function loginOf(repository, auth, settings) {
  const host = repository.slice(0, repository.indexOf("/"));
  if (auth.kind === "anonymous") return async () => void 0;
  if (auth.kind === "docker-config") return dockerLogin(settings.dockerConfig ?? dockerConfigPath(), repository);
  const { region, endpoint, local } = auth;
  if (region === void 0) {
    throw new Fault("REGISTRY_FAILED", `${repository} wants a login by ECR; expected a region`);
  }
  if (!parseEcrHost(host) && !(local && isLoopback(host.replace(/:\d+$/, "")))) {
    throw new Fault(
      "REGISTRY_FAILED",
      `${host} is not a registry of ECR; expected <account>.dkr.ecr.<region>.amazonaws.com`
    );
  }
  if (settings.cloudLogin) return settings.cloudLogin({ region, endpoint, local });
  throw new Fault("REGISTRY_FAILED", `${repository} wants a login by ECR; expected the cloud that gives it`);
}
async function fetchManifest(session, digest) {
  const path = `manifests/${digest}`;
  const answer = await session.send({
    method: "GET",
    url: session.url(path),
    headers: { accept: acceptManifests },
    limit: manifestLimit
  });
  if (answer.status === 404) throw new Fault("IMAGE_MISSING", `${session.repository}@${digest} is not in the registry`);
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  const bytes = checkBytes(session, digest, answer, manifestLimit);
  const mediaType = mediaTypeOf(answer);
  readImageDocument(bytes, mediaType, `${session.repository}@${digest}`);
  return { digest, mediaType, bytes };
}
function mediaTypeOf(answer) {
  return (answer.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
}
async function fetchBlob(session, digest, limit) {
  const path = `blobs/${digest}`;
  const answer = await session.send({
    method: "GET",
    url: session.url(path),
    limit,
    redirect: "follow",
    allowance: limit / slowest
  });
  if (answer.status === 404) throw new Fault("IMAGE_MISSING", `${session.repository} has no blob ${digest}`);
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  return checkBytes(session, digest, answer, limit);
}
function checkBytes(session, digest, answer, limit) {
  if (answer.cut) throw new Fault("IMAGE_INVALID", `${session.repository}@${digest} has more than ${limit} bytes`);
  const found = ociDigest(answer.bytes);
  if (found === digest) return answer.bytes;
  throw new Fault("IMAGE_INVALID", `${session.repository} answered bytes with digest ${found} for ${digest}`);
}
export {
  openRegistry
};
