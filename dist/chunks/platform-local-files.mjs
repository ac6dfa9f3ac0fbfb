const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  Sha256,
  textOf
} from "./ground.mjs";

// src/platform/local/files.ts
import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, mkdtemp, open, opendir, readdir, realpath, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
var chunkSize = 256 * 1024;
var largestFile = 64 * 1024 ** 3;
var mostEntries = 1e5;
function openFiles(temporaryRoot = tmpdir()) {
  const folders = [];
  return {
    read: readLimited,
    sha256: hashFile,
    size: sizeOf,
    write: writeWhole,
    exists,
    list: listFolder,
    entries: listEntries,
    resolve: async (path) => guard(path, () => realpath(path)),
    async temporary(prefix) {
      const folder = await guard(temporaryRoot, () => mkdtemp(join(temporaryRoot, basename(prefix))));
      folders.push(folder);
      return folder;
    },
    async dispose() {
      for (const folder of folders.splice(0)) await guard(folder, () => rm(folder, { recursive: true, force: true }));
    }
  };
}
async function* readChunks(path) {
  const file = await openRegular(path);
  try {
    for (; ; ) {
      const { bytesRead, buffer } = await guard(path, () => file.read(new Uint8Array(chunkSize), 0, chunkSize));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
async function openRegular(path) {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await guard(path, () => open(path, flags));
  const facts = await file.stat();
  if (facts.isFile()) return file;
  await file.close();
  if (facts.isDirectory()) throw new Fault("FILE_IS_FOLDER", `${path} is a folder, expected a file`);
  throw new Fault("FILE_UNSAFE", `${path} is not a regular file`);
}
async function readLimited(path, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of readChunks(path)) {
    size += chunk.length;
    if (size > limit) throw new Fault("FILE_TOO_LARGE", `${path} has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
async function hashFile(path) {
  const size = await sizeOf(path);
  if (size > largestFile)
    throw new Fault("FILE_UNSAFE", `${path} has ${size} bytes; a file of more than ${largestFile} is not read`);
  const hash = createHash("sha256");
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return Sha256.parse(hash.digest("hex"));
}
async function sizeOf(path) {
  const file = await openRegular(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}
async function writeWhole(path, bytes) {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  await guard(path, async () => {
    await mkdir(folder, { recursive: true });
    try {
      await writeThrough(temporary, bytes);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}
async function writeThrough(path, bytes) {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
async function exists(path) {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return false;
    throw faultOf(path, error);
  }
}
async function listFolder(path) {
  const facts = await guard(path, () => lstat(path));
  if (!facts.isDirectory()) throw new Fault("FILE_UNSAFE", `${path} is not a folder, or is a link to one`);
  return guard(path, async () => {
    const names = [];
    for await (const { name } of await opendir(path)) {
      if (names.length === mostEntries)
        throw new Fault(
          "FILE_UNSAFE",
          `${path} has more than ${mostEntries} entries; a folder of so many is not listed`
        );
      names.push(name);
    }
    return names.sort();
  });
}
async function listEntries(path) {
  await listFolder(path);
  const entries = await guard(path, () => readdir(path, { withFileTypes: true }));
  return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort((a, b) => a.name < b.name ? -1 : 1);
}
function kindOf(entry) {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}
async function guard(path, action) {
  try {
    return await action();
  } catch (error) {
    throw faultOf(path, error);
  }
}
function faultOf(path, error) {
  if (error instanceof Fault) return error;
  switch (codeOf(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return new Fault("FILE_MISSING", `${path} does not exist`, { cause: error });
    // ELOOP is what O_NOFOLLOW answers for a link, ENXIO what a socket answers.
    case "ELOOP":
    case "ENXIO":
      return new Fault("FILE_UNSAFE", `${path} is a link or a socket, not a regular file`, { cause: error });
    default:
      return new Fault("FILE_FAILED", `${path}: ${textOf(error)}`, { cause: error });
  }
}
function codeOf(error) {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

export {
  openFiles,
  readChunks,
  codeOf
};
