const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./flows-publish.mjs";
import "./flows-collect-published.mjs";
import "./flows-session-trust-roots-2.mjs";
import "./flows-collect-tell.mjs";
import "./commands-handover.mjs";
import "./flows-collect-decide.mjs";
import "./attest-statement.mjs";
import "./flows-collect-for-publish.mjs";
import "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import "./report-table.mjs";
import "./flows-collect-raw-scans.mjs";
import "./flows-collect-held-by.mjs";
import "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import "./flows-image-layout.mjs";
import "./commands-which-service.mjs";
import "./trust-caller.mjs";
import "./vendor-yaml.mjs";
import "./scan-severity.mjs";
import "./scan-spdx.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./ground.mjs";
import "./empty.mjs";
export {
  publish,
  publishOutputs
};
