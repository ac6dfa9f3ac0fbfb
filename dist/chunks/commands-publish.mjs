const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./flows-publish.mjs";
import "./flows-collect-published.mjs";
import "./commands-handover.mjs";
import "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import "./evidence-parts.mjs";
import "./flows-collect-raw-scans.mjs";
import "./evidence-manifest.mjs";
import "./flows-session-trust-roots-2.mjs";
import "./flows-image-layout.mjs";
import "./image-structure.mjs";
import "./model-image.mjs";
import "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./scan-severity.mjs";
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
import "./base-json-text.mjs";
import "./base-digest.mjs";
import "./model-ids.mjs";
import "./base-text.mjs";
import "./vendor-zod.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";
export {
  publish,
  publishOutputs
};
