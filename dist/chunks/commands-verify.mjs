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
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  buildSigners
} from "./config-identity-policy.mjs";
import {
  identityProblems
} from "./attest-identity.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import {
  Commit,
  Digest,
  RepositoryId,
  counted,
  countedCommit,
  factParts,
  missingParts,
  named,
  predicateTypes,
  provenCommits,
  quoted,
  requiredParts,
  serviceOf,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/gate/signed-statements.ts
function judgeStatements({ facts, scans }, expected) {
  const judged = facts.map((fact) => ({ fact, problem: problemOf(fact, expected) }));
  const parts = judged.flatMap(({ fact, problem }) => problem === "" ? factParts(fact, scans) : []);
  const commit = countedCommit(parts, expected.required);
  const statements = judged.map(({ fact, problem }) => ({
    fact,
    problem: problem || (commit === "" ? "" : otherCommit(factParts(fact, scans), commit))
  }));
  const counting = statements.filter(({ problem }) => problem === "").length;
  const missing = commit === "" ? lacking(parts, expected.required) : [];
  return { statements, counting, missing, denied: commit === "" };
}
function renderStatements(place, { statements, counting, missing }, ignored) {
  const good = statements.filter(({ problem }) => problem === "");
  const others = statements.filter(({ problem }) => problem !== "");
  return [
    `${place}: ${counted(counting, "signed statement")} of this service count, ${counted(others.length, "other")} do not.`,
    ...good.map(({ fact }) => `  counts: ${nameOf(fact)} by ${signerOf(fact)}`),
    ...others.map(
      ({ fact, problem }) => `  does not count: ${nameOf(fact)} (bundle ${fact.bundle_sha256.slice(0, 12)}): ${problem}`
    ),
    ...ignored ? [`  ${ignoredText(ignored)}`] : [],
    ...missing.map(
      (part) => `  missing: ${part}; expected one made by build-sign.yml. Build and publish this commit again.`
    )
  ].join("\n");
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
function problemOf(fact, { policy, pinned, repositoryId, service, commit }) {
  if (fact.problem !== "" || fact.signer === null) return fact.problem;
  const hasProvenance = fact.provenance_commit !== "";
  return [
    ...identityProblems(fact.signer, policy, pinned),
    ...namesService(fact, service) ? [] : [`service: expected ${service}, got ${fact.service === "" ? "none" : named(fact.service)}`],
    ...hasProvenance && commit && fact.provenance_commit !== commit ? [`provenance: expected commit ${commit}, got ${named(fact.provenance_commit)}`] : [],
    ...hasProvenance && fact.provenance_repository_id !== repositoryId ? [
      `provenance: expected repository id ${repositoryId}, got ${fact.provenance_repository_id === "" ? "none" : named(fact.provenance_repository_id)}`
    ] : []
  ].join("; ");
}
function namesService({ predicate_type, service }, expected) {
  return service === expected || predicate_type === predicateTypes.cyclonedx || predicate_type === predicateTypes.spdx;
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

// src/flows/verify.ts
async function verify(inputs, ports, loaded) {
  const { digest, repositoryId, commit } = inputs;
  const service = serviceOf(loaded.config, repositoryId, inputs.service);
  const session = { ports, loaded, service };
  const registry = await openServiceRegistry(session);
  const place = `${registry.repository}@${digest}`;
  ports.log.step("verify", `verifying ${place}`);
  const trust = await openServiceTrust(session);
  await registry.manifest(digest);
  const { collectSignatures } = await import("./flows-collect-signatures.mjs");
  const { signatures, scans, ignored } = await collectSignatures(session, { registry, trust }, { digest });
  const policy = buildSigners(loaded.config, service);
  const judged = judgeStatements(
    { facts: signatures.map(({ fact }) => fact), scans },
    {
      policy: commit ? { ...policy, source_commit: commit } : policy,
      pinned: service.keys?.build["spki-sha256"],
      required: requiredParts(service.policy.scans),
      repositoryId,
      service: service["evidence-name"],
      commit
    }
  );
  const { statements, missing, counting } = judged;
  return {
    outputs: { verdict: judged.denied ? "deny" : "allow", statements: String(counting) },
    denied: judged.denied,
    text: renderStatements(place, judged, ignored),
    json: { statements, missing, ...ignored ? { ignored } : {} }
  };
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
    ...whichService,
    commit: Commit.optional().describe("Source commit the image must come from.")
  }),
  outputs: strictObject({
    verdict: string().describe("allow when every statement a build carries is there and made by the right contract."),
    statements: string().describe("Number of statements that count.")
  }),
  permissions: { contents: "read" },
  config: "required",
  run: async (inputs, ports, config) => {
    const { digest, service, commit } = inputs;
    return verify({ digest, service, commit, repositoryId: inputs["repository-id"] }, ports, config);
  }
});
export {
  verify2 as verify
};
