// One bundle per phase that every rule allows, built from plain data; tests change one field of it at a time.
import { readFileSync } from 'node:fs';
import { EvidenceBundle } from '../../../src/model/decision.ts';
import type { Phase } from '../../../src/model/ids.ts';
import { openPolicy } from '../../../src/platform/opa/engine.ts';

/** The time all bundles are decided for: 2026-11-20T12:00:00Z. */
export const decisionTime = 1795176000;

export const phases = ['before-publish', 'before-approval', 'before-deploy'] as const;

const hour = 3600;
const built = decisionTime - 2 * hour;
const hex = (digit: string, length = 64) => digit.repeat(length);
const digest = `sha256:${hex('a')}`;
const commit = hex('c', 40);
const contractCommit = hex('1', 40);
const contracts = 'https://github.com/acme-health/compliance-workflows/.github/workflows';
const refs = { build: 'refs/tags/v1.2.0', deploy: 'refs/tags/v1.2.0' };

const scanners = [
  ['source', 'semgrep'],
  ['dependencies', 'osv-scanner'],
  ['image', 'trivy'],
  ['infrastructure', 'checkov'],
  ['secrets', 'gitleaks'],
] as const;

function finding(kind: string, tool: string) {
  const vulnerability = { rule: 'CVE-2026-1001', package: 'openssl@3.0.1', fixed: '3.0.2', path: '' };
  const pattern = { rule: 'generic-api-key', package: '', fixed: '', path: 'test/fixtures/sample.env' };
  const about = kind === 'secrets' ? pattern : vulnerability;
  return {
    tool,
    kind,
    severity: 'high',
    title: 'An example',
    line: 0,
    fingerprint: hex('f'),
    suppressed: false,
    ...about,
  };
}

function scan(kind: string, tool: string) {
  const findings = kind === 'image' || kind === 'secrets' ? [finding(kind, tool)] : [];
  return {
    kind,
    tool,
    tool_version: '1.0.0',
    tool_sha256: hex('7'),
    exit_code: 0,
    started_at: built,
    finished_at: built + 60,
    target: kind === 'image' ? { type: 'image', digest } : { type: 'source', commit },
    database_at: kind === 'image' || kind === 'dependencies' ? built - 20 * hour : null,
    rules_sha256: hex('8'),
    report_sha256: hex('9'),
    log_sha256: hex('9'),
    replay: false,
    proven: true,
    problem_code: '',
    problem: '',
    looked_at_files: 40,
    looked_at_packages: 12,
    suppressed: 0,
    counts: { critical: 0, high: findings.length, medium: 0, low: 0, info: 0 },
    threshold: 'high',
    findings,
  };
}

const deployedTo = {
  ...{ name: 'production', production: true, phi: true, approvers: ['2001', '2002'], lock: 'compliance' },
  ...{ starters: ['1001'], wait_minutes: 10, reviewer_teams: ['77'], refs: 'selected' },
};

function policy(environment: boolean) {
  const requirement = (tool: string) => ({
    tools: [tool],
    max_age_seconds: 30 * 24 * hour,
    database_max_age_seconds: 48 * hour,
  });
  const agreed = {
    reason: 'Not reachable: the service never parses this.',
    'requested-by': '1001',
    'approved-by': '1002',
  };
  const days = { from_at: decisionTime - 24 * hour, until_at: decisionTime + 24 * hour };
  return {
    config_sha256: hex('2'),
    config_origin: 'beside-bundle',
    threshold: 'high',
    replayed_runs: 'refuse',
    prebuilt_images: 'refuse',
    scans: Object.fromEntries(scanners.map(([kind, tool]) => [kind, requirement(tool)])),
    exceptions: [
      { id: 'EX-2026-001', rule: 'CVE-2026-1001', tool: 'trivy', package: 'openssl@3.0.1', ...agreed, ...days },
      {
        id: 'EX-2026-002',
        rule: 'generic-api-key',
        tool: 'gitleaks',
        path: 'test/fixtures/sample.env',
        ...agreed,
        ...days,
      },
    ],
    issuer: 'https://token.actions.githubusercontent.com',
    contracts: {
      build: `${contracts}/build-sign.yml`,
      deploy: `${contracts}/deploy-prod.yml`,
      releases: [{ ref: 'refs/tags/v1.2.0', sha: contractCommit, revoked: false, below_minimum: false }],
    },
    service: {
      name: 'clinic-api',
      repository_id: '500',
      repository: 'acme-health/clinic-api',
      owner_id: '900',
      registry: 'registry.example/clinic-api',
      source_refs: ['refs/heads/main'],
      direct_workflows: ['https://github.com/acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main'],
      keys: null,
    },
    environment: environment ? deployedTo : null,
  };
}

function run(phase: Phase) {
  const file = phase === 'before-publish' ? 'build-sign.yml' : 'deploy-prod.yml';
  const ref = phase === 'before-publish' ? refs.build : refs.deploy;
  return {
    repository_id: '500',
    repository: 'acme-health/clinic-api',
    run_id: '7000',
    run_attempt: 1,
    event: 'push',
    actor_id: '1001',
    actor: 'alice',
    ref: 'refs/heads/main',
    commit,
    job_workflow_ref: `acme-health/compliance-workflows/.github/workflows/${file}@${ref}`,
    job_workflow_sha: contractCommit,
    runner_environment: 'github-hosted',
    environment: phase === 'before-deploy' ? 'production' : '',
    job: 'gate',
    source: 'token',
  };
}

/** The certificate of the build contract for this service. */
export function certificate() {
  return {
    type: 'certificate',
    san: `${contracts}/build-sign.yml@${refs.build}`,
    issuer: 'https://token.actions.githubusercontent.com',
    build_signer_digest: contractCommit,
    runner_environment: 'github-hosted',
    source_repository_uri: 'https://github.com/acme-health/clinic-api',
    source_commit: commit,
    source_ref: 'refs/heads/main',
    source_repository_id: '500',
    source_owner_id: '900',
    trigger: 'push',
    run_uri: 'https://github.com/acme-health/clinic-api/actions/runs/6000/attempts/1',
    environment: '',
    signed_at: built + 120,
  };
}

function signature(predicate: string, scanIndex: number | null) {
  const provenance = predicate.includes('provenance');
  return {
    bundle_sha256: hex('3'),
    verified: true,
    problem: '',
    predicate_type: predicate,
    statement_sha256: hex('4'),
    service: predicate.includes('cyclonedx') ? '' : 'clinic-api',
    subject_digests: [digest],
    signer: certificate(),
    scan_index: scanIndex,
    provenance_commit: provenance ? commit : '',
    provenance_repository_id: provenance ? '500' : '',
  };
}

/** Order of the signatures in the bundles: one per scan, then SBOM, provenance, decision. */
export const signatureIndex = {
  source: 0,
  dependencies: 1,
  image: 2,
  infrastructure: 3,
  secrets: 4,
  sbom: 5,
  provenance: 6,
  decision: 7,
} as const;

function signatures() {
  return [
    ...scanners.map((_, index) => signature('https://safeguard.dev/scan-summary/v1', index)),
    signature('https://cyclonedx.org/bom', null),
    signature('https://slsa.dev/provenance/v1', null),
    signature('https://safeguard.dev/gate-decision/v1', null),
  ];
}

function ledger() {
  const last = { commit: hex('b', 40), digest: `sha256:${hex('b')}`, deploy_id: '500/6500', time: built - 48 * hour };
  return {
    store: 's3:acme-evidence',
    readable: true,
    head: hex('5'),
    next_seq: 4,
    problem: '',
    open_intent: null,
    last_success: last,
    last_other_success: { ...last, commit: hex('f', 40), deploy_id: '500/6400', time: last.time - 48 * hour },
  };
}

function authors() {
  const alice = {
    user_id: '1001',
    label: 'alice',
    mapped_by: '',
    roles: ['commit-author', 'run-actor', 'run-triggering-actor'],
    commit,
  };
  const carol = { user_id: '1003', label: 'carol', mapped_by: '', roles: ['co-author'], commit };
  return { since_commit: hex('b', 40), until_commit: commit, complete: true, problem: '', people: [alice, carol] };
}

/** A bundle that every rule of its phase allows. */
export function allowedBundle(phase: Phase): EvidenceBundle {
  const later = phase !== 'before-publish';
  const deploy = phase === 'before-deploy';
  const review = {
    user_id: '2001',
    login: 'dora',
    state: 'approved',
    environments: ['production'],
    observed_at: decisionTime,
  };
  return EvidenceBundle.parse({
    schema: 'safeguard.evidence-bundle/v1',
    phase,
    time: decisionTime,
    run: run(phase),
    policy: policy(later),
    artifact: {
      digest,
      rehashed: digest,
      registry: 'registry.example/clinic-api',
      media_type: 'application/vnd.oci.image.index.v1+json',
      children: [`sha256:${hex('d')}`],
      origin: 'build',
    },
    scans: scanners.map(([kind, tool]) => scan(kind, tool)),
    sbom: {
      format: 'cyclonedx',
      spec_version: '1.6',
      sha256: hex('6'),
      bytes: 1000,
      components: 12,
      subject_digest: digest,
    },
    signatures: later ? signatures() : null,
    environment: later
      ? {
          ...{ name: 'production', exists: true, reviewers: 2, prevent_self_review: true, can_admins_bypass: false },
          ...{ wait_minutes: 15, reviewer_teams: ['77', '78'], refs: 'selected', selected_refs: ['refs/heads/main'] },
        }
      : null,
    ledger: later ? ledger() : null,
    handed_over: deploy ? { digest, ledger_head: hex('5') } : null,
    approvals: deploy ? [review] : null,
    deploy_jobs: later ? { count: deploy ? 1 : 0, complete: true } : null,
    authors: deploy ? authors() : null,
  });
}

/** The committed policy. */
export async function openCommittedPolicy() {
  return openPolicy(readFileSync(new URL('../../../dist/policies.wasm', import.meta.url)));
}
