const require = (name) => process.getBuiltinModule(name);
import {
  judgeRules
} from "./gate-decision-v1.mjs";
import {
  counted,
  inCode,
  printable,
  toIso
} from "./ground.mjs";

// src/gate/render.ts
function renderDecision(decision) {
  return [
    `${headline(decision, (name) => name)}: ${decision.digest}`,
    ...denialLines(decision.rules),
    `  ${countsOf(decision)}`,
    ...notesOf(decision).map((note) => `  ${note}`)
  ].map((line) => printable(line, 1e4));
}
function denialLines(rules2) {
  return deniedOf({ rules: rules2 }).flatMap((rule) => [
    `  denied ${rule.id}: ${rule.message}`,
    ...rule.remedy === "" ? [] : [`    what to do: ${rule.remedy}`],
    ...rule.citation === "" ? [] : [`    evidence supporting ${rule.citation}`]
  ]).map((line) => printable(line, 1e4));
}
function renderDecisionMarkdown(decision) {
  const denied = deniedOf(decision).flatMap((rule) => [
    `- **${inCode(rule.id)}** ${inCode(rule.message, 1e4)}`,
    ...rule.remedy === "" ? [] : [`  - What to do: ${escaped(rule.remedy)}`],
    ...rule.citation === "" ? [] : [`  - Evidence supporting ${escaped(rule.citation)}`]
  ]);
  const lines = [
    `### ${headline(decision, inCode)}`,
    "",
    inCode(decision.digest),
    "",
    ...denied,
    ...denied.length > 0 ? [""] : []
  ];
  const allowed = decision.rules.filter((rule) => rule.verdict === "allow").map((rule) => `- ${inCode(rule.id)} ${inCode(rule.message, 1e4)}`);
  const details = ["<details><summary>What was allowed, and why</summary>", "", ...allowed, "", "</details>", ""];
  return [...lines, countsOf(decision), "", ...notesOf(decision).map((note) => `${note}
`), ...details].join("\n");
}
function headline(decision, shown) {
  const where = decision.environment === "" ? "" : ` for ${shown(decision.environment)}`;
  return `${decision.verdict === "allow" ? "Allowed" : "Denied"} ${decision.phase}${where} at ${toIso(decision.time)}`;
}
function deniedOf({ rules: rules2 }) {
  const denied = rules2.filter((rule) => rule.verdict === "deny");
  if (!denied.some(({ id }) => id === "gate.ledger.readable")) return denied;
  return denied.map((rule) => restOnLedger.includes(rule.id) ? { ...rule, remedy: unread } : rule);
}
var restOnLedger = [
  "gate.ledger.chain",
  "gate.ledger.open_intent",
  "gate.handover.ledger_head",
  "gate.approval.authors"
];
var unread = "Let the ledger be read first (gate.ledger.readable); until then nobody knows more about this.";
function countsOf(decision) {
  const count = (verdict) => decision.rules.filter((rule) => rule.verdict === verdict).length;
  return `${counted(count("deny"), "rule")} denied, ${count("allow")} allowed, ${count("not_applicable")} not applicable in this phase`;
}
function notesOf(decision) {
  return [
    ...decision.identity === "key" ? ["identity: key (a pinned key signed; it carries no identity of its own)"] : [],
    ...decision.replayed_runs ? ["replayed runs: some scans were recorded earlier and handed in again"] : []
  ];
}
function escaped(text) {
  return printable(text, 4e3).replaceAll("&", "&amp;").replace(/[\\`*_{}[\]()#+!|~@:-]/g, "\\$&").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// src/gate/open-findings.ts
var rules = ["gate.scans.findings", "gate.scans.secrets"];
function openFindings(facts, engine) {
  const without = problemsOf(facts, engine, null);
  const byRule = Map.groupBy(facts.policy.exceptions, ({ tool, rule }) => JSON.stringify([tool, rule]));
  const known = /* @__PURE__ */ new Map();
  return facts.scans.flatMap(
    (scan, at) => scan.findings.filter((finding) => {
      const exceptions = exceptionsFor(finding, byRule);
      const named = exceptions.map((one) => [facts.policy.exceptions.indexOf(one), one.rule === finding.rule]);
      const likeness = JSON.stringify([at, finding.severity, finding.kind, finding.package === "", named]);
      const asked = { ...facts, policy: { ...facts.policy, exceptions } };
      const open = known.get(likeness) ?? adds(problemsOf(asked, engine, { at, finding }), without);
      known.set(likeness, open);
      return open;
    })
  );
}
function exceptionsFor(finding, byRule) {
  const { tool, rule, aliases = [], package: name, path } = finding;
  return [rule, ...aliases].flatMap((id) => byRule.get(JSON.stringify([tool, id])) ?? []).filter((one) => (one.package ?? name) === name && (one.path ?? path) === path);
}
var none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
function problemsOf(facts, engine, only) {
  const scans = facts.scans.map((scan, at) => {
    if (at !== only?.at) return { ...scan, findings: [], counts: none };
    return { ...scan, findings: [only.finding], counts: { ...none, [only.finding.severity]: 1 } };
  });
  const reduced = { ...facts, scans };
  const verdicts = judgeRules(reduced, engine, rules);
  return verdicts.map(({ verdict, message }) => verdict === "deny" ? message : "");
}
function adds(problems, without) {
  return problems.some((problem, at) => problem !== "" && problem !== without[at]);
}

export {
  openFindings,
  renderDecision,
  denialLines,
  renderDecisionMarkdown
};
