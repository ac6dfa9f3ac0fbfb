// Reads what the policies say about their own rules: the METADATA above each, by which the reference page and the tests know them.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { Phase } from '../src/model/ids.ts';

const folder = new URL('../policies/gate/', import.meta.url);

const Metadata = z.strictObject({
  title: z.string().min(10),
  description: z.string().min(20),
  custom: z.strictObject({
    id: z.string(),
    phases: z.array(Phase).min(1),
    citation: z.string(),
    remedy: z.string().min(20),
  }),
});

/** One rule as its policy describes it; `file` is the policy's name, `area` its package. */
export type RuleText = z.infer<typeof Metadata> & { file: string; area: string | undefined };

/** Every rule of policies/gate, in the order of files and lines. */
export function readRuleTexts(): RuleText[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'));
  return files.sort().flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const area = /^package safeguard\.gate\.(\w+)$/m.exec(text)?.[1];
    const blocks = text.matchAll(/^# METADATA\n((?:#.*\n)+)/gm);
    return [...blocks].map(([, block = '']) => ({ file, area, ...Metadata.parse(parse(block.replace(/^# ?/gm, ''))) }));
  });
}
