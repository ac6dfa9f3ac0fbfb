// Declares `verify`.
import * as z from 'zod';
import { verify as verifyFlow } from '../flows/verify.ts';
import { Commit, Digest, RepositoryId } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

/** Verifies an image's statements against the identity that config expects. */
export const verify = defineCommand({
  name: 'verify',
  summary: 'Verify the signed statements of an image: subject, predicate, contract, source repository, ref and commit.',
  surfaces: ['action', 'cli'],
  positionals: ['digest'],
  inputs: z.strictObject({
    digest: Digest.describe('Digest of the image.'),
    'repository-id': RepositoryId.describe('Numeric id of the source repository, a service in safeguard.yml.'),
    ...whichService,
    commit: Commit.optional().describe('Source commit the image must come from.'),
  }),
  outputs: z.strictObject({
    verdict: z.string().describe('allow when every statement a build carries is there and made by the right contract.'),
    statements: z.string().describe('Number of statements that count.'),
  }),
  permissions: { contents: 'read' },
  config: 'required',
  run: async (inputs, ports, config) => {
    const { digest, service, commit } = inputs;
    return verifyFlow({ digest, service, commit, repositoryId: inputs['repository-id'] }, ports, config);
  },
});
