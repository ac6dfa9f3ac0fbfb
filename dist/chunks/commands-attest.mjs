const require = (name) => process.getBuiltinModule(name);
import {
  attest
} from "./flows-attest.mjs";
import "./scan-sbom.mjs";
import "./scan-adapters-trivy.mjs";
import "./gate-render.mjs";
import "./gate-decide.mjs";
import "./flows-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./flows-collect-deploy-2.mjs";
import "./flows-collect-signatures.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./flows-record.mjs";
import "./evidence-keys.mjs";
import "./model-statement.mjs";
import "./model-evidence.mjs";
import "./vendor-canonicalize.mjs";
import "./model-identity.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./base-time.mjs";
import "./model-config.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
import "./base-digest.mjs";
import "./vendor-zod-2.mjs";
import "./base-text.mjs";
import {
  Digest
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
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
