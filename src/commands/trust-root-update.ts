// Declares `trust-root update`.
import * as z from 'zod';
import { updateTrustRoot } from '../flows/trust-root-update.ts';
import { ServiceUrl } from '../model/config-store.ts';
import { defineCommand, flag } from './define.ts';

/** Renews the pinned trusted root of a Sigstore instance. */
export const trustRootUpdate = defineCommand({
  name: 'trust-root update',
  summary: 'Fetch the trusted root of a Sigstore instance by TUF, pin it in safeguard.yml, and say what changed.',
  surfaces: ['cli'],
  inputs: z.strictObject({
    mirror: ServiceUrl.default('https://tuf-repo-cdn.sigstore.dev').describe('Address of the TUF repository.'),
    root: z
      .string()
      .optional()
      .describe(
        'Root file (root.json) to start from, got from the instance by a safe way; the public one is built in.',
      ),
    write: flag('true').describe(
      'false only says what would change, and then ends with exit code 1 if anything would.',
    ),
  }),
  outputs: z.strictObject({
    changed: z.string().describe('Whether the pinned file was another one.'),
    sha256: z.string().describe('SHA-256 of the trusted root that the repository vouches for.'),
  }),
  permissions: {},
  config: 'required',
  run: async (inputs, ports, config) => updateTrustRoot(inputs, ports, config),
});
