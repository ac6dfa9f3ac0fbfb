// Where the real programs lie: a cache folder outside the repository, shared by all checkouts of a machine.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `$SAFEGUARD_TOOLS`, else `$XDG_CACHE_HOME/safeguard-tools`, else `~/.cache/safeguard-tools`. */
export function toolsFolder(): string {
  const { SAFEGUARD_TOOLS, XDG_CACHE_HOME } = process.env;
  return SAFEGUARD_TOOLS ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'safeguard-tools');
}

/** Path of an installed program, or undefined. */
export function findTool(name: string): string | undefined {
  const path = join(toolsFolder(), 'bin', name);
  return existsSync(path) ? path : undefined;
}
