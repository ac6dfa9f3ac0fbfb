// Declares `config migrate`.
import * as z from 'zod';
import { migrateFile } from '../flows/config-migrate.ts';
import { defineCommand } from './define.ts';

/** Prints a file of version 1 in the form of version 2. */
export const configMigrate = defineCommand({
  name: 'config migrate',
  summary: 'Print a safeguard.yml of version 1 in the form of version 2; nothing is written.',
  surfaces: ['cli'],
  inputs: z.strictObject({}),
  outputs: z.strictObject({}),
  permissions: {},
  config: 'none',
  run: async (_inputs, ports) => migrateFile(ports),
});
