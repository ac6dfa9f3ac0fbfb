// The inputs by which one job says to the next what it made. They are compared with what is found, never believed.
import * as z from 'zod';
import { list } from './define.ts';

/** How the image came to be; policy may refuse `prebuilt`. */
export const imageOrigin = z
  .enum(['build', 'prebuilt'])
  .default('build')
  .describe('How the image came to be: built by this run, or handed in by digest; the provenance says so.');

/** What the scan jobs handed over, one line per run. */
export const runLines = list(z.string().regex(/^[a-z-]+ [0-9a-f]{64}$/, 'expected NAME SHA256'))
  .optional()
  .describe(
    'One line per scan run, NAME SHA256, as the scan jobs said; a run that differs or that nobody handed over proves nothing.',
  );
