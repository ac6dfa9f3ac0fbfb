const require = (name) => process.getBuiltinModule(name);
import {
  decide
} from "./gate-decision-v1.mjs";
import {
  Sha256,
  canonicalBytes,
  counted,
  inCode,
  printable,
  sha256Hex,
  toIso
} from "./ground.mjs";

// src/gate/render.ts
function renderDecision(decision) {
  return [
    `${headline(decision, (name) => name)}: ${decision.digest}`,
    ...deniedOf(decision).flatMap((rule) => [
      `  denied ${rule.id}: ${rule.message}`,
      ...rule.remedy === "" ? [] : [`    what to do: ${rule.remedy}`],
      ...rule.citation === "" ? [] : [`    evidence supporting ${rule.citation}`]
    ]),
    `  ${countsOf(decision)}`,
    ...notesOf(decision).map((note) => `  ${note}`)
  ].map((line) => printable(line, 1e4));
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
function deniedOf(decision) {
  const denied = decision.rules.filter((rule) => rule.verdict === "deny");
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

// src/flows/collect/decide.ts
async function decideBundle({ ports, loaded }, bundle) {
  ports.log.step("decide", `deciding ${bundle.phase}`);
  const engine = await ports.policy();
  const decision = decide(bundle, engine);
  const bytes = canonicalBytes(decision);
  return {
    decision,
    bytes,
    sha256: Sha256.parse(sha256Hex(bytes)),
    replayBlobs: [
      { bytes, type: "decision" },
      { bytes: canonicalBytes(bundle), type: "evidence-bundle" },
      { bytes: engine.bytes, type: "policy-wasm" },
      { bytes: loaded.bytes, type: "config" }
    ]
  };
}

export {
  renderDecision,
  renderDecisionMarkdown,
  decideBundle
};
