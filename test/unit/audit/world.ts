// A small clinic with one service: it builds, approves and deploys into a store in memory, with the real writing flows and
// key-signed bundles, so that tests can then play the attacker.
import { manifestStatement, provenanceStatement, sbomStatement, scanStatement } from '../../../src/attest/statement.ts';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { manifestKey, recordKey, resultKey } from '../../../src/evidence/keys.ts';
import { closeIntent, nextIntent } from '../../../src/evidence/ledger.ts';
import { encodeManifest, makeManifest, manifestEntry } from '../../../src/evidence/manifest.ts';
import {
  approvalRecord,
  decisionRecord,
  intentRecord,
  jsonBlob,
  noteRecord,
  outcomeRecord,
  reconcileRecord,
  scanRecord,
} from '../../../src/evidence/records.ts';
import { putLedgerEntry, readLedgerFacts, type WriteDeps, writeEvidence } from '../../../src/flows/record.ts';
import { type ApprovalFact, Decision, EvidenceBundle, type SignatureFact } from '../../../src/model/decision.ts';
import { Anchor, type LedgerIntent, type ManifestPredicate } from '../../../src/model/evidence.ts';
import type { ScanSummary } from '../../../src/model/finding.ts';
import type { RunContext } from '../../../src/model/identity.ts';
import { Commit, Digest, RunId, Sha256, UserId } from '../../../src/model/ids.ts';
import { predicateTypes } from '../../../src/model/statement.ts';
import { MemoryStore } from '../../../src/platform/store/memory.ts';
import {
  actorId,
  commit,
  configSha256,
  digest,
  environment,
  noon,
  recordContext,
  repositoryId,
  scanSummary,
  sha256,
} from '../evidence/examples.ts';
import { type KeySigner, keySigner } from './key-signer.ts';

export const registry = 'registry.local/clinic/api';
export const policyWasm = new TextEncoder().encode('wasm');
const subjectOf = (about: Digest) => ({ name: registry, digest: about });
const quiet = { step() {}, info() {}, warn() {} };
export const grace: ApprovalFact = {
  user_id: UserId.parse('22'),
  login: 'grace',
  state: 'approved',
  environments: [environment],
  observed_at: noon - 60,
};

/** What a test may change about a deploy before it is written. */
export type DeployChange = {
  digest?: Digest;
  bundle?: Partial<EvidenceBundle>;
  decision?: Partial<Decision>;
  outcome?: 'succeeded' | 'failed';
  /** The outcome that the ledger is told, when it differs from the signed record. */
  ledgerOutcome?: 'succeeded' | 'failed';
  stopAfter?: 'intent' | 'opening';
  recordApproval?: boolean;
  keepStatements?: boolean;
  signer?: KeySigner | null;
  /** The build's statements signed with the deploy key. */
  buildSigner?: 'deployer';
  scan?: Partial<ScanSummary>;
  /** What the bundle says of the scan, when that differs from what was signed. */
  scanInBundle?: Partial<ScanSummary>;
  buildCommit?: string;
  builtDigest?: Digest;
  ledgerTime?: number;
  decisionBytes?: string;
  inputBytes?: string;
  closingKind?: 'note';
};

function textBlob(text: string) {
  return { bytes: new TextEncoder().encode(text), type: 'text' };
}

export class World {
  now = noon;
  readonly clock = { now: () => this.now };
  readonly store: MemoryStore;
  readonly build = keySigner();
  readonly deployer = keySigner();
  readonly lock: 'compliance' | 'none';
  anchor: Anchor;

  constructor(options: { lock?: 'compliance' | 'none' } = {}) {
    this.lock = options.lock ?? 'compliance';
    this.store = new MemoryStore({ clock: this.clock, locks: this.lock === 'compliance' });
    this.anchor = Anchor.parse({
      schema: 'safeguard.anchor/v1',
      issuer: 'https://token.actions.githubusercontent.com',
      trusted_roots: [],
      certificate_transparency: false,
      contracts: [],
      keys: [this.anchorKey(this.build, 'build'), this.anchorKey(this.deployer, 'deploy')],
      policies: [sha256Hex(policyWasm)],
      ledger_heads: [],
    });
  }

  anchorKey(signer: KeySigner, part: 'build' | 'deploy', repository: string = repositoryId) {
    return {
      spki_sha256: signer.spkiSha256,
      spki: Buffer.from(signer.spki).toString('base64'),
      repository_id: repository,
      part,
    };
  }

  deps(signer: KeySigner | null = this.deployer): WriteDeps {
    return {
      store: this.store,
      signer,
      clock: this.clock,
      log: quiet,
      retention: { years: 6, 'margin-days': 30 },
      lock: this.lock,
    };
  }

  run(runId: string, job: string): RunContext {
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
  async buildImage(runId: string, about: Digest = digest, change: DeployChange = {}) {
    const signer = change.buildSigner ? this.deployer : this.build;
    const scan = scanSummary({
      target: { type: 'image', digest: about },
      started_at: this.now - 600,
      finished_at: this.now - 540,
      ...change.scan,
    });
    const sbom = {
      format: 'cyclonedx',
      spec_version: '1.6',
      sha256: sha256('sbom'),
      bytes: 4,
      components: 12,
      subject_digest: about,
    } as const;
    const run = { ...this.run(runId, 'build'), commit: Commit.parse(change.buildCommit ?? commit) };
    const facts = {
      run,
      claims: { workflow_ref: 'clinic/api/.github/workflows/release.yml@refs/heads/main' },
      server: 'https://github.com',
    };
    const statements = [
      [predicateTypes.scan, scanStatement(subjectOf(about), scan)],
      [predicateTypes.sbom, sbomStatement(subjectOf(about), sbom)],
      [
        predicateTypes.provenance,
        provenanceStatement(subjectOf(about), {
          ...facts,
          imageOrigin: 'build',
          startedAt: this.now - 900,
          finishedAt: this.now - 500,
        }),
      ],
    ] as const;
    const bundles = await Promise.all(
      statements.map(async ([type, bytes]) => ({ type, statement: bytes, bytes: await signer.sign(bytes) })),
    );
    const context = recordContext({
      time: this.now - 400,
      run_id: run.run_id,
      environment: '',
      job: 'build',
      digest: about,
    });
    const blob = jsonBlob(scan, 'scan-summary');
    const blobs = [blob, ...bundles.map(({ bytes }) => ({ bytes, type: 'sigstore-bundle' }))];
    const records = [scanRecord(context, scan, blob)];
    const written = await writeEvidence(this.deps(this.build), {
      context,
      stage: 'job',
      subject: subjectOf(about),
      records,
      blobs,
    });
    const fact = (index: number): SignatureFact => {
      const one = bundles[index] ?? { type: '', statement: '', bytes: '' };
      return {
        bundle_sha256: Sha256.parse(sha256Hex(one.bytes)),
        verified: true,
        problem: '',
        predicate_type: one.type,
        statement_sha256: Sha256.parse(sha256Hex(one.statement)),
        subject_digests: [about],
        signer: { type: 'key', spki_sha256: signer.spkiSha256, signed_at: 0 },
        scan_index: index === 0 ? 0 : null,
        provenance_commit: index === 2 ? commit : '',
        provenance_repository_id: index === 2 ? repositoryId : '',
      };
    };
    return { scan, sbom, signatures: [fact(0), fact(1), fact(2)], bundles, manifestKey: written.manifestKey };
  }

  async bundleOf(
    runId: string,
    about: Digest,
    built: Awaited<ReturnType<World['buildImage']>>,
    change: DeployChange = {},
  ) {
    return EvidenceBundle.parse({
      schema: 'safeguard.evidence-bundle/v1',
      phase: 'before-deploy',
      time: this.now,
      run: { ...this.run(runId, 'deploy'), environment },
      policy: {
        config_sha256: configSha256,
        config_origin: 'beside-bundle',
        threshold: 'high',
        replayed_runs: 'refuse',
        scans: Object.fromEntries(
          ['source', 'dependencies', 'image', 'infrastructure', 'secrets'].map((kind) => [
            kind,
            { none: 'nothing to scan here' },
          ]),
        ),
        exceptions: [],
        issuer: this.anchor.issuer,
        contracts: {
          build: 'https://github.com/clinic/compliance/.github/workflows/build-sign.yml',
          deploy: 'https://github.com/clinic/compliance/.github/workflows/deploy-prod.yml',
          releases: [{ ref: 'refs/tags/v1.0.0', sha: commit, revoked: false, below_minimum: false }],
        },
        service: {
          repository_id: repositoryId,
          repository: 'clinic/api',
          owner_id: '5',
          registry,
          source_refs: ['refs/heads/main'],
          direct_workflows: [],
          keys: null,
        },
        environment: { name: environment, approvers: ['22'], lock: this.lock },
      },
      artifact: {
        digest: about,
        rehashed: about,
        registry,
        media_type: 'application/vnd.oci.image.index.v1+json',
        children: [],
      },
      scans: [{ ...built.scan, target: { type: 'image', digest: about }, ...change.scanInBundle }],
      sbom: { ...built.sbom, subject_digest: about },
      signatures: built.signatures,
      environment: {
        name: environment,
        exists: true,
        reviewers: 1,
        prevent_self_review: true,
        can_admins_bypass: false,
      },
      ledger: await readLedgerFacts(this.store, repositoryId, environment),
      handed_over: null,
      approvals: [grace],
      authors: {
        since_commit: '',
        until_commit: commit,
        complete: true,
        people: [
          { user_id: '33', label: 'linus', roles: ['commit-author'], commit },
          { user_id: null, label: 'Bo <bo@clinic.example>', roles: ['co-author'], commit },
        ],
      },
      ...change.bundle,
    });
  }

  /** Deploys as deploy-prod does: decision, intent and opening manifest, then outcome, closing manifest and result. */
  async deploy(runId: string, change: DeployChange = {}) {
    const about = change.digest ?? digest;
    const signer = change.signer === undefined ? this.deployer : change.signer;
    const built = await this.buildImage(`8${runId}`, change.builtDigest ?? about, change);
    const bundle = await this.bundleOf(runId, about, built, change);
    const inputBlob = change.inputBytes ? textBlob(change.inputBytes) : jsonBlob(bundle, 'evidence-bundle');
    const decision = Decision.parse({
      schema: 'safeguard.decision/v1',
      verdict: 'allow',
      phase: 'before-deploy',
      time: this.now,
      digest: about,
      repository_id: repositoryId,
      environment,
      rules: [{ id: 'gate.scan.present', verdict: 'allow', message: 'all scans are there', citation: '', remedy: '' }],
      identity: 'key',
      replayed_runs: false,
      policy_sha256: sha256Hex(policyWasm),
      config_sha256: configSha256,
      input_sha256: sha256Hex(inputBlob.bytes),
      ...change.decision,
    });
    const context = recordContext({
      time: this.now,
      run_id: RunId.parse(runId),
      digest: about,
      unlocked: this.lock === 'none',
    });
    const decisionBlob = change.decisionBytes ? textBlob(change.decisionBytes) : jsonBlob(decision, 'decision');
    const intent = nextIntent(await readLedgerFacts(this.store, repositoryId, environment), {
      repository_id: repositoryId,
      environment,
      digest: about,
      commit,
      run_id: context.run_id,
      actor_id: actorId,
      actor: 'ada',
      time: this.now,
      decision_sha256: Sha256.parse(sha256Hex(decisionBlob.bytes)),
    });
    const put = await putLedgerEntry(this.deps(signer), intent, intent);
    if (put.outcome === 'exists') throw new Error(`the lease is taken by ${put.holder}`);
    if (change.stopAfter === 'intent') return { intent, built, opening: '', closing: '' };
    const scanBlob = jsonBlob(built.scan, 'scan-summary');
    const records = [
      decisionRecord(context, decision, decisionBlob),
      scanRecord(context, built.scan, scanBlob),
      ...(change.recordApproval === false
        ? []
        : (bundle.approvals ?? []).map((approval) => approvalRecord(context, approval))),
      intentRecord(context, intent),
    ];
    const kept = change.keepStatements === false ? [] : built.bundles;
    const blobs = [
      decisionBlob,
      inputBlob,
      { bytes: policyWasm, type: 'policy-wasm' },
      scanBlob,
      ...kept.map(({ bytes }) => ({ bytes, type: 'sigstore-bundle' })),
    ];
    const opening = await writeEvidence(this.deps(signer), {
      context,
      stage: 'opening',
      subject: subjectOf(about),
      records,
      blobs,
      extraEntries: [put.entry],
    });
    if (change.stopAfter === 'opening') return { intent, built, opening: opening.manifestKey, closing: '' };
    this.now += 120;
    const closing = await this.close(intent, change, signer);
    return { intent, built, opening: opening.manifestKey, closing };
  }

  private async close(intent: LedgerIntent, change: DeployChange, signer: KeySigner | null): Promise<string> {
    const outcome = change.outcome ?? 'succeeded';
    const context = recordContext({ time: this.now, run_id: intent.run_id, digest: intent.digest });
    const record = change.closingKind
      ? noteRecord(context, outcome, 'ended', null)
      : outcomeRecord(context, outcome, 'the command ended', null);
    const records = [record];
    const written = await writeEvidence(this.deps(signer), {
      context,
      stage: 'closing',
      subject: subjectOf(intent.digest),
      records,
      blobs: [],
    });
    const result = closeIntent(intent, {
      time: change.ledgerTime ?? this.now,
      manifest_sha256: written.manifestSha256,
      outcome: change.ledgerOutcome ?? outcome,
    });
    await putLedgerEntry(this.deps(signer), intent, result);
    return written.manifestKey;
  }

  /** Closes an open intent as another run, by a named person. */
  async reconcile(intent: LedgerIntent, runId: string): Promise<void> {
    const context = recordContext({ time: this.now, run_id: RunId.parse(runId), digest: intent.digest });
    const who = {
      deployId: intent.deploy_id,
      outcome: 'unknown',
      personId: '22',
      person: 'grace',
      reason: 'the runner died',
    } as const;
    const records = [reconcileRecord(context, who)];
    const written = await writeEvidence(this.deps(), {
      context,
      stage: 'closing',
      subject: subjectOf(intent.digest),
      records,
      blobs: [],
    });
    const reconciled = { run_id: context.run_id, by: `${who.person} (user ${who.personId})`, reason: who.reason };
    const result = closeIntent(intent, {
      time: this.now,
      manifest_sha256: written.manifestSha256,
      outcome: 'unknown',
      reconciled,
    });
    await putLedgerEntry(this.deps(), intent, result);
  }

  /** Writes a manifest of one note by hand, as a holder of the writer role could: any signer, any claim. */
  async plantManifest(
    signer: KeySigner | null,
    change: Partial<ManifestPredicate> = {},
    about: Digest = digest,
  ): Promise<string> {
    const context = recordContext({ time: noon });
    const note = noteRecord(context, 'planted', 'planted', null);
    const bytes = canonicalBytes(note);
    const key = `records/${repositoryId}/dt=2026-10-01/env=${environment}/9001-1/note-${sha256Hex(bytes)}.json`;
    const row = this.store.put(key, bytes, noon + 400_000_000);
    const entry = {
      key,
      sha256: Sha256.parse(sha256Hex(bytes)),
      bytes: bytes.length,
      version_id: row.versionId,
      retain_until: noon + 300_000_000,
    };
    const predicate = {
      ...makeManifest(context, { stage: 'job', store: this.store.uri, lock: 'COMPLIANCE', entries: [entry] }),
      ...change,
    };
    const statement = manifestStatement(subjectOf(about), predicate);
    const file = encodeManifest(statement, signer && (await signer.sign(statement)));
    const manifest = manifestKey(context, sha256Hex(file));
    this.store.put(manifest, file, noon + 400_000_000);
    return manifest;
  }

  /** Plants the bundle of a scan statement, by the build, in the place of a manifest. */
  async plantStatement(): Promise<string> {
    const statement = scanStatement(subjectOf(digest), scanSummary());
    const file = encodeManifest(statement, await this.build.sign(statement));
    const key = manifestKey(recordContext(), sha256Hex(file));
    this.store.put(key, file, noon + 400_000_000);
    return key;
  }

  /** Plants a well-formed approval that no manifest lists. */
  plantApproval(approval: ApprovalFact): string {
    const record = approvalRecord(recordContext(), approval);
    const bytes = canonicalBytes(record);
    const key = recordKey(record, sha256Hex(bytes));
    this.store.put(key, bytes, noon + 400_000_000);
    return key;
  }

  /** Writes any text at the key of a record, listed by a genuine closing manifest. */
  async plantListed(text: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    const context = recordContext();
    const key = recordKey({ ...context, kind: 'note' }, sha256Hex(bytes));
    const put = await this.store.create(key, bytes, noon + 400_000_000);
    const extraEntries = [manifestEntry(key, bytes, put)];
    const records = [noteRecord(context, 'beside', 'beside', null)];
    await writeEvidence(this.deps(), {
      context,
      stage: 'closing',
      subject: subjectOf(digest),
      records,
      blobs: [],
      extraEntries,
    });
    return key;
  }

  exceptions(list: readonly object[]) {
    return EvidenceBundle.shape.policy.shape.exceptions.parse(list);
  }

  authors(facts: object) {
    return EvidenceBundle.shape.authors.parse(facts);
  }

  digestOf(text: string): Digest {
    return Digest.parse(`sha256:${sha256Hex(text)}`);
  }

  /** Notes the head of entry `seq` in the anchor, as an auditor would. */
  anchorHead(seq: number): void {
    const result_sha256 = sha256Hex(this.row(resultKey(repositoryId, environment, seq)).bytes);
    this.anchor = Anchor.parse({
      ...this.anchor,
      ledger_heads: [{ repository_id: repositoryId, environment, seq, result_sha256 }],
    });
  }

  /** The only row of a key, to be altered in place. */
  row(key: string) {
    const [row] = this.store.rows.get(key) ?? [];
    if (!row) throw new Error(`nothing lies at ${key}`);
    return row;
  }

  keys(prefix: string): string[] {
    return [...this.store.rows.keys()].filter((key) => key.startsWith(prefix));
  }
}
