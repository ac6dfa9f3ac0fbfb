// Finds a pinned scanner and proves, at every use, that it is the pinned one (threat A15). It never searches PATH and never runs
// anything. For Python programs the pinned thing is the hash-locked list they were installed from; the installed files themselves
// are not hashed again, and whoever can change them can change the scanner.
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { Fault, isFault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import type { ScanTool } from '../../model/finding.ts';
import { EpochSeconds, Sha256 } from '../../model/ids.ts';
import type { LocatedTool, Tools } from '../../model/ports.ts';
import { openFiles } from '../local/files.ts';
import { checkRules } from './rules.ts';

const AbsolutePath = z.string().refine(isAbsolute, 'expected an absolute path');

/** One tool of `tools.json`, as the installer wrote it. `sha256` is of the program, or of `requirements` where that is given. */
const ToolEntry = z.looseObject({
  path: AbsolutePath,
  sha256: Sha256,
  version: z.string().min(1),
  requirements: AbsolutePath.optional(),
  database: z.looseObject({ path: AbsolutePath, built_at: EpochSeconds }).optional(),
  rules: z
    .union([
      z.strictObject({ path: AbsolutePath, sha256: Sha256 }),
      z.strictObject({ folder: AbsolutePath, sha256: Sha256 }),
    ])
    .optional(),
});
type ToolEntry = z.infer<typeof ToolEntry>;

const Register = z.record(z.string(), ToolEntry);

/**
 * The Tools port over `$SAFEGUARD_TOOLS`, else `$XDG_CACHE_HOME/safeguard-tools`, else `~/.cache/safeguard-tools`, where the installer
 * leaves `tools.json`. `locate` throws TOOL_MISSING, TOOL_CHECKSUM_MISMATCH.
 */
export function openTools(variables: Readonly<Record<string, string | undefined>>): Tools {
  const cache = variables['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = variables['SAFEGUARD_TOOLS'] || join(cache, 'safeguard-tools');
  return { locate: (tool) => locateTool(folder, tool) };
}

const files = openFiles();

async function locateTool(folder: string, tool: ScanTool): Promise<LocatedTool> {
  const entry = (await readRegister(join(folder, 'tools.json')))[tool];
  if (!entry) throw new Fault('TOOL_MISSING', `${join(folder, 'tools.json')} does not name ${tool}`);
  const { path, requirements, database, rules } = entry;
  if (requirements !== undefined) await hashPart(tool, path);
  const sha256 = await checkPart(tool, requirements ?? path, entry.sha256);
  return {
    path,
    sha256,
    environment: { PATH: `${dirname(path)}:/usr/bin:/bin`, LANG: 'C.UTF-8' },
    ...(database && { database: database.path, databaseAt: database.built_at }),
    ...(rules && (await checkRules(tool, rules))),
  };
}

async function readRegister(path: string): Promise<Record<string, ToolEntry>> {
  const bytes = await readRegisterBytes(path);
  const parsed = Register.safeParse(parseJsonBytes(bytes));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Fault('TOOL_MISSING', `${path} is not a list of tools: ${list}`);
}

async function readRegisterBytes(path: string): Promise<Uint8Array> {
  try {
    return await files.read(path, 1024 * 1024);
  } catch (error) {
    if (!isFault(error, 'FILE_MISSING')) throw error;
    throw new Fault('TOOL_MISSING', `${path} does not exist`, { cause: error });
  }
}

async function checkPart(name: string, path: string, expected: string): Promise<Sha256> {
  const found = await hashPart(name, path);
  if (found === expected) return found;
  throw new Fault('TOOL_CHECKSUM_MISMATCH', `${name}: ${path} has sha256 ${found}; pinned is ${expected}`);
}

async function hashPart(name: string, path: string): Promise<Sha256> {
  try {
    return await files.sha256(path);
  } catch (error) {
    if (!isFault(error, 'FILE_MISSING')) throw error;
    throw new Fault('TOOL_MISSING', `${name}: ${path} does not exist`, { cause: error });
  }
}
