// The rules that must give a verdict, and in which phases. A test compares this list with the METADATA of the policies,
// so that no rule disappears from the compiled policy or joins it unnoticed. Ids are API for six years: add, never
// rename.
import type { Phase } from '../model/ids.ts';

/** A rule of the gate and the phases in which it must allow or deny; in others it says not_applicable. */
export type KnownRule = { readonly id: string; readonly phases: readonly Phase[] };

const publish = ['before-publish'] as const;
const early = ['before-publish', 'before-approval'] as const;
const later = ['before-approval', 'before-deploy'] as const;
const deploy = ['before-deploy'] as const;
const always = ['before-publish', 'before-approval', 'before-deploy'] as const;

/** Every rule of policies/gate, sorted by id. */
export const knownRules: readonly KnownRule[] = [
  { id: 'gate.approval.allowed', phases: deploy },
  { id: 'gate.approval.authors', phases: deploy },
  { id: 'gate.approval.first_attempt', phases: deploy },
  { id: 'gate.approval.four_eyes', phases: deploy },
  { id: 'gate.approval.given', phases: deploy },
  { id: 'gate.approval.one_job', phases: later },
  { id: 'gate.approval.run', phases: deploy },
  { id: 'gate.artifact.children', phases: always },
  { id: 'gate.artifact.digest', phases: always },
  { id: 'gate.artifact.origin', phases: always },
  { id: 'gate.artifact.registry', phases: always },
  { id: 'gate.artifact.service', phases: always },
  { id: 'gate.artifact.source', phases: publish },
  { id: 'gate.contracts.release', phases: always },
  { id: 'gate.contracts.signer_release', phases: later },
  { id: 'gate.environment.admin_bypass', phases: later },
  { id: 'gate.environment.belongs', phases: later },
  { id: 'gate.environment.exists', phases: later },
  { id: 'gate.environment.refs', phases: later },
  { id: 'gate.environment.reviewers', phases: later },
  { id: 'gate.environment.self_review', phases: later },
  { id: 'gate.environment.starters', phases: later },
  { id: 'gate.environment.teams', phases: later },
  { id: 'gate.environment.wait_timer', phases: later },
  { id: 'gate.handover.digest', phases: deploy },
  { id: 'gate.handover.ledger_head', phases: deploy },
  { id: 'gate.ledger.chain', phases: later },
  { id: 'gate.ledger.open_intent', phases: later },
  { id: 'gate.ledger.readable', phases: later },
  { id: 'gate.sbom.present', phases: early },
  { id: 'gate.sbom.subject', phases: early },
  { id: 'gate.scans.consistent', phases: always },
  { id: 'gate.scans.findings', phases: always },
  { id: 'gate.scans.fresh', phases: always },
  { id: 'gate.scans.proven', phases: always },
  { id: 'gate.scans.replayed', phases: always },
  { id: 'gate.scans.required', phases: always },
  { id: 'gate.scans.secrets', phases: always },
  { id: 'gate.scans.target', phases: always },
  { id: 'gate.signatures.commit', phases: later },
  { id: 'gate.signatures.signer', phases: later },
  { id: 'gate.signatures.source', phases: later },
  { id: 'gate.signatures.subject', phases: later },
  { id: 'gate.time.sane', phases: always },
];
