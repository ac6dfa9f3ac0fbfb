// tools.lock.json: which scanners there are, where each comes from and what its bytes must be. It lies beside the bundle and is
// reviewed like code; nothing of the job's surroundings can change what it says.
import { isAbsolute, normalize } from 'node:path';
import * as z from 'zod';
import { Fault, isFault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { Sha256 } from '../../model/ids.ts';
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

const Address = z.url();

/** A published file: the program itself, or a tar.gz that holds it as `member`. `sha256` is of the file as published. */
const Asset = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('plain'), url: Address, sha256: Sha256 }),
  z.strictObject({ form: z.literal('tar.gz'), url: Address, sha256: Sha256, member: OwnPath }),
]);
export type Asset = z.infer<typeof Asset>;

const Platform = z.enum(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);
const version = z.string().min(1).max(100);

const binary = { version, platforms: z.partialRecord(Platform, Asset), rules: PinnedFile.optional() };

/** A program that is one file. */
const BinaryTool = z.strictObject(binary);
export type BinaryTool = z.infer<typeof BinaryTool>;

/** `host/path:tag` of an OCI artifact; Trivy itself speaks to it. */
const DatabaseRepository = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d{1,5})?(\/[a-z0-9._-]+)+:[\w.-]+$/, 'expected host/path:tag');

const TrivyTool = z.strictObject({
  ...binary,
  // `java`: where the database lies by which Trivy knows JAR files; images that hold some need it.
  database: z.strictObject({
    repositories: z.array(DatabaseRepository).min(1),
    java: z.array(DatabaseRepository).min(1).optional(),
  }),
});
export type TrivyDatabase = z.infer<typeof TrivyTool>['database'];

const Ecosystem = z.string().regex(/^[A-Za-z][\w. -]{0,40}$/, 'expected the name of an OSV ecosystem');

const OsvTool = z.strictObject({
  ...binary,
  database: z.strictObject({
    url: z.string().includes('{ecosystem}', 'expected {ecosystem} in the address'),
    ecosystems: z.array(Ecosystem).min(1),
  }),
});
export type OsvDatabase = z.infer<typeof OsvTool>['database'];

/** A program that pip installs from a hash-locked list; `python` is the interpreter's absolute path on the runner. */
const PythonTool = z.strictObject({
  version,
  python: z.string().refine(isAbsolute, 'expected an absolute path'),
  requirements: PinnedFile,
  rules: PinnedFile.optional(),
});
export type PythonTool = z.infer<typeof PythonTool>;

/** The whole file. With `local` (tests only) it may name addresses of this machine, in plain http too. */
export const ToolsLock = z
  .strictObject({
    schema: z.literal('safeguard.tools-lock/v1'),
    local: z.boolean().default(false),
    tools: z.strictObject({
      trivy: TrivyTool.optional(),
      gitleaks: BinaryTool.optional(),
      'osv-scanner': OsvTool.optional(),
      semgrep: PythonTool.optional(),
      checkov: PythonTool.optional(),
    }),
  })
  .superRefine((lock, context) => {
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

function addressesOf({ trivy, gitleaks, 'osv-scanner': osv }: ToolsLock['tools']): string[] {
  const assets = [trivy, gitleaks, osv].flatMap((tool) => Object.values(tool?.platforms ?? {}));
  const database = osv ? [osv.database.url.replace('{ecosystem}', 'npm')] : [];
  // A client of registries speaks plain http to some names of its own accord; as addresses they are refused with the others.
  const { repositories = [], java = [] } = trivy?.database ?? {};
  return [...assets.map(({ url }) => url), ...database, ...[...repositories, ...java].map(registryAddress)];
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
