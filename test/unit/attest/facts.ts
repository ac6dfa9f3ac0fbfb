// Plain facts to make statements of: one image, its scan, SBOM, run, decision and manifest.
import { Decision } from '../../../src/model/decision.ts';
import { ManifestPredicate } from '../../../src/model/evidence.ts';
import { ScanSummary } from '../../../src/model/finding.ts';
import { RunContext } from '../../../src/model/identity.ts';
import { Digest, ServiceName } from '../../../src/model/ids.ts';

const hex = (letter: string) => letter.repeat(64);

/** The digest everything is about. */
export const digest = Digest.parse(`sha256:${hex('a')}`);

/** Another digest. */
export const otherDigest = Digest.parse(`sha256:${hex('b')}`);

/** The service that every statement names. */
export const service = ServiceName.parse('clinic');

/** The subject of every statement. */
export const subject = { name: 'registry.example/clinic', digest };

/** One finding, numbered. */
export const finding = (number: number) => ({
  tool: 'trivy',
  kind: 'image',
  rule: `CVE-2026-${number}`,
  severity: 'high',
  title: 'A title',
  package: 'left@1.0.0',
  fixed: '',
  path: '',
  line: 0,
  fingerprint: hex('0'),
  suppressed: false,
});

/** A proven scan of the image. */
export const summary = ScanSummary.parse({
  kind: 'image',
  tool: 'trivy',
  tool_version: '0.74.0',
  tool_sha256: hex('1'),
  exit_code: 0,
  started_at: 1780272000,
  finished_at: 1780272060,
  target: { type: 'image', digest },
  database_at: 1780200000,
  rules_sha256: null,
  report_sha256: hex('2'),
  log_sha256: hex('3'),
  replay: false,
  proven: true,
  problem_code: '',
  problem: '',
  looked_at_files: 10,
  looked_at_packages: 20,
  suppressed: 0,
  counts: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
  threshold: 'high',
  findings: [finding(1)],
});

/** The same of the source instead of the image. */
export const sourceSummary = ScanSummary.parse({
  ...summary,
  kind: 'source',
  target: { type: 'source', commit: 'd'.repeat(40) },
});

/** An SBOM of the image. */
export const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { name: `clinic@${digest}` } },
  components: [{ name: 'left', version: '1.0.0' }],
};

/** The run of the build contract. */
export const run = RunContext.parse({
  repository_id: '1001',
  repository: 'acme/clinic',
  run_id: '5',
  run_attempt: 2,
  event: 'push',
  actor_id: '7',
  actor: 'alice',
  ref: 'refs/heads/main',
  commit: 'd'.repeat(40),
  job_workflow_ref: 'acme/compliance/.github/workflows/build-sign.yml@refs/tags/v1.2.3',
  job_workflow_sha: 'c'.repeat(40),
  runner_environment: 'github-hosted',
  environment: '',
  job: 'publish',
  source: 'token',
});

/** A decision about the image. */
export const decision = Decision.parse({
  schema: 'safeguard.decision/v1',
  verdict: 'allow',
  phase: 'before-publish',
  time: 1780272100,
  digest,
  repository_id: '1001',
  service,
  environment: '',
  rules: [{ id: 'gate.scan.present', verdict: 'allow', message: 'All there.', citation: '', remedy: '' }],
  identity: 'none',
  replayed_runs: false,
  policy_sha256: hex('5'),
  config_sha256: hex('6'),
  input_sha256: hex('7'),
});

/** A manifest of one object. */
export const manifest = ManifestPredicate.parse({
  schema: 'safeguard.evidence-manifest/v1',
  stage: 'job',
  repository_id: '1001',
  service,
  environment: '',
  run_id: '5',
  run_attempt: 2,
  job: 'publish',
  time: 1780272200,
  store: 'dir:/tmp/x',
  lock: 'COMPLIANCE',
  config_sha256: hex('6'),
  entries: [{ key: 'records/1', sha256: hex('8'), bytes: 5, version_id: 'v', retain_until: 1970000000 }],
});
