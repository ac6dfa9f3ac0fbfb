// The file that a signed manifest lies in, version 1. Frozen: never edited.
import * as z from 'zod';

/** A manifest file in the store: a Sigstore bundle, or, without an identity to sign with, a statement that says so and never counts. */
export const ManifestFile = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.manifest/v1'),
    signed: z.boolean(),
    bundle: z.record(z.string(), z.unknown()).nullable(),
    unsigned_statement: z.record(z.string(), z.unknown()).nullable(),
  }),
);
