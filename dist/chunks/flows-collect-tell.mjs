const require = (name) => process.getBuiltinModule(name);
import {
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import {
  reportDenied
} from "./report-table.mjs";
import {
  printable
} from "./ground.mjs";

// src/flows/collect/tell.ts
var signedSummaries = "the signed scan summaries of the image";
function reportsIn(folder) {
  return `report.json of each run in ${printable(folder, 200)}`;
}
function tellDecision({
  decided: { decision, open },
  service,
  all,
  ending
}) {
  const findings = reportDenied({ findings: open, all }, { service: service.name, now: decision.time });
  const end = ending === void 0 ? [] : [ending];
  return {
    text: [...renderDecision(decision), ...findings.lines, ...end].join("\n"),
    summary: [renderDecisionMarkdown(decision), ...findings.markdown === "" ? [] : [findings.markdown], ...end].join(
      "\n\n"
    ),
    annotations: findings.annotations
  };
}

export {
  signedSummaries,
  reportsIn,
  tellDecision
};
