// Looks for what is allowed in safeguard.yml and rarely meant. Mistakes stop every command that reads the file, this one too; warnings
// stop it only where it is asked to be strict.
import { counted, printable } from '../base/text.ts';
import { explainConfig } from '../config/explain.ts';
import { findWarnings } from '../config/warnings.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';
import { findPinnedFiles } from './session/trust-roots.ts';

/** The answer of `config check`; with `strict` a warning denies. */
export async function checkConfig(ports: Pick<Ports, 'files' | 'clock'>, loaded: LoadedConfig, strict: boolean) {
  const missing = await findPinnedFiles({ ports, loaded });
  const warnings = [...findWarnings(loaded.config, ports.clock.now()), ...missing];
  const notes = explainConfig(loaded.config).filter((line) => line.startsWith('Note: '));
  const lines = [
    `No mistakes, ${counted(warnings.length, 'warning')}, ${counted(notes.length, 'note')}.`,
    ...warnings.map(({ path, message, remedy }) => printable(`Warning: ${path}: ${message}; ${remedy}.`, 2000)),
    ...notes,
  ];
  return {
    outputs: { warnings: String(warnings.length), 'config-sha256': loaded.sha256 },
    denied: strict && warnings.length > 0,
    text: lines.join('\n'),
    json: { config_sha256: loaded.sha256, warnings, notes },
  };
}
