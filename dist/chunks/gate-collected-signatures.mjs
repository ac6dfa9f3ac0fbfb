const require = (name) => process.getBuiltinModule(name);
import {
  buildSigners
} from "./config-identity-policy.mjs";
import {
  readContent,
  subjectProblems,
  verifyBundle
} from "./attest-subject.mjs";
import {
  identityProblems
} from "./attest-identity.mjs";
import {
  Sha256,
  bundleLimit,
  bundleType,
  countedCommit,
  factParts,
  predicateAnnotation,
  predicateTypes,
  printable,
  provenCommits,
  requiredParts,
  sha256Hex
} from "./ground.mjs";

// src/gate/collected-signatures.ts
var nothing = new Uint8Array();
var mostSubjects = 5;
var longestProblem = 1e3;
var mostUncounted = 32;
function beginCollecting() {
  return { signatures: [], scans: [], sboms: [], sources: [] };
}
function addSignature(evidence, bytes, judge) {
  const { trust, policy, pinned, digest } = judge;
  const verified = verifyBundle(bytes, trust);
  const bundleSha = Sha256.parse(sha256Hex(bytes));
  if (!verified.verified) {
    evidence.signatures.push({
      bytes: nothing,
      counts: false,
      fact: { ...emptyFact(bundleSha), problem: `${verified.code}: ${verified.problem}` }
    });
    return;
  }
  const problems = [
    ...subjectProblems(verified, digest, verified.predicateType),
    ...identityProblems(verified.signer, policy, pinned)
  ];
  const fact = {
    ...emptyFact(bundleSha),
    verified: true,
    problem: printable(problems.join("; "), longestProblem),
    predicate_type: verified.predicateType,
    statement_sha256: Sha256.parse(sha256Hex(verified.statementBytes)),
    // One more than one is as wrong as thousands.
    subject_digests: verified.subjectDigests.slice(0, mostSubjects),
    signer: verified.signer
  };
  const judged = problems.length === 0 ? { ...fact, ...useContent(evidence, verified, judge.readContent(verified)) } : fact;
  const counts = judged.verified && judged.problem === "";
  evidence.signatures.push({ bytes: counts ? bytes : nothing, fact: judged, counts });
}
function useContent(evidence, verified, content) {
  switch (content.type) {
    case "scan":
      return { service: content.service, scan_index: evidence.scans.push(content.summary) - 1 };
    case "sbom":
      evidence.sboms.push({
        commit: verified.signer.type === "certificate" ? verified.signer.source_commit : "",
        reference: content.reference
      });
      return {};
    case "provenance": {
      const { commit, origin, repositoryId, service } = content;
      evidence.sources.push({ commit, origin, signedAt: verified.signer.signed_at });
      return { service, provenance_commit: commit, provenance_repository_id: repositoryId };
    }
    case "decision":
      return content.decision.verdict === "allow" ? { service: content.decision.service } : { verified: false, problem: "the signed decision is not an allow" };
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
    service: "",
    subject_digests: [],
    signer: null,
    scan_index: null,
    provenance_commit: "",
    provenance_repository_id: ""
  };
}
function chooseEvidence(evidence, required, ignored) {
  return dropUncounted(evidence, chooseSource(evidence, required), ignored);
}
function chooseSource(evidence, required) {
  const parts = evidence.signatures.flatMap(({ fact, counts }) => counts ? factParts(fact, evidence.scans) : []);
  const commit = countedCommit(parts, required) || (provenCommits(parts)[0] ?? "");
  const sources = evidence.sources.toSorted((a, b) => b.signedAt - a.signedAt);
  const { origin = "unknown" } = sources.find((one) => one.commit === commit) ?? {};
  const sbom = evidence.sboms.find((one) => one.commit === commit) ?? evidence.sboms[0];
  return { source: { commit, origin }, sbom: sbom?.reference ?? null };
}
function dropUncounted(evidence, chosen, unread) {
  let uncounted = 0;
  const signatures = evidence.signatures.filter(({ counts }) => {
    if (!counts) uncounted += 1;
    return counts || uncounted <= mostUncounted;
  });
  const dropped = Math.max(0, uncounted - mostUncounted);
  const reasons = [
    ...unread.reasons,
    ...dropped > 0 ? [{ reason: "it is a bundle that does not count", count: dropped }] : []
  ];
  const ignored = { count: unread.count + dropped, complete: unread.complete, reasons };
  const kept = ignored.count > 0 || !ignored.complete ? ignored : null;
  return { ...chosen, signatures, scans: evidence.scans, ignored: kept };
}

// src/flows/collect/signatures.ts
async function collectSignatures({ loaded, service, job }, { registry, trust }, { digest, first = [] }) {
  const policy = buildSigners(loaded.config, service, job?.running ?? null);
  const judge = { trust, policy, pinned: service.keys?.build["spki-sha256"], digest, readContent };
  const evidence = beginCollecting();
  const types = new Set(Object.values(predicateTypes));
  const wanted = {
    mediaType: bundleType,
    limit: bundleLimit,
    likely: (annotations) => types.has(annotations[predicateAnnotation] ?? ""),
    first
  };
  const ignored = await registry.referrers(digest, wanted, ({ bytes }) => addSignature(evidence, bytes, judge));
  return chooseEvidence(evidence, requiredParts(service.policy.scans), ignored);
}

export {
  collectSignatures
};
