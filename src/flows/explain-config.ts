// Says what the configuration means. The sentences come from the config room; this adds only whether the files that it pins
// are there. It never fails for such a file: the explanation is asked for while things are still being put in place.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { explainConfig as explainSentences } from '../config/explain.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';
import { pinnedKeys, readPublicKey, readTrustedRoot } from './trust-roots.ts';

/** The answer of `config explain`; a pinned file that is missing or another one is a note. */
export async function explainConfig(ports: Pick<Ports, 'files'>, loaded: LoadedConfig) {
  const sentences = [...explainSentences(loaded.config), ...(await fileNotes(ports, loaded))];
  return {
    outputs: { 'config-sha256': loaded.sha256 },
    denied: false,
    text: sentences.join('\n'),
    json: { config_sha256: loaded.sha256, sentences },
  };
}

async function fileNotes(ports: Pick<Ports, 'files'>, loaded: LoadedConfig): Promise<string[]> {
  const keys = pinnedKeys(loaded.config).map((key) => readPublicKey(ports, loaded, key));
  const read = await Promise.allSettled([readTrustedRoot(ports, loaded), ...keys]);
  return read.flatMap((one) => (one.status === 'rejected' ? [fileNote(one.reason)] : []));
}

function fileNote(error: unknown): string {
  if (!(error instanceof Fault)) throw error;
  return printable(`Note: ${error.message}; nothing can be verified without this file.`, 2000);
}
