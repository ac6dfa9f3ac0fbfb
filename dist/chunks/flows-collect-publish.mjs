const require = (name) => process.getBuiltinModule(name);
import {
  collectRawScans
} from "./flows-raw-scans.mjs";
import {
  describeSbom,
  encodeSbom,
  parseSbom
} from "./scan-spdx.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import {
  EpochSeconds
} from "./model-ids.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/flows/collect-publish.ts
var callerInputs = ["context", "dockerfile", "image-digest"];
function imageOf(layout, facts) {
  const { digest, mediaType, children } = layout;
  const { origin = "build" } = facts;
  const build = origin === "build" ? buildTimes(facts) : { startedAt: null, finishedAt: null };
  const handed = facts["image-digest"] ?? "";
  if (handed !== "" && origin === "build")
    throw new Fault("INPUT_INVALID", `image-digest: expected none for an image that was built, got ${handed}`);
  if (handed !== "" && handed !== digest)
    throw new Fault("INPUT_INVALID", `image-digest: expected the digest of the layout, ${digest}, got ${handed}`);
  const told = callerInputs.some((name) => facts[name] !== void 0);
  const inputs = told ? callerInputs.map((name) => [name, facts[name] ?? ""]) : [];
  return {
    ...{ asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin },
    build: { inputs: Object.fromEntries(inputs), ...build }
  };
}
function buildTimes(facts) {
  const [startedAt = null, finishedAt = null] = [facts["started-at"], facts["finished-at"]].map(
    (text) => text === void 0 ? null : EpochSeconds.parse(Number(text))
  );
  if (startedAt !== null && finishedAt !== null && finishedAt < startedAt)
    throw new Fault(
      "INPUT_INVALID",
      `finished-at: expected ${startedAt} or later, when the build began; got ${finishedAt}`
    );
  return { startedAt, finishedAt };
}
async function collectForPublish(ports, loaded, run, image, runs) {
  ports.log.step("collect", "reading the scan reports again");
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = await collectRawScans(ports, runs, run, image.rehashed, policy.threshold);
  const sbom = sbomOf(scans, image.rehashed);
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
    authors: null
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
  imageOf,
  collectForPublish
};
