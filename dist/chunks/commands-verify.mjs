const require = (name) => process.getBuiltinModule(name);
import {
  openServiceTrust
} from "./flows-session-trust-roots-2.mjs";
import {
  ignoredText
} from "./gate-ignored-referrers.mjs";
import {
  openServiceRegistry
} from "./flows-session-reach.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import {
  collectSignatures
} from "./flows-collect-signatures-2.mjs";
import {
  countedCommit,
  factParts,
  identityProblems,
  missingParts,
  provenCommits,
  requiredParts
} from "./vendor-sigstore-bundle.mjs";
import {
  buildSigners
} from "./config-identity-policy.mjs";
import "./flows-image-bundle-referrers.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-decision-v1.mjs";
import "./formats-evidence-manifest-v1.mjs";
import {
  predicateTypes
} from "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./model-identity.mjs";
import "./base-mistakes.mjs";
import {
  mergedSettings,
  serviceOf
} from "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./vendor-canonicalize.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
import "./base-digest.mjs";
import {
  Commit,
  Digest,
  RepositoryId
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  counted,
  named,
  quoted
} from "./base-text.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/verify.ts
async function verify(inputs, ports, loaded) {
  const service = serviceOf(loaded.config, inputs.repositoryId);
  const session = { ports, loaded, service };
  const registry = await openServiceRegistry(session);
  ports.log.step("verify", `verifying ${registry.repository}@${inputs.digest}`);
  const trust = await openServiceTrust(session);
  await registry.manifest(inputs.digest);
  const { signatures, scans, ignored } = await collectSignatures(session, { registry, trust }, inputs);
  const policy = {
    ...buildSigners(loaded.config, service),
    ...inputs.commit ? { source_commit: inputs.commit } : {}
  };
  const pinned = service.keys?.build["spki-sha256"];
  const required = requiredParts(mergedSettings(loaded.config, service).scans);
  const expected = signatures.map(({ fact }) => ({ fact, problem: problemOf(fact, policy, pinned, inputs) }));
  const parts = expected.flatMap(({ fact, problem }) => problem === "" ? factParts(fact, scans) : []);
  const commit = countedCommit(parts, required);
  const judged = expected.map(({ fact, problem }) => ({
    fact,
    problem: problem || (commit === "" ? "" : otherCommit(factParts(fact, scans), commit))
  }));
  const good = judged.filter((entry) => entry.problem === "");
  const missing = commit === "" ? lacking(parts, required) : [];
  const text = [
    `${registry.repository}@${inputs.digest}: ${counted(good.length, "signed statement")} of this service count, ${counted(judged.length - good.length, "other")} do not.`,
    ...good.map((entry) => `  counts: ${nameOf(entry.fact)} by ${signerOf(entry.fact)}`),
    ...judged.filter((entry) => entry.problem !== "").map(
      (entry) => `  does not count: ${nameOf(entry.fact)} (bundle ${entry.fact.bundle_sha256.slice(0, 12)}): ${entry.problem}`
    ),
    ...ignored ? [`  ${ignoredText(ignored)}`] : [],
    ...missing.map(
      (part) => `  missing: ${part}; expected one made by build-sign.yml. Build and publish this commit again.`
    )
  ];
  const denied = commit === "";
  return {
    outputs: { verdict: denied ? "deny" : "allow", statements: String(good.length) },
    denied,
    text: text.join("\n"),
    json: { statements: judged, missing, ...ignored ? { ignored } : {} }
  };
}
function lacking(parts, required) {
  const [last = ""] = provenCommits(parts);
  const there = new Set(parts.map(({ part }) => part));
  const missing = last === "" ? required.filter((part) => !there.has(part)) : missingParts(parts, required, last);
  if (missing.length > 0) return missing.map((part) => last === "" ? part : `${part} of commit ${last}`);
  return ["one commit, for several were signed as a whole in the same second"];
}
function otherCommit(parts, commit) {
  const other = parts.find((part) => part.commit !== "" && part.commit !== commit);
  return other ? `it is of commit ${other.commit}; the image counts as of commit ${commit}, signed last as a whole` : "";
}
function problemOf(fact, policy, pinned, { repositoryId, commit }) {
  if (fact.problem !== "" || fact.signer === null) return fact.problem;
  const told = fact.provenance_commit !== "";
  return [
    ...identityProblems(fact.signer, policy, pinned),
    ...told && commit && fact.provenance_commit !== commit ? [`provenance: expected commit ${commit}, got ${named(fact.provenance_commit)}`] : [],
    ...told && fact.provenance_repository_id !== repositoryId ? [
      `provenance: expected repository id ${repositoryId}, got ${fact.provenance_repository_id === "" ? "none" : named(fact.provenance_repository_id)}`
    ] : []
  ].join("; ");
}
function nameOf(fact) {
  const known = Object.entries(predicateTypes).find(([, type]) => type === fact.predicate_type);
  return known ? known[0] : fact.predicate_type === "" ? "unreadable bundle" : quoted(fact.predicate_type);
}
function signerOf(fact) {
  if (fact.signer?.type === "certificate")
    return `${fact.signer.san} for commit ${fact.signer.source_commit.slice(0, 12)}`;
  return `key ${fact.signer?.spki_sha256.slice(0, 12)}`;
}

// src/commands/verify.ts
var verify2 = defineCommand({
  name: "verify",
  summary: "Verify the signed statements of an image: subject, predicate, contract, source repository, ref and commit.",
  surfaces: ["action", "cli"],
  positionals: ["digest"],
  inputs: strictObject({
    digest: Digest.describe("Digest of the image."),
    "repository-id": RepositoryId.describe("Numeric id of the source repository, a service in safeguard.yml."),
    commit: Commit.optional().describe("Source commit the image must come from.")
  }),
  outputs: strictObject({
    verdict: string().describe("allow when every statement a build carries is there and made by the right contract."),
    statements: string().describe("Number of statements that count.")
  }),
  permissions: { contents: "read" },
  config: "required",
  run: async (inputs, ports, config) => {
    const { digest, commit } = inputs;
    return verify({ digest, commit, repositoryId: inputs["repository-id"] }, ports, config);
  }
});
export {
  verify2 as verify
};
