const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./flows-publish.mjs";
import "./commands-handover.mjs";
import "./flows-attest.mjs";
import "./scan-sbom.mjs";
import "./scan-adapters-trivy.mjs";
import "./gate-render.mjs";
import "./flows-trust-roots.mjs";
import "./gate-decide.mjs";
import "./flows-evidence-set.mjs";
import "./flows-layout.mjs";
import "./model-image.mjs";
import "./flows-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-caller.mjs";
import "./vendor-yaml.mjs";
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
import "./model-ids.mjs";
import "./vendor-zod.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";
export {
  publish,
  publishOutputs
};
