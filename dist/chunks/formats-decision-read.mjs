const require = (name) => process.getBuiltinModule(name);
import {
  Decision
} from "./formats-decision-v1.mjs";
import {
  formatOf,
  versionOf
} from "./formats-format.mjs";

// src/formats/decision/read.ts
var decision = formatOf({ "safeguard.decision/v1": versionOf(Decision, (old) => old) });
function readStoredDecision(bytes) {
  return decision.readBytes(bytes);
}
function readDecisionValue(json) {
  return decision.readValue(json);
}

export {
  readStoredDecision,
  readDecisionValue
};
