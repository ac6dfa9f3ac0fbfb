const require = (name) => process.getBuiltinModule(name);
import {
  readApprovals,
  readAuthors,
  readDeployJobs
} from "./gate-authors.mjs";
import "./flows-published.mjs";
import {
  judgeRules
} from "./gate-decision-v1.mjs";
import {
  recordContext
} from "./flows-evidence-set.mjs";
import {
  accountText,
  approvalRecord,
  closeIntent,
  putLedgerEntry,
  readLedgerOf,
  reconcileRecord,
  writeEvidence
} from "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import {
  openEvidence
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand,
  flag
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./flows-collect-signatures-2.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./flows-bundle-referrers.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-evidence-manifest-v1.mjs";
import {
  LedgerReason,
  closingSentence,
  reasonLimit,
  reasonText
} from "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./model-identity.mjs";
import "./base-mistakes.mjs";
import "./vendor-canonicalize.mjs";
import {
  chosenEnvironment,
  effectivePolicy,
  environmentOf,
  serviceOf
} from "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import {
  toIso
} from "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
import {
  EnvironmentName,
  RepositoryId,
  RunId
} from "./model-ids.mjs";
import {
  _enum,
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  counted,
  listed
} from "./base-text.mjs";
import "./base-digest.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/reconcile-rules.ts
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
function protectionRefusals(closing) {
  return askGate(closing, null);
}
async function closingRefusals(closing, outcome, approvals, ledger, intent) {
  const { ports, github, loaded, job } = closing;
  const authors = outcome === "succeeded" ? await readAuthors(ports, github, loaded, job, ledger, intent.commit) : { since_commit: "", until_commit: intent.commit, complete: true, problem: "", people: [] };
  const refusals = await askGate(closing, { approvals: [...approvals], authors });
  const starter = approvedFor(approvals, closing.environment).find((one) => one.user_id === intent.actor_id);
  return [
    ...refusals.map((line) => outcome === "succeeded" ? explainAuthors(line) : line),
    ...starter ? [
      `${accountText(starter.login, starter.user_id)} approved, and started the deploy that left the intent open; expected somebody else. Let another of the approvers approve a new run.`
    ] : []
  ];
}
function approvedFor(approvals, environment) {
  return approvals.filter((one) => one.state === "approved" && one.environments.includes(environment));
}
function approversOf({ job, environment }) {
  return environmentOf(job.service, environment).approvers;
}
async function askGate({ ports, loaded, github, job, environment }, late) {
  const facts = {
    phase: late ? "before-deploy" : "before-approval",
    run: job.run,
    policy: effectivePolicy(loaded, job.run.repository_id, environment),
    environment: await github.environment(job.run.repository, environment),
    deploy_jobs: await readDeployJobs(github, job),
    approvals: late?.approvals ?? null,
    authors: late?.authors ?? null
  };
  const ids = late ? [...protection, ...approval] : protection;
  return judgeRules(facts, await ports.policy(), ids).filter(({ verdict }) => verdict !== "allow").map(({ id, message, remedy }) => `${id}: ${message}. ${remedy}`);
}
function explainAuthors(line) {
  if (!line.startsWith("gate.approval.four_eyes")) return line;
  return `${line} A deploy that is closed as succeeded counts as approved by who closes it; failed and unknown ask nothing about authors.`;
}

// src/flows/reconcile.ts
var nothing = { environment: "", "deploy-id": "", "ledger-result-sha256": "" };
async function reconcile(asked, ports, loaded) {
  const environment = environmentAsked(asked, ports, loaded);
  const opening = await openJob(ports, loaded, "deploy", environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const inputs = { ...asked, environment };
  const { deps } = await openEvidence(ports, loaded, job, "writer", environment);
  const { facts: ledger, runs, openIntentSha256 } = await readLedgerOf(deps.store, job.run.repository_id, environment);
  const intent = ledger.open_intent;
  const refusals = [...ledgerProblems(ledger, environment), ...usedRun(runs, job)];
  if (!intent || !openIntentSha256) return refused(refusals);
  const github = await ports.github(loaded.config);
  const approvals = await readApprovals(ports, github, job);
  const closing = { ports, loaded, github, job, environment };
  refusals.push(...await stillRunning(closing, intent));
  refusals.push(...await closingRefusals(closing, inputs.outcome, approvals, ledger, intent));
  const [approver] = approvedFor(approvals, environment);
  if (!approver || refusals.length > 0) return refused(refusals);
  return close(inputs, ports, loaded, job, deps, { intent, sha256: openIntentSha256 }, approver);
}
function usedRun(runs, { run }) {
  if (!runs.has(run.run_id)) return [];
  return [
    `run ${run.run_id} has an entry in the ledger already; one approval is for one deploy or one reconcile. Start a new run.`
  ];
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
  const closing = { ports, loaded, github: await ports.github(loaded.config), job, environment };
  const refusals = [
    ...ledgerProblems(facts, environment),
    ...intent ? await stillRunning(closing, intent) : [],
    ...await protectionRefusals(closing)
  ];
  if (!intent || refusals.length > 0) return refused(refusals);
  const text = [
    `Approving closes the open intent of deploy ${intent.deploy_id} to ${environment} as ${inputs.outcome}. Nothing is deployed.`,
    `  opened ${toIso(intent.time)} by ${accountText(intent.actor, intent.actor_id)} for ${intent.digest}`,
    `  reason given: ${reasonText(inputs.reason)}`,
    `Nothing but the click of a configured approver (user ${listed(approversOf(closing))}) closes it, and not of who started this run, ${accountText(job.run.actor, job.run.actor_id)}, or that deploy, ${accountText(intent.actor, intent.actor_id)}.`,
    ...inputs.outcome === "succeeded" ? ["Who had a hand in what was deployed cannot close it as succeeded."] : []
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
  if (!readable) return [`the ledger in ${store} cannot be read: ${problem}.`];
  if (problem !== "") return [`the ledger in ${store} is broken, and nothing is added to it: ${problem}.`];
  return open_intent ? [] : [`${environment} has no open intent; there is nothing to close.`];
}
async function stillRunning({ github, job }, intent) {
  const run = await github.run(job.run.repository, intent.run_id);
  if (run.status === "completed") return [];
  return [
    `run ${intent.run_id}, which opened the intent, is ${run.status}; expected completed. Cancel it or wait for its end.`
  ];
}
function refused(refusals) {
  const text = ["Refused: the intent stays open.", ...refusals.map((line) => `  - ${line}`)].join("\n");
  return { outputs: nothing, denied: true, text, json: { refused: "reconcile", reasons: refusals } };
}
async function close(inputs, ports, loaded, job, deps, { intent, sha256 }, approver) {
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
    by: accountText(approver.login, approver.user_id),
    reason: inputs.reason,
    intent_sha256: sha256
  };
  const result = closeIntent(intent, {
    time: facts.time,
    manifest_sha256: written.manifestSha256,
    outcome: inputs.outcome,
    reconciled
  });
  const put = await putLedgerEntry(deps, intent, result);
  if (put.outcome === "exists")
    return refused([`${put.holder || "somebody"} (repository id/run id) closed it at the same time.`]);
  const { by, reason } = reconciled;
  const sentence = closingSentence({ by, deployId: intent.deploy_id, outcome: inputs.outcome, reason });
  const text = `${sentence}; it was open since ${toIso(intent.time)}. ${counted(1, "record")} and its manifest are locked.`;
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
