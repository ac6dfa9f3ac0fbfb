// How the jobs of a run ended: one sentence, and one word for queries that promises nothing which did not happen.
import { expect, test } from '@jest/globals';
import { describeJobs, type JobResult, jobWord, resultOf } from '../../../src/evidence/job-results.ts';

const jobs: JobResult[] = [
  { name: 'gate', result: 'success' },
  { name: 'publish', result: 'success' },
];
const without = (result: JobResult['result']): JobResult[] => [...jobs, { name: 'publish', result }];

test('every job is named with its result, and of two with one name the last one counts', () => {
  expect(describeJobs(jobs)).toBe('gate: success, publish: success');
  expect(describeJobs(without('failure'))).toBe('gate: success, publish: failure');
  expect(resultOf(jobs, 'deploy')).toBeUndefined();
});

test.each<[JobResult['result'], string]>([
  ['success', 'published'],
  ['failure', 'not-published'],
  ['cancelled', 'not-published'],
  ['skipped', 'not-published'],
])('a publish that ended with %s is %s', (result, word) => {
  expect(jobWord('build', without(result))).toBe(word);
});

test('a deploy is deployed only where the job deploy succeeded', () => {
  expect(jobWord('deploy', jobs)).toBe('not-deployed');
  expect(jobWord('deploy', [{ name: 'deploy', result: 'success' }])).toBe('deployed');
});
