// Declares `config check`.
import * as z from 'zod';
import { checkConfig } from '../flows/config-check.ts';
import { defineCommand, flag } from './define.ts';

/** Prints every mistake in safeguard.yml, or the warnings and notes about it. */
export const configCheck = defineCommand({
  name: 'config check',
  summary: 'Check safeguard.yml: mistakes, warnings about what is rarely meant, and notes on what weakens it.',
  surfaces: ['cli'],
  inputs: z.strictObject({
    strict: flag('false').describe('Whether a warning denies.'),
  }),
  outputs: z.strictObject({
    warnings: z.string().describe('How many warnings there are.'),
    'config-sha256': z.string().describe('SHA-256 of the file.'),
  }),
  permissions: {},
  config: 'required',
  run: async ({ strict }, ports, config) => checkConfig(ports, config, strict),
});
