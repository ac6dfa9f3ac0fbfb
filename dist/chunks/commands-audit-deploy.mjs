const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./audit-checks.mjs";
import "./config-store-spec.mjs";
import "./attest-trusted-root.mjs";
import "./vendor-yaml.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./flows-record.mjs";
import "./evidence-keys.mjs";
import "./model-statement.mjs";
import "./model-evidence.mjs";
import "./vendor-canonicalize.mjs";
import "./model-identity.mjs";
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
  auditDeploy,
  auditOutputs,
  auditSources
};
