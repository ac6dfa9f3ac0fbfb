const require = (name) => process.getBuiltinModule(name);
import {
  identityProblems,
  readPredicate,
  subjectProblems,
  verifyBundle
} from "./vendor-sigstore-bundle.mjs";
import {
  buildSigners
} from "./config-identity-policy.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  Sha256
} from "./model-ids.mjs";

// src/flows/collect-signatures.ts
var bundleLimit = 4 * 1024 * 1024;
var bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
async function collectSignatures(registry, trust, loaded, signers, digest) {
  const referrers = await registry.referrers(digest);
  const layers = referrers.flatMap((referrer) => referrer.layers.filter((layer) => layer.mediaType === bundleType));
  const evidence = {
    signatures: [],
    scans: [],
    sbom: null,
    source: { commit: "", origin: "unknown", signedAt: -1 }
  };
  for (const layer of layers) {
    const bytes = await registry.blob(layer.digest, bundleLimit);
    addSignature(evidence, bytes, trust, loaded, signers, digest);
  }
  return evidence;
}
function addSignature(evidence, bytes, trust, loaded, { service, running }, digest) {
  const verified = verifyBundle(bytes, trust);
  const bundleSha = Sha256.parse(sha256Hex(bytes));
  if (!verified.verified) {
    evidence.signatures.push({
      bytes,
      counts: false,
      fact: { ...emptyFact(bundleSha), problem: `${verified.code}: ${verified.problem}` }
    });
    return;
  }
  const policy = buildSigners(loaded.config, service, running);
  const problems = [
    ...subjectProblems(verified, digest, verified.predicateType),
    ...identityProblems(verified.signer, policy, service.keys?.build["spki-sha256"])
  ];
  const fact = {
    ...emptyFact(bundleSha),
    verified: true,
    problem: problems.join("; "),
    predicate_type: verified.predicateType,
    statement_sha256: Sha256.parse(sha256Hex(verified.statementBytes)),
    subject_digests: verified.subjectDigests,
    signer: verified.signer
  };
  const judged = problems.length === 0 ? { ...fact, ...useContent(evidence, verified) } : fact;
  evidence.signatures.push({ bytes, fact: judged, counts: judged.verified && judged.problem === "" });
}
function useContent(evidence, verified) {
  const content = readPredicate(verified);
  switch (content.type) {
    case "scan":
      return { scan_index: evidence.scans.push(content.predicate.summary) - 1 };
    case "sbom":
      evidence.sbom ??= content.predicate.sbom;
      return {};
    case "provenance": {
      const commit = content.predicate.buildDefinition.resolvedDependencies[0]?.digest.gitCommit ?? "";
      const later = verified.signer.signed_at > evidence.source.signedAt;
      const origin = content.predicate.buildDefinition.externalParameters.imageOrigin ?? "unknown";
      if (later) evidence.source = { commit, origin, signedAt: verified.signer.signed_at };
      return {
        provenance_commit: commit,
        provenance_repository_id: content.predicate.buildDefinition.internalParameters?.github.repository_id ?? ""
      };
    }
    case "decision":
      return content.predicate.decision.verdict === "allow" ? {} : { verified: false, problem: "the signed decision is not an allow" };
    case "unreadable":
      return { verified: false, problem: content.problem };
    default:
      return {};
  }
}
function emptyFact(bundleSha) {
  return {
    bundle_sha256: bundleSha,
    verified: false,
    problem: "",
    predicate_type: "",
    statement_sha256: null,
    subject_digests: [],
    signer: null,
    scan_index: null,
    provenance_commit: "",
    provenance_repository_id: ""
  };
}

export {
  collectSignatures
};
