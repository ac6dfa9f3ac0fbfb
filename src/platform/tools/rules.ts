// The rules that a scanner is given: one pinned file, or a folder of files under one digest. Both are read again at every use; a file that
// was added, taken away, renamed or changed makes another digest, and what is no plain rule file is refused by name.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { Sha256 } from '../../model/ids.ts';
import type { LocatedTool } from '../../model/ports.ts';
import { openFiles } from '../local/files.ts';

/** Where rules lie, and the digest that they must have. */
export type PinnedRules = { path: string; sha256: Sha256 } | { folder: string; sha256: Sha256 };

/** What a located tool is given of its rules: the file, or the folder with the names of its files. */
export type LocatedRules = Pick<LocatedTool, 'rules' | 'ruleFiles' | 'rulesSha256'>;

const files = openFiles();

/** The rules as they lie on this machine. Throws TOOL_CHECKSUM_MISMATCH, FILE_MISSING, and FILE_UNSAFE for what is no rule file. */
export async function checkRules(tool: string, pinned: PinnedRules): Promise<LocatedRules> {
  const place = 'folder' in pinned ? pinned.folder : pinned.path;
  const found =
    'folder' in pinned ? await digestFolder(place) : { sha256: await files.sha256(place), names: undefined };
  if (found.sha256 !== pinned.sha256)
    throw new Fault(
      'TOOL_CHECKSUM_MISMATCH',
      `the rules of ${tool}: ${place} has sha256 ${found.sha256}; pinned is ${pinned.sha256}`,
      {
        hint: 'Review the rules, then pin their new sha256 where the old one stands (docs/guide/adopt.md says how it is made).',
      },
    );
  return { rules: place, rulesSha256: found.sha256, ...(found.names && { ruleFiles: found.names }) };
}

/** The digest of a folder of rules, as `LC_ALL=C sha256sum * | sha256sum` prints it in there, and the names of its files. */
export async function digestFolder(folder: string): Promise<{ sha256: Sha256; names: string[] }> {
  const entries = await files.entries(folder);
  const odd = entries.find(({ name, kind }) => kind !== 'file' || !/^[a-z0-9][a-z0-9-]*\.ya?ml$/.test(name));
  if (odd)
    throw new Fault('FILE_UNSAFE', `${join(folder, odd.name)} is no rule file: expected NAME.yml and no folders`);
  if (entries.length === 0) throw new Fault('FILE_MISSING', `${folder} holds no rule file`);
  const hash = createHash('sha256');
  for (const { name } of entries) hash.update(`${await files.sha256(join(folder, name))}  ${name}\n`);
  return { sha256: Sha256.parse(hash.digest('hex')), names: entries.map(({ name }) => name) };
}
