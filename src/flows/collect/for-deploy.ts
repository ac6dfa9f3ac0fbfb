// Collects the evidence bundle for the phases before-approval and before-deploy: from the registry what build-sign signed,
// from GitHub who approves and who wrote, from the store what the ledger says. Nothing is taken from another job but the
// digest and the ledger head, and those only to be compared.
import type { TrustMaterial } from '../../attest/trust.ts';
import { effectivePolicy } from '../../config/effective.ts';
import type { CollectedSignature } from '../../gate/collected-signatures.ts';
import { ignoredText } from '../../gate/ignored-referrers.ts';
import { childrenOf } from '../../image/structure.ts';
import type { Changes, EvidenceBundle } from '../../model/decision.ts';
import type { Digest, EnvironmentName } from '../../model/ids.ts';
import type { CloudSession, Forge, Registry, Store } from '../../model/ports.ts';
import { readLedgerOf } from '../evidence/ledger.ts';
import { openServiceRegistry } from '../session/reach.ts';
import { placeOf, type Session } from '../session/session.ts';
import { openServiceTrust } from '../session/trust-roots.ts';
import { readApprovals, readAuthors, readChanges, readDeployJobs } from './people.ts';
import { readPublished } from './published.ts';
import { collectSignatures } from './signatures.ts';

/** What the later phases rest on. */
export type DeployEvidence = {
  bundle: EvidenceBundle;
  signatures: CollectedSignature[];
  sourceCommit: string;
  /** Commits since the last deploy that succeeded; only for the approver to read. */
  changes: Changes | null;
  /** Runs that have deployed to this environment or began to. */
  deployedRuns: ReadonlySet<string>;
};

/** What to collect; what another job handed over is only compared. */
export type DeployTarget = {
  phase: 'before-approval' | 'before-deploy';
  digest: Digest;
  environment: EnvironmentName;
  handedOver: EvidenceBundle['handed_over'];
};

/** The servers that are asked. */
export type Reach = { registry: Registry; store: Store; forge: Forge; trust: TrustMaterial };

/** Opens the servers that are asked, under the session of one role. */
export async function openReach(session: Session, store: Store, held: CloudSession | undefined): Promise<Reach> {
  const registry = await openServiceRegistry(session, held);
  const forge = await session.ports.forge(session.loaded.config);
  return { registry, store, forge, trust: await openServiceTrust(session) };
}

/** Collects everything afresh. */
export async function collectForDeploy(session: Session, reach: Reach, target: DeployTarget): Promise<DeployEvidence> {
  const { ports, loaded, service, job } = session;
  const place = placeOf(session);
  const { registry, store, forge, trust } = reach;
  const { digest, environment, phase, handedOver } = target;
  ports.log.step('collect', `collecting the evidence for ${digest}`);
  const manifest = await registry.manifest(digest);
  const first = await readPublished(store, place, digest);
  const signed = await collectSignatures(session, { registry, trust }, { digest, first });
  if (signed.ignored) ports.log.warn(ignoredText(signed.ignored));
  const { facts: ledger, runs } = await readLedgerOf(store, { ...place, environment });
  const deployed = { ledger, sourceCommit: signed.source.commit };
  const clicked = phase === 'before-deploy';
  const bundle: EvidenceBundle = {
    schema: 'safeguard.evidence-bundle/v1',
    phase,
    time: ports.clock.now(),
    run: job.run,
    policy: effectivePolicy(loaded, service, environment),
    artifact: {
      digest,
      rehashed: manifest.digest,
      registry: registry.repository,
      media_type: manifest.mediaType,
      children: childrenOf(manifest),
      origin: signed.source.origin,
    },
    scans: signed.scans,
    sbom: signed.sbom,
    signatures: signed.signatures.map((signature) => signature.fact),
    ...(signed.ignored ? { ignored_referrers: signed.ignored } : {}),
    environment: await forge.environment(job.run.repository, environment),
    ledger,
    handed_over: handedOver,
    approvals: clicked ? await readApprovals(session, forge) : null,
    deploy_jobs: await readDeployJobs(session, forge),
    authors: clicked ? await readAuthors(session, forge, deployed) : null,
  };
  const changes = clicked ? null : await readChanges(session, forge, { ...deployed, digest });
  return { bundle, signatures: signed.signatures, sourceCommit: signed.source.commit, changes, deployedRuns: runs };
}
