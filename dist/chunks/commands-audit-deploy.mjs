const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./audit-render.mjs";
import "./audit-anchor.mjs";
import "./evidence-ledger.mjs";
import "./formats-evidence-bundle-v1.mjs";
import "./config-store-spec.mjs";
import "./flows-evidence-reader.mjs";
import "./evidence-manifest.mjs";
import "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-decision-v1.mjs";
import "./formats-evidence-manifest-v1.mjs";
import "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./base-mistakes.mjs";
import "./model-identity.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./vendor-canonicalize.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./attest-trusted-root.mjs";
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
  auditDeploy,
  auditOutputs,
  auditSources
};
