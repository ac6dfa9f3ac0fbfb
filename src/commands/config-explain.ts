// Declares `config explain`.
import * as z from 'zod';
import { explainConfig } from '../flows/config-explain.ts';
import { defineCommand } from './define.ts';

/** Prints the effective policy in plain sentences. */
export const configExplain = defineCommand({
  name: 'config explain',
  summary: 'Print the policy in force in plain sentences, or every mistake in safeguard.yml.',
  surfaces: ['cli'],
  inputs: z.strictObject({}),
  outputs: z.strictObject({ 'config-sha256': z.string().describe('SHA-256 of the file.') }),
  permissions: {},
  config: 'required',
  run: async (_inputs, ports, config) => explainConfig(ports, config),
});
