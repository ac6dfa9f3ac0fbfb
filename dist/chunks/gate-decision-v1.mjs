const require = (name) => process.getBuiltinModule(name);
import {
  EvidenceBundle,
  Fault,
  RuleVerdict,
  Sha256,
  array,
  canonicalText,
  counted,
  prettifyError,
  sha256Hex
} from "./ground.mjs";

// src/gate/decision-v1.ts
var Verdicts = array(RuleVerdict);
function decideV1({ bundle, text }, engine, rules) {
  const verdicts = judgeAll(readVerdicts(engine.evaluate(text)), rules, bundle.phase);
  return {
    schema: "safeguard.decision/v1",
    verdict: verdicts.some((rule) => rule.verdict === "deny") ? "deny" : "allow",
    phase: bundle.phase,
    time: bundle.time,
    digest: bundle.artifact.digest,
    repository_id: bundle.policy.service.repository_id,
    service: bundle.policy.service.name,
    environment: bundle.policy.environment?.name ?? "",
    rules: verdicts,
    identity: identityOf(bundle),
    replayed_runs: bundle.scans.some((scan) => scan.replay),
    policy_sha256: engine.sha256,
    config_sha256: bundle.policy.config_sha256,
    input_sha256: Sha256.parse(sha256Hex(text))
  };
}
function rulesOf(decision) {
  return decision.rules.map((rule) => ({
    id: rule.id,
    phases: rule.verdict === "not_applicable" ? [] : [decision.phase]
  }));
}
function readVerdicts(answer) {
  const parsed = Verdicts.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Fault("POLICY_FAILED", `the policy's answer is not a list of verdicts:
${prettifyError(parsed.error)}`);
}
function judgeAll(spoken, rules, phase) {
  const byId = Map.groupBy(spoken, (verdict) => verdict.id);
  const known = rules.map((rule) => judge(rule, byId.get(rule.id) ?? [], phase));
  const ids = new Set(rules.map((rule) => rule.id));
  const unknown = [...byId.keys()].filter((id) => !ids.has(id)).map((id) => refused(id, "this rule is not known"));
  return [...known, ...unknown].sort((a, b) => a.id < b.id ? -1 : 1);
}
function judge(rule, spoken, phase) {
  const [verdict] = spoken;
  if (verdict === void 0) return refused(rule.id, "the policy says nothing");
  if (spoken.length > 1)
    return refused(rule.id, `the policy gives ${counted(spoken.length, "verdict")} instead of one`);
  if (rule.phases.includes(phase) === (verdict.verdict === "not_applicable")) {
    return refused(rule.id, `the policy says ${verdict.verdict} in phase ${phase}`);
  }
  return verdict;
}
function refused(id, message) {
  const remedy = "The compiled policy does not fit this version of Safeguard; use the one that is shipped with it.";
  return { id, verdict: "deny", message, citation: "", remedy };
}
function identityOf(input) {
  const types = (input.signatures ?? []).filter((fact) => isOurs(fact, input)).map((fact) => fact.signer?.type);
  if (types.includes("key")) return "key";
  return types.includes("certificate") ? "certificate" : "none";
}
function isOurs(fact, input) {
  const { signer } = fact;
  const { service, issuer } = input.policy;
  if (!fact.verified || fact.problem !== "" || !fact.subject_digests.includes(input.artifact.digest)) return false;
  if (signer?.type === "key") return signer.spki_sha256 === service.keys?.build;
  return signer?.issuer === issuer && signer.source_repository_id === service.repository_id;
}

// src/gate/rule-ids.ts
var publish = ["before-publish"];
var early = ["before-publish", "before-approval"];
var later = ["before-approval", "before-deploy"];
var deploy = ["before-deploy"];
var always = ["before-publish", "before-approval", "before-deploy"];
var knownRules = [
  { id: "gate.approval.allowed", phases: deploy },
  { id: "gate.approval.authors", phases: deploy },
  { id: "gate.approval.first_attempt", phases: deploy },
  { id: "gate.approval.four_eyes", phases: deploy },
  { id: "gate.approval.given", phases: deploy },
  { id: "gate.approval.one_job", phases: later },
  { id: "gate.approval.run", phases: deploy },
  { id: "gate.artifact.children", phases: always },
  { id: "gate.artifact.digest", phases: always },
  { id: "gate.artifact.origin", phases: always },
  { id: "gate.artifact.registry", phases: always },
  { id: "gate.artifact.service", phases: always },
  { id: "gate.artifact.source", phases: publish },
  { id: "gate.contracts.release", phases: always },
  { id: "gate.contracts.signer_release", phases: later },
  { id: "gate.environment.admin_bypass", phases: later },
  { id: "gate.environment.belongs", phases: later },
  { id: "gate.environment.exists", phases: later },
  { id: "gate.environment.refs", phases: later },
  { id: "gate.environment.reviewers", phases: later },
  { id: "gate.environment.self_review", phases: later },
  { id: "gate.environment.starters", phases: later },
  { id: "gate.environment.teams", phases: later },
  { id: "gate.environment.wait_timer", phases: later },
  { id: "gate.handover.digest", phases: deploy },
  { id: "gate.handover.ledger_head", phases: deploy },
  { id: "gate.ledger.chain", phases: later },
  { id: "gate.ledger.open_intent", phases: later },
  { id: "gate.ledger.readable", phases: later },
  { id: "gate.sbom.present", phases: early },
  { id: "gate.sbom.subject", phases: early },
  { id: "gate.scans.consistent", phases: always },
  { id: "gate.scans.findings", phases: always },
  { id: "gate.scans.fresh", phases: always },
  { id: "gate.scans.proven", phases: always },
  { id: "gate.scans.replayed", phases: always },
  { id: "gate.scans.required", phases: always },
  { id: "gate.scans.secrets", phases: always },
  { id: "gate.scans.target", phases: always },
  { id: "gate.signatures.commit", phases: later },
  { id: "gate.signatures.signer", phases: later },
  { id: "gate.signatures.source", phases: later },
  { id: "gate.signatures.subject", phases: later },
  { id: "gate.time.sane", phases: always }
];

// src/gate/decide.ts
function decide(bundle, engine, rules = knownRules) {
  const input = readBundle(bundle);
  return decideV1({ bundle: input, text: canonicalText(input) }, engine, rules);
}
function judgeRules(facts, engine, ids) {
  const byId = Map.groupBy(readVerdicts(engine.evaluate(canonicalText(facts))), (verdict) => verdict.id);
  return ids.map((id) => judge({ id, phases: [facts.phase] }, byId.get(id) ?? [], facts.phase));
}
function readBundle(bundle) {
  const parsed = EvidenceBundle.safeParse(bundle);
  if (parsed.success) return parsed.data;
  throw new Fault("BUNDLE_INPUT_INVALID", `the evidence bundle is not valid:
${prettifyError(parsed.error)}`);
}

export {
  decideV1,
  rulesOf,
  knownRules,
  decide,
  judgeRules
};
