const require = (name) => process.getBuiltinModule(name);
import {
  objectLimit,
  unreadable,
  usualListLimits,
  watchList
} from "./platform-local-store-limits.mjs";
import {
  Fault,
  placed,
  sha256Hex
} from "./ground.mjs";
import "./empty.mjs";

// src/platform/store/dir.ts
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, lstat, mkdir, open, opendir, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
async function openDirStore(path, limits = usualListLimits) {
  const root = resolve(path);
  await onDisk(root, () => mkdir(root, { recursive: true }));
  return new DirStore(`dir:${path}`, root, limits);
}
var unread = "unreadable";
var DirStore = class {
  uri;
  root;
  limits;
  constructor(uri, root, limits) {
    this.uri = uri;
    this.root = root;
    this.limits = limits;
  }
  async facts() {
    const serverTime = Math.floor(Date.now() / 1e3);
    return { uri: this.uri, versioned: false, locks: false, defaultMode: "", serverTime };
  }
  async create(key, bytes, _retainUntil) {
    const file = this.pathOf(key);
    await this.refuseLinks(key);
    await onDisk(key, () => mkdir(dirname(file), { recursive: true }));
    const outcome = await placeFile(key, file, bytes) ? "created" : "exists";
    const current = await this.read(key);
    if (!current) throw new Fault("STORE_FAILED", `${this.uri}: ${key} is a folder, or vanished while it was written`);
    return { outcome, versionId: current.versionId, mode: "", retainUntil: 0 };
  }
  async extend(key, versionId, _retainUntil) {
    if (!await this.read(key, versionId))
      throw new Fault("STORE_FAILED", `${this.uri}: ${key} has no version ${versionId}`);
  }
  async read(key, versionId) {
    const file = this.pathOf(key);
    if (!await this.refuseLinks(key)) return void 0;
    const { bytes, why } = await onDisk(key, () => readContent(file));
    if (why !== void 0) throw unreadable(this.uri, key, why);
    const actual = bytes && sha256Hex(bytes);
    if (!bytes || !actual || versionId !== void 0 && versionId !== actual) return void 0;
    return { key, versionId: actual, bytes, mode: "", retainUntil: 0 };
  }
  async versions(key) {
    const file = this.pathOf(key);
    if (!await this.refuseLinks(key)) return [];
    const { bytes, size } = await onDisk(key, () => readContent(file));
    if (size === void 0) return [];
    return [{ key, versionId: bytes ? sha256Hex(bytes) : unread, size, deleteMarker: false, latest: true }];
  }
  async list(prefix) {
    const start = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    if (start !== "") this.pathOf(start.slice(0, -1));
    const watch = watchList(`${this.uri}, the list of ${prefix}`, { ...this.limits, pages: Number.POSITIVE_INFINITY });
    const keys = [];
    for await (const key of this.keysUnder(start, watch)) if (key.startsWith(prefix)) keys.push(key);
    const found = [];
    for (const key of keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
      watch(0);
      for (const version of await this.versions(key)) found.push(version);
    }
    return found;
  }
  /** Keys of all files below a folder; temporary files, which begin with a dot, are no keys. Entries are read one by one: there may be millions. */
  async *keysUnder(folder, watch) {
    if (folder !== "" && !await this.refuseLinks(folder.slice(0, -1))) return;
    const entries = await onDisk(folder, () => opendir(join(this.root, folder)).catch(absentIsUndefined));
    if (!entries) return;
    const folders = [];
    for await (const entry of entries) {
      watch(1);
      const key = `${folder}${entry.name}`;
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) folders.push(key);
      else if (entry.isFile()) yield key;
      else throw unsafe(this.uri, key, "is neither a file nor a folder");
    }
    for (const key of folders) yield* this.keysUnder(`${key}/`, watch);
  }
  /** The file of a key. Keys are made of plain segments, so none can climb out or collide with a temporary name. */
  pathOf(key) {
    const plain = key.split("/").every((segment) => /^[A-Za-z0-9_=+@,~-][A-Za-z0-9_=+@,~.-]*$/.test(segment));
    if (!plain || key.length > 1024) throw unsafe(this.uri, key, "is not a key of plain segments");
    return join(this.root, key);
  }
  /** Throws FILE_UNSAFE when any part of the way to a key is a link; false when the way ends before it. */
  async refuseLinks(key) {
    let path = this.root;
    for (const segment of key.split("/")) {
      path = join(path, segment);
      const status = await onDisk(key, () => lstat(path).catch(absentIsUndefined));
      if (!status) return false;
      if (status.isSymbolicLink()) throw unsafe(this.uri, key, "is or lies behind a symbolic link");
    }
    return true;
  }
};
async function placeFile(key, file, bytes) {
  const temporary = join(dirname(file), `.${randomBytes(12).toString("hex")}.part`);
  return onDisk(key, async () => {
    try {
      await writeDurably(temporary, bytes);
      await link(temporary, file);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    } finally {
      await unlink(temporary).catch(absentIsUndefined);
    }
  });
}
async function writeDurably(path, bytes) {
  const file = await open(path, "wx", 420);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
async function readContent(path) {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    deniedIsUndefined
  );
  if (!file) return { size: (await lstat(path)).size, why: "this account may not read the file" };
  try {
    const status = await file.stat();
    if (!status.isFile()) return {};
    const { size } = status;
    const why = `it has more than ${objectLimit} bytes, and no evidence has`;
    if (size > objectLimit) return { size, why };
    const bytes = await readAtMost(file, objectLimit + 1, size);
    return bytes.length > objectLimit ? { size: bytes.length, why } : { bytes, size: bytes.length };
  } finally {
    await file.close();
  }
}
async function readAtMost(file, limit, expected) {
  const chunks = [];
  for (let [left, next] = [limit, expected + 1]; left > 0; next = 64 * 1024) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, next)));
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(chunks);
}
function deniedIsUndefined(error) {
  if (codeOf(error) === "EACCES" || codeOf(error) === "EPERM") return void 0;
  throw error;
}
async function onDisk(what, action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("STORE_FAILED", `${placed(what)}: ${String(codeOf(error) ?? "an error without a code")}`, {
      hint: "Check disk space and permissions of the folder, then start a new run; what is there stays.",
      cause: error
    });
  }
}
function absentIsUndefined(error) {
  if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return void 0;
  throw error;
}
function codeOf(error) {
  return typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
}
function unsafe(uri, key, why) {
  return new Fault("FILE_UNSAFE", `${uri}: ${placed(key)} ${why}`);
}
export {
  openDirStore
};
