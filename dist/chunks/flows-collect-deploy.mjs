const require = (name) => process.getBuiltinModule(name);
import {
  childrenOf,
  collectForDeploy,
  readApprovals,
  readAuthors,
  readDeployJobs
} from "./gate-authors.mjs";
import "./flows-published.mjs";
import "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import "./flows-collect-signatures-2.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./flows-bundle-referrers.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-evidence-manifest-v1.mjs";
import "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./model-identity.mjs";
import "./base-mistakes.mjs";
import "./vendor-canonicalize.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
import "./model-ids.mjs";
import "./vendor-zod.mjs";
import "./base-text.mjs";
import "./base-digest.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";
export {
  childrenOf,
  collectForDeploy,
  readApprovals,
  readAuthors,
  readDeployJobs
};
