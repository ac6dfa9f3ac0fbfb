// Our own rules for source code and their samples, as they lie in the repository: for the tests that hold the files, and those that run them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';

/** Where the rule files lie. */
export const rulesFolder = fileURLToPath(new URL('../../../scanners/rules/semgrep/', import.meta.url));

/** Where each rule has a folder `<language>/<rule>/` with a bad and a good sample. */
export const samplesFolder = fileURLToPath(new URL('../../fixtures/rules/', import.meta.url));

/** One rule, as far as every rule is alike. */
const Rule = z.looseObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)+$/),
  languages: z.array(z.string()).min(1),
  severity: z.enum(['ERROR', 'WARNING', 'INFO']),
  message: z.string(),
  metadata: z.strictObject({
    cwe: z.string().regex(/^CWE-\d+$/),
    source: z.url(),
    origin: z.literal('written for Safeguard'),
  }),
});
const RuleFile = z.strictObject({ rules: z.array(Rule) });

/** Every rule file: its name without ending is the language. */
export const ruleFiles = readdirSync(rulesFolder).map((name) => ({
  language: name.replace('.yml', ''),
  path: join(rulesFolder, name),
  rules: RuleFile.parse(parse(readFileSync(join(rulesFolder, name), 'utf8'))).rules,
}));

/** The samples of a rule, `bad` or `good`, with the numbers of the lines that say that they are found. */
export function samplesOf(language: string, rule: string): { name: string; lines: number[] }[] {
  const folder = join(samplesFolder, language, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), 'utf8').split('\n');
    const lines = text.flatMap((line, at) => (/(?:#|\/\/) finds$/.test(line) ? [at + 1] : []));
    return { name: file, lines };
  });
}
