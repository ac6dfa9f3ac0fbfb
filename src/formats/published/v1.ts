// The note of which referrers a publication attached, version 1. Frozen: never edited.
import * as z from 'zod';
import { Digest } from '../ids/v1.ts';

/** Where to look first among the referrers of an image; no evidence. */
export const PublishedNote = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.published/v1'),
    referrers: z.array(Digest).min(1).max(64),
  }),
);
