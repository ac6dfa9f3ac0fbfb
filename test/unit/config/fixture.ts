// The two shared configuration files and edits of them. Not a test; it decides nothing.
import { readFileSync } from 'node:fs';
import { type ConfigProblem, parseConfig } from '../../../src/config/parse.ts';
import type { Config, LoadedConfig } from '../../../src/model/config.ts';
import { Sha256 } from '../../../src/model/ids.ts';

/** The text of one of the files in test/fixtures/config: the smallest, or one that shows most options. */
export function fixtureText(name: 'full' | 'minimal'): string {
  return readFileSync(new URL(`../../fixtures/config/${name}.yml`, import.meta.url), 'utf8');
}

/** The text with one place replaced; fails when the place is not there. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the fixture lacks ${from}`);
  return text.replace(from, () => to);
}

/** The configuration of a text that has no mistakes. */
export function configOf(text: string): Config {
  const parsed = parseConfig(text, 'safeguard.yml');
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

/** The mistakes of a text; none when it has none. */
export function problemsOf(text: string): ConfigProblem[] {
  const parsed = parseConfig(text, 'safeguard.yml');
  return 'problems' in parsed ? parsed.problems : [];
}

/** A loaded configuration with a digest of zeros. */
export function loaded(config: Config): LoadedConfig {
  return {
    config,
    sha256: Sha256.parse('0'.repeat(64)),
    bytes: new Uint8Array(),
    folder: '.',
    origin: 'beside-bundle',
  };
}
