// One-field changes of an allowed bundle, each with the rules that must deny it, and no others.
import type { Phase } from '../../../src/model/ids.ts';
import { decisionTime, signatureIndex } from './bundle-builder.ts';

/** Changes to an allowed bundle, and exactly the rules that deny then. */
export type Case = {
  name: string;
  phases: readonly Phase[];
  changes: readonly (readonly [string, unknown])[];
  denies: readonly string[];
};

const all = ['before-publish', 'before-approval', 'before-deploy'] as const;
const later = ['before-approval', 'before-deploy'] as const;
const early = ['before-publish', 'before-approval'] as const;
const publish = ['before-publish'] as const;
const deploy = ['before-deploy'] as const;

const hex = (digit: string, length = 64) => digit.repeat(length);
const otherDigest = `sha256:${hex('0')}`;
const otherCommit = hex('0', 40);
const hour = 3600;
const contracts = 'https://github.com/acme-health/compliance-workflows/.github/workflows';
const running = 'acme-health/compliance-workflows/.github/workflows';

function row(phases: readonly Phase[], path: string, to: unknown, ...denies: string[]): Case {
  return { name: `${path} = ${JSON.stringify(to)?.slice(0, 60)}`, phases, changes: [[path, to]], denies };
}

function rows(phases: readonly Phase[], name: string, changes: Case['changes'], ...denies: string[]): Case {
  return { name, phases, changes, denies };
}

const openFinding = {
  tool: 'trivy',
  kind: 'image',
  rule: 'CVE-2026-2',
  severity: 'critical',
  title: '',
  package: 'a@1',
  fixed: '',
  path: '',
  line: 0,
  fingerprint: hex('1'),
  suppressed: true,
};
const leak = {
  ...openFinding,
  tool: 'gitleaks',
  kind: 'secrets',
  rule: 'aws-key',
  severity: 'info',
  package: '',
  path: 'src/a.ts',
};

/** The excepted finding under another id, with these aliases. */
function ghsaWith(aliases: string[]): Case['changes'] {
  return [
    ['scans.2.findings.0.rule', 'GHSA-aaaa-bbbb-cccc'],
    ['scans.2.findings.0.aliases', aliases],
  ];
}

const scans: Case[] = [
  row(
    publish,
    'scans',
    [],
    'gate.scans.required',
    'gate.scans.proven',
    'gate.scans.target',
    'gate.scans.fresh',
    'gate.scans.findings',
    'gate.scans.secrets',
    'gate.scans.replayed',
    'gate.scans.consistent',
  ),
  row(publish, 'scans.0.kind', 'infrastructure', 'gate.scans.required'),
  rows(publish, 'SARIF instead of the native report', [['scans.0.tool', 'sarif']], 'gate.scans.required'),
  rows(
    all,
    'SARIF as a required tool',
    [
      ['policy.scans.source.tools', ['sarif']],
      ['scans.0.tool', 'sarif'],
    ],
    'gate.scans.required',
  ),
  row(publish, 'policy.scans.source.tools', ['semgrep', 'checkov'], 'gate.scans.required'),
  row(all, 'scans.1.proven', false, 'gate.scans.proven'),
  row(all, 'scans.1.problem_code', 'SCAN_FAILED', 'gate.scans.proven'),
  row(all, 'scans.2.target.digest', otherDigest, 'gate.scans.target'),
  row(all, 'scans.2.target', { type: 'source', commit: hex('c', 40) }, 'gate.scans.target'),
  row(all, 'scans.0.target.commit', otherCommit, 'gate.scans.target'),
  row(all, 'scans.0.target', { type: 'image', digest: `sha256:${hex('a')}` }, 'gate.scans.target'),
  row(publish, 'run.commit', otherCommit, 'gate.scans.target'),
  rows(
    publish,
    'a scan that is 24 hours and a second old',
    [
      ['scans.0.started_at', decisionTime - 24 * hour - 1],
      ['scans.0.finished_at', decisionTime - 24 * hour - 1],
    ],
    'gate.scans.fresh',
  ),
  row(publish, 'policy.scans.source.max_age_seconds', 60, 'gate.scans.fresh'),
  row(later, 'policy.scans.source.max_age_seconds', 60, 'gate.scans.fresh'),
  row(all, 'scans.0.finished_at', decisionTime + 301, 'gate.scans.fresh'),
  row(all, 'scans.0.started_at', decisionTime - hour, 'gate.scans.fresh'),
  row(all, 'scans.2.database_at', null, 'gate.scans.fresh'),
  row(all, 'scans.1.database_at', null, 'gate.scans.fresh'),
  row(all, 'scans.2.database_at', decisionTime - 50 * hour - 1, 'gate.scans.fresh'),
  row(all, 'scans.2.database_at', decisionTime - 2 * hour + 301, 'gate.scans.fresh'),
  row(all, 'scans.0.database_at', decisionTime - 50 * hour - 1, 'gate.scans.fresh'),
  rows(
    all,
    'a suppressed critical finding',
    [
      ['scans.2.findings', [openFinding]],
      ['scans.2.counts.high', 0],
      ['scans.2.counts.critical', 1],
    ],
    'gate.scans.findings',
  ),
  row(all, 'scans.2.findings.0.rule', 'CVE-2026-1002', 'gate.scans.findings'),
  row(all, 'scans.2.findings.0.package', 'openssl@3.0.0', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.rule', 'CVE-2026-1', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.tool', 'osv-scanner', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.package', 'openssl', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.package', '', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.package', undefined, 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.package', '*', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.path', 'usr/lib', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.path', '', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.digest', otherDigest, 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.approved-by', '1001', 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.from_at', decisionTime + 1, 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.until_at', decisionTime, 'gate.scans.findings'),
  row(all, 'policy.exceptions.0.until_at', decisionTime + 91 * 24 * hour, 'gate.scans.findings'),
  row(all, 'policy.exceptions', [], 'gate.scans.findings', 'gate.scans.secrets'),
  rows(
    all,
    'the exception of a vulnerability by path alone',
    [
      ['policy.exceptions.0.package', undefined],
      ['policy.exceptions.0.path', 'usr/lib'],
      ['scans.2.findings.0.path', 'usr/lib'],
    ],
    'gate.scans.findings',
  ),
  rows(all, 'an exception for another id than the aliases', ghsaWith(['CVE-2026-1002']), 'gate.scans.findings'),
  rows(all, 'an exception for an id that an alias begins with', ghsaWith(['CVE-2026-10010']), 'gate.scans.findings'),
  rows(
    all,
    'an exception for an alias in another package',
    [...ghsaWith(['CVE-2026-1001']), ['scans.2.findings.0.package', 'openssl@3.0.0']],
    'gate.scans.findings',
  ),
  rows(
    all,
    'an exception for an alias of another tool',
    [...ghsaWith(['CVE-2026-1001']), ['policy.exceptions.0.tool', 'osv-scanner']],
    'gate.scans.findings',
  ),
  rows(
    all,
    'an alias of what is no package',
    [
      ['scans.4.findings.0.rule', 'another-key'],
      ['scans.4.findings.0.aliases', ['generic-api-key']],
    ],
    'gate.scans.findings',
    'gate.scans.secrets',
  ),
  row(all, 'policy.exceptions.1.path', 'test', 'gate.scans.findings', 'gate.scans.secrets'),
  rows(
    all,
    'a secret of severity info',
    [
      ['scans.4.findings', [leak]],
      ['scans.4.counts.high', 0],
      ['scans.4.counts.info', 1],
    ],
    'gate.scans.secrets',
  ),
  row(all, 'scans.4.counts.info', 1, 'gate.scans.secrets'),
  rows(
    all,
    'a secret in another kind of scan',
    [
      ['scans.0.findings', [{ ...leak, tool: 'semgrep' }]],
      ['scans.0.counts.info', 1],
    ],
    'gate.scans.secrets',
  ),
  row(all, 'scans.0.replay', true, 'gate.scans.replayed'),
  row(all, 'scans.0.counts.critical', 1, 'gate.scans.consistent'),
  row(all, 'scans.2.counts.high', 0, 'gate.scans.consistent'),
  rows(all, 'a summary for a laxer threshold', [['scans.0.threshold', 'critical']], 'gate.scans.consistent'),
  row(all, 'policy.threshold', 'medium', 'gate.scans.consistent'),
  rows(
    all,
    'a finding of another tool',
    [
      ['scans.2.findings.0.tool', 'semgrep'],
      ['policy.exceptions.0.tool', 'semgrep'],
    ],
    'gate.scans.consistent',
  ),
  rows(
    all,
    'the policy requires nothing',
    ['source', 'dependencies', 'image', 'infrastructure', 'secrets'].map((kind) => [
      `policy.scans.${kind}`,
      { none: 'There is nothing here to scan.' },
    ]),
    'gate.scans.required',
  ),
];

const artifacts: Case[] = [
  row(early, 'sbom', null, 'gate.sbom.present', 'gate.sbom.subject'),
  row(early, 'sbom.subject_digest', otherDigest, 'gate.sbom.subject'),
  row(deploy, 'sbom', null),
  row(all, 'run.repository_id', '501', 'gate.artifact.service'),
  row(publish, 'run.ref', 'refs/heads/feature', 'gate.artifact.source'),
  row(publish, 'policy.service.source_refs', ['refs/tags/v1'], 'gate.artifact.source'),
  row(all, 'artifact.registry', 'registry.example/clinic-api-2', 'gate.artifact.registry'),
  row(all, 'artifact.rehashed', otherDigest, 'gate.artifact.digest'),
  row(all, 'artifact.children', [], 'gate.artifact.children'),
  row(all, 'artifact.children', [`sha256:${hex('d')}`, `sha256:${hex('e')}`], 'gate.artifact.children'),
  row(all, 'artifact.media_type', 'application/vnd.oci.image.manifest.v1+json', 'gate.artifact.children'),
  row(all, 'artifact.media_type', 'application/json', 'gate.artifact.children'),
  row(all, 'artifact.origin', 'prebuilt', 'gate.artifact.origin'),
  row(all, 'artifact.origin', 'unknown', 'gate.artifact.origin'),
  row(all, 'time', 1767225599, 'gate.time.sane', 'gate.scans.fresh', 'gate.scans.findings', 'gate.scans.secrets'),
  row(later, 'signatures.6.signer.signed_at', decisionTime + 301, 'gate.time.sane'),
  row(later, 'ledger.last_success.time', decisionTime + 301, 'gate.time.sane'),
  row(deploy, 'approvals.0.observed_at', decisionTime + 301, 'gate.time.sane'),
];

const environments: Case[] = [
  row(
    later,
    'environment',
    null,
    'gate.environment.belongs',
    'gate.environment.exists',
    'gate.environment.reviewers',
    'gate.environment.self_review',
    'gate.environment.admin_bypass',
    'gate.environment.wait_timer',
    'gate.environment.teams',
    'gate.environment.refs',
  ),
  row(later, 'environment.name', 'staging', 'gate.environment.belongs'),
  row(later, 'run.environment', 'staging', 'gate.environment.belongs'),
  row(deploy, 'run.environment', '', 'gate.environment.belongs'),
  row(
    ['before-approval'],
    'policy.environment',
    null,
    'gate.environment.belongs',
    'gate.environment.refs',
    'gate.environment.starters',
    'gate.environment.teams',
    'gate.environment.wait_timer',
  ),
  row(
    deploy,
    'policy.environment',
    null,
    'gate.environment.belongs',
    'gate.environment.refs',
    'gate.environment.starters',
    'gate.environment.teams',
    'gate.environment.wait_timer',
    'gate.approval.given',
    'gate.approval.allowed',
    'gate.approval.four_eyes',
  ),
  row(later, 'environment.exists', false, 'gate.environment.exists'),
  row(later, 'environment.reviewers', 0, 'gate.environment.reviewers'),
  row(later, 'environment.reviewers', null, 'gate.environment.reviewers'),
  row(later, 'environment.prevent_self_review', false, 'gate.environment.self_review'),
  row(later, 'environment.prevent_self_review', null, 'gate.environment.self_review'),
  row(later, 'environment.can_admins_bypass', true, 'gate.environment.admin_bypass'),
  row(later, 'environment.can_admins_bypass', null, 'gate.environment.admin_bypass'),
  row(later, 'environment.wait_minutes', 9, 'gate.environment.wait_timer'),
  row(later, 'environment.wait_minutes', null, 'gate.environment.wait_timer'),
  row(later, 'environment.reviewer_teams', ['78'], 'gate.environment.teams'),
  row(later, 'environment.reviewer_teams', null, 'gate.environment.teams'),
  row(later, 'environment.refs', 'any', 'gate.environment.refs'),
  row(later, 'environment.refs', 'protected', 'gate.environment.refs'),
  row(later, 'environment.refs', null, 'gate.environment.refs'),
  row(later, 'environment.selected_refs', ['refs/heads/main', 'refs/tags/v*'], 'gate.environment.refs'),
  row(later, 'environment.selected_refs', [], 'gate.environment.refs'),
  row(later, 'environment.selected_refs', null, 'gate.environment.refs'),
  row(later, 'policy.environment.starters', ['1002'], 'gate.environment.starters'),
];

// What a later level of the signatures rests on; each level that fails takes the ones after it along.
const commit = ['gate.signatures.commit'];
const release = ['gate.contracts.signer_release', ...commit];
const source = ['gate.signatures.source', ...release];
const signer = ['gate.signatures.signer', ...source];
const subject = ['gate.signatures.subject', ...signer];
// Without one proven commit no scan is signed for it.
const noScans = [
  'gate.scans.required',
  'gate.scans.proven',
  'gate.scans.target',
  'gate.scans.fresh',
  'gate.scans.findings',
  'gate.scans.secrets',
  'gate.scans.replayed',
  'gate.scans.consistent',
];

function signed(of: keyof typeof signatureIndex, field: string, to: unknown, ...denies: string[]): Case[] {
  const path = `signatures.${signatureIndex[of]}.${field}`;
  return [
    row(['before-approval'], path, to, ...denies, ...noScans),
    row(deploy, path, to, ...denies, ...noScans, 'gate.approval.authors'),
  ];
}

const key = { type: 'key', spki_sha256: hex('9'), signed_at: decisionTime };

const signatures: Case[] = [
  row(['before-approval'], 'signatures', null, ...subject, ...noScans),
  row(deploy, 'signatures', null, ...subject, ...noScans, 'gate.approval.authors'),
  ...signed('sbom', 'verified', false, ...subject),
  ...signed('sbom', 'problem', 'identity differs', ...subject),
  ...signed('sbom', 'statement_sha256', null, ...subject),
  ...signed('image', 'scan_index', null, ...subject),
  ...signed('image', 'scan_index', 99, ...subject),
  ...signed('image', 'scan_index', 1, ...subject),
  ...signed('image', 'predicate_type', 'https://slsa.dev/verification_summary/v1', ...subject),
  row(
    ['before-approval', 'before-deploy'],
    `signatures.${signatureIndex.sbom}.predicate_type`,
    'https://spdx.dev/Document',
  ),
  ...signed('sbom', 'predicate_type', 'https://spdx.dev/Document/v2.3', ...subject),
  ...signed('sbom', 'predicate_type', 'https://cyclonedx.org/bom/v1.6', ...subject),
  ...signed('sbom', 'predicate_type', 'https://safeguard.dev/sbom-reference/v1', ...subject),
  row(
    ['before-approval', 'before-deploy'],
    `signatures.${signatureIndex.provenance}.predicate_type`,
    'https://safeguard.dev/image-acceptance/v1',
  ),
  ...signed('provenance', 'predicate_type', 'https://slsa.dev/provenance/v0.2', ...subject),
  ...signed('provenance', 'subject_digests', [otherDigest], ...subject),
  ...signed('provenance', 'subject_digests', [], ...subject),
  ...signed('decision', 'subject_digests', [`sha256:${hex('a')}`, otherDigest], ...subject),
  ...signed('decision', 'subject_digests', [`sha256:${hex('A')}`], ...subject),
  ...signed('decision', 'signer', null, ...signer),
  ...signed('decision', 'signer.issuer', 'https://token.actions.githubusercontent.com/', ...signer),
  ...signed('decision', 'signer.san', `${contracts}/deploy-prod.yml@refs/tags/v1.2.0`, ...signer),
  ...signed('decision', 'signer.san', `${contracts}/build-sign.yml.evil@refs/tags/v1.2.0`, ...signer),
  ...signed(
    'decision',
    'signer.san',
    `https://github.com/evil/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.2.0`,
    ...signer,
  ),
  ...signed('decision', 'signer.san', `x${contracts}/build-sign.yml@refs/tags/v1.2.0`, ...signer),
  ...signed('decision', 'signer', key, ...signer),
  ...signed('sbom', 'signer.source_repository_id', '501', ...source),
  ...signed('sbom', 'signer.source_owner_id', '901', ...source),
  ...signed('sbom', 'signer.source_ref', 'refs/heads/feature', ...source),
  ...signed('sbom', 'signer.source_ref', '', ...source),
  ...signed('provenance', 'provenance_repository_id', '501', ...source),
  ...signed('provenance', 'provenance_commit', otherCommit, ...source),
  ...signed('source', 'signer.san', `${contracts}/build-sign.yml@refs/heads/main`, ...release),
  ...signed('source', 'signer.san', `${contracts}/build-sign.yml@refs/tags/v1.2.1`, ...release),
  ...signed('source', 'signer.san', `${contracts}/build-sign.yml`, ...release),
  ...signed('source', 'signer.build_signer_digest', otherCommit, ...release),
  ...signed('sbom', 'signer.source_commit', otherCommit, ...commit),
  ...signed('sbom', 'signer.source_commit', '', ...commit),
  ...signed('sbom', 'signer.build_signer_digest', '', ...release),
  ...signed('provenance', 'signer.source_commit', otherCommit, ...source),
  ...signed('secrets', 'signer.source_commit', otherCommit, ...commit),
];

const releases: Case[] = [
  row(publish, 'policy.contracts.releases.0.revoked', true, 'gate.contracts.release'),
  row(publish, 'policy.contracts.releases.0.below_minimum', true, 'gate.contracts.release'),
  row(publish, 'policy.contracts.releases.0.sha', otherCommit, 'gate.contracts.release'),
  row(
    ['before-approval'],
    'policy.contracts.releases.0.revoked',
    true,
    'gate.contracts.release',
    ...release,
    ...noScans,
  ),
  row(
    ['before-approval'],
    'policy.contracts.releases.0.below_minimum',
    true,
    'gate.contracts.release',
    ...release,
    ...noScans,
  ),
  row(
    deploy,
    'policy.contracts.releases.0.sha',
    otherCommit,
    'gate.contracts.release',
    ...release,
    ...noScans,
    'gate.approval.authors',
  ),
  row(all, 'run.job_workflow_sha', otherCommit, 'gate.contracts.release'),
  row(all, 'run.job_workflow_ref', '', 'gate.contracts.release'),
  row(all, 'run.job_workflow_ref', `${running}/other.yml@refs/tags/v1.2.0`, 'gate.contracts.release'),
  row(publish, 'run.job_workflow_ref', `${running}/deploy-prod.yml@refs/tags/v1.2.0`, 'gate.contracts.release'),
  row(later, 'run.job_workflow_ref', `${running}/build-sign.yml@refs/tags/v1.2.0`, 'gate.contracts.release'),
  row(publish, 'run.job_workflow_ref', `${running}/build-sign.yml@refs/heads/main`, 'gate.contracts.release'),
  row(later, 'run.job_workflow_ref', `${running}/deploy-prod.yml@${hex('1', 40)}`, 'gate.contracts.release'),
  row(
    publish,
    'run.job_workflow_ref',
    'acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main',
    'gate.contracts.release',
  ),
  rows(publish, 'a direct workflow at the commit it builds', [
    ['run.job_workflow_ref', 'acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main'],
    ['run.job_workflow_sha', hex('c', 40)],
  ]),
  rows(
    later,
    'a direct workflow does not deploy',
    [
      ['run.job_workflow_ref', 'acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main'],
      ['run.job_workflow_sha', hex('c', 40)],
    ],
    'gate.contracts.release',
  ),
  rows(publish, 'the running release, which cannot list itself', [
    ['run.job_workflow_ref', `${running}/build-sign.yml@refs/tags/v1.3.0`],
    ['run.job_workflow_sha', otherCommit],
  ]),
  rows(later, 'the running release of the deploy contract', [
    ['run.job_workflow_ref', `${running}/deploy-prod.yml@refs/tags/v1.3.0`],
    ['run.job_workflow_sha', otherCommit],
  ]),
  rows(
    publish,
    'an unlisted release under a configuration from elsewhere',
    [
      ['run.job_workflow_ref', `${running}/build-sign.yml@refs/tags/v1.3.0`],
      ['policy.config_origin', 'flag'],
    ],
    'gate.contracts.release',
  ),
  rows(
    publish,
    'an unlisted release without a token',
    [
      ['run.job_workflow_ref', `${running}/build-sign.yml@refs/tags/v1.3.0`],
      ['run.source', 'local'],
    ],
    'gate.contracts.release',
  ),
];

const intent = {
  schema: 'safeguard.ledger-intent/v1',
  seq: 4,
  deploy_id: '500/6900',
  repository_id: '500',
  service: 'clinic-api',
  environment: 'production',
  digest: otherDigest,
  commit: otherCommit,
  run_id: '6900',
  run_attempt: 1,
  lease: 'token',
  actor_id: '1004',
  actor: 'erin',
  time: decisionTime - 60,
  decision_sha256: hex('1'),
  previous_result_sha256: hex('5'),
};

const ledgers: Case[] = [
  row(['before-approval'], 'ledger', null, 'gate.ledger.readable', 'gate.ledger.chain', 'gate.ledger.open_intent'),
  row(
    deploy,
    'ledger',
    null,
    'gate.ledger.readable',
    'gate.ledger.chain',
    'gate.ledger.open_intent',
    'gate.handover.ledger_head',
    'gate.approval.authors',
  ),
  row(['before-approval'], 'ledger.readable', false, 'gate.ledger.readable', 'gate.ledger.open_intent'),
  row(deploy, 'ledger.readable', false, 'gate.ledger.readable', 'gate.ledger.open_intent', 'gate.approval.authors'),
  row(later, 'ledger.store', '', 'gate.ledger.readable'),
  row(later, 'ledger.problem', 'seq 3 has two results', 'gate.ledger.chain'),
  row(['before-approval'], 'ledger.head', '', 'gate.ledger.chain'),
  row(later, 'ledger.next_seq', 0, 'gate.ledger.chain'),
  row(later, 'ledger.open_intent', intent, 'gate.ledger.open_intent'),
  row(deploy, 'handed_over', null, 'gate.handover.digest', 'gate.handover.ledger_head'),
  row(deploy, 'handed_over.digest', otherDigest, 'gate.handover.digest'),
  row(deploy, 'handed_over.ledger_head', hex('6'), 'gate.handover.ledger_head'),
  row(deploy, 'ledger.head', hex('6'), 'gate.handover.ledger_head'),
];

const approval = {
  user_id: '2002',
  login: 'finn',
  state: 'approved',
  environments: ['production'],
  observed_at: decisionTime,
};

const approvals: Case[] = [
  row(deploy, 'approvals', null, 'gate.approval.given', 'gate.approval.allowed', 'gate.approval.four_eyes'),
  row(deploy, 'approvals', [], 'gate.approval.given', 'gate.approval.allowed', 'gate.approval.four_eyes'),
  row(
    deploy,
    'approvals.0.state',
    'pending',
    'gate.approval.given',
    'gate.approval.allowed',
    'gate.approval.four_eyes',
  ),
  row(
    deploy,
    'approvals.0.state',
    'Approved',
    'gate.approval.given',
    'gate.approval.allowed',
    'gate.approval.four_eyes',
  ),
  row(
    deploy,
    'approvals.0.environments',
    ['staging'],
    'gate.approval.given',
    'gate.approval.allowed',
    'gate.approval.four_eyes',
  ),
  row(deploy, 'approvals', [approval, { ...approval, user_id: '2001', state: 'rejected' }], 'gate.approval.given'),
  row(deploy, 'approvals.0.user_id', '2003', 'gate.approval.allowed'),
  row(deploy, 'policy.environment.approvers', ['2002'], 'gate.approval.allowed'),
  row(deploy, 'approvals', [approval, { ...approval, user_id: '2003' }], 'gate.approval.allowed'),
  row(deploy, 'authors', null, 'gate.approval.four_eyes', 'gate.approval.authors'),
  row(deploy, 'authors.complete', false, 'gate.approval.four_eyes'),
  row(deploy, 'authors.people.1.user_id', '2001', 'gate.approval.four_eyes'),
  row(deploy, 'authors.people.1.user_id', null, 'gate.approval.four_eyes'),
  rows(
    deploy,
    'who runs it approves it',
    [
      ['policy.environment.approvers', ['1001']],
      ['approvals.0.user_id', '1001'],
    ],
    'gate.approval.four_eyes',
  ),
  row(deploy, 'run.actor_id', '2001', 'gate.approval.four_eyes', 'gate.approval.authors', 'gate.environment.starters'),
  row(deploy, 'run.actor_id', '1005', 'gate.approval.authors', 'gate.environment.starters'),
  row(deploy, 'authors.people.0.roles', ['commit-author'], 'gate.approval.authors'),
  row(deploy, 'authors.people', [], 'gate.approval.authors'),
  row(deploy, 'authors.since_commit', '', 'gate.approval.authors'),
  row(deploy, 'authors.since_commit', otherCommit, 'gate.approval.authors'),
  row(deploy, 'authors.until_commit', otherCommit, 'gate.approval.authors'),
  row(deploy, 'ledger.last_success', null, 'gate.approval.authors'),
  row(deploy, 'ledger.last_success.commit', otherCommit, 'gate.approval.authors'),
  row(deploy, 'authors.problem', 'GitHub cut the list', 'gate.approval.four_eyes'),
  row(deploy, 'run.run_attempt', 2, 'gate.approval.first_attempt'),
  row(later, 'deploy_jobs', null, 'gate.approval.one_job'),
  row(later, 'deploy_jobs.complete', false, 'gate.approval.one_job'),
  row(later, 'deploy_jobs.count', 2, 'gate.approval.one_job'),
  row(later, 'deploy_jobs.count', 1),
  row(deploy, 'deploy_jobs.count', 0, 'gate.approval.one_job'),
  row(deploy, 'run.source', 'local', 'gate.approval.run'),
  row(deploy, 'run.runner_environment', '', 'gate.approval.run'),
];

// What differs from the golden bundles and is still right, each beside a twin that is not.
const none = { none: 'There is no infrastructure code in this repository.' };
const indexes = Object.values(signatureIndex);
const pinned = ['policy.service.keys', { build: hex('9'), deploy: hex('8') }] as const;
const keyed = indexes.map(
  (index) => [`signatures.${index}.signer`, { ...key, signed_at: decisionTime - hour }] as const,
);
const direct = indexes.flatMap((index) => [
  [
    `signatures.${index}.signer.san`,
    'https://github.com/acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main',
  ] as const,
  [`signatures.${index}.signer.build_signer_digest`, hex('c', 40)] as const,
]);
const first = [
  ['ledger.head', ''],
  ['ledger.next_seq', 0],
  ['ledger.last_success', null],
  ['ledger.last_other_success', null],
] as const;
const firstIntent = [
  ['ledger.open_intent', { ...intent, seq: 0, previous_result_sha256: '' }],
  ['ledger.next_seq', 1],
] as const;
const firstHere = [
  ['handed_over.ledger_head', ''],
  ['authors.since_commit', ''],
] as const;
const unlisted = [`signatures.0.signer.san`, `${contracts}/build-sign.yml@refs/tags/v1.3.0`] as const;
const runningNow = [['run.job_workflow_ref', `${running}/deploy-prod.yml@refs/tags/v1.3.0`]] as const;

const twins: Case[] = [
  rows(all, 'a kind with nothing to scan', [['policy.scans.infrastructure', none]]),
  rows(publish, 'a kind with nothing to scan, and no scan', [
    ['policy.scans.infrastructure', none],
    ['scans.3.kind', 'source'],
    ['scans.3.tool', 'semgrep'],
  ]),
  rows(all, 'a secrets kind with nothing to scan', [['policy.scans.secrets', none]]),
  rows(all, 'an old database of a tool that nobody requires', [
    ['policy.scans.infrastructure', none],
    ['scans.3.database_at', 1],
  ]),
  rows(
    all,
    'the newest database of a tool that is not there',
    [
      ['policy.scans.image', none],
      ['scans.2.database_at', null],
    ],
    'gate.scans.fresh',
  ),
  rows(all, 'dependencies read from the image', [['scans.1.target', { type: 'image', digest: `sha256:${hex('a')}` }]]),
  rows(all, 'replays that the policy allows', [
    ['policy.replayed_runs', 'allow'],
    ['scans.0.replay', true],
  ]),
  rows(all, 'a prebuilt image where the policy accepts it', [
    ['artifact.origin', 'prebuilt'],
    ['policy.prebuilt_images', 'allow'],
  ]),
  rows(all, 'no replay where the policy would allow it', [['policy.replayed_runs', 'allow']]),
  rows(all, 'an exception for this image alone', [['policy.exceptions.0.digest', `sha256:${hex('a')}`]]),
  rows(all, 'an exception by package and path', [
    ['policy.exceptions.0.path', 'usr/lib'],
    ['scans.2.findings.0.path', 'usr/lib'],
  ]),
  rows(all, 'an exception for the CVE of a GHSA', ghsaWith(['CVE-2026-1001'])),
  rows(all, 'an exception for the GHSA of a CVE', [
    ['scans.2.findings.0.aliases', ['GHSA-aaaa-bbbb-cccc', 'GO-2026-1']],
    ['policy.exceptions.0.rule', 'GHSA-aaaa-bbbb-cccc'],
  ]),
  rows(all, 'a finding below the threshold', [
    ['scans.0.findings', [{ ...openFinding, tool: 'semgrep', kind: 'source', severity: 'medium' }]],
    ['scans.0.counts.medium', 1],
  ]),
  rows(all, 'a single image', [
    ['artifact.media_type', 'application/vnd.oci.image.manifest.v1+json'],
    ['artifact.children', []],
  ]),
  rows(all, 'a clock 300 seconds ahead', [['scans.0.finished_at', decisionTime + 300]]),
  rows(publish, 'a scan that is 24 hours old', [
    ['scans.0.started_at', decisionTime - 24 * hour],
    ['scans.0.finished_at', decisionTime - 24 * hour],
  ]),
  rows(['before-approval'], 'the environment of the token', [['run.environment', 'production']]),
  rows(deploy, 'a self-hosted runner', [['run.runner_environment', 'self-hosted']]),
  rows(deploy, 'two allowed approvers', [['approvals', [approval, { ...approval, user_id: '2001' }]]]),
  rows(deploy, 'a rejection of another environment', [
    ['approvals', [approval, { ...approval, state: 'rejected', environments: ['staging'] }]],
  ]),
  rows(['before-approval'], 'a first deploy', first),
  rows(deploy, 'a first deploy', [...first, ...firstHere]),
  rows(deploy, 'the same commit again, authors since the last success of another one', [
    ['ledger.last_success.commit', hex('c', 40)],
    ['authors.since_commit', hex('f', 40)],
  ]),
  rows(
    deploy,
    'the same commit again, authors since its own last success',
    [
      ['ledger.last_success.commit', hex('c', 40)],
      ['authors.since_commit', hex('c', 40)],
    ],
    'gate.approval.authors',
  ),
  rows(
    deploy,
    'the same commit again, authors as of a first deploy',
    [
      ['ledger.last_success.commit', hex('c', 40)],
      ['authors.since_commit', ''],
    ],
    'gate.approval.authors',
  ),
  rows(deploy, 'the same commit again, and no other one has succeeded', [
    ['ledger.last_success.commit', hex('c', 40)],
    ['ledger.last_other_success', null],
    ['authors.since_commit', ''],
  ]),
  rows(
    deploy,
    'another commit, authors since the last but one',
    [['authors.since_commit', hex('f', 40)]],
    'gate.approval.authors',
  ),
  rows(['before-approval'], 'the first intent is open', [...first, ...firstIntent], 'gate.ledger.open_intent'),
  rows(
    ['before-approval'],
    'an empty head after a first deploy',
    [
      ['ledger.head', ''],
      ['ledger.last_success', null],
    ],
    'gate.ledger.chain',
  ),
  rows(later, 'a pinned key', [pinned, ...keyed]),
  rows(
    ['before-approval'],
    'a pinned key and provenance without a commit',
    [pinned, ...keyed, ['signatures.6.provenance_commit', '']],
    ...source,
    ...noScans,
  ),
  rows(
    ['before-approval'],
    'a pinned key and provenance of another repository',
    [pinned, ...keyed, ['signatures.6.provenance_repository_id', '501']],
    ...source,
    ...noScans,
  ),
  rows(
    ['before-approval'],
    'the pinned key of the deploy contract',
    [['policy.service.keys', { build: hex('8'), deploy: hex('9') }], ...keyed],
    ...signer,
    ...noScans,
  ),
  rows(
    ['before-approval'],
    'a pinned key and source scans of another commit',
    [pinned, ...keyed, ['signatures.6.provenance_commit', otherCommit]],
    'gate.scans.target',
  ),
  rows(later, 'a direct workflow', direct),
  rows(
    ['before-approval'],
    'a direct workflow that ran at another commit',
    [...direct, ['signatures.0.signer.build_signer_digest', otherCommit]],
    ...release,
    ...noScans,
  ),
  rows(
    ['before-approval'],
    'a workflow that is not listed',
    [...direct, ['policy.service.direct_workflows', []]],
    ...signer,
    ...noScans,
  ),
  rows(later, 'signed by the running release', [unlisted, ...runningNow]),
  rows(
    ['before-approval'],
    'signed at another commit than the running release',
    [unlisted, ...runningNow, ['signatures.0.signer.build_signer_digest', otherCommit]],
    ...release,
    ...noScans,
  ),
  rows(['before-approval'], 'signed by an unlisted release that does not run', [unlisted], ...release, ...noScans),
];

/** Every case. */
export const cases: readonly Case[] = [
  ...scans,
  ...artifacts,
  ...environments,
  ...signatures,
  ...releases,
  ...ledgers,
  ...approvals,
  ...twins,
];
