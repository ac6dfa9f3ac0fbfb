const require = (name) => process.getBuiltinModule(name);
import {
  openServiceTrust,
  readPublicKey,
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  openServiceTrust,
  readPublicKey,
  readTrustedRoot
};
