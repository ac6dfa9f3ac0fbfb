const require = (name) => process.getBuiltinModule(name);
import {
  collectRawScans
} from "./flows-collect-raw-scans.mjs";
import {
  readHeldBy
} from "./flows-collect-held-by.mjs";
import {
  flag,
  list
} from "./vendor-yaml.mjs";
import {
  describeSbom,
  encodeSbom,
  parseSbom
} from "./scan-spdx.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import {
  Digest,
  RepositoryPath,
  _enum,
  string
} from "./ground.mjs";

// src/commands/handover.ts
var imageOrigin = _enum(["build", "prebuilt"]).default("build").describe("How the image came to be: built by this run, or handed in by digest; what is signed says which.");
var seconds = string().regex(/^[1-9][0-9]{0,11}$/, "expected whole seconds since 1970");
var buildFacts = {
  context: RepositoryPath.optional().describe("Build context that the caller asked for; for the provenance."),
  dockerfile: RepositoryPath.optional().describe("Dockerfile that the caller asked for; for the provenance."),
  "image-digest": Digest.optional().describe("Digest that the caller handed in, for a prebuilt image."),
  "started-at": seconds.optional().describe("When the build began, in seconds since 1970, as the job that built saw it."),
  "finished-at": seconds.optional().describe("When the build ended, in seconds since 1970, as the job that built saw it.")
};
var linesOf = (kind) => list(string()).optional().describe(`Runs of the job scan-${kind}, one line each, NAME SHA256; for handed-over.`);
var handedRuns = {
  "handed-over": flag("false").describe(
    "true in a contract: runs lie in one folder per kind, and a run that the job of its kind did not name, or that differs, proves nothing."
  ),
  "handed-source": linesOf("source"),
  "handed-dependencies": linesOf("dependencies"),
  "handed-image": linesOf("image"),
  "handed-infrastructure": linesOf("infrastructure"),
  "handed-secrets": linesOf("secrets")
};
function saidRuns(inputs) {
  if (!inputs["handed-over"]) return void 0;
  return {
    source: inputs["handed-source"] ?? [],
    dependencies: inputs["handed-dependencies"] ?? [],
    image: inputs["handed-image"] ?? [],
    infrastructure: inputs["handed-infrastructure"] ?? [],
    secrets: inputs["handed-secrets"] ?? []
  };
}

// src/flows/collect/for-publish.ts
async function collectForPublish({ ports, loaded, service, job: { run } }, image, runs) {
  ports.log.step("collect", "reading the scan reports again");
  const policy = effectivePolicy(loaded, run.repository_id, null);
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
  imageOrigin,
  buildFacts,
  handedRuns,
  saidRuns
};
