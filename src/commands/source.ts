// Declares `source`.
import * as z from 'zod';
import { checkSource } from '../flows/source.ts';
import { RepositoryPath } from '../model/ids.ts';
import { defineCommand } from './define.ts';

/** Refuses a source that an image must not be built from. */
export const source = defineCommand({
  name: 'source',
  summary:
    'Refuse a checked-out source that is not whole, before it is built: pointers of Git LFS, empty submodules, a context or Dockerfile that a link leads out of the repository.',
  surfaces: ['action'],
  inputs: z.strictObject({
    path: z.string().describe('Root of the checked-out repository.'),
    context: RepositoryPath.describe('Folder of the build context.'),
    dockerfile: RepositoryPath.describe('Dockerfile.'),
  }),
  outputs: z.strictObject({ files: z.string().describe('Number of files that were looked at.') }),
  permissions: {},
  config: 'none',
  run: async (inputs, ports) => checkSource(inputs, ports),
});
