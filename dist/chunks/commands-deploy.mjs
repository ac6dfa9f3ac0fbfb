const require = (name) => process.getBuiltinModule(name);
import {
  collectForDeploy
} from "./gate-authors.mjs";
import "./flows-published.mjs";
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import {
  decisionEvidence,
  joinParts,
  recordContext
} from "./flows-evidence-set.mjs";
import {
  checkEvidence,
  closeIntent,
  foreseenEntry,
  intentKey,
  intentRecord,
  lockBlobs,
  nextIntent,
  outcomeRecord,
  proveSigner,
  putLedgerEntry,
  writeEvidence
} from "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import {
  openEvidence,
  openServiceRegistry,
  renewEvidence
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./flows-collect-signatures-2.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./config-identity-policy.mjs";
import "./flows-bundle-referrers.mjs";
import "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-evidence-manifest-v1.mjs";
import "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./model-identity.mjs";
import "./base-mistakes.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import {
  environmentOf
} from "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import "./base-json-text.mjs";
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
  printable
} from "./base-text.mjs";
import {
  openServiceTrust,
  readTrustedRoot
} from "./flows-trust-roots-2.mjs";
import "./base-digest.mjs";
import {
  Fault,
  faultRegister,
  isFault,
  textOf
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/deploy-command.ts
var outputLimit = 1024 * 1024;
async function prepareCommand(ports, loaded, job, target) {
  const { deploy: deploy3 } = environmentOf(job.service, target.environment);
  await checkProgram(ports, deploy3);
  return { deploy: deploy3, credentials: await assumeRole(ports, loaded, job, "deployer", target.environment) };
}
async function runDeployCommand(ports, loaded, job, target, { deploy: deploy3, credentials }, _opening) {
  let mayHaveStarted = false;
  try {
    const image = `${job.service.registry.repository}@${target.digest}`;
    const [program = "", ...args] = deploy3.command.map((word) => word.replaceAll("{image}", image));
    const environment = commandEnvironment(deploy3, loaded, credentials, await ports.files.temporary("safeguard-home-"));
    const folder = await ports.files.temporary("safeguard-deploy-");
    await checkProgram(ports, deploy3);
    ports.log.step("command", `running ${printable(program)}`);
    mayHaveStarted = true;
    const result = await ports.programs.run(program, args, {
      environment,
      folder,
      timeoutSeconds: deploy3["timeout-minutes"] * 60,
      outputLimit
    });
    ports.log.step("command-ended", `${printable(program)} ended`);
    return outcomeOf(result, deploy3);
  } catch (error) {
    const outcome = mayHaveStarted && !isFault(error, "TOOL_MISSING") ? "failed" : "not-started";
    return { outcome, sentence: `did not run: ${printable(textOf(error))}`, blob: null };
  }
}
async function checkProgram(ports, deploy3) {
  const [program = ""] = deploy3.command;
  const expected = deploy3["program-sha256"];
  await ports.programs.check(program).catch((error) => {
    if (!isFault(error, "TOOL_MISSING") && !isFault(error, "TOOL_FAILED")) throw error;
    throw new Fault(error.code, `the deploy command of safeguard.yml cannot be run: ${error.message}`, {
      hint: "Mend environments.<name>.deploy.command in safeguard.yml, or install the program on the runner and let this user run it, then start a new run.",
      cause: error
    });
  });
  if (expected === void 0) return;
  const found = await ports.files.sha256(program);
  if (found !== expected)
    throw new Fault("TOOL_CHECKSUM_MISMATCH", `${program}: expected sha256 ${expected}, found ${found}`);
}
function commandEnvironment(deploy3, loaded, credentials, home) {
  const region = loaded.config.sts?.region;
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    LANG: "C.UTF-8",
    ...region ? { AWS_REGION: region } : {},
    ...credentials ? {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken
    } : {},
    ...deploy3.environment
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
  const ready = await readyDeploy(ports, loaded, started, intent);
  const put = await namingIntent(intent, () => putIntent(ports, started, intent));
  if (put.outcome === "exists") return loseLease(ports, loaded, started, put.holder);
  return namingIntent(intent, async () => {
    const opening2 = await openManifest(ports, started, ready.opening, put.entry);
    const outcome = await runDeployCommand(ports, loaded, started.job, inputs, ready.command, opening2);
    return finishDeploy(ports, await renewSession(ports, loaded, started), intent, outcome);
  });
}
async function readyDeploy(ports, loaded, started, intent) {
  const { deps, context, job, inputs, decided } = started;
  const parts = joinParts(await deployEvidence(ports, loaded, started), {
    records: [intentRecord(context, intent, inputs.ticket)],
    blobs: []
  });
  const opening = { context, stage: "opening", subject: subjectOf(started), ...parts };
  const { repository_id, environment, seq } = intent;
  const intentEntry = foreseenEntry(intentKey(repository_id, environment, seq), canonicalBytes(intent), context);
  checkEvidence({ ...opening, extraEntries: [intentEntry] });
  const command = await prepareCommand(ports, loaded, job, inputs);
  await lockBlobs(deps, job.run.repository_id, decided.replayBlobs);
  ports.log.step("prove-signer", "signing once before anything is touched");
  await proveSigner(deps.signer, subjectOf(started), decided.decision);
  return { opening, command };
}
async function namingIntent(intent, work) {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { environment, deploy_id } = intent;
    const text = `the intent of deploy ${deploy_id} to ${environment} may be open, and its evidence is not complete: ${error.message}`;
    const hint = `${error.hint} ${faultRegister.INTENT_OPEN.hint}`;
    throw new Fault(error.code, text, { hint, cause: error });
  }
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
  return { job, inputs, deps, credentials, decided, evidence, context };
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
async function putIntent(ports, { deps, inputs }, intent) {
  ports.log.step("intent", `writing intent ${intent.seq} for ${inputs.environment}`);
  const put = await putLedgerEntry(deps, intent, intent);
  if (put.outcome === "created") ports.log.step("intent-locked", `intent ${intent.seq} is locked`);
  return put;
}
async function openManifest(ports, { deps }, opening, entry) {
  const written = await writeEvidence(deps, { ...opening, extraEntries: [entry] });
  ports.log.step("opening-locked", `decision, intent and opening manifest are locked in ${deps.store.uri}`);
  return written.manifestSha256;
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
  const { job, inputs } = started;
  return { ...started, ...await renewEvidence(started, ports, loaded, job, "writer", inputs.environment) };
}
async function finishDeploy(ports, started, intent, command) {
  const outcome = command.outcome === "succeeded" ? "succeeded" : "failed";
  const { deps, context, job, inputs } = started;
  const closing = { ...context, time: ports.clock.now() };
  ports.log.step("outcome", `the deploy command ${command.sentence}`);
  const deployed = { id: intent.deploy_id, ticket: inputs.ticket };
  const record = outcomeRecord(
    closing,
    { outcome: command.outcome, sentence: command.sentence, blob: command.blob },
    deployed
  );
  const blobs = command.blob ? [command.blob] : [];
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
    outcome
  });
  const put = await putLedgerEntry(deps, intent, result);
  ports.log.step("result-locked", `the ledger says: ${outcome}`);
  if (put.outcome === "exists") return resultTaken(started, put.holder);
  const id = intent.deploy_id;
  const text = `Deploy ${id} to ${inputs.environment} ${outcome}: ${job.service.registry.repository}@${inputs.digest}. ${command.sentence}`;
  return {
    outputs: {
      outcome,
      "decision-sha256": started.decided.sha256,
      "deploy-id": id,
      "ledger-result-sha256": put.entry.sha256
    },
    denied: outcome === "failed",
    text,
    json: { deploy_id: id, outcome, seq: intent.seq, decision_sha256: started.decided.sha256 }
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
