const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./audit-render.mjs";
import "./audit-anchor.mjs";
import "./flows-evidence-ledger.mjs";
import "./config-store-spec.mjs";
import "./flows-evidence-reader.mjs";
import "./attest-statement.mjs";
import "./vendor-yaml.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./attest-identity.mjs";
import "./scan-spdx.mjs";
import "./config-day.mjs";
import "./attest-trusted-root.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
