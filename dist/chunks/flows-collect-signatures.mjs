const require = (name) => process.getBuiltinModule(name);
import {
  collectSignatures
} from "./gate-collected-signatures.mjs";
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
  collectSignatures
};
