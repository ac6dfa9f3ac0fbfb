const require = (name) => process.getBuiltinModule(name);
import {
  openTrust
} from "./attest-trusted-root.mjs";
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
  openTrust
};
