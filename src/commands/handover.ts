// The inputs by which one job says to the next what it made. They are compared with what is found, never believed.
import * as z from 'zod';

/** How the image came to be; policy may refuse `prebuilt`. */
export const imageOrigin = z
  .enum(['build', 'prebuilt'])
  .default('build')
  .describe('How the image came to be: built by this run, or handed in by digest; the provenance says so.');

const RunLine = z.string().regex(/^[a-z-]+ [0-9a-f]{64}$/, 'expected NAME SHA256');

/** What the scan jobs handed over, one line per run. A list of comments alone is given and empty: nothing was handed over. */
export const runLines = z
  .string()
  .transform((text) => text.split(/\r?\n/).map((line) => line.trim()))
  .transform((lines) => lines.filter((line) => line !== '' && !line.startsWith('#')))
  .pipe(z.array(RunLine))
  .optional()
  .describe(
    'One line per scan run, NAME SHA256, as the scan jobs said; a run that differs or that nobody handed over proves nothing. Lines that begin with # are comments.',
  );
