// What comes before a deploy: an image with signed statements and its manifest, and the bundle the gate would have decided on.
import { decisionStatement, provenanceStatement, sbomStatement, scanStatement } from '../../../src/attest/statement.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { decisionRecord, publishRecord, sbomRecord, scanRecord } from '../../../src/evidence/records.ts';
import { readLedgerOf } from '../../../src/flows/evidence/ledger.ts';
import { writeEvidence } from '../../../src/flows/evidence/write.ts';
import { type ApprovalFact, Decision, EvidenceBundle, type SignatureFact } from '../../../src/model/decision.ts';
import type { ScanSummary } from '../../../src/model/finding.ts';
import type { RunContext } from '../../../src/model/identity.ts';
import { Commit, type Digest, RunId, Sha256, UserId } from '../../../src/model/ids.ts';
import { predicateTypes } from '../../../src/model/statement.ts';
import { describeSbom, encodeSbom } from '../../../src/scan/sbom.ts';
import {
  actorId,
  commit,
  configSha256,
  digest,
  environment,
  jsonBlob,
  ledgerPlace,
  noon,
  recordContext,
  repositoryId,
  scanSummary,
  service,
} from '../evidence/examples.ts';
import type { KeySigner } from './key-signer.ts';
import type { DeployChange, World } from './world.ts';

export const registry = 'registry.local/clinic/api';
export const policyWasm = new TextEncoder().encode('wasm');
export const subjectOf = (about: Digest) => ({ name: registry, digest: about });
export const grace: ApprovalFact = {
  user_id: UserId.parse('22'),
  login: 'grace',
  state: 'approved',
  environments: [environment],
  observed_at: noon - 60,
};

export function runOf(runId: string, job: string): RunContext {
  return {
    repository_id: repositoryId,
    repository: 'clinic/api',
    run_id: RunId.parse(runId),
    run_attempt: 1,
    event: 'push',
    actor_id: actorId,
    actor: 'ada',
    ref: 'refs/heads/main',
    commit,
    job_workflow_ref: 'clinic/compliance/.github/workflows/build-sign.yml@refs/tags/v1.0.0',
    job_workflow_sha: commit,
    runner_environment: 'github-hosted',
    environment: '',
    job,
    source: 'token',
  };
}

/** Signs the statements of a build and writes its manifest, as build-sign does. */
export async function buildImage(world: World, runId: string, about: Digest = digest, change: DeployChange = {}) {
  const signer = change.buildSigner ? world.deployer : world.build;
  const scan = scanSummary({
    target: { type: 'image', digest: about },
    started_at: world.now - 600,
    finished_at: world.now - 540,
    ...change.scan,
  });
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { name: `clinic@${about}` } },
    components: [{ name: 'left', version: '1.0.0' }],
  };
  const sbom = describeSbom(document, about);
  const run = { ...runOf(runId, 'build'), commit: Commit.parse(change.buildCommit ?? commit) };
  const statements = statementsOf(run, about, scan, document, world.now);
  const bundles = await Promise.all(
    statements.map(async ({ type, bytes }) => ({ type, statement: bytes, bytes: await signer.sign(bytes) })),
  );
  const context = recordContext({
    time: world.now - 400,
    run_id: run.run_id,
    environment: '',
    job: 'build',
    digest: about,
  });
  const blob = jsonBlob(scan, 'scan-summary');
  const kept = { bytes: encodeSbom(document), type: 'cyclonedx' };
  const allowed = buildDecision(world.now - 400, about);
  const decided = jsonBlob(allowed, 'decision');
  const blobs = [blob, kept, decided, ...bundles.map(({ bytes }) => ({ bytes, type: 'sigstore-bundle' }))].filter(
    ({ type }) => !change.buildWithout?.includes(type),
  );
  const records = [
    decisionRecord(context, allowed, decided),
    scanRecord(context, scan, blob),
    sbomRecord(context, sbom, kept),
    publishRecord(context, registry, bundles.length),
  ].filter(({ kind }) => !change.buildWithout?.includes(kind));
  const written = await writeEvidence(world.deps(change.buildManifestSigner ?? world.build), {
    context,
    stage: 'job',
    subject: subjectOf(change.buildManifestAbout ?? about),
    records,
    blobs,
  });
  return {
    scan,
    sbom,
    signatures: bundles.map((bundle, index) => factOf(bundle, index, about, signer)),
    bundles,
    manifestKey: written.manifestKey,
  };
}

function buildDecision(time: number, about: Digest) {
  return Decision.parse({
    schema: 'safeguard.decision/v1',
    verdict: 'allow',
    phase: 'before-publish',
    time,
    digest: about,
    repository_id: repositoryId,
    service,
    environment: '',
    rules: [{ id: 'gate.scan.present', verdict: 'allow', message: 'all scans are there', citation: '', remedy: '' }],
    identity: 'key',
    replayed_runs: false,
    policy_sha256: sha256Hex(policyWasm),
    config_sha256: configSha256,
    input_sha256: sha256Hex('input of the build'),
  });
}

/** The bundle that a deploy is decided on. */
export async function bundleOf(world: World, runId: string, about: Digest, built: Built, change: DeployChange = {}) {
  const place = change.environment ?? environment;
  return EvidenceBundle.parse({
    schema: 'safeguard.evidence-bundle/v1',
    phase: 'before-deploy',
    time: world.now,
    run: { ...runOf(runId, 'deploy'), environment: place },
    policy: {
      config_sha256: configSha256,
      config_origin: 'beside-bundle',
      threshold: 'high',
      replayed_runs: 'refuse',
      prebuilt_images: 'refuse',
      scans: Object.fromEntries(
        ['source', 'dependencies', 'image', 'infrastructure', 'secrets'].map((kind) => [
          kind,
          { none: 'nothing to scan here' },
        ]),
      ),
      exceptions: [],
      issuer: 'https://token.actions.githubusercontent.com',
      contracts: {
        build: 'https://github.com/clinic/compliance/.github/workflows/build-sign.yml',
        deploy: 'https://github.com/clinic/compliance/.github/workflows/deploy-prod.yml',
        releases: [{ ref: 'refs/tags/v1.0.0', sha: commit, revoked: false, below_minimum: false }],
      },
      service: {
        name: service,
        repository_id: repositoryId,
        repository: 'clinic/api',
        owner_id: '5',
        registry,
        source_refs: ['refs/heads/main'],
        direct_workflows: [],
        keys: null,
      },
      environment: {
        ...{ name: place, production: true, phi: true, approvers: ['22'], lock: world.lock },
        ...{ starters: null, wait_minutes: 0, reviewer_teams: [], refs: 'any' },
      },
    },
    artifact: {
      digest: about,
      rehashed: about,
      registry,
      media_type: 'application/vnd.oci.image.index.v1+json',
      children: [],
      origin: 'build',
    },
    scans: [{ ...built.scan, target: { type: 'image', digest: about }, ...change.scanInBundle }],
    sbom: { ...built.sbom, subject_digest: about },
    signatures: built.signatures,
    environment: {
      name: place,
      exists: true,
      reviewers: 1,
      prevent_self_review: true,
      can_admins_bypass: false,
      wait_minutes: 0,
      reviewer_teams: [],
      refs: 'any',
      selected_refs: [],
    },
    ledger: (await readLedgerOf(world.store, { ...ledgerPlace, environment: place })).facts,
    handed_over: null,
    approvals: [{ ...grace, environments: [place] }],
    deploy_jobs: { count: 1, complete: true },
    authors: {
      since_commit: '',
      until_commit: commit,
      complete: true,
      problem: '',
      people: [
        { user_id: '33', label: 'linus', mapped_by: '', roles: ['commit-author'], commit },
        {
          user_id: null,
          label: 'Bo <bo@clinic.example>',
          mapped_by: '"bo@clinic.example"',
          roles: ['co-author'],
          commit,
        },
      ],
    },
    ...change.bundle,
  });
}

type Built = Awaited<ReturnType<typeof buildImage>>;

function statementsOf(run: RunContext, about: Digest, scan: ScanSummary, document: unknown, now: number) {
  const claims = { workflow_ref: 'clinic/api/.github/workflows/release.yml@refs/heads/main' };
  const facts = {
    run,
    service,
    build: { context: '.', dockerfile: 'Dockerfile' },
    claims,
    server: 'https://github.com',
    inputs: { service: '', 'prebuilt-digest': '' },
    startedAt: now - 900,
    finishedAt: now - 500,
  } as const;
  return [
    { type: predicateTypes.scan, bytes: scanStatement(subjectOf(about), service, scan) },
    { type: predicateTypes.cyclonedx, bytes: sbomStatement(subjectOf(about), 'cyclonedx', document) },
    { type: predicateTypes.provenance, bytes: provenanceStatement(subjectOf(about), facts) },
    { type: predicateTypes.decision, bytes: decisionStatement(subjectOf(about), buildDecision(now - 400, about)) },
  ];
}

function factOf(
  one: { type: string; statement: Uint8Array; bytes: Uint8Array },
  index: number,
  about: Digest,
  signer: KeySigner,
): SignatureFact {
  return {
    bundle_sha256: Sha256.parse(sha256Hex(one.bytes)),
    verified: true,
    problem: '',
    predicate_type: one.type,
    statement_sha256: Sha256.parse(sha256Hex(one.statement)),
    subject_digests: [about],
    service: index === 1 ? '' : service,
    signer: { type: 'key', spki_sha256: signer.spkiSha256, signed_at: 0 },
    scan_index: index === 0 ? 0 : null,
    provenance_commit: index === 2 ? commit : '',
    provenance_repository_id: index === 2 ? repositoryId : '',
  };
}
