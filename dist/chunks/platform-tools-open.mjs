const require = (name) => process.getBuiltinModule(name);
import {
  isLoopback,
  persist,
  placeOf
} from "./platform-http-request.mjs";
import "./platform-http-retry.mjs";
import "./platform-http-failure.mjs";
import {
  codeOf,
  openFiles,
  readChunks
} from "./platform-local-files.mjs";
import {
  EpochSeconds,
  Fault,
  Sha256,
  _enum,
  array,
  boolean,
  discriminatedUnion,
  fromIso,
  isFault,
  literal,
  looseObject,
  parseJsonBytes,
  partialRecord,
  printable,
  quoted,
  record,
  scanners,
  strictObject,
  string,
  textOf,
  toIso,
  union,
  unknown,
  url
} from "./ground.mjs";
import "./empty.mjs";

// src/platform/tools/open.ts
import { arch, platform } from "node:os";
import { dirname as dirname5 } from "node:path";

// src/platform/tools/cache.ts
import { createHash as createHash2, randomBytes } from "node:crypto";
import { mkdir, open as open2, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

// src/platform/local/written.ts
async function writeWhole(file, bytes, at = null) {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at === null ? null : at + done);
    if (bytesWritten < 1) throw new Error(`only ${done} of ${bytes.length} bytes were taken; the disk may be full`);
    done += bytesWritten;
  }
}

// src/platform/tools/download.ts
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
var downloadPace = { deadline: 6e5, attempts: 3, backoff: 1e3, stall: 3e4 };
var redirects = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
var longestChain = 5;
function addressProblem(url2, local) {
  if (url2.username !== "" || url2.password !== "") return "holds credentials";
  if (isLoopback(url2.hostname)) {
    const fits = local && ["http:", "https:"].includes(url2.protocol);
    return fits ? "" : 'is an address of this machine, which only a lock with "local": true may name';
  }
  return url2.protocol === "https:" ? "" : "is not https";
}
async function downloadFile(download) {
  const { url: url2, path, pace } = download;
  const place = placeOf({ method: "GET", url: url2 });
  const total = AbortSignal.timeout(pace.deadline);
  const file = await guardWrite(path, () => open(path, "wx", 384));
  let downloaded;
  try {
    const { status } = await persist(place, pace, async () => {
      const result = await attemptDownload(download, file, total);
      if ("downloaded" in result) downloaded = result.downloaded;
      return result;
    });
    if (downloaded) return downloaded;
    throw new Fault("REMOTE_REFUSED", `${place} was answered with status ${status}; expected 200 and the file`);
  } finally {
    await file.close();
  }
}
async function attemptDownload(download, file, total) {
  const { url: url2, pace } = download;
  const watch = watchStall(pace.stall);
  try {
    const response = await follow(download, AbortSignal.any([total, watch.signal]));
    const { status, headers } = response;
    const answer = { status, headers, bytes: new Uint8Array(), cut: false };
    if (status === 200) return { answer, downloaded: await writeBody(download, response, file, watch.touch) };
    await response.body?.cancel();
    return { answer };
  } catch (error) {
    if (isFault(error)) throw error;
    if (total.aborted)
      throw new Fault(
        "REMOTE_UNREACHABLE",
        `${placeOf({ method: "GET", url: url2 })} did not finish within ${pace.deadline / 1e3} s`
      );
    return { broken: watch.signal.aborted ? `no byte came for ${pace.stall / 1e3} s` : error };
  } finally {
    watch.stop();
  }
}
function watchStall(milliseconds) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, touch: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
async function follow({ url: url2, local }, signal) {
  let target = url2;
  const init = { redirect: "manual", signal, headers: { "accept-encoding": "identity" } };
  for (let hops = 0; ; hops += 1) {
    const response = await fetch(target, init);
    if (!redirects.has(response.status)) return response;
    await response.body?.cancel();
    if (hops === longestChain)
      throw unexpected(url2, `redirects more than ${longestChain} times; the last is to ${target.host}`);
    const next = URL.parse(response.headers.get("location") ?? "", target.href);
    const problem = next ? addressProblem(next, local) : "is no address";
    if (next === null || problem !== "")
      throw unexpected(url2, `redirects to ${next ? `${next.protocol}//${next.host}` : "something"}, which ${problem}`);
    target = next;
  }
}
async function writeBody({ url: url2, path, limit }, response, file, touch) {
  const tooLarge = () => unexpected(url2, `has more than ${limit} bytes`);
  if (Number(response.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const hash = createHash("sha256");
  let bytes = 0;
  await guardWrite(path, () => file.truncate(0));
  for await (const chunk of response.body ?? []) {
    touch();
    if (bytes + chunk.length > limit) throw tooLarge();
    hash.update(chunk);
    const at = bytes;
    await guardWrite(path, () => writeWhole(file, chunk, at));
    bytes += chunk.length;
  }
  await guardWrite(path, () => file.sync());
  const lastModified = response.headers.get("last-modified") ?? "";
  return { sha256: Sha256.parse(hash.digest("hex")), bytes, lastModified };
}
function unexpected(url2, text) {
  return new Fault("REMOTE_UNEXPECTED", printable(`${placeOf({ method: "GET", url: url2 })} ${text}`));
}
async function guardWrite(path, action) {
  try {
    return await action();
  } catch (error) {
    throw new Fault("FILE_FAILED", `${path}: ${textOf(error)}`, { cause: error });
  }
}

// src/platform/tools/cache.ts
var archiveLimit = 512 * 1024 * 1024;
function cacheFolder(variables) {
  const named = [variables["RUNNER_TOOL_CACHE"], variables["XDG_CACHE_HOME"]];
  return join(named.find((path) => path !== void 0 && isAbsolute(path)) ?? join(homedir(), ".cache"), "safeguard");
}
async function takePinned(pinned, cache, target, log) {
  const kept = join(cache, "archives", pinned.sha256);
  if (!await openFiles().exists(kept)) await downloadPinned(pinned, kept, log);
  const found = await copyHashed(kept, target);
  if (found === pinned.sha256) return;
  throw new Fault(
    "TOOL_CHECKSUM_MISMATCH",
    `${pinned.name}: ${kept} in the cache has sha256 ${found}; scanners/lock.json pins ${pinned.sha256}`,
    { hint: "Somebody changed the cache, or a disk did. Find out who, remove the file, and start a new run." }
  );
}
async function downloadPinned(pinned, kept, log) {
  const { name, sha256, local, pace } = pinned;
  log.info(`downloading ${name}: ${placeOf({ method: "GET", url: new URL(pinned.url) })}`);
  const part = `${kept}.${randomBytes(6).toString("hex")}.part`;
  await makeFolder(dirname(kept));
  try {
    const found = await downloadFile({ url: new URL(pinned.url), path: part, limit: archiveLimit, local, pace });
    if (found.sha256 !== sha256)
      throw new Fault(
        "TOOL_CHECKSUM_MISMATCH",
        `${name}: ${new URL(pinned.url).host} gave ${found.bytes} bytes with sha256 ${found.sha256}; scanners/lock.json pins ${sha256}`,
        { hint: "Nothing was kept or run. Compare the lock with the checksums that the project publishes." }
      );
    await rename(part, kept);
  } finally {
    await rm(part, { force: true });
  }
}
async function makeFolder(path) {
  try {
    await mkdir(path, { recursive: true, mode: 448 });
  } catch (error) {
    throw new Fault("FILE_FAILED", `${path}: ${textOf(error)}`, { cause: error });
  }
}
async function copyHashed(from, to) {
  const hash = createHash2("sha256");
  try {
    const file = await open2(to, "wx", 448);
    try {
      for await (const chunk of readChunks(from)) {
        hash.update(chunk);
        await writeWhole(file, chunk);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("FILE_FAILED", `${to}: ${textOf(error)}`, { cause: error });
  }
  return hash.digest("hex");
}

// src/platform/tools/locate.ts
import { homedir as homedir2 } from "node:os";
import { dirname as dirname2, isAbsolute as isAbsolute2, join as join3 } from "node:path";

// src/platform/tools/rules.ts
import { createHash as createHash3 } from "node:crypto";
import { join as join2 } from "node:path";
var files = openFiles();
async function checkRules(tool, pinned) {
  const place = "folder" in pinned ? pinned.folder : pinned.path;
  const found = "folder" in pinned ? await digestFolder(place) : { sha256: await files.sha256(place), names: void 0 };
  if (found.sha256 !== pinned.sha256)
    throw new Fault(
      "TOOL_CHECKSUM_MISMATCH",
      `the rules of ${tool}: ${place} has sha256 ${found.sha256}; pinned is ${pinned.sha256}`,
      {
        hint: "Review the rules, then pin their new sha256 where the old one stands (docs/guide/adopt.md says how it is made)."
      }
    );
  return { rules: place, rulesSha256: found.sha256, ...found.names && { ruleFiles: found.names } };
}
async function digestFolder(folder) {
  const entries2 = await files.entries(folder);
  const odd = entries2.find(({ name, kind }) => kind !== "file" || !/^[a-z0-9][a-z0-9-]*\.ya?ml$/.test(name));
  if (odd)
    throw new Fault("FILE_UNSAFE", `${join2(folder, odd.name)} is no rule file: expected NAME.yml and no folders`);
  if (entries2.length === 0) throw new Fault("FILE_MISSING", `${folder} holds no rule file`);
  const hash = createHash3("sha256");
  for (const { name } of entries2) hash.update(`${await files.sha256(join2(folder, name))}  ${name}
`);
  return { sha256: Sha256.parse(hash.digest("hex")), names: entries2.map(({ name }) => name) };
}

// src/platform/tools/locate.ts
var AbsolutePath = string().refine(isAbsolute2, "expected an absolute path");
var ToolEntry = looseObject({
  path: AbsolutePath,
  sha256: Sha256,
  version: string().min(1),
  requirements: AbsolutePath.optional(),
  database: looseObject({ path: AbsolutePath, built_at: EpochSeconds }).optional(),
  rules: union([
    strictObject({ path: AbsolutePath, sha256: Sha256 }),
    strictObject({ folder: AbsolutePath, sha256: Sha256 })
  ]).optional()
});
var Register = record(string(), ToolEntry);
function openTools(variables) {
  const cache = variables["XDG_CACHE_HOME"] || join3(homedir2(), ".cache");
  const folder = variables["SAFEGUARD_TOOLS"] || join3(cache, "safeguard-tools");
  return { locate: (tool) => locateTool(folder, tool) };
}
var files2 = openFiles();
async function locateTool(folder, tool) {
  const entry = (await readRegister(join3(folder, "tools.json")))[tool];
  if (!entry) throw new Fault("TOOL_MISSING", `${join3(folder, "tools.json")} does not name ${tool}`);
  const { path, requirements, database, rules } = entry;
  if (requirements !== void 0) await hashPart(tool, path);
  const sha256 = await checkPart(tool, requirements ?? path, entry.sha256);
  return {
    path,
    sha256,
    environment: { PATH: `${dirname2(path)}:/usr/bin:/bin`, LANG: "C.UTF-8" },
    ...database && { database: database.path, databaseAt: database.built_at },
    ...rules && await checkRules(tool, rules)
  };
}
async function readRegister(path) {
  const bytes = await readRegisterBytes(path);
  const parsed = Register.safeParse(parseJsonBytes(bytes));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Fault("TOOL_MISSING", `${path} is not a list of tools: ${list}`);
}
async function readRegisterBytes(path) {
  try {
    return await files2.read(path, 1024 * 1024);
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw new Fault("TOOL_MISSING", `${path} does not exist`, { cause: error });
  }
}
async function checkPart(name, path, expected) {
  const found = await hashPart(name, path);
  if (found === expected) return found;
  throw new Fault("TOOL_CHECKSUM_MISMATCH", `${name}: ${path} has sha256 ${found}; pinned is ${expected}`);
}
async function hashPart(name, path) {
  try {
    return await files2.sha256(path);
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw new Fault("TOOL_MISSING", `${name}: ${path} does not exist`, { cause: error });
  }
}

// src/platform/tools/lock.ts
import { isAbsolute as isAbsolute3, normalize } from "node:path";
var OwnPath = string().regex(/^[\w@.-]+(\/[\w@.-]+)*$/, "expected a path relative to the lock, with forward slashes").refine((path) => normalize(path) === path && !path.startsWith(".."), "expected a path below the folder of the lock");
var PinnedFile = strictObject({ path: OwnPath, sha256: Sha256 });
var PinnedFolder = strictObject({ folder: OwnPath, sha256: Sha256 });
var Address = url();
var Signature = strictObject({ bundle: Address, identity: url(), issuer: url() });
var published = { url: Address, sha256: Sha256, signature: Signature.optional() };
var Asset = discriminatedUnion("form", [
  strictObject({ form: literal("plain"), ...published }),
  strictObject({ form: literal("tar.gz"), ...published, member: OwnPath })
]);
var Platform = _enum(["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"]);
var version = string().min(1).max(100);
var unsigned = string().min(20).max(500).optional();
var binary = { version, platforms: partialRecord(Platform, Asset), rules: PinnedFile.optional(), unsigned };
var DatabaseRepository = string().regex(/^[a-z0-9.-]+(:\d{1,5})?(\/[a-z0-9._-]+)+:[\w.-]+$/, "expected host/path:tag");
var Repositories = strictObject({
  repositories: array(DatabaseRepository).min(1),
  java: array(DatabaseRepository).min(1).optional()
});
var Listing = strictObject({ listing: Address });
var Ecosystem = string().regex(/^[A-Za-z][\w. -]{0,40}$/, "expected the name of an OSV ecosystem");
var Archives = strictObject({
  url: string().includes("{ecosystem}", "expected {ecosystem} in the address"),
  ecosystems: array(Ecosystem).min(1)
});
var PythonTool = strictObject({
  version,
  python: string().refine(isAbsolute3, "expected an absolute path"),
  requirements: PinnedFile,
  rules: union([PinnedFile, PinnedFolder]).optional(),
  unsigned
});
var binaryForms = {
  none: strictObject(binary),
  archives: strictObject({ ...binary, database: Archives }),
  repositories: strictObject({ ...binary, database: Repositories }),
  listing: strictObject({ ...binary, database: Listing })
};
function entries() {
  return Object.fromEntries(
    scanners.flatMap(({ name, form: form2, database }) => {
      if (form2 === "format") return [];
      return [[name, (form2 === "python" ? PythonTool : binaryForms[database ?? "none"]).optional()]];
    })
  );
}
var ToolsLock = strictObject({
  schema: literal("safeguard.tools-lock/v1"),
  local: boolean().default(false),
  /** The roots that signatures of publishers are checked against: those of the public-good instance of Sigstore. */
  "trusted-root": PinnedFile.optional(),
  tools: strictObject(entries())
}).superRefine((lock, context) => {
  if (!lock["trusted-root"] && assetsOf(lock.tools).some(({ signature }) => signature !== void 0))
    context.addIssue({ code: "custom", message: "a signature is named, and no trusted-root to check it against" });
  for (const address of addressesOf(lock.tools)) {
    const url2 = URL.parse(address);
    const problem = url2 ? addressProblem(url2, lock.local) : "is no address";
    if (problem !== "")
      context.addIssue({
        code: "custom",
        message: `${url2 ? `${url2.protocol}//${url2.host}${url2.pathname}` : "an address"} ${problem}`
      });
  }
});
function addressesOf(tools) {
  const databases = Object.values(tools).flatMap((tool) => {
    if (tool === void 0 || "python" in tool) return [];
    return "database" in tool ? databaseAddresses(tool.database) : [];
  });
  const published2 = assetsOf(tools).flatMap(({ url: url2, signature }) => [url2, ...signature ? [signature.bundle] : []]);
  return [...published2, ...databases];
}
function assetsOf(tools) {
  return Object.values(tools).flatMap(
    (tool) => tool === void 0 || "python" in tool ? [] : Object.values(tool.platforms)
  );
}
function databaseAddresses(database) {
  if ("ecosystems" in database) return [database.url.replace("{ecosystem}", "npm")];
  if ("listing" in database) return [database.listing];
  return [...database.repositories, ...database.java ?? []].map(registryAddress);
}
function registryAddress(repository) {
  const host = repository.slice(0, repository.indexOf("/"));
  const plain = /^(localhost|[\d.]+)(:\d+)?$|\.(local|localhost)(:\d+)?$/.test(host);
  return `${plain ? "http" : "https"}://${host}/`;
}
var files3 = openFiles();
async function readToolsLock(path) {
  const bytes = await readIfThere(path);
  if (bytes === void 0) return void 0;
  const parsed = ToolsLock.safeParse(parseJsonBytes(bytes));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "));
  throw new Fault("TOOL_LOCK_INVALID", `${path}: ${list.join("; ")}`);
}
async function readIfThere(path) {
  try {
    return await files3.read(path, 1024 * 1024);
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) return void 0;
    throw error;
  }
}

// src/platform/tools/locked.ts
import { chmod } from "node:fs/promises";
import { dirname as dirname4, join as join8 } from "node:path";

// src/platform/tools/database.ts
import { mkdir as mkdir2 } from "node:fs/promises";
import { basename, join as join5 } from "node:path";

// src/platform/tools/osv-index.ts
import { createReadStream } from "node:fs";
import { rm as rm2 } from "node:fs/promises";
import { join as join4 } from "node:path";
var indexLimit = 512 * 1024 * 1024;
var archives = "{ecosystem}/all.zip";
async function fetchOsvIndex(template, place) {
  if (!template.endsWith(archives)) return void 0;
  const { folder, local, pace, log } = place;
  const url2 = new URL(`${template.slice(0, -archives.length)}modified_id.csv`);
  const path = join4(folder, "modified_id.csv");
  try {
    await downloadFile({ url: url2, path, limit: indexLimit, local, pace });
    return await readIndex(path);
  } catch (error) {
    if (!isFault(error)) throw error;
    log.warn(printable(`OSV index: none can be used, so each archive is as old as it says: ${textOf(error)}`));
    return void 0;
  } finally {
    await rm2(path, { force: true });
  }
}
var longestLine = 1e3;
var form = /^(\d{4}-\d\d-\d\dT[^,]{1,40}),([^/]+)\/[^/]/;
async function readIndex(path) {
  const now = Date.now() / 1e3;
  const changed = /* @__PURE__ */ new Map();
  let latest = 0;
  for await (const line of linesOf(path)) {
    const [, time = "", ecosystem = ""] = form.exec(line) ?? [];
    if (time === "") throw new Fault("REMOTE_UNEXPECTED", `a line of it is ${JSON.stringify(printable(line, 80))}`);
    const at = fromIso(time);
    changed.set(ecosystem, Math.max(at, changed.get(ecosystem) ?? 0));
    if (at <= now + leeway) latest = Math.max(at, latest);
  }
  if (latest === 0) throw new Fault("REMOTE_UNEXPECTED", "it has no line");
  return { latest, changed };
}
var leeway = 300;
async function* linesOf(path) {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const lines = `${rest}${chunk}`.split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw new Fault("REMOTE_UNEXPECTED", "it has a line that does not end");
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}

// src/platform/tools/database.ts
var archiveLimit2 = 2 * 1024 * 1024 * 1024;
async function fetchArchives(database, place) {
  const modified = /* @__PURE__ */ new Map();
  for (const ecosystem of database.ecosystems)
    modified.set(ecosystem, await fetchEcosystem(database.url, ecosystem, place));
  const oldest = Math.min(...modified.values());
  const quiet = Date.now() / 1e3 - oldest > quietAfter;
  const index = quiet ? await fetchOsvIndex(database.url, place) : void 0;
  const times = index ? [...modified].map((entry) => freshAt(entry, index)) : [...modified.values()];
  if (index) place.log.info(`OSV index: its last change is of ${toIso(index.latest)}`);
  return { path: place.folder, builtAt: EpochSeconds.parse(Math.min(...times)) };
}
var quietAfter = 86400;
function freshAt([ecosystem, modified], { latest, changed }) {
  const change = changed.get(ecosystem);
  return change !== void 0 && change <= modified ? Math.max(latest, modified) : modified;
}
async function fetchEcosystem(template, ecosystem, place) {
  const { folder, local, pace, log } = place;
  const target = join5(folder, "osv-scalibr", ecosystem);
  await mkdir2(target, { recursive: true });
  const url2 = new URL(template.replace("{ecosystem}", encodeURIComponent(ecosystem)));
  const path = join5(target, "all.zip");
  const { sha256, bytes, lastModified } = await downloadFile({ url: url2, path, limit: archiveLimit2, local, pace });
  const builtAt = EpochSeconds.safeParse(Math.floor(Date.parse(lastModified) / 1e3));
  if (!builtAt.success)
    throw new Fault(
      "REMOTE_UNEXPECTED",
      printable(`${url2.host}${url2.pathname} has no usable Last-Modified; without it the database has no age`)
    );
  log.info(`OSV database ${ecosystem}: built ${toIso(builtAt.data)}, ${bytes} bytes, sha256 ${sha256}`);
  return builtAt.data;
}
async function fetchByProgram(program, { title, fetch: fetch2, built, file }, from, place) {
  const cache = join5(place.folder, "cache");
  await askProgram(program, fetch2(cache, from), `fetching ${title} from ${from.join(" or ")}`, place);
  const builtAt = await readBuiltAt(
    title,
    built.key,
    () => "file" in built ? openFiles().read(join5(cache, built.file), 64 * 1024) : askProgram(program, built.print(cache), `reading ${title}`, place)
  );
  const sha256 = await openFiles().sha256(join5(cache, file));
  place.log.info(`${title}: built ${toIso(builtAt)}, sha256 of ${basename(file)} ${sha256}`);
  return { path: cache, builtAt };
}
async function askProgram(program, { args, variables }, what, place) {
  const { folder, pace, programs } = place;
  const options = {
    environment: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", HOME: folder, TMPDIR: folder, ...variables },
    folder,
    timeoutSeconds: pace.deadline / 1e3,
    outputLimit: 1024 * 1024
  };
  const result = await programs.run(program, args, options);
  if (result.exitCode === 0) return result.stdout;
  const said = reasonIn(Buffer.from(result.stderr).toString("utf8"));
  const ended = result.timedOut ? `did not finish within ${options.timeoutSeconds} s` : `ended with ${result.exitCode}`;
  throw new Fault("REMOTE_UNREACHABLE", `${what} ${ended}${said}`);
}
var reasons = [
  ...["TOOMANYREQUESTS", "UNAUTHORIZED", "DENIED", "MANIFEST_UNKNOWN", "NAME_UNKNOWN"],
  ...["no such host", "connection refused", "connection reset", "network is unreachable", "i/o timeout"],
  ...["context deadline exceeded", "TLS handshake timeout", "certificate signed by unknown authority"],
  ...["certificate has expired", "no space left on device", "permission denied", "unexpected EOF"],
  ...["bad response code", "Checksums did not match"]
];
function reasonIn(log) {
  const said = reasons.filter((reason) => log.includes(reason));
  return said.length === 0 ? "" : `; its log names: ${said.join(", ")}`;
}
async function readBuiltAt(what, key, read) {
  try {
    const { [key]: built } = record(string(), unknown()).parse(parseJsonBytes(await read()));
    return EpochSeconds.parse(fromIso(string().parse(built)));
  } catch (error) {
    throw new Fault("REMOTE_UNEXPECTED", `${what} does not say when it was built: ${textOf(error)}`, { cause: error });
  }
}

// src/platform/tools/publisher.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { rename as rename2, rm as rm3 } from "node:fs/promises";
import { dirname as dirname3, join as join6 } from "node:path";
var bundleLimit = 1024 * 1024;
var artifactLimit = 512 * 1024 * 1024;
async function checkPublisher(download, lock, place) {
  const files4 = openFiles();
  const root = await readRoot(lock, place.folder);
  const kept = join6(place.cache, "signatures", `${download.sha256}.json`);
  if (!await files4.exists(kept)) await downloadBundle(download, kept, place.log);
  const { verifyPublisher } = await import("./platform-tools-publisher-signature.mjs");
  const artifact = { bytes: await files4.read(download.path, artifactLimit), sha256: download.sha256 };
  const problem = verifyPublisher(await files4.read(kept, bundleLimit), artifact, root, download.signature);
  if (problem === "") return;
  await rm3(kept, { force: true });
  throw new Fault("TOOL_SIGNATURE_INVALID", `${download.name}: ${problem}`);
}
async function readRoot(lock, folder) {
  const pinned = lock["trusted-root"];
  if (!pinned) throw new Fault("BUG", "the lock was read, and names a signature without a trusted-root");
  const path = join6(folder, pinned.path);
  const found = await openFiles().sha256(path);
  if (found === pinned.sha256) return openFiles().read(path, bundleLimit);
  throw new Fault(
    "TRUST_ROOT_INVALID",
    `${path}: expected sha256 ${pinned.sha256}, as scanners/lock.json pins, found ${found}`
  );
}
async function downloadBundle({ name, signature, local, pace }, kept, log) {
  const url2 = new URL(signature.bundle);
  log.info(`downloading the signature of ${name}: ${placeOf({ method: "GET", url: url2 })}`);
  const part = `${kept}.${randomBytes2(6).toString("hex")}.part`;
  await makeFolder(dirname3(kept));
  try {
    await downloadFile({ url: url2, path: part, limit: bundleLimit, local, pace });
    await rename2(part, kept);
  } finally {
    await rm3(part, { force: true });
  }
}

// src/platform/tools/python.ts
import { createHash as createHash4, randomBytes as randomBytes3 } from "node:crypto";
import { readFile, rename as rename3, rm as rm4 } from "node:fs/promises";
import { join as join7 } from "node:path";
var minutes = 60;
async function installPython(program, place) {
  const { tool, python } = program;
  const list = join7(place.work, "requirements.txt");
  await checkList(program, list);
  const venv = join7(place.work, "venv");
  await runPython({ program, place, interpreter: python }, ["-I", "-m", "venv", venv], 2);
  const installed = { program, place, interpreter: join7(venv, "bin/python3") };
  const wheels = await takeWheels(installed, list);
  const offline = ["--no-index", "--find-links", wheels, "--no-compile"];
  await runPip(installed, ["install", ...offline, ...locked, "-r", list], 5);
  return join7(venv, "bin", tool);
}
var locked = ["--require-hashes", "--only-binary", ":all:", "--no-cache-dir", "--quiet"];
async function checkList({ tool, version: version2, list, listSha256 }, copy) {
  const found = await copyHashed(list, copy);
  if (found === listSha256) return;
  throw new Fault(
    "TOOL_CHECKSUM_MISMATCH",
    `${tool} ${version2}: ${list} has sha256 ${found}; scanners/lock.json pins ${listSha256}`
  );
}
async function takeWheels(python, list) {
  const { program, place } = python;
  const kept = join7(place.cache, "wheels", `${program.listSha256}-${await platformTag(python)}`);
  if (!await openFiles().exists(kept)) await downloadWheels(python, list, kept);
  const allowed = new Set(
    [...(await readFile(list, "utf8")).matchAll(/sha256:([0-9a-f]{64})\b/g)].map(([, hash]) => hash)
  );
  const files4 = openFiles();
  for (const name of await files4.list(kept)) {
    const found = await files4.sha256(join7(kept, name));
    if (allowed.has(found)) continue;
    throw new Fault(
      "TOOL_CHECKSUM_MISMATCH",
      `${program.tool} ${program.version}: ${join7(kept, name)} in the cache has sha256 ${found}, which its locked list does not hold`,
      { hint: "Somebody changed the cache, or a disk did. Find out who, remove the folder, and start a new run." }
    );
  }
  return kept;
}
async function platformTag(python) {
  const question = "import platform, sys, sysconfig; print(sys.version, platform.libc_ver(), sysconfig.get_platform())";
  const said = await runPython(python, ["-I", "-c", question], 1);
  return createHash4("sha256").update(said).digest("hex").slice(0, 16);
}
async function downloadWheels(python, list, kept) {
  const { program, place } = python;
  place.log.info(`downloading ${program.tool} ${program.version} and what it needs, as its locked list names them`);
  const part = `${kept}.${randomBytes3(6).toString("hex")}.part`;
  await makeFolder(part);
  try {
    await runPip(python, ["download", ...locked, "--dest", part, "-r", list], 10);
    await rename3(part, kept);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (!["ENOTEMPTY", "EEXIST"].includes(codeOf(error)))
      throw new Fault("FILE_FAILED", `${kept}: ${textOf(error)}`, { cause: error });
  } finally {
    await rm4(part, { recursive: true, force: true });
  }
}
function runPip(python, args, patience) {
  return runPython(python, ["-I", "-m", "pip", ...args], patience);
}
async function runPython({ program: { tool, version: version2 }, place, interpreter }, args, patience) {
  const options = {
    environment: {
      PATH: "/usr/bin:/bin",
      LANG: "C.UTF-8",
      HOME: place.work,
      TMPDIR: place.work,
      PIP_NO_INPUT: "1",
      PIP_DISABLE_PIP_VERSION_CHECK: "1"
    },
    folder: place.work,
    timeoutSeconds: patience * minutes,
    outputLimit: 1024 * 1024
  };
  const result = await place.programs.run(interpreter, args, options);
  if (result.exitCode === 0) return Buffer.from(result.stdout).toString("utf8");
  const name = `${tool} ${version2}: ${[interpreter, ...args.slice(0, 4)].join(" ")}`;
  if (result.timedOut) throw new Fault("REMOTE_UNREACHABLE", `${name} did not finish within ${patience} minutes`);
  const said = Buffer.from(result.stderr).toString("utf8");
  const code = /DO NOT MATCH THE HASHES/.test(said) ? "TOOL_CHECKSUM_MISMATCH" : "TOOL_FAILED";
  throw new Fault(code, `${name} ended with ${result.exitCode}, and said ${quoted(said.trim().slice(-300), 300)}`, {
    hint: "The locked list needs the interpreter that scanners/lock.json names, Python 3.11.5 or newer with venv, and its package index."
  });
}

// src/platform/tools/tar.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { open as open3 } from "node:fs/promises";
import { createGunzip } from "node:zlib";
var block = 512;
var extensionLimit = 1024 * 1024;
var unpackedLimit = 2 * 1024 * 1024 * 1024;
async function unpackMember(archive, member, target) {
  const refuse = (reason) => new Fault("FILE_UNSAFE", printable(`${archive}: ${reason}`));
  const packed = createReadStream2(archive);
  const unpacked = createGunzip();
  packed.once("error", (error) => unpacked.destroy(error));
  const reader = openReader(packed.pipe(unpacked), refuse);
  try {
    const found = await readMembers(reader, member, target, refuse);
    if (found === 0) throw new Fault("TOOL_MISSING", `${archive} holds no file ${member}`);
  } catch (error) {
    if (isFault(error)) throw error;
    throw refuse(`is not a whole tar.gz: ${textOf(error)}`);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
function openReader(chunks, refuse) {
  const source = chunks[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);
  let total = 0;
  async function some(most) {
    if (rest.length === 0) {
      const next = await source.next();
      if (next.done) return rest;
      rest = next.value;
      total += rest.length;
      if (total > unpackedLimit) throw refuse(`unpacks to more than ${unpackedLimit} bytes`);
    }
    const taken = rest.subarray(0, most);
    rest = rest.subarray(most);
    return taken;
  }
  async function all(count) {
    const parts = [];
    for (let missing = count; missing > 0; ) {
      const part = await some(missing);
      if (part.length === 0) throw refuse("ends early");
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }
  return { some, all };
}
async function readMembers(reader, member, target, refuse) {
  let found = 0;
  for (; ; ) {
    const header = readHeader(await reader.all(block), refuse);
    if (header === void 0) break;
    const { name, type, size } = header;
    if (type === "file" && name === member) {
      if (++found > 1) throw refuse(`holds ${member} twice`);
      await writeMember(reader, size, target, refuse);
    } else if (type === "extension") {
      if (size > extensionLimit)
        throw refuse(`has an extended header of ${size} bytes, at most ${extensionLimit} are read`);
      refuseRenaming(await reader.all(size), refuse);
    } else await skip(reader, size, refuse);
    await skip(reader, (block - size % block) % block, refuse);
  }
  while ((await reader.some(1024 * 1024)).length > 0) ;
  return found;
}
function readHeader(bytes, refuse) {
  if (bytes.every((byte) => byte === 0)) return void 0;
  const text = (from, length) => /^[^\0]*/.exec(bytes.toString("latin1", from, from + length))?.[0] ?? "";
  const number = (from, length) => {
    const digits = text(from, length).trim();
    if (!/^[0-7]{1,11}$/.test(digits)) throw refuse("has a header that is not one of ustar");
    return Number.parseInt(digits, 8);
  };
  const sum = bytes.reduce((left, byte, at) => left + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== number(148, 8)) throw refuse("has a header with a wrong checksum");
  const prefix = bytes.toString("latin1", 257, 263) === "ustar\0" ? text(345, 155) : "";
  const name = checkName(prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`, refuse);
  return { name, type: typeOf(text(156, 1), name, refuse), size: number(124, 12) };
}
function checkName(name, refuse) {
  const plain = name.replace(/^\.\//, "").replace(/\/$/, "");
  if (name.startsWith("/") || plain.split("/").includes("..") || /[\\:]/.test(name))
    throw refuse(`holds ${JSON.stringify(name)}, which leaves its folder`);
  return plain;
}
function typeOf(flag, name, refuse) {
  if (flag === "" || flag === "0") return "file";
  if (flag === "5") return "folder";
  if (flag === "x" || flag === "g") return "extension";
  throw refuse(`holds ${JSON.stringify(name)} of type ${JSON.stringify(flag)}; only files and folders are taken`);
}
function refuseRenaming(records, refuse) {
  if (/^\d+ (path|linkpath|size|GNU\.)/m.test(records.toString("latin1")))
    throw refuse("renames or resizes a member by an extended header");
}
async function skip(reader, count, refuse) {
  for (let missing = count; missing > 0; ) {
    const part = await reader.some(missing);
    if (part.length === 0) throw refuse("ends early");
    missing -= part.length;
  }
}
async function writeMember(reader, size, target, refuse) {
  const file = await openTarget(target);
  try {
    for (let missing = size; missing > 0; ) {
      const part = await reader.some(missing);
      if (part.length === 0) throw refuse("ends early");
      await writeMemberPart(file, part, target);
      missing -= part.length;
    }
  } finally {
    await file.close();
  }
}
async function writeMemberPart(file, part, target) {
  try {
    await writeWhole(file, part);
  } catch (error) {
    throw new Fault("FILE_FAILED", `${target}: ${textOf(error)}`, { cause: error });
  }
}
async function openTarget(target) {
  try {
    return await open3(target, "wx", 448);
  } catch (error) {
    throw new Fault("FILE_FAILED", `${target}: ${textOf(error)}`, { cause: error });
  }
}

// src/platform/tools/locked.ts
function openLocked(lock, place) {
  const databases = /* @__PURE__ */ new Map();
  function once(name, fetch2) {
    const found = databases.get(name) ?? fetch2();
    databases.set(name, found);
    return found;
  }
  return { locate: (tool, need) => locateLocked({ lock, place, once }, tool, need) };
}
async function locateLocked({ lock, place, once }, tool, need) {
  const spec = lock.tools[tool];
  if (spec === void 0) throw new Fault("TOOL_MISSING", `scanners/lock.json does not name ${tool}`);
  const rules = spec.rules ? await checkRules(tool, belowLock(spec.rules, place.folder)) : {};
  const located = "python" in spec ? await locatePython(tool, spec, place) : await locateBinary(tool, spec, lock, place);
  const open4 = async (folder) => ({
    ...place,
    local: lock.local,
    folder: folder ?? await place.temporary(`safeguard-${tool}-database-`)
  });
  const database = need && await takeDatabase({ tool, path: located.path, spec, need }, open4, once);
  return { ...located, ...rules, ...database };
}
async function takeDatabase({ tool, path, spec, need }, open4, once) {
  if (!("database" in spec)) return {};
  const { database } = spec;
  if ("ecosystems" in database)
    return givenDatabase(await once(tool, async () => fetchArchives(database, await open4())));
  const { fetch: fetch2, fetchSecond } = need;
  if (fetch2 === void 0) return {};
  const from = "listing" in database ? [database.listing] : database.repositories;
  const first = await once(tool, async () => fetchByProgram(path, fetch2, from, await open4()));
  const java = "java" in database ? database.java : void 0;
  if (java === void 0 || fetchSecond === void 0) return givenDatabase(first);
  const fetchJava = async () => fetchByProgram(path, fetchSecond, java, await open4(dirname4(first.path)));
  return {
    ...givenDatabase(first),
    addJavaDatabase: async () => (await once(`${tool} second`, fetchJava)).builtAt
  };
}
function givenDatabase({ path, builtAt }) {
  return { database: path, databaseAt: builtAt };
}
async function locateBinary(tool, spec, lock, place) {
  const { platform: platform2, cache, pace, log } = place;
  const asset = Object.entries(spec.platforms).find(([name]) => name === platform2)?.[1];
  if (!asset)
    throw new Fault(
      "TOOL_MISSING",
      `scanners/lock.json has ${tool} ${spec.version} for ${Object.keys(spec.platforms).join(", ")}, not for ${platform2}`
    );
  const folder = await place.temporary(`safeguard-${tool}-program-`);
  const path = join8(folder, tool);
  const target = asset.form === "plain" ? path : join8(folder, "archive");
  const pinned = { name: `${tool} ${spec.version} for ${platform2}`, ...asset, local: lock.local, pace };
  await takePinned(pinned, cache, target, log);
  if (asset.signature) await checkPublisher({ ...pinned, path: target, signature: asset.signature }, lock, place);
  if (asset.form === "tar.gz") await unpackMember(target, asset.member, path);
  await chmod(path, 448);
  return { path, sha256: await openFiles().sha256(path), environment: environmentOf(path) };
}
async function locatePython(tool, spec, place) {
  const { requirements, version: version2, python } = spec;
  const list = join8(place.folder, requirements.path);
  const work = await place.temporary(`safeguard-${tool}-program-`);
  const program = { tool, version: version2, python, list, listSha256: requirements.sha256 };
  const path = await installPython(program, { ...place, work });
  return { path, sha256: Sha256.parse(requirements.sha256), environment: environmentOf(path) };
}
function environmentOf(path) {
  return { PATH: `${dirname4(path)}:/usr/bin:/bin`, LANG: "C.UTF-8" };
}
function belowLock(rules, lock) {
  return "folder" in rules ? { ...rules, folder: join8(lock, rules.folder) } : { ...rules, path: join8(lock, rules.path) };
}

// src/platform/tools/open.ts
async function openTools2(place) {
  const { variables, action, files: files4, programs, log } = place;
  const register = openTools(variables);
  const lock = !action && variables["SAFEGUARD_TOOLS"] ? void 0 : await readToolsLock(place.lock);
  if (!lock) return register;
  const locked2 = openLocked(lock, {
    folder: dirname5(place.lock),
    cache: cacheFolder(variables),
    platform: `${platform()}-${arch()}`,
    temporary: files4.temporary,
    programs,
    log,
    pace: downloadPace
  });
  return {
    locate: (tool, need) => (Object.hasOwn(lock.tools, tool) ? locked2 : register).locate(tool, need)
  };
}
export {
  openTools2 as openTools
};
