const require = (name) => process.getBuiltinModule(name);
import {
  attest
} from "./flows-attest.mjs";
import "./flows-collect-publish.mjs";
import "./gate-render.mjs";
import "./gate-decide.mjs";
import "./flows-raw-scans.mjs";
import "./flows-reach.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./flows-collect-deploy-2.mjs";
import "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import "./flows-collect-signatures-2.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./scan-spdx.mjs";
import "./model-evidence.mjs";
import "./model-identity.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./scan-severity.mjs";
import "./vendor-canonicalize.mjs";
import "./base-json-text.mjs";
import "./base-digest.mjs";
import {
  Digest
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import "./base-text.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

// src/commands/attest.ts
var attest2 = defineCommand({
  name: "attest",
  summary: "Gate an image that is already in the registry, then sign its statements and attach them as OCI referrers.",
  surfaces: ["action"],
  inputs: strictObject({
    digest: Digest.describe("Digest of the image in the registry of this service."),
    runs: string().describe("Folder of the scan runs.")
  }),
  outputs: strictObject({
    verdict: string().describe("allow or deny."),
    "decision-sha256": string().describe("SHA-256 of the decision."),
    statements: string().describe("Number of statements that were attached.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => attest(inputs, ports, config)
});
export {
  attest2 as attest
};
