// Takes one named file out of a tar.gz (POSIX.1-1988 ustar, as release archives are written). An archive that holds a link, a
// device, or a name that leaves its folder is refused whole, whatever member was asked for (threat D4).
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { printable } from '../../base/text.ts';
import { writeWhole } from '../local/written.ts';

const block = 512;

/** Most bytes of an extended header, which real archives fill with times and owners. */
const extensionLimit = 1024 * 1024;

/** Most bytes that an archive may unpack to: far above any scanner, far below a disk. */
const unpackedLimit = 2 * 1024 * 1024 * 1024;

/** Writes the member to `target`, which must not exist, as a program. Throws FILE_UNSAFE for a hostile or broken archive, TOOL_MISSING when it lacks the member. */
export async function unpackMember(archive: string, member: string, target: string): Promise<void> {
  const refuse = (reason: string) => new Fault('FILE_UNSAFE', printable(`${archive}: ${reason}`));
  const packed = createReadStream(archive);
  const unpacked = createGunzip();
  packed.once('error', (error) => unpacked.destroy(error));
  const reader = openReader(packed.pipe(unpacked), refuse);
  try {
    const found = await readMembers(reader, member, target, refuse);
    if (found === 0) throw new Fault('TOOL_MISSING', `${archive} holds no file ${member}`);
  } catch (error) {
    if (isFault(error)) throw error;
    throw refuse(`is not a whole tar.gz: ${textOf(error)}`);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

type Refuse = (reason: string) => Fault;

/** Bytes in order: `some` gives 1 to `most` of them (none at the end), `all` exactly `count`. */
type Reader = { some(most: number): Promise<Buffer>; all(count: number): Promise<Buffer> };

function openReader(chunks: AsyncIterable<Buffer>, refuse: Refuse): Reader {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let total = 0;
  async function some(most: number): Promise<Buffer> {
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
  async function all(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      const part = await some(missing);
      if (part.length === 0) throw refuse('ends early');
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }
  return { some, all };
}

async function readMembers(reader: Reader, member: string, target: string, refuse: Refuse): Promise<number> {
  let found = 0;
  for (;;) {
    const header = readHeader(await reader.all(block), refuse);
    if (header === undefined) break;
    const { name, type, size } = header;
    if (type === 'file' && name === member) {
      if (++found > 1) throw refuse(`holds ${member} twice`);
      await writeMember(reader, size, target, refuse);
    } else if (type === 'extension') {
      if (size > extensionLimit)
        throw refuse(`has an extended header of ${size} bytes, at most ${extensionLimit} are read`);
      refuseRenaming(await reader.all(size), refuse);
    } else await skip(reader, size, refuse);
    await skip(reader, (block - (size % block)) % block, refuse);
  }
  // To the end, so that the checksum that closes the gzip is held.
  while ((await reader.some(1024 * 1024)).length > 0);
  return found;
}

type Header = { name: string; type: 'file' | 'folder' | 'extension'; size: number };

/** Undefined for the block of zeros that ends an archive. */
function readHeader(bytes: Buffer, refuse: Refuse): Header | undefined {
  if (bytes.every((byte) => byte === 0)) return undefined;
  const text = (from: number, length: number) =>
    /^[^\0]*/.exec(bytes.toString('latin1', from, from + length))?.[0] ?? '';
  const number = (from: number, length: number) => {
    const digits = text(from, length).trim();
    if (!/^[0-7]{1,11}$/.test(digits)) throw refuse('has a header that is not one of ustar');
    return Number.parseInt(digits, 8);
  };
  const sum = bytes.reduce((left, byte, at) => left + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== number(148, 8)) throw refuse('has a header with a wrong checksum');
  // GNU's older format keeps other things where ustar has the prefix.
  const prefix = bytes.toString('latin1', 257, 263) === 'ustar\0' ? text(345, 155) : '';
  const name = checkName(prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, refuse);
  return { name, type: typeOf(text(156, 1), name, refuse), size: number(124, 12) };
}

function checkName(name: string, refuse: Refuse): string {
  const plain = name.replace(/^\.\//, '').replace(/\/$/, '');
  if (name.startsWith('/') || plain.split('/').includes('..') || /[\\:]/.test(name))
    throw refuse(`holds ${JSON.stringify(name)}, which leaves its folder`);
  return plain;
}

function typeOf(flag: string, name: string, refuse: Refuse): Header['type'] {
  if (flag === '' || flag === '0') return 'file';
  if (flag === '5') return 'folder';
  if (flag === 'x' || flag === 'g') return 'extension';
  throw refuse(`holds ${JSON.stringify(name)} of type ${JSON.stringify(flag)}; only files and folders are taken`);
}

/** POSIX.1-2001 records may give times and owners, which nobody reads here, but no other name, size or link. */
function refuseRenaming(records: Buffer, refuse: Refuse): void {
  if (/^\d+ (path|linkpath|size|GNU\.)/m.test(records.toString('latin1')))
    throw refuse('renames or resizes a member by an extended header');
}

async function skip(reader: Reader, count: number, refuse: Refuse): Promise<void> {
  for (let missing = count; missing > 0; ) {
    const part = await reader.some(missing);
    if (part.length === 0) throw refuse('ends early');
    missing -= part.length;
  }
}

async function writeMember(reader: Reader, size: number, target: string, refuse: Refuse): Promise<void> {
  const file = await openTarget(target);
  try {
    for (let missing = size; missing > 0; ) {
      const part = await reader.some(missing);
      if (part.length === 0) throw refuse('ends early');
      await writeMemberPart(file, part, target);
      missing -= part.length;
    }
  } finally {
    await file.close();
  }
}

async function writeMemberPart(file: FileHandle, part: Buffer, target: string): Promise<void> {
  try {
    await writeWhole(file, part);
  } catch (error) {
    throw new Fault('FILE_FAILED', `${target}: ${textOf(error)}`, { cause: error });
  }
}

async function openTarget(target: string): Promise<FileHandle> {
  try {
    return await open(target, 'wx', 0o700);
  } catch (error) {
    throw new Fault('FILE_FAILED', `${target}: ${textOf(error)}`, { cause: error });
  }
}
