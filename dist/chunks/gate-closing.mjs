const require = (name) => process.getBuiltinModule(name);
import {
  judgeRules
} from "./gate-decision-v1.mjs";
import {
  accountText
} from "./ground.mjs";

// src/gate/closing.ts
var protection = [
  "gate.environment.belongs",
  "gate.environment.exists",
  "gate.environment.reviewers",
  "gate.environment.self_review",
  "gate.environment.admin_bypass",
  "gate.environment.refs",
  "gate.environment.starters",
  "gate.environment.teams",
  "gate.environment.wait_timer",
  "gate.approval.one_job"
];
var approval = [
  "gate.approval.given",
  "gate.approval.allowed",
  "gate.approval.four_eyes",
  "gate.approval.first_attempt",
  "gate.approval.run"
];
function closingRefusals(facts, engine, outcome) {
  const ids = facts.phase === "before-deploy" ? [...protection, ...approval] : protection;
  const refusals = judgeRules(facts, engine, ids).filter(({ verdict }) => verdict !== "allow").map(({ id, message, remedy }) => `${id}: ${message}. ${remedy}`);
  return outcome === "succeeded" ? refusals.map(explainAuthors) : refusals;
}
function starterRefusals(approvals, intent, environment) {
  const starter = approvedFor(approvals, environment).find((one) => one.user_id === intent.actor_id);
  if (!starter) return [];
  return [
    `${accountText(starter.login, starter.user_id)} approved, and started the deploy that left the intent open; expected somebody else. Let another of the approvers approve a new run.`
  ];
}
function approvedFor(approvals, environment) {
  return approvals.filter((one) => one.state === "approved" && one.environments.includes(environment));
}
function ledgerRefusals(ledger, environment) {
  const { store, readable, problem, open_intent } = ledger;
  if (!readable) return [`the ledger in ${store} cannot be read: ${problem}.`];
  if (problem !== "") return [`the ledger in ${store} is broken, and nothing is added to it: ${problem}.`];
  return open_intent ? [] : [`${environment} has no open intent; there is nothing to close.`];
}
function usedRunRefusals(runs, run) {
  if (!runs.has(run)) return [];
  return [
    `run ${run} has an entry in the ledger already; one approval is for one deploy or one reconcile. Start a new run.`
  ];
}
function runningRefusals(run, status) {
  if (status === "completed") return [];
  return [`run ${run}, which opened the intent, is ${status}; expected completed. Cancel it or wait for its end.`];
}
function explainAuthors(line) {
  if (!line.startsWith("gate.approval.four_eyes")) return line;
  return `${line} A deploy that is closed as succeeded counts as approved by who closes it; failed and unknown ask nothing about authors.`;
}

export {
  closingRefusals,
  starterRefusals,
  approvedFor,
  ledgerRefusals,
  usedRunRefusals,
  runningRefusals
};
