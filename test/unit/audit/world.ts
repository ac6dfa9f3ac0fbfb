import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { resultKey } from '../../../src/evidence/keys.ts';
import { closeIntent, nextIntent } from '../../../src/evidence/ledger.ts';
import {
  approvalRecord,
  decisionRecord,
  intentRecord,
  noteRecord,
  outcomeRecord,
  reconcileRecord,
  scanRecord,
} from '../../../src/evidence/records.ts';
import { putLedgerEntry, readLedgerOf } from '../../../src/flows/evidence/ledger.ts';
import { type WriteDeps, writeEvidence } from '../../../src/flows/evidence/write.ts';
import { Decision, type EvidenceBundle } from '../../../src/model/decision.ts';
import { Anchor, type LedgerIntent } from '../../../src/model/evidence.ts';
import type { ScanSummary } from '../../../src/model/finding.ts';
import { type Digest, RunId, Sha256, Ticket, UserId } from '../../../src/model/ids.ts';
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
  service,
} from '../evidence/examples.ts';
import { MemoryStore } from '../platform/store/memory.ts';
import { buildImage, bundleOf, policyWasm, subjectOf } from './building.ts';
import { type KeySigner, keySigner } from './key-signer.ts';

const deployedBy = { ticket: Ticket.parse('CHG-7'), approvers: [UserId.parse('22')] };
const quiet = { step() {}, info() {}, warn() {} };

/** What a test may change about a deploy before it is written. */
export type DeployChange = {
  digest?: Digest;
  environment?: string;
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
  /** What the deploying run signs about its command. */
  signedOutcome?: 'succeeded' | 'failed' | 'not-started';
  /** Kinds of record and types of blob that the build's manifest lacks. */
  buildWithout?: readonly string[];
  buildManifestSigner?: KeySigner;
  buildManifestAbout?: Digest;
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
      schema: 'safeguard.anchor/v2',
      printed_at: noon,
      trusted_roots: [],
      contracts: [],
      keys: [this.anchorKey(this.build, 'build'), this.anchorKey(this.deployer, 'deploy')],
      policies: [{ sha256: sha256Hex(policyWasm) }],
      ledger_heads: [],
      unread_ledgers: [],
    });
  }

  anchorKey(signer: KeySigner, part: 'build' | 'deploy', repository: string = repositoryId) {
    return {
      spki_sha256: signer.spkiSha256,
      spki: Buffer.from(signer.spki).toString('base64'),
      repository_id: repository,
      service,
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
      signed: new Map(),
      lock: this.lock,
    };
  }

  /** Deploys as deploy-prod does: decision, intent and opening manifest, then outcome, closing manifest and result. */
  async deploy(runId: string, change: DeployChange = {}) {
    const about = change.digest ?? digest;
    const place = change.environment ?? environment;
    const signer = change.signer === undefined ? this.deployer : change.signer;
    const built = await buildImage(this, `8${runId}`, change.builtDigest ?? about, change);
    const bundle = await bundleOf(this, runId, about, built, change);
    const inputBlob = change.inputBytes ? textBlob(change.inputBytes) : jsonBlob(bundle, 'evidence-bundle');
    const decision = Decision.parse({
      schema: 'safeguard.decision/v1',
      verdict: 'allow',
      phase: 'before-deploy',
      time: this.now,
      digest: about,
      ...ledgerPlace,
      environment: place,
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
      environment: place,
      digest: about,
      unlocked: this.lock === 'none',
    });
    const decisionBlob = change.decisionBytes ? textBlob(change.decisionBytes) : jsonBlob(decision, 'decision');
    const intent = nextIntent((await readLedgerOf(this.store, { ...ledgerPlace, environment: place })).facts, {
      ...ledgerPlace,
      environment: place,
      digest: about,
      commit,
      run_id: context.run_id,
      lease: `token of ${context.run_id}`,
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
      intentRecord(context, intent, deployedBy),
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
    const { run_id, digest, environment } = intent;
    const context = recordContext({ time: this.now, run_id, digest, environment });
    const record = change.closingKind
      ? noteRecord(context, outcome, 'ended')
      : outcomeRecord(
          context,
          { outcome: change.signedOutcome ?? outcome, sentence: 'the command ended' },
          { id: intent.deploy_id, ...deployedBy },
        );
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
  async reconcile(
    intent: LedgerIntent,
    runId: string,
    told: { reason?: string; ledgerReason?: string; of?: string; outcome?: 'succeeded' | 'failed' | 'unknown' } = {},
  ): Promise<void> {
    const context = recordContext({ time: this.now, run_id: RunId.parse(runId), digest: intent.digest });
    const outcome = told.outcome ?? 'unknown';
    const who = {
      deployId: told.of ?? intent.deploy_id,
      outcome,
      personId: '22',
      person: 'grace',
      reason: told.reason ?? 'the runner died',
    } as const;
    const records = [reconcileRecord(context, who)];
    const written = await writeEvidence(this.deps(), {
      context,
      stage: 'closing',
      subject: subjectOf(intent.digest),
      records,
      blobs: [],
    });
    const reconciled = {
      run_id: context.run_id,
      by: `${who.person} (user ${who.personId})`,
      reason: told.ledgerReason ?? who.reason,
      intent_sha256: Sha256.parse(sha256Hex(canonicalBytes(intent))),
    };
    const result = closeIntent(intent, {
      time: this.now,
      manifest_sha256: written.manifestSha256,
      outcome,
      reconciled,
    });
    await putLedgerEntry(this.deps(), intent, result);
  }

  /** Notes the head of entry `seq` in the anchor, as an auditor would. */
  anchorHead(seq: number): void {
    const result_sha256 = sha256Hex(this.row(resultKey(ledgerPlace, seq)).bytes);
    this.anchor = Anchor.parse({
      ...this.anchor,
      ledger_heads: [{ ...ledgerPlace, seq, result_sha256 }],
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
