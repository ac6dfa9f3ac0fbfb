// How the jobs of a run ended, as the note of its last job keeps it.

/** A job of the same run and how it ended. */
export type JobResult = { name: string; result: 'success' | 'failure' | 'cancelled' | 'skipped' };

/** Every job with its result; of two with one name the last one counts. */
export function describeJobs(jobs: readonly JobResult[]): string {
  return [...resultsOf(jobs)].map(([name, result]) => `${name}: ${result}`).join(', ');
}

/** `published` and `deployed` only where the job that does it succeeded. */
export function jobWord(part: 'build' | 'deploy', jobs: readonly JobResult[]): string {
  const [done, word] = part === 'build' ? (['publish', 'published'] as const) : (['deploy', 'deployed'] as const);
  return resultOf(jobs, done) === 'success' ? word : `not-${word}`;
}

/** How a job ended; undefined for one that is not among them. */
export function resultOf(jobs: readonly JobResult[], name: string): JobResult['result'] | undefined {
  return resultsOf(jobs).get(name);
}

function resultsOf(jobs: readonly JobResult[]): Map<string, JobResult['result']> {
  return new Map(jobs.map(({ name, result }) => [name, result]));
}
