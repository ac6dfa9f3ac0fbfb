const require = (name) => process.getBuiltinModule(name);
import {
  collectForDeploy,
  openReach
} from "./flows-collect-for-deploy-2.mjs";
import "./gate-authors.mjs";
import "./flows-evidence-ledger.mjs";
import "./flows-collect-published.mjs";
import "./flows-session-trust-roots-2.mjs";
import "./gate-ignored-referrers.mjs";
import "./flows-evidence-reader.mjs";
import "./attest-statement.mjs";
import "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import "./gate-collected-signatures.mjs";
import "./config-identity-policy.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./attest-identity.mjs";
import "./scan-spdx.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  collectForDeploy,
  openReach
};
