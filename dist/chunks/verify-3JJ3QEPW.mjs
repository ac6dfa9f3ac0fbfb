const require = (name) => process.getBuiltinModule(name);
import {
  openServiceTrust
} from "./chunk-J2KCXUYC.mjs";
import {
  openServiceRegistry
} from "./chunk-T47WRACC.mjs";
import "./chunk-R5DM34IU.mjs";
import "./chunk-BGDQZI2N.mjs";
import {
  defineCommand
} from "./chunk-YN6V7M6D.mjs";
import {
  collectSignatures
} from "./chunk-JE6W7DYT.mjs";
import {
  identityProblems
} from "./chunk-FJMPRDYL.mjs";
import {
  buildSigners
} from "./chunk-3CJMZKDY.mjs";
import {
  contractOfPredicate,
  predicateTypes
} from "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  serviceOf
} from "./chunk-Z3SYJ2FO.mjs";
import "./chunk-EKWZ3GY6.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-I7GRNXO4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import {
  counted
} from "./chunk-JPH5GXA6.mjs";
import {
  Commit,
  Digest,
  RepositoryId
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/flows/verify.ts
async function verify(inputs, ports, loaded) {
  const service = serviceOf(loaded.config, inputs.repositoryId);
  const registry = await openServiceRegistry(ports, loaded, service);
  ports.log.step("verify", `verifying ${registry.repository}@${inputs.digest}`);
  const trust = await openServiceTrust(ports, loaded, service);
  await registry.manifest(inputs.digest);
  const { signatures } = await collectSignatures(registry, trust, loaded, { service, running: null }, inputs.digest);
  const policy = {
    ...buildSigners(loaded.config, service),
    ...inputs.commit ? { source_commit: inputs.commit } : {}
  };
  const pinned = service.keys?.build["spki-sha256"];
  const judged = signatures.map(({ fact }) => ({ fact, problem: problemOf(fact, policy, pinned, inputs) }));
  const good = judged.filter((entry) => entry.problem === "");
  const missing = Object.keys(contractOfPredicate).filter(
    (type) => !good.some((entry) => entry.fact.predicate_type === type)
  );
  const text = [
    `${registry.repository}@${inputs.digest}: ${counted(good.length, "signed statement")} of this service count, ${counted(judged.length - good.length, "other")} do not.`,
    ...good.map((entry) => `  counts: ${nameOf(entry.fact)} by ${signerOf(entry.fact)}`),
    ...judged.filter((entry) => entry.problem !== "").map(
      (entry) => `  does not count: ${nameOf(entry.fact)} (bundle ${entry.fact.bundle_sha256.slice(0, 12)}): ${entry.problem}`
    ),
    ...missing.map(
      (type) => `  missing: ${type}; expected one made by build-sign.yml. Build and publish this commit again.`
    )
  ];
  const denied = missing.length > 0;
  return {
    outputs: { verdict: denied ? "deny" : "allow", statements: String(good.length) },
    denied,
    text: text.join("\n"),
    json: { statements: judged, missing }
  };
}
function problemOf(fact, policy, pinned, { repositoryId, commit }) {
  if (fact.problem !== "" || fact.signer === null) return fact.problem;
  const told = fact.provenance_commit !== "";
  return [
    ...identityProblems(fact.signer, policy, pinned),
    ...told && commit && fact.provenance_commit !== commit ? [`provenance: expected commit ${commit}, got ${fact.provenance_commit}`] : [],
    ...told && fact.provenance_repository_id !== repositoryId ? [`provenance: expected repository id ${repositoryId}, got ${fact.provenance_repository_id || "none"}`] : []
  ].join("; ");
}
function nameOf(fact) {
  const known = Object.entries(predicateTypes).find(([, type]) => type === fact.predicate_type);
  return known ? known[0] : fact.predicate_type || "unreadable bundle";
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
