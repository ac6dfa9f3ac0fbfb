// The inputs by which the jobs of a contract say to the next what they made. They are compared with what is found, never believed;
// each scan job has an input of its own, so that none can speak for another.
import * as z from 'zod';
import type { HandedRuns } from '../flows/collect/raw-scans.ts';
import { Digest } from '../model/ids.ts';
import { flag, list } from './define.ts';

/** How the image came to be; policy may refuse `prebuilt`. */
export const imageOrigin = z
  .enum(['build', 'prebuilt'])
  .default('build')
  .describe('How the image came to be: built by this run, or handed in by digest; what is signed says which.');

const seconds = z.string().regex(/^[1-9][0-9]{0,11}$/, 'expected whole seconds since 1970');

/** What provenance says of a build: the caller's inputs, and when the job that built began and ended. What is absent is left out. */
export const buildFacts = {
  'prebuilt-digest': Digest.optional().describe('Digest that the caller handed in, for a prebuilt image.'),
  'started-at': seconds
    .optional()
    .describe('When the build began, in seconds since 1970, as the job that built saw it.'),
  'finished-at': seconds
    .optional()
    .describe('When the build ended, in seconds since 1970, as the job that built saw it.'),
};

const linesOf = (kind: string) =>
  list(z.string()).optional().describe(`Runs of the job scan-${kind}, one line each, NAME SHA256; for handed-over.`);

/** What the scan jobs handed over, each kind by its own job. */
export const handedRuns = {
  'handed-over': flag('false').describe(
    'true in a contract: runs lie in one folder per kind, and a run that the job of its kind did not name, or that differs, proves nothing.',
  ),
  'handed-source': linesOf('source'),
  'handed-dependencies': linesOf('dependencies'),
  'handed-image': linesOf('image'),
  'handed-infrastructure': linesOf('infrastructure'),
  'handed-secrets': linesOf('secrets'),
};

/** The lists by kind, or undefined where nothing is handed over between jobs; a job that said nothing handed nothing over. */
export function saidRuns(inputs: z.output<z.ZodObject<typeof handedRuns>>): HandedRuns['said'] {
  if (!inputs['handed-over']) return undefined;
  return {
    source: inputs['handed-source'] ?? [],
    dependencies: inputs['handed-dependencies'] ?? [],
    image: inputs['handed-image'] ?? [],
    infrastructure: inputs['handed-infrastructure'] ?? [],
    secrets: inputs['handed-secrets'] ?? [],
  };
}
