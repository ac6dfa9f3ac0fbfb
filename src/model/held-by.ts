// Which of a service's branches hold the commit of a tag, as the forge answered when it was asked.
import * as z from 'zod';
import { Commit } from './ids.ts';

/** How a branch stands to the commit of a tag, as the forge compares them; `unknown` where it gives no answer. */
const BranchStanding = z.enum(['identical', 'behind', 'ahead', 'diverged', 'unknown']);
export type BranchStanding = z.infer<typeof BranchStanding>;

/** Which listed branches were asked for the commit of a tag. A branch holds it where the tag is `identical` with its head or `behind`. */
export const HeldBy = z.lazy(() =>
  z.strictObject({
    commit: Commit,
    branches: z
      .array(
        z.strictObject({
          ref: z.string(),
          /** Null where the forge knows no such branch. */
          head: Commit.nullable(),
          standing: BranchStanding,
        }),
      )
      .min(1),
  }),
);
export type HeldBy = z.infer<typeof HeldBy>;
