const require = (name) => process.getBuiltinModule(name);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./audit-render.mjs";
import "./audit-anchor.mjs";
import "./flows-evidence-ledger.mjs";
import "./config-store-spec.mjs";
import "./flows-evidence-reader.mjs";
import "./attest-statement.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./attest-identity.mjs";
import "./scan-spdx.mjs";
import "./config-day.mjs";
import "./attest-trusted-root.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import {
  Digest,
  EnvironmentName,
  RepositoryId,
  ServiceName,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/commands/audit-running.ts
var auditRunning = defineCommand({
  name: "audit running",
  summary: "Prove that a digest is what was last recorded as successfully deployed at a time, and that it is what was approved.",
  surfaces: ["cli"],
  positionals: ["digest"],
  inputs: strictObject({
    digest: Digest.describe("Digest of the image that is asked about."),
    at: string().describe("Time as YYYY-MM-DD (its end, UTC) or YYYY-MM-DDTHH:MM:SSZ, or now."),
    "repository-id": RepositoryId.optional().describe("Only this repository; all in the store by default."),
    service: ServiceName.optional().describe(
      "Only the service with this name in the evidence, the oldest that it had."
    ),
    environment: EnvironmentName.optional().describe(
      "Only this environment; every one whose ledger names the digest by default, and the worst of them decides."
    ),
    ...auditSources
  }),
  outputs: auditOutputs,
  permissions: {},
  config: "none",
  run: async ({ "repository-id": repositoryId, ...rest }, ports) => answerAuditRunning({ ...rest, repositoryId }, ports)
});
export {
  auditRunning
};
