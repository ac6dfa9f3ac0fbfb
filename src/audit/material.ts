// What an answer is made of: the ledgers, and per deploy only what a verified manifest lists and the store still holds unchanged.
// Collecting and verifying happens in the flow; this room never sees an unverified byte.
import type { Decision, EvidenceBundle } from '../model/decision.ts';
import type {
  Anchor,
  EvidenceProblem,
  EvidenceRecord,
  LedgerPlace,
  LedgerStep,
  ManifestPredicate,
} from '../model/evidence.ts';
import type { ScanSummary } from '../model/finding.ts';
import type { Signer } from '../model/identity.ts';
import type { Digest, EpochSeconds, Sha256 } from '../model/ids.ts';

/** A manifest whose signature and claims hold under the anchor. */
export type ManifestMaterial = {
  key: string;
  sha256: Sha256;
  predicate: ManifestPredicate;
  subjectDigests: readonly Digest[];
  signer: Signer;
};

/** A signed statement about the artifact whose signature and signer hold under the anchor. */
export type StatementMaterial = {
  key: string;
  sha256: Sha256;
  predicateType: string;
  subjectDigests: readonly Digest[];
  signer: Signer;
  /** Of a scan statement, else null; `sha256` is that of the summary as it was signed. */
  scan: { summary: ScanSummary; sha256: Sha256 } | null;
  /** The run that made it, as provenance or the certificate says; '' where neither does. */
  invocation: string;
  /** When the build's gate decided, of a decision; else 0. */
  decidedAt: EpochSeconds;
  /** Source commit as provenance or certificate names it, '' if neither does. */
  commit: string;
};

/** One deploy with its evidence. */
export type DeployMaterial = {
  step: LedgerStep;
  manifests: readonly ManifestMaterial[];
  /** Manifests of the runs that built the artifact. */
  buildManifests: readonly ManifestMaterial[];
  records: readonly { key: string; record: EvidenceRecord }[];
  /** Records that the manifests of the build list. */
  buildRecords: readonly { key: string; record: EvidenceRecord }[];
  decision: { key: string; value: Decision } | null;
  bundle: EvidenceBundle | null;
  statements: readonly StatementMaterial[];
  /** How many listed objects were held against the store, and the earliest end of a lock among them (0 without locks). */
  objects: number;
  lockedUntil: EpochSeconds;
  /**
   * Objects that never count as evidence: records that no signed manifest lists, and manifests that are marked
   * unsigned.
   */
  uncounted: { records: number; manifests: number };
  problems: readonly EvidenceProblem[];
};

/** A denial that the deploy contract signed: the manifest, and the decision that it lists. */
export type DenialMaterial = { manifest: ManifestMaterial; decision: { key: string; value: Decision } };

/** What a run left that no ledger names; `unsigned` manifests never count. */
export type UnledgeredMaterial = {
  denials: readonly DenialMaterial[];
  unsigned: number;
  problems: readonly EvidenceProblem[];
};

/** One ledger as it was read. */
export type LedgerMaterial = LedgerPlace & {
  steps: readonly LedgerStep[];
  problems: readonly EvidenceProblem[];
  /** True when the store does not hold an entry that the anchor knows. */
  lost: boolean;
};

/** Everything an answer rests on. */
export type AuditMaterial = {
  store: string;
  anchor: Anchor;
  ledgers: readonly LedgerMaterial[];
  /** How many objects among the ledgers are not entries of any. */
  strayObjects: number;
  deploys: readonly DeployMaterial[];
  /** Of the run that is asked about, where no ledger names its deploy; else null. */
  unledgered: UnledgeredMaterial | null;
};
