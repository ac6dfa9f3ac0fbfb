const require = (name) => process.getBuiltinModule(name);
import {
  childrenOf,
  collectForDeploy,
  readApprovals,
  readAuthors,
  readDeployJobs
} from "./flows-collect-deploy-2.mjs";
import "./flows-collect-signatures.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./flows-record.mjs";
import "./evidence-keys.mjs";
import "./model-statement.mjs";
import "./model-evidence.mjs";
import "./vendor-canonicalize.mjs";
import "./model-identity.mjs";
import "./config-effective.mjs";
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
  childrenOf,
  collectForDeploy,
  readApprovals,
  readAuthors,
  readDeployJobs
};
