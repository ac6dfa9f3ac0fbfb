// Small valid values that the tests of evidence, audit and their flows start from and then change in one place.
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import type { EvidenceBlob, RecordContext } from '../../../src/evidence/records.ts';
import type { ScanSummary } from '../../../src/model/finding.ts';
import { Commit, Digest, RepositoryId, RunId, ServiceName, Sha256, UserId } from '../../../src/model/ids.ts';

/** 2026-10-01T12:00:00Z. */
export const noon = 1_790_856_000;
export const repositoryId = RepositoryId.parse('7001');
export const runId = RunId.parse('9001');
export const environment = 'production';
export const service = ServiceName.parse('clinic-api');
export const ledgerPlace = { repository_id: repositoryId, service, environment };
export const digest = Digest.parse(`sha256:${'d1'.repeat(32)}`);
export const otherDigest = Digest.parse(`sha256:${'d2'.repeat(32)}`);
export const commit = Commit.parse('c0'.repeat(20));
export const configSha256 = sha256('config');
export const actorId = UserId.parse('11');

export function sha256(text: string): Sha256 {
  return Sha256.parse(sha256Hex(text));
}

export function recordContext(change: Partial<RecordContext> = {}): RecordContext {
  return {
    time: noon,
    repository_id: repositoryId,
    repository: 'clinic/api',
    service,
    environment,
    run_id: runId,
    run_attempt: 1,
    job: 'deploy',
    digest,
    commit,
    actor_id: actorId,
    actor: 'ada',
    contract_ref: 'clinic/compliance/.github/workflows/deploy-prod.yml@refs/tags/v1.0.0',
    config_sha256: configSha256,
    config_origin: 'beside-bundle',
    unlocked: false,
    ...change,
  };
}

export function scanSummary(change: Partial<ScanSummary> = {}): ScanSummary {
  return {
    kind: 'image',
    tool: 'trivy',
    tool_version: '0.74.0',
    tool_sha256: sha256('trivy'),
    exit_code: 0,
    started_at: noon - 600,
    finished_at: noon - 540,
    target: { type: 'image', digest },
    database_at: noon - 7200,
    rules_sha256: null,
    report_sha256: sha256('report'),
    log_sha256: sha256('log'),
    replay: false,
    proven: true,
    problem_code: '',
    problem: '',
    looked_at_files: 0,
    looked_at_packages: 120,
    suppressed: 0,
    counts: { critical: 0, high: 0, medium: 2, low: 5, info: 1 },
    threshold: 'high',
    findings: [],
    ...change,
  };
}

/** JSON as a blob, in the canonical form whose digest a record can name. */
export function jsonBlob(value: unknown, type: string): EvidenceBlob {
  return { bytes: canonicalBytes(value), type };
}
