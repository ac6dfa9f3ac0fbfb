const require = (name) => process.getBuiltinModule(name);
import {
  collectForDeploy,
  openReach
} from "./flows-collect-for-deploy-2.mjs";
import "./gate-authors.mjs";
import "./evidence-ledger.mjs";
import "./flows-collect-published.mjs";
import "./flows-evidence-reader.mjs";
import "./evidence-manifest.mjs";
import "./flows-session-trust-roots-2.mjs";
import "./gate-ignored-referrers.mjs";
import "./image-structure.mjs";
import "./model-image.mjs";
import "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import "./model-ecr-host.mjs";
import "./gate-collected-signatures.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-decision-v1.mjs";
import "./formats-evidence-manifest-v1.mjs";
import "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./config-effective.mjs";
import "./base-mistakes.mjs";
import "./model-services.mjs";
import "./model-identity.mjs";
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
import "./model-ids.mjs";
import "./base-text.mjs";
import "./vendor-zod.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";
export {
  collectForDeploy,
  openReach
};
