// The severities of the effective policy reach every report that a gate reads again, and stand in the summary that it decides on.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { collectRawScans } from '../../../src/flows/collect/raw-scans.ts';
import type { SeverityMap } from '../../../src/model/finding.ts';
import { RunContext } from '../../../src/model/identity.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { examplesFolder, facts } from '../examples/expected.ts';

const run = RunContext.parse({
  repository_id: '1',
  repository: 'clinic/api',
  run_id: '1',
  run_attempt: 1,
  event: 'push',
  actor_id: '1',
  actor: 'maria',
  ref: 'refs/heads/main',
  commit: facts.commits['clinic-api-planted'],
  job_workflow_ref: 'x',
  job_workflow_sha: '1'.repeat(40),
  runner_environment: 'github-hosted',
  environment: '',
  job: 'gate',
  source: 'token',
});

async function summaryOf(severities: SeverityMap = {}) {
  const folder = join(examplesFolder, 'recorded/clinic-api-planted');
  const judging = {
    run,
    digest: facts.planted_image_digest,
    threshold: 'high' as const,
    severities,
  };
  const scans = await collectRawScans({ files: openFiles() }, { folder }, judging);
  const summary = scans.map((scan) => scan.summary).find(({ tool }) => tool === 'checkov');
  return { rules: summary?.findings.map(({ rule, severity }) => `${severity} ${rule}`), counts: summary?.counts };
}

test('without a map of its own the house rates what the tool left unrated', async () => {
  expect(await summaryOf()).toEqual({
    rules: ['high CKV2_AWS_6', 'high CKV_AWS_53', 'high CKV_AWS_54', 'high CKV_DOCKER_8'],
    counts: { critical: 0, high: 4, medium: 0, low: 0, info: 0 },
  });
});

test('a map of its own raises one, and lowers another below the threshold', async () => {
  const own: SeverityMap = { checkov: { CKV_AWS_53: 'critical', CKV_DOCKER_8: 'medium' } };
  expect(await summaryOf(own)).toEqual({
    rules: ['critical CKV_AWS_53', 'high CKV2_AWS_6', 'high CKV_AWS_54'],
    counts: { critical: 1, high: 2, medium: 1, low: 0, info: 0 },
  });
});
