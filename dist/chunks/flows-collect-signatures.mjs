const require = (name) => process.getBuiltinModule(name);
import {
  collectSignatures
} from "./gate-collected-signatures.mjs";
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
  collectSignatures
};
