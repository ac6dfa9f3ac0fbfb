const require = (name) => process.getBuiltinModule(name);
import {
  approvedFor,
  closingRefusals,
  ledgerRefusals,
  runningRefusals,
  starterRefusals,
  usedRunRefusals
} from "./gate-closing.mjs";
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
import "./gate-decision-v1.mjs";
import {
  openEvidence
} from "./flows-session-reach.mjs";
import {
  assumeRole
} from "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  jobRepository,
  openSession,
  placeOf,
  refuseIdentity
} from "./trust-caller.mjs";
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

// src/flows/reconcile.ts
var refusedOutputs = { environment: "", "deploy-id": "", "ledger-result-sha256": "" };
async function reconcile(asked, ports, loaded) {
  const environment = asked.environment ?? onlyEnvironment({ ports, loaded }, asked.service);
  const opening = await openSession({ ports, loaded }, { part: "deploy", environment, service: asked.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const { run } = session.job;
  const { deps } = await openEvidence(session, "writer", environment);
  const ledger = await readLedgerOf(deps.store, { ...placeOf(session), environment });
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
function onlyEnvironment({ ports, loaded }, service) {
  const id = jobRepository(ports.job);
  return chosenEnvironment(serviceOf(loaded.config, id, service), void 0);
}
async function previewReconcile(asked, ports, loaded) {
  const opening = await openSession({ ports, loaded }, { part: "deploy", environment: null, service: asked.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const environment = chosenEnvironment(session.service, asked.environment);
  const credentials = await assumeRole(session, "recorder", null);
  const store = await ports.store(loaded.config.store, credentials);
  const { facts } = await readLedgerOf(store, { ...placeOf(session), environment });
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
  const { loaded, service, job } = session;
  return {
    run: job.run,
    policy: effectivePolicy(loaded, service, environment),
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
    ...whichService,
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
