const require = (name) => process.getBuiltinModule(name);
import {
  collectRawScans
} from "./scan-adapters-trivy.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  Sha256
} from "./model-ids.mjs";
import {
  array,
  literal,
  looseObject,
  string,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault,
  textOf
} from "./base-fault-register.mjs";

// src/scan/sbom.ts
var Named = looseObject({
  name: string().optional(),
  version: string().optional(),
  purl: string().optional(),
  "bom-ref": string().optional(),
  properties: array(looseObject({ name: string(), value: string().optional() })).optional()
});
var Bom = looseObject({
  bomFormat: literal("CycloneDX"),
  specVersion: string().regex(/^1\.(?:[4-9]|[1-9]\d+)$/, "expected 1.4 or later"),
  metadata: looseObject({ component: Named }),
  components: array(unknown()).optional()
});
function readSbom(bytes, subject) {
  const bom = parseBom(bytes);
  const digests = digestsNamed(bom.metadata.component);
  if (digests.length === 0)
    throw new Fault("SBOM_INVALID", `the SBOM does not name the image it is about; expected ${subject}`);
  const other = digests.find((digest) => digest !== subject);
  if (other) throw new Fault("SBOM_INVALID", `the SBOM is about ${other}, not about ${subject}`);
  return {
    format: "cyclonedx",
    spec_version: bom.specVersion,
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes: bytes.length,
    components: (bom.components ?? []).length,
    subject_digest: subject
  };
}
function parseBom(bytes) {
  const parsed = Bom.safeParse(parseText(bytes));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "the top"}: ${issue.message}`
  );
  throw new Fault("SBOM_INVALID", `the SBOM is not CycloneDX JSON: ${printable(places.join("; "), 300)}`);
}
function parseText(bytes) {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault("SBOM_INVALID", `the SBOM cannot be read: ${textOf(cause)}`, { cause });
  }
}
function digestsNamed(component) {
  const repoDigests = (component.properties ?? []).filter((p) => p.name === "aquasecurity:trivy:RepoDigest").map((p) => p.value);
  const texts = [component.name, component.version, component.purl, component["bom-ref"], ...repoDigests];
  return texts.flatMap((text) => /(?:^|@)sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text ?? "")?.slice(1) ?? []).map((hex) => `sha256:${hex}`);
}

// src/flows/collect-publish.ts
function imageOf(layout, facts) {
  const { digest, mediaType, children } = layout;
  return { asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin: facts.origin ?? "build" };
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
  return { bundle, scans, sbom };
}
function sbomOf(scans, digest) {
  const source = scans.find((scan) => scan.raw.run.kind === "image" && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  return { reference: readSbom(source.raw.sbom, digest), bytes: source.raw.sbom };
}

export {
  imageOf,
  collectForPublish
};
