const require = (name) => process.getBuiltinModule(name);
import {
  readApprovals,
  readAuthors,
  readChanges,
  readDeployJobs
} from "./gate-authors.mjs";
import {
  readLedgerOf
} from "./flows-evidence-ledger.mjs";
import {
  readPublished
} from "./flows-collect-published.mjs";
import {
  openServiceTrust
} from "./flows-session-trust-roots-2.mjs";
import {
  ignoredText
} from "./gate-ignored-referrers.mjs";
import {
  openServiceRegistry
} from "./flows-session-reach.mjs";
import {
  placeOf
} from "./trust-caller.mjs";
import {
  collectSignatures
} from "./gate-collected-signatures.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import {
  childrenOf
} from "./ground.mjs";

// src/flows/collect/for-deploy.ts
async function openReach(session, store, held) {
  const registry = await openServiceRegistry(session, held);
  const forge = await session.ports.forge(session.loaded.config);
  return { registry, store, forge, trust: await openServiceTrust(session) };
}
async function collectForDeploy(session, reach, target) {
  const { ports, loaded, service, job } = session;
  const place = placeOf(session);
  const { registry, store, forge, trust } = reach;
  const { digest, environment, phase, handedOver } = target;
  ports.log.step("collect", `collecting the evidence for ${digest}`);
  const manifest = await registry.manifest(digest);
  const first = await readPublished(store, place, digest);
  const signed = await collectSignatures(session, { registry, trust }, { digest, first });
  if (signed.ignored) ports.log.warn(ignoredText(signed.ignored));
  const { facts: ledger, runs } = await readLedgerOf(store, { ...place, environment });
  const deployed = { ledger, sourceCommit: signed.source.commit };
  const clicked = phase === "before-deploy";
  const bundle = {
    schema: "safeguard.evidence-bundle/v1",
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
      origin: signed.source.origin
    },
    scans: signed.scans,
    sbom: signed.sbom,
    signatures: signed.signatures.map((signature) => signature.fact),
    ...signed.ignored ? { ignored_referrers: signed.ignored } : {},
    environment: await forge.environment(job.run.repository, environment),
    ledger,
    handed_over: handedOver,
    approvals: clicked ? await readApprovals(session, forge) : null,
    deploy_jobs: await readDeployJobs(session, forge),
    authors: clicked ? await readAuthors(session, forge, deployed) : null
  };
  const changes = clicked ? null : await readChanges(session, forge, { ...deployed, digest });
  return { bundle, signatures: signed.signatures, sourceCommit: signed.source.commit, changes, deployedRuns: runs };
}

export {
  openReach,
  collectForDeploy
};
