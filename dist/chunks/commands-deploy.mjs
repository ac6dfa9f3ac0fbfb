const require = (name) => process.getBuiltinModule(name);
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import {
  openServiceTrust,
  readTrustedRoot
} from "./flows-trust-roots.mjs";
import "./gate-decide.mjs";
import {
  decisionEvidence,
  joinParts,
  recordContext
} from "./flows-evidence-set.mjs";
import {
  openEvidence,
  openServiceRegistry
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./trust-policy-document.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  collectForDeploy
} from "./flows-collect-deploy-2.mjs";
import "./flows-collect-signatures.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import {
  closeIntent,
  intentRecord,
  nextIntent,
  noteRecord,
  outcomeRecord,
  putLedgerEntry,
  writeEvidence
} from "./flows-record.mjs";
import "./evidence-keys.mjs";
import "./model-statement.mjs";
import "./model-evidence.mjs";
import "./vendor-canonicalize.mjs";
import "./model-identity.mjs";
import {
  environmentOf
} from "./config-effective.mjs";
import "./config-day.mjs";
import "./base-time.mjs";
import "./model-config.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
import "./base-digest.mjs";
import "./vendor-zod-2.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  Digest,
  EnvironmentName,
  Sha256,
  Ticket
} from "./model-ids.mjs";
import {
  literal,
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  Fault,
  textOf
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/deploy-command.ts
var outputLimit = 1024 * 1024;
async function runDeployCommand(ports, loaded, job, target, _opening) {
  try {
    const credentials = await assumeRole(ports, loaded, job, "deployer", target.environment);
    const { deploy: deploy3 } = environmentOf(job.service, target.environment);
    const [program = "", ...args] = deploy3.command.map(
      (word) => word.replaceAll("{image}", `${job.service.registry.repository}@${target.digest}`)
    );
    await checkProgram(ports, program, deploy3);
    ports.log.step("command", `running ${printable(program)}`);
    const folder = await ports.files.temporary("safeguard-deploy-");
    const result = await ports.programs.run(program, args, {
      environment: commandEnvironment(deploy3, loaded, credentials),
      folder,
      timeoutSeconds: deploy3["timeout-minutes"] * 60,
      outputLimit
    });
    ports.log.step("command-ended", `${printable(program)} ended`);
    return outcomeOf(result, deploy3);
  } catch (error) {
    return { outcome: "failed", sentence: `did not run: ${printable(textOf(error))}`, blob: null };
  }
}
async function checkProgram(ports, program, deploy3) {
  const expected = deploy3["program-sha256"];
  if (expected === void 0) return;
  const found = await ports.files.sha256(program);
  if (found !== expected)
    throw new Fault("TOOL_CHECKSUM_MISMATCH", `${program}: expected sha256 ${expected}, found ${found}`);
}
function commandEnvironment(deploy3, loaded, credentials) {
  const region = loaded.config.sts?.region;
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "C.UTF-8",
    ...deploy3.environment,
    ...region ? { AWS_REGION: region } : {},
    ...credentials ? {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken
    } : {}
  };
}
function outcomeOf(result, deploy3) {
  if (result.timedOut)
    return {
      outcome: "failed",
      sentence: `was stopped after ${deploy3["timeout-minutes"]} minutes; what it did is unknown.`,
      blob: null
    };
  if (result.signal !== "")
    return { outcome: "failed", sentence: `was ended by ${result.signal}; what it did is unknown.`, blob: null };
  const outcome = result.exitCode === 0 ? "succeeded" : "failed";
  return { outcome, sentence: `ended with exit code ${result.exitCode}.`, blob: null };
}

// src/flows/deploy.ts
var nothing = { outcome: "denied", "decision-sha256": "", "deploy-id": "", "ledger-result-sha256": "" };
async function deploy(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "deploy", inputs.environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const started = await startDeploy(inputs, ports, loaded, opening.job);
  if (started.decided.decision.verdict === "deny") return denyDeploy(ports, loaded, started);
  if (started.evidence.deployedRuns.has(started.job.run.run_id)) return refuseAgain(ports, loaded, started);
  const intent = nextIntent(ledgerOf(started), intentFields(started));
  const opened = await openIntent(ports, loaded, started, intent);
  if ("holder" in opened) return loseLease(ports, loaded, started, opened.holder);
  const outcome = await runDeployCommand(ports, loaded, started.job, inputs, opened.manifestSha256);
  return finishDeploy(ports, await renewSession(ports, loaded, started), intent, outcome);
}
async function startDeploy(inputs, ports, loaded, job) {
  const { deps, credentials } = await openEvidence(ports, loaded, job, "writer", inputs.environment);
  const registry = await openServiceRegistry(ports, loaded, job.service, credentials);
  const reach = {
    registry,
    store: deps.store,
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service)
  };
  const handedOver = { digest: inputs.handedDigest, ledger_head: inputs.ledgerHead };
  const target = {
    phase: "before-deploy",
    digest: inputs.digest,
    environment: inputs.environment,
    handedOver
  };
  const evidence = await collectForDeploy(ports, reach, loaded, job, target);
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  const context = recordContext(loaded, job.run, {
    digest: inputs.digest,
    commit: sourceCommit(evidence, job),
    environment: inputs.environment,
    unlocked: deps.lock === "none",
    time: decided.decision.time
  });
  return { job, inputs, deps, sessionEnds: credentials?.expiresAt ?? 0, decided, evidence, context };
}
function sourceCommit(evidence, job) {
  return evidence.sourceCommit || job.run.commit;
}
function ledgerOf({ evidence }) {
  const { ledger } = evidence.bundle;
  if (!ledger) throw new Error("the deploy phase always collects the ledger");
  return ledger;
}
function intentFields({ job, inputs, decided, context }) {
  const { repository_id, run_id, actor_id, actor } = job.run;
  return {
    repository_id,
    environment: inputs.environment,
    digest: inputs.digest,
    commit: context.commit,
    run_id,
    lease: job.claims.jti,
    actor_id,
    actor,
    time: decided.decision.time,
    decision_sha256: decided.sha256
  };
}
async function openIntent(ports, loaded, started, intent) {
  const { deps, context, inputs } = started;
  ports.log.step("intent", `writing intent ${intent.seq} for ${inputs.environment}`);
  const put = await putLedgerEntry(deps, intent, intent);
  if (put.outcome === "exists") return { holder: put.holder };
  ports.log.step("intent-locked", `intent ${intent.seq} is locked`);
  const parts = joinParts(await deployEvidence(ports, loaded, started), {
    records: [intentRecord(context, intent), ...ticketRecords(started)],
    blobs: []
  });
  const written = await writeEvidence(deps, {
    context,
    stage: "opening",
    subject: subjectOf(started),
    ...parts,
    extraEntries: [put.entry]
  });
  ports.log.step("opening-locked", `decision, intent and opening manifest are locked in ${deps.store.uri}`);
  return { manifestSha256: written.manifestSha256 };
}
function ticketRecords({ context, inputs }) {
  return inputs.ticket === void 0 ? [] : [noteRecord(context, "ticket", `ticket ${inputs.ticket}`, null)];
}
async function deployEvidence(ports, loaded, started) {
  const { context, evidence, decided } = started;
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const bundles = evidence.signatures.filter((signature) => signature.counts);
  const blobs = [
    ...bundles.map((signature) => ({ bytes: signature.bytes, type: "sigstore-bundle" })),
    ...trustedRoot ? [{ bytes: trustedRoot, type: "trusted-root" }] : []
  ];
  return joinParts(decisionEvidence(context, evidence.bundle, decided), { records: [], blobs });
}
function subjectOf({ job, inputs }) {
  return { name: job.service.registry.repository, digest: inputs.digest };
}
async function renewSession(ports, loaded, started) {
  const { sessionEnds, job, inputs } = started;
  if (sessionEnds === 0 || sessionEnds - ports.clock.now() > 600) return started;
  const { deps, credentials } = await openEvidence(ports, loaded, job, "writer", inputs.environment);
  return { ...started, deps, sessionEnds: credentials?.expiresAt ?? 0 };
}
async function finishDeploy(ports, started, intent, outcome) {
  const { deps, context, job, inputs } = started;
  const closing = { ...context, time: ports.clock.now() };
  ports.log.step("outcome", `the deploy command ${outcome.sentence}`);
  const record = outcomeRecord(closing, outcome.outcome, outcome.sentence, outcome.blob);
  const blobs = outcome.blob ? [outcome.blob] : [];
  const written = await writeEvidence(deps, {
    context: closing,
    stage: "closing",
    subject: subjectOf(started),
    records: [record],
    blobs
  });
  ports.log.step("closing-locked", "outcome and closing manifest are locked");
  const result = closeIntent(intent, {
    time: closing.time,
    manifest_sha256: written.manifestSha256,
    outcome: outcome.outcome
  });
  const put = await putLedgerEntry(deps, intent, result);
  ports.log.step("result-locked", `the ledger says: ${outcome.outcome}`);
  if (put.outcome === "exists") return resultTaken(started, put.holder);
  const id = intent.deploy_id;
  const text = `Deploy ${id} to ${inputs.environment} ${outcome.outcome}: ${job.service.registry.repository}@${inputs.digest}. ${outcome.sentence}`;
  return {
    outputs: {
      outcome: outcome.outcome,
      "decision-sha256": started.decided.sha256,
      "deploy-id": id,
      "ledger-result-sha256": put.entry.sha256
    },
    denied: outcome.outcome === "failed",
    text,
    json: { deploy_id: id, outcome: outcome.outcome, seq: intent.seq, decision_sha256: started.decided.sha256 }
  };
}
function resultTaken(started, holder) {
  const text = `The intent of this deploy was closed by ${holder || "someone else"} while its command ran; the outcome is in this run's own manifest.`;
  return {
    outputs: { ...nothing, "decision-sha256": started.decided.sha256 },
    denied: true,
    text,
    json: { refused: "result-taken", holder }
  };
}
async function denyDeploy(ports, loaded, started) {
  const parts = await deployEvidence(ports, loaded, started);
  await writeEvidence(started.deps, { context: started.context, stage: "job", subject: subjectOf(started), ...parts });
  const { decision } = started.decided;
  return {
    outputs: { ...nothing, "decision-sha256": started.decided.sha256 },
    denied: true,
    text: [...renderDecision(decision), "Nothing was deployed; the denial is recorded."].join("\n"),
    summary: `${renderDecisionMarkdown(decision)}

Nothing was deployed; the denial is recorded.`,
    json: { decision, decision_sha256: started.decided.sha256 }
  };
}
function loseLease(ports, loaded, started, holder) {
  const text = [
    `Denied: deploy ${holder || "(unreadable)"} took the lease of ${started.inputs.environment} first.`,
    `  expected: no open intent. What to do: wait for that deploy to end, then start a new run.`
  ].join("\n");
  return refuseStart(ports, loaded, started, text, { refused: "lease", holder });
}
function refuseAgain(ports, loaded, started) {
  const { run_id } = started.job.run;
  const text = [
    `Denied: run ${run_id} has deployed to ${started.inputs.environment} before, or began to.`,
    `  expected: one deploy per run and environment. What to do: start a new run, which needs its own approval.`
  ].join("\n");
  return refuseStart(ports, loaded, started, text, { refused: "run-deployed", run_id });
}
async function refuseStart(ports, loaded, started, text, json) {
  const parts = await deployEvidence(ports, loaded, started);
  await writeEvidence(started.deps, { context: started.context, stage: "job", subject: subjectOf(started), ...parts });
  return { outputs: { ...nothing, "decision-sha256": started.decided.sha256 }, denied: true, text, json };
}

// src/commands/deploy.ts
var deploy2 = defineCommand({
  name: "deploy",
  summary: "Deploy one approved digest: gate, lock the intent, run the configured command, lock the outcome.",
  surfaces: ["action"],
  inputs: strictObject({
    digest: Digest.describe("Digest to deploy."),
    environment: EnvironmentName.describe("Environment, as configured for this service."),
    "approved-digest": Digest.describe("Digest that the gate before approval handed over; compared."),
    "ledger-head": Sha256.or(literal("none")).describe(
      "Ledger head that the gate before approval handed over, or none before the first deploy; compared."
    ),
    ticket: Ticket.optional().describe("Change ticket; recorded.")
  }),
  outputs: strictObject({
    outcome: string().describe("succeeded, failed or denied."),
    "decision-sha256": string().describe("SHA-256 of the decision."),
    "deploy-id": string().describe("<repository id>/<run id>; what audit deploy asks for."),
    "ledger-result-sha256": string().describe("SHA-256 of the ledger result.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read", "pull-requests": "read" },
  config: "required",
  run: async (inputs, ports, config) => {
    const head = inputs["ledger-head"];
    const handed = { handedDigest: inputs["approved-digest"], ledgerHead: head === "none" ? "" : head };
    const { digest, environment, ticket } = inputs;
    return deploy({ digest, environment, ticket, ...handed }, ports, config);
  }
});
export {
  deploy2 as deploy
};
