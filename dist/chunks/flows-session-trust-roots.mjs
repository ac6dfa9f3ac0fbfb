const require = (name) => process.getBuiltinModule(name);
import {
  findPinnedFiles,
  openServiceTrust,
  readPublicKey,
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  findPinnedFiles,
  openServiceTrust,
  readPublicKey,
  readTrustedRoot
};
