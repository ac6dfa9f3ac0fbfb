const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./flows-audit-evidence.mjs";
import "./base-account.mjs";
import "./audit-anchor.mjs";
import "./attest-trusted-root.mjs";
import "./config-store-spec.mjs";
import "./base-mistakes.mjs";
import "./vendor-yaml.mjs";
import "./evidence-ledger.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./scan-spdx.mjs";
import "./model-evidence.mjs";
import "./model-identity.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./vendor-canonicalize.mjs";
import "./base-json-text.mjs";
import "./base-digest.mjs";
import "./model-ids.mjs";
import "./vendor-zod.mjs";
import "./base-text.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
