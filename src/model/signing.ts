// The `signing:` section of safeguard.yml: who makes signatures, and what they are checked against.
import * as z from 'zod';
import { AwsRegion, ServiceUrl } from './config-store.ts';
import { Sha256 } from './ids.ts';

/** How signatures are made and what roots are trusted. */
export const Signing = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('keyless'),
    instance: z
      .enum(['private', 'public'])
      .describe('`public` publishes repository and workflow names in public logs for ever.'),
    'accept-public-logs': z
      .boolean()
      .default(false)
      .describe('Must be true for the public instance: its certificates are public.'),
    fulcio: ServiceUrl,
    rekor: ServiceUrl,
    'rekor-version': z
      .enum(['v1', 'v2'])
      .default('v2')
      .describe("Version of the log's interface; the public instance names v1 by default, see `trust-root update`."),
    'timestamp-authority': ServiceUrl,
    'trusted-root': z
      .strictObject({ path: z.string().min(1), sha256: Sha256 })
      .describe('Trusted root file beside safeguard.yml, pinned.'),
    'certificate-transparency': z.boolean().default(true).describe('False only for a private Fulcio without a CT log.'),
  }),
  z.strictObject({
    mode: z.literal('kms'),
    region: AwsRegion,
    endpoint: ServiceUrl.optional(),
  }),
]);
export type Signing = z.infer<typeof Signing>;
