const require = (name) => process.getBuiltinModule(name);
import {
  collectRawScans
} from "./flows-collect-raw-scans.mjs";
import {
  readHeldBy
} from "./flows-collect-held-by.mjs";
import {
  describeSbom,
  encodeSbom,
  parseSbom
} from "./scan-spdx.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";

// src/flows/collect/for-publish.ts
async function collectForPublish({ ports, loaded, service, job: { run } }, image, runs) {
  ports.log.step("collect", "reading the scan reports again");
  const policy = effectivePolicy(loaded, service, null);
  const { threshold } = policy;
  const { severities } = service.policy;
  const scans = await collectRawScans(ports, runs, { run, digest: image.rehashed, threshold, severities });
  const sbom = sbomOf(scans, image.rehashed);
  const heldBy = await readHeldBy(ports, loaded.config, service, run);
  const bundle = {
    schema: "safeguard.evidence-bundle/v1",
    phase: "before-publish",
    time: ports.clock.now(),
    run,
    policy,
    artifact: {
      digest: image.asked,
      rehashed: image.rehashed,
      registry: policy.service.registry,
      media_type: image.mediaType,
      children: image.children,
      origin: image.origin
    },
    scans: scans.map((scan) => scan.summary),
    sbom: sbom?.reference ?? null,
    signatures: null,
    environment: null,
    ledger: null,
    handed_over: null,
    approvals: null,
    deploy_jobs: null,
    authors: null,
    ...heldBy ? { held_by: heldBy } : {}
  };
  return { bundle, scans, sbom, build: image.build };
}
function sbomOf(scans, digest) {
  const source = scans.find((scan) => scan.raw.run.kind === "image" && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  const document = parseSbom(source.raw.sbom);
  return { reference: describeSbom(document, digest), document, bytes: encodeSbom(document) };
}

export {
  collectForPublish,
  sbomOf
};
