const require = (name) => process.getBuiltinModule(name);
import {
  openTrust
} from "./attest-trusted-root.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  openTrust
};
