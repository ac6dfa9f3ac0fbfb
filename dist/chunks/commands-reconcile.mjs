const require = (name) => process.getBuiltinModule(name);
import {
  readApprovals,
  readAuthors,
  readDeployJobs
} from "./gate-authors.mjs";
import {
  putLedgerEntry,
  readLedgerOf
} from "./flows-evidence-ledger.mjs";
import "./flows-evidence-reader.mjs";
import {
  writeEvidence
} from "./attest-statement.mjs";
import {
  judgeRules
} from "./gate-decision-v1.mjs";
import {
  openEvidence
} from "./flows-session-reach.mjs";
import {
  assumeRole,
  openSession,
  refuseIdentity
} from "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand,
  flag
} from "./vendor-yaml.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  EnvironmentName,
  LedgerReason,
  RepositoryId,
  RunId,
  _enum,
  accountText,
  approvalRecord,
  chosenEnvironment,
  closeIntent,
  closingSentence,
  counted,
  environmentOf,
  listed,
  reasonLimit,
  reasonText,
  reconcileRecord,
  recordContext,
  serviceOf,
  strictObject,
  string,
  toIso
} from "./ground.mjs";
import "./empty.mjs";

// src/gate/closing.ts
var protection = [
  "gate.environment.belongs",
  "gate.environment.exists",
  "gate.environment.reviewers",
  "gate.environment.self_review",
  "gate.environment.admin_bypass",
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

// src/flows/reconcile.ts
var refusedOutputs = { environment: "", "deploy-id": "", "ledger-result-sha256": "" };
async function reconcile(asked, ports, loaded) {
  const environment = asked.environment ?? onlyEnvironment({ ports, loaded });
  const opening = await openSession({ ports, loaded }, "deploy", environment);
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const { run } = session.job;
  const { deps } = await openEvidence(session, "writer", environment);
  const ledger = await readLedgerOf(deps.store, run.repository_id, environment);
  const refusals = [...ledgerRefusals(ledger.facts, environment), ...usedRunRefusals(ledger.runs, run.run_id)];
  const { open_intent: intent } = ledger.facts;
  if (!intent || !ledger.openIntentSha256) return refuseClosing(refusals);
  const forge = await ports.forge(loaded.config);
  const closing = { session, forge, inputs: { ...asked, environment } };
  const approvals = await readApprovals(session, forge);
  refusals.push(...await askRunning(closing, intent), ...await askApproved(closing, ledger, intent, approvals));
  const [approver] = approvedFor(approvals, environment);
  if (!approver || refusals.length > 0) return refuseClosing(refusals);
  return close(closing, deps, { intent, sha256: ledger.openIntentSha256 }, approver);
}
function onlyEnvironment({ ports, loaded }) {
  const id = RepositoryId.parse(ports.job.GITHUB_REPOSITORY_ID);
  return chosenEnvironment(serviceOf(loaded.config, id), void 0);
}
async function previewReconcile(asked, ports, loaded) {
  const opening = await openSession({ ports, loaded }, "deploy", null);
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const environment = chosenEnvironment(session.service, asked.environment);
  const credentials = await assumeRole(session, "recorder", null);
  const store = await ports.store(loaded.config.store, credentials);
  const { facts } = await readLedgerOf(store, session.job.run.repository_id, environment);
  const { open_intent: intent } = facts;
  const closing = { session, forge: await ports.forge(loaded.config), inputs: { ...asked, environment } };
  const refusals = [
    ...ledgerRefusals(facts, environment),
    ...intent ? await askRunning(closing, intent) : [],
    ...await askProtected(closing)
  ];
  if (!intent || refusals.length > 0) return refuseClosing(refusals);
  return {
    outputs: { environment, "deploy-id": intent.deploy_id, "ledger-result-sha256": "" },
    denied: false,
    text: describeClosing(closing, intent),
    json: { environment, intent, outcome: asked.outcome, reason: asked.reason }
  };
}
function describeClosing({ session, inputs }, intent) {
  const { environment, outcome, reason } = inputs;
  const { run } = session.job;
  const { approvers } = environmentOf(session.service, environment);
  return [
    `Approving closes the open intent of deploy ${intent.deploy_id} to ${environment} as ${outcome}. Nothing is deployed.`,
    `  opened ${toIso(intent.time)} by ${accountText(intent.actor, intent.actor_id)} for ${intent.digest}`,
    `  reason given: ${reasonText(reason)}`,
    `Nothing but the click of a configured approver (user ${listed(approvers)}) closes it, and not of who started this run, ${accountText(run.actor, run.actor_id)}, or that deploy, ${accountText(intent.actor, intent.actor_id)}.`,
    ...outcome === "succeeded" ? ["Who had a hand in what was deployed cannot close it as succeeded."] : []
  ].join("\n");
}
async function askRunning({ session, forge }, intent) {
  const { status } = await forge.run(session.job.run.repository, intent.run_id);
  return runningRefusals(intent.run_id, status);
}
async function askProtected(closing) {
  const facts = { ...await environmentFacts(closing), phase: "before-approval" };
  const engine = await closing.session.ports.policy();
  return closingRefusals({ ...facts, approvals: null, authors: null }, engine, "");
}
async function askApproved(closing, ledger, intent, approvals) {
  const { session, forge, inputs } = closing;
  const authors = inputs.outcome === "succeeded" ? await readAuthors(session, forge, { ledger: ledger.facts, sourceCommit: intent.commit }) : { since_commit: "", until_commit: intent.commit, complete: true, problem: "", people: [] };
  const facts = { ...await environmentFacts(closing), phase: "before-deploy", approvals, authors };
  return [
    ...closingRefusals(facts, await session.ports.policy(), inputs.outcome),
    ...starterRefusals(approvals, intent, inputs.environment)
  ];
}
async function environmentFacts({ session, forge, inputs: { environment } }) {
  const { loaded, job } = session;
  return {
    run: job.run,
    policy: effectivePolicy(loaded, job.run.repository_id, environment),
    environment: await forge.environment(job.run.repository, environment),
    deploy_jobs: await readDeployJobs(session, forge)
  };
}
function refuseClosing(refusals) {
  const text = ["Refused: the intent stays open.", ...refusals.map((line) => `  - ${line}`)].join("\n");
  return { outputs: refusedOutputs, denied: true, text, json: { refused: "reconcile", reasons: refusals } };
}
async function close({ session, inputs }, deps, { intent, sha256 }, approver) {
  const { environment, outcome, reason } = inputs;
  const { digest, commit, deploy_id } = intent;
  const time = session.ports.clock.now();
  const context = recordContext(session, { digest, commit, environment, unlocked: deps.lock === "none", time });
  const person = { personId: approver.user_id, person: approver.login };
  const record = reconcileRecord(context, { deployId: deploy_id, outcome, reason, ...person });
  const written = await writeEvidence(deps, {
    context,
    stage: "closing",
    subject: { name: session.service.registry.repository, digest },
    records: [record, approvalRecord(context, approver)],
    blobs: []
  });
  const by = accountText(approver.login, approver.user_id);
  const reconciled = { run_id: RunId.parse(session.job.run.run_id), by, reason, intent_sha256: sha256 };
  const result = closeIntent(intent, { time, manifest_sha256: written.manifestSha256, outcome, reconciled });
  const put = await putLedgerEntry(deps, intent, result);
  if (put.outcome === "exists")
    return refuseClosing([`${put.holder || "somebody"} (repository id/run id) closed it at the same time.`]);
  const sentence = closingSentence({ by, deployId: deploy_id, outcome, reason });
  return {
    outputs: { environment, "deploy-id": deploy_id, "ledger-result-sha256": put.entry.sha256 },
    denied: false,
    text: `${sentence}; it was open since ${toIso(intent.time)}. ${counted(1, "record")} and its manifest are locked.`,
    json: { deploy_id, outcome }
  };
}

// src/commands/reconcile.ts
var reconcile2 = defineCommand({
  name: "reconcile",
  summary: "Close the open intent of a deploy that never ended, by the approver of this run and with a reason.",
  surfaces: ["action"],
  inputs: strictObject({
    preview: flag("false").describe("true to name the open intent for the approver and write nothing."),
    environment: EnvironmentName.optional().describe(
      "Environment with the open intent; needed where the service has more than one."
    ),
    outcome: _enum(["succeeded", "failed", "unknown"]).describe("What the person who looked found to be true of the deploy."),
    reason: LedgerReason.min(10).max(reasonLimit).describe("Why the intent was left open and how the outcome is known.")
  }),
  outputs: strictObject({
    environment: string().describe("Environment with the open intent; empty when refused."),
    "deploy-id": string().describe("The deploy that was closed, or would be; empty when refused."),
    "ledger-result-sha256": string().describe("SHA-256 of the ledger result.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read", "pull-requests": "read" },
  config: "required",
  run: async ({ preview, ...inputs }, ports, config) => preview ? previewReconcile(inputs, ports, config) : reconcile(inputs, ports, config)
});
export {
  reconcile2 as reconcile
};
