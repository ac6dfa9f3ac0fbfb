import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  recordContext
} from "./chunk-XI3DV4HX.mjs";
import {
  readApprovals
} from "./chunk-4UXRRADL.mjs";
import "./chunk-AKUUN6TX.mjs";
import "./chunk-IJQKIOCO.mjs";
import "./chunk-PN5KRIYE.mjs";
import {
  approvalRecord,
  closeIntent,
  putLedgerEntry,
  readLedgerOf,
  reconcileRecord,
  writeEvidence
} from "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import {
  openEvidence
} from "./chunk-ATS6TUQB.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-LD2JOTRZ.mjs";
import {
  environmentOf
} from "./chunk-K76TWDBT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import {
  toIso
} from "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  EnvironmentName,
  RunId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import {
  counted,
  listed
} from "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/flows/reconcile.ts
var nothing = { "deploy-id": "", "ledger-result-sha256": "" };
async function reconcile(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "deploy", inputs.environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const { deps } = await openEvidence(ports, loaded, job, "writer", inputs.environment);
  const { facts: ledger, runs } = await readLedgerOf(deps.store, job.run.repository_id, inputs.environment);
  const intent = ledger.open_intent;
  const refusals = [
    ...ledgerProblems(ledger, inputs.environment),
    ...runs.has(job.run.run_id) ? [
      `run ${job.run.run_id} has an entry in the ledger already; one approval is for one deploy or one reconcile. Start a new run`
    ] : [],
    ...intent ? await stillRunning(ports, loaded, job, intent) : []
  ];
  const approvals = await readApprovals(ports, await ports.github(loaded.config), job);
  const approver = findApprover(approvals, job, inputs.environment);
  if (!approver) refusals.push(missingApproval(job, inputs.environment));
  if (!intent || !approver || refusals.length > 0) return refused(refusals);
  return close(inputs, ports, loaded, job, deps, intent, approver);
}
function ledgerProblems(ledger, environment) {
  const { store, readable, problem, open_intent } = ledger;
  if (!readable) return [`the ledger in ${store} cannot be read: ${problem}`];
  if (problem !== "") return [`the ledger in ${store} is broken, and nothing is added to it: ${problem}`];
  return open_intent ? [] : [`${environment} has no open intent; there is nothing to close`];
}
async function stillRunning(ports, loaded, job, intent) {
  const github = await ports.github(loaded.config);
  const run = await github.run(job.run.repository, intent.run_id);
  if (run.status === "completed") return [];
  return [
    `run ${intent.run_id}, which opened the intent, is ${run.status}; expected completed. Cancel it or wait for its end`
  ];
}
function findApprover(approvals, job, environment) {
  const { approvers } = environmentOf(job.service, environment);
  if (job.run.run_attempt !== 1) return void 0;
  return approvals.find(
    (a) => a.state === "approved" && a.environments.includes(environment) && approvers.includes(a.user_id) && a.user_id !== job.run.actor_id
  );
}
function missingApproval(job, environment) {
  const { approvers } = environmentOf(job.service, environment);
  return `this run's first attempt has no approval for ${environment} by one of the users ${listed(approvers)}, other than the person who started it (${job.run.actor})`;
}
function refused(refusals) {
  const text = ["Refused: the intent stays open.", ...refusals.map((line) => `  - ${line}.`)].join("\n");
  return { outputs: nothing, denied: true, text, json: { refused: "reconcile", reasons: refusals } };
}
async function close(inputs, ports, loaded, job, deps, intent, approver) {
  const facts = {
    digest: intent.digest,
    commit: intent.commit,
    environment: inputs.environment,
    unlocked: deps.lock === "none",
    time: ports.clock.now()
  };
  const context = recordContext(loaded, job.run, facts);
  const person = { personId: approver.user_id, person: approver.login };
  const record = reconcileRecord(context, {
    deployId: intent.deploy_id,
    outcome: inputs.outcome,
    reason: inputs.reason,
    ...person
  });
  const written = await writeEvidence(deps, {
    context,
    stage: "closing",
    subject: { name: job.service.registry.repository, digest: intent.digest },
    records: [record, approvalRecord(context, approver)],
    blobs: []
  });
  const reconciled = {
    run_id: RunId.parse(job.run.run_id),
    by: `${approver.login} (user ${approver.user_id})`,
    reason: inputs.reason
  };
  const result = closeIntent(intent, {
    time: facts.time,
    manifest_sha256: written.manifestSha256,
    outcome: inputs.outcome,
    reconciled
  });
  const put = await putLedgerEntry(deps, intent, result);
  if (put.outcome === "exists")
    return refused([`${put.holder || "somebody"} (repository id/run id) closed it at the same time`]);
  const text = `${approver.login} (user ${approver.user_id}) closed deploy ${intent.deploy_id}, open since ${toIso(intent.time)}, as ${inputs.outcome}: ${inputs.reason}. ${counted(1, "record")} and its manifest are locked.`;
  return {
    outputs: { "deploy-id": intent.deploy_id, "ledger-result-sha256": put.entry.sha256 },
    denied: false,
    text,
    json: { deploy_id: intent.deploy_id, outcome: inputs.outcome }
  };
}

// src/commands/reconcile.ts
var reconcile2 = defineCommand({
  name: "reconcile",
  summary: "Close the open intent of a deploy that never ended, by the approver of this run and with a reason.",
  surfaces: ["action"],
  inputs: external_exports.strictObject({
    environment: EnvironmentName.describe("Environment with the open intent."),
    outcome: external_exports.enum(["succeeded", "failed", "unknown"]).describe("What the person who looked found to be true of the deploy."),
    reason: external_exports.string().min(10).max(1e3).describe("Why the intent was left open and how the outcome is known.")
  }),
  outputs: external_exports.strictObject({
    "deploy-id": external_exports.string().describe("The deploy that was closed; empty when refused."),
    "ledger-result-sha256": external_exports.string().describe("SHA-256 of the ledger result.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async (inputs, ports, config) => reconcile(inputs, ports, config)
});
export {
  reconcile2 as reconcile
};
