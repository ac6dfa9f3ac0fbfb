// Reads safeguard.yml, from beside the bundle or from --config, and refuses it whole if anything in it is wrong.
import { dirname } from 'node:path';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault } from '../../base/fault.ts';
import { formatProblems, parseConfig } from '../../config/parse.ts';
import type { LoadedConfig } from '../../model/config.ts';
import { Sha256 } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';

const limit = 1024 * 1024;

/** The configuration in force. Throws CONFIG_MISSING, or CONFIG_INVALID with every mistake, its line, column and what was expected. */
export async function loadConfig(ports: Pick<Ports, 'files' | 'configSource'>): Promise<LoadedConfig> {
  const { path, origin } = ports.configSource;
  const bytes = await ports.files.read(path, limit).catch((error: unknown) => {
    if (!isFault(error, 'FILE_MISSING')) throw error;
    throw new Fault('CONFIG_MISSING', `there is no configuration at ${path}`, { cause: error });
  });
  const parsed = parseConfig(decodeText(bytes, path), path);
  if ('problems' in parsed) throw new Fault('CONFIG_INVALID', formatProblems(parsed.problems, path));
  return { config: parsed.config, sha256: Sha256.parse(sha256Hex(bytes)), bytes, folder: dirname(path), origin };
}

/** Two readers of bytes that are no UTF-8 may see two texts. */
function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Fault('CONFIG_INVALID', `${path} is not text in UTF-8`, { cause: error });
  }
}
