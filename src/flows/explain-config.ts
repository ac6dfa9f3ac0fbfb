// Says what the configuration means. The sentences come from the config room; this only hands them on.
import { explainConfig as explainSentences } from '../config/explain.ts';
import type { LoadedConfig } from '../model/config.ts';

/** The answer of `config explain`. */
export async function explainConfig(loaded: LoadedConfig) {
  const sentences = explainSentences(loaded.config);
  return {
    outputs: { 'config-sha256': loaded.sha256 },
    denied: false,
    text: sentences.join('\n'),
    json: { config_sha256: loaded.sha256, sentences },
  };
}
