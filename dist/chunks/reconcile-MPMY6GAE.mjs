const require = (name) => process.getBuiltinModule(name);
import {
  recordContext
} from "./chunk-A6M6XSQZ.mjs";
import {
  openEvidence
} from "./chunk-FRG3GRG7.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./chunk-HZD5UVIK.mjs";
import "./chunk-TRSBL6Z7.mjs";
import {
  defineCommand,
  flag
} from "./chunk-V2J4JH5Q.mjs";
import {
  readApprovals
} from "./chunk-KV2KK6YF.mjs";
import "./chunk-WLUN27IF.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-WH36VMI5.mjs";
import {
  approvalRecord,
  closeIntent,
  putLedgerEntry,
  readLedgerOf,
  reconcileRecord,
  writeEvidence
} from "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  chosenEnvironment,
  environmentOf,
  serviceOf
} from "./chunk-2WYDRYT3.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
import {
  toIso
} from "./chunk-XNJSR4KI.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import {
  counted,
  listed
} from "./chunk-EYNEVNAZ.mjs";
import {
  EnvironmentName,
  RepositoryId,
  RunId
} from "./chunk-VOJQTMTM.mjs";
import {
  _enum,
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-GAGB4O4C.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/flows/reconcile.ts
var nothing = { environment: "", "deploy-id": "", "ledger-result-sha256": "" };
async function reconcile(asked, ports, loaded) {
  const environment = environmentAsked(asked, ports, loaded);
  const opening = await openJob(ports, loaded, "deploy", environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const inputs = { ...asked, environment };
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
function environmentAsked(asked, ports, loaded) {
  if (asked.environment !== void 0) return asked.environment;
  const id = RepositoryId.parse(ports.job.GITHUB_REPOSITORY_ID);
  return chosenEnvironment(serviceOf(loaded.config, id), void 0);
}
async function previewReconcile(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "deploy", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const environment = chosenEnvironment(job.service, inputs.environment);
  const credentials = await assumeRole(ports, loaded, job, "recorder", null);
  const store = await ports.store(loaded.config.store, credentials);
  const { facts } = await readLedgerOf(store, job.run.repository_id, environment);
  const intent = facts.open_intent;
  const refusals = [
    ...ledgerProblems(facts, environment),
    ...intent ? await stillRunning(ports, loaded, job, intent) : []
  ];
  if (!intent || refusals.length > 0) return refused(refusals);
  const text = [
    `Approving closes the open intent of deploy ${intent.deploy_id} to ${environment} as ${inputs.outcome}. Nothing is deployed.`,
    `  opened ${toIso(intent.time)} by ${intent.actor} (user ${intent.actor_id}) for ${intent.digest}`,
    `  reason given: ${inputs.reason}`
  ].join("\n");
  return {
    outputs: { environment, "deploy-id": intent.deploy_id, "ledger-result-sha256": "" },
    denied: false,
    text,
    json: { environment, intent, outcome: inputs.outcome, reason: inputs.reason }
  };
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
    outputs: {
      environment: inputs.environment,
      "deploy-id": intent.deploy_id,
      "ledger-result-sha256": put.entry.sha256
    },
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
  inputs: strictObject({
    preview: flag("false").describe("true to name the open intent for the approver and write nothing."),
    environment: EnvironmentName.optional().describe(
      "Environment with the open intent; needed where the service has more than one."
    ),
    outcome: _enum(["succeeded", "failed", "unknown"]).describe("What the person who looked found to be true of the deploy."),
    reason: string().min(10).max(1e3).describe("Why the intent was left open and how the outcome is known.")
  }),
  outputs: strictObject({
    environment: string().describe("Environment with the open intent; empty when refused."),
    "deploy-id": string().describe("The deploy that was closed, or would be; empty when refused."),
    "ledger-result-sha256": string().describe("SHA-256 of the ledger result.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async ({ preview, ...inputs }, ports, config) => preview ? previewReconcile(inputs, ports, config) : reconcile(inputs, ports, config)
});
export {
  reconcile2 as reconcile
};
