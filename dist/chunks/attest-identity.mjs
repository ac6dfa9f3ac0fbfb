const require = (name) => process.getBuiltinModule(name);
import {
  acceptsRef,
  named
} from "./ground.mjs";

// src/attest/identity.ts
function identityProblems(signer, policy, key) {
  const comparisons = signer.type === "key" ? [compareKey(signer.spki_sha256, key)] : compare(signer, policy);
  return comparisons.filter((one) => !isMet(one)).map(describe);
}
function isMet({ field, expected, got }) {
  return field === "source_ref" ? acceptsRef(expected, got) : expected.includes(got);
}
function compareKey(got, key) {
  return { field: "spki_sha256", expected: key === void 0 ? [] : [key], got };
}
function compare(signer, policy) {
  const only = (value) => value === void 0 ? void 0 : [value];
  const pairs = [
    ["san", policy.sans],
    ["build_signer_digest", contractCommits(signer, policy)],
    ["issuer", [policy.issuer]],
    ["source_repository_id", [policy.source_repository_id]],
    ["source_ref", policy.source_refs],
    ["source_commit", only(policy.source_commit)],
    ["environment", only(policy.environment)],
    ["runner_environment", only(policy.runner_environment)]
  ];
  return pairs.flatMap(([field, expected]) => expected ? [{ field, expected, got: String(signer[field]) }] : []);
}
function contractCommits(signer, policy) {
  const listed = policy.contract_commits[signer.san];
  const commit = listed === "source-commit" ? signer.source_commit : listed;
  return commit ? [commit] : [];
}
function describe({ field, expected, got }) {
  const wanted = expected.length === 0 ? "a listed value, of which there is none" : expected.join(" or ");
  const shown = field === "spki_sha256" ? got : named(got);
  return `${field}: expected ${wanted}, got ${got === "" ? "nothing" : shown}`;
}

export {
  identityProblems
};
