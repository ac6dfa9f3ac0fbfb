// scanners/lock.json: which scanners there are, where each comes from and what its bytes must be. It lies beside the bundle and is
// reviewed like code; nothing of the job's surroundings can change what it says.
import { isAbsolute, normalize } from 'node:path';
import * as z from 'zod';
import { Fault, isFault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { Sha256 } from '../../model/ids.ts';
import { scanners } from '../../model/scanners.ts';
import { openFiles } from '../local/files.ts';
import { addressProblem } from './download.ts';

/** A path of the repository that the lock lies in. */
const OwnPath = z
  .string()
  .regex(/^[\w@.-]+(\/[\w@.-]+)*$/, 'expected a path relative to the lock, with forward slashes')
  .refine((path) => normalize(path) === path && !path.startsWith('..'), 'expected a path below the folder of the lock');

/** A file beside the lock, pinned by its bytes. */
const PinnedFile = z.strictObject({ path: OwnPath, sha256: Sha256 });
export type PinnedFile = z.infer<typeof PinnedFile>;

/** A folder beside the lock of which every file counts, pinned by one digest over names and bytes (rules.ts). */
const PinnedFolder = z.strictObject({ folder: OwnPath, sha256: Sha256 });

const Address = z.url();

/** Who signed a published file, by exact identity and issuer of the certificate, and where the Sigstore bundle lies. */
const Signature = z.strictObject({ bundle: Address, identity: z.url(), issuer: z.url() });
export type Signature = z.infer<typeof Signature>;

const published = { url: Address, sha256: Sha256, signature: Signature.optional() };

/** A published file: the program itself, or a tar.gz that holds it as `member`. `sha256` is of the file as published. */
const Asset = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('plain'), ...published }),
  z.strictObject({ form: z.literal('tar.gz'), ...published, member: OwnPath }),
]);
export type Asset = z.infer<typeof Asset>;

const Platform = z.enum(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);
const version = z.string().min(1).max(100);

/** Why nothing but the digest speaks for a program: what its publisher signs, or does not. */
const unsigned = z.string().min(20).max(500).optional();

const binary = { version, platforms: z.partialRecord(Platform, Asset), rules: PinnedFile.optional(), unsigned };

/** `host/path:tag` of an OCI artifact; the program itself speaks to it. */
const DatabaseRepository = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d{1,5})?(\/[a-z0-9._-]+)+:[\w.-]+$/, 'expected host/path:tag');

/** `java`: where the database lies by which JAR files are known; images that hold some need it. */
const Repositories = z.strictObject({
  repositories: z.array(DatabaseRepository).min(1),
  java: z.array(DatabaseRepository).min(1).optional(),
});
export type Repositories = z.infer<typeof Repositories>;

/** Where the program finds its maker's listing of databases; it may complete the address, and fetches what the listing names. */
const Listing = z.strictObject({ listing: Address });
type Listing = z.infer<typeof Listing>;

const Ecosystem = z.string().regex(/^[A-Za-z][\w. -]{0,40}$/, 'expected the name of an OSV ecosystem');

const Archives = z.strictObject({
  url: z.string().includes('{ecosystem}', 'expected {ecosystem} in the address'),
  ecosystems: z.array(Ecosystem).min(1),
});
export type Archives = z.infer<typeof Archives>;

/** A program that pip installs from a hash-locked list; `python` is the interpreter's absolute path on the runner. */
const PythonTool = z.strictObject({
  version,
  python: z.string().refine(isAbsolute, 'expected an absolute path'),
  requirements: PinnedFile,
  rules: z.union([PinnedFile, PinnedFolder]).optional(),
  unsigned,
});
export type PythonTool = z.infer<typeof PythonTool>;

/** What the lock says of a program that is one file, by the form of its database. */
const binaryForms = {
  none: z.strictObject(binary),
  archives: z.strictObject({ ...binary, database: Archives }),
  repositories: z.strictObject({ ...binary, database: Repositories }),
  listing: z.strictObject({ ...binary, database: Listing }),
};
export type BinaryTool = z.infer<(typeof binaryForms)[keyof typeof binaryForms]>;

/** What the lock says of one scanner. */
export type LockedTool = BinaryTool | PythonTool;

/** The entry that each scanner may have; there is none for a format. */
function entries(): Record<string, z.ZodOptional<z.ZodType<LockedTool>>> {
  return Object.fromEntries(
    scanners.flatMap(({ name, form, database }) => {
      if (form === 'format') return [];
      return [[name, (form === 'python' ? PythonTool : binaryForms[database ?? 'none']).optional()]];
    }),
  );
}

/** The whole file. With `local` (tests only) it may name addresses of this machine, in plain http too. */
export const ToolsLock = z
  .strictObject({
    schema: z.literal('safeguard.tools-lock/v1'),
    local: z.boolean().default(false),
    /** The roots that signatures of publishers are checked against: those of the public-good instance of Sigstore. */
    'trusted-root': PinnedFile.optional(),
    tools: z.strictObject(entries()),
  })
  .superRefine((lock, context) => {
    if (!lock['trusted-root'] && assetsOf(lock.tools).some(({ signature }) => signature !== undefined))
      context.addIssue({ code: 'custom', message: 'a signature is named, and no trusted-root to check it against' });
    for (const address of addressesOf(lock.tools)) {
      const url = URL.parse(address);
      const problem = url ? addressProblem(url, lock.local) : 'is no address';
      if (problem !== '')
        context.addIssue({
          code: 'custom',
          message: `${url ? `${url.protocol}//${url.host}${url.pathname}` : 'an address'} ${problem}`,
        });
    }
  });
export type ToolsLock = z.infer<typeof ToolsLock>;

function addressesOf(tools: ToolsLock['tools']): string[] {
  const databases = Object.values(tools).flatMap((tool) => {
    if (tool === undefined || 'python' in tool) return [];
    return 'database' in tool ? databaseAddresses(tool.database) : [];
  });
  const published = assetsOf(tools).flatMap(({ url, signature }) => [url, ...(signature ? [signature.bundle] : [])]);
  return [...published, ...databases];
}

function assetsOf(tools: ToolsLock['tools']): Asset[] {
  return Object.values(tools).flatMap((tool) =>
    tool === undefined || 'python' in tool ? [] : Object.values(tool.platforms),
  );
}

function databaseAddresses(database: Archives | Repositories | Listing): string[] {
  if ('ecosystems' in database) return [database.url.replace('{ecosystem}', 'npm')];
  if ('listing' in database) return [database.listing];
  // A client of registries speaks plain http to some names of its own accord; as addresses they are refused with the others.
  return [...database.repositories, ...(database.java ?? [])].map(registryAddress);
}

/** Registry clients use plain http for loopback and private addresses and for names ending in .local or .localhost. */
function registryAddress(repository: string): string {
  const host = repository.slice(0, repository.indexOf('/'));
  const plain = /^(localhost|[\d.]+)(:\d+)?$|\.(local|localhost)(:\d+)?$/.test(host);
  return `${plain ? 'http' : 'https'}://${host}/`;
}

const files = openFiles();

/** The lock, or undefined where there is none. Throws TOOL_LOCK_INVALID naming every mistake, JSON_INVALID, FILE_UNSAFE. */
export async function readToolsLock(path: string): Promise<ToolsLock | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  const parsed = ToolsLock.safeParse(parseJsonBytes(bytes));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  throw new Fault('TOOL_LOCK_INVALID', `${path}: ${list.join('; ')}`);
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path, 1024 * 1024);
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) return undefined;
    throw error;
  }
}
