const require = (name) => process.getBuiltinModule(name);
import {
  approvedFor
} from "./gate-closing.mjs";
import {
  collectForDeploy,
  openReach
} from "./flows-collect-for-deploy-2.mjs";
import "./gate-authors.mjs";
import {
  putLedgerEntry
} from "./flows-evidence-ledger.mjs";
import "./flows-collect-published.mjs";
import {
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import {
  signedSummaries,
  tellDecision
} from "./flows-collect-tell.mjs";
import {
  decideBundle
} from "./flows-collect-decide.mjs";
import "./gate-ignored-referrers.mjs";
import "./flows-evidence-reader.mjs";
import {
  checkEvidence,
  lockBlobs,
  proveSigner,
  writeEvidence
} from "./attest-statement.mjs";
import "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import "./report-table.mjs";
import {
  openEvidence,
  renewEvidence
} from "./flows-session-reach.mjs";
import {
  assumeRole
} from "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./gate-collected-signatures.mjs";
import "./config-identity-policy.mjs";
import "./attest-subject.mjs";
import "./vendor-sigstore-bundle.mjs";
import "./attest-identity.mjs";
import "./scan-spdx.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import {
  Digest,
  EnvironmentName,
  Fault,
  Sha256,
  Ticket,
  canonicalBytes,
  closeIntent,
  decisionEvidence,
  environmentOf,
  faultRegister,
  foreseenEntry,
  intentKey,
  intentRecord,
  isFault,
  joinParts,
  literal,
  nextIntent,
  outcomeRecord,
  printable,
  recordContext,
  signatureEvidence,
  strictObject,
  string,
  textOf
} from "./ground.mjs";
import "./empty.mjs";

// src/gate/command-outcome.ts
function judgeCommand({ timedOut, signal, exitCode }, timeoutMinutes) {
  if (timedOut)
    return { outcome: "failed", sentence: `was stopped after ${timeoutMinutes} minutes; what it did is unknown.` };
  if (signal !== "") return { outcome: "failed", sentence: `was ended by ${signal}; what it did is unknown.` };
  return { outcome: exitCode === 0 ? "succeeded" : "failed", sentence: `ended with exit code ${exitCode}.` };
}

// src/flows/deploy-command.ts
var outputLimit = 1024 * 1024;
async function prepareCommand(session, environment) {
  const { deploy: deploy3, roles } = environmentOf(session.service, environment);
  await checkProgram(session.ports, deploy3);
  return { deploy: deploy3, region: roles?.deployer.region, held: await assumeRole(session, "deployer", environment) };
}
async function runDeployCommand({ ports, service }, digest, { deploy: deploy3, region, held }, _opening) {
  let mayHaveStarted = false;
  try {
    const image = `${service.registry.repository}@${digest}`;
    const [program = "", ...args] = deploy3.command.map((word) => word.replaceAll("{image}", image));
    const environment = commandEnvironment(deploy3, region, held, await ports.files.temporary("safeguard-home-"));
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
    return judgeCommand(result, deploy3["timeout-minutes"]);
  } catch (error) {
    const outcome = mayHaveStarted && !isFault(error, "TOOL_MISSING") ? "failed" : "not-started";
    return { outcome, sentence: `did not run: ${printable(textOf(error))}` };
  }
}
async function checkProgram(ports, deploy3) {
  const [program = ""] = deploy3.command;
  const expected = deploy3["program-sha256"];
  await ports.programs.check(program).catch((error) => {
    if (!isFault(error, "TOOL_MISSING") && !isFault(error, "TOOL_FAILED")) throw error;
    throw new Fault(error.code, `the deploy command of safeguard.yml cannot be run: ${error.message}`, {
      hint: "Correct environments.<name>.deploy.command in safeguard.yml, or install the program on the runner and let this user run it, then start a new run.",
      cause: error
    });
  });
  if (expected === void 0) return;
  const found = await ports.files.sha256(program);
  if (found !== expected)
    throw new Fault("TOOL_CHECKSUM_MISMATCH", `${program}: expected sha256 ${expected}, found ${found}`);
}
function commandEnvironment(deploy3, region, held, home) {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    LANG: "C.UTF-8",
    ...region ? { AWS_REGION: region } : {},
    ...held?.environment(),
    ...deploy3.environment
  };
}

// src/flows/evidence/opening.ts
var LockedOpening = class _LockedOpening {
  #manifestSha256;
  constructor(manifestSha256) {
    this.#manifestSha256 = manifestSha256;
  }
  /** Locks the set and the manifest that lists it and the intent. Throws what `writeEvidence` throws. */
  static async lock(deps, opening, intent) {
    const written = await writeEvidence(deps, { ...opening, extraEntries: [intent] });
    return new _LockedOpening(written.manifestSha256);
  }
  /** SHA-256 of the opening manifest's bytes. */
  get manifestSha256() {
    return this.#manifestSha256;
  }
};

// src/flows/deploy.ts
var deniedOutputs = { outcome: "denied", "decision-sha256": "", "deploy-id": "", "ledger-result-sha256": "" };
async function deploy(inputs, ports, loaded) {
  const opening = await openSession(
    { ports, loaded },
    { part: "deploy", environment: inputs.environment, service: inputs.service }
  );
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const started = await startDeploy(opening.session, inputs);
  if (started.decided.decision.verdict === "deny") return denyDeploy(started);
  if (started.collected.deployedRuns.has(started.session.job.run.run_id)) return refuseAgain(started);
  const intent = nextIntent(ledgerOf(started), intentFields(started));
  const ready = await readyDeploy(started, intent);
  const put = await namingIntent(intent, () => putIntent(started, intent));
  if (put.outcome === "exists") return loseLease(started, put.holder);
  return namingIntent(intent, async () => {
    const locked = await LockedOpening.lock(started.evidence.deps, ready.opening, put.entry);
    const { uri } = started.evidence.deps.store;
    ports.log.step(
      "opening-locked",
      `decision, intent and opening manifest ${locked.manifestSha256} are locked in ${uri}`
    );
    const ended = await runDeployCommand(started.session, inputs.digest, ready.command, locked);
    const evidence = await renewEvidence(started.session, started.evidence);
    return finishDeploy({ ...started, evidence }, intent, ended);
  });
}
async function startDeploy(session, inputs) {
  const { digest, environment } = inputs;
  const evidence = await openEvidence(session, "writer", environment);
  const reach = await openReach(session, evidence.deps.store, evidence.held);
  const handedOver = { digest: inputs.handedDigest, ledger_head: inputs.ledgerHead };
  const target = { phase: "before-deploy", digest, environment, handedOver };
  const collected = await collectForDeploy(session, reach, target);
  const decided = await decideBundle(session, collected.bundle);
  const context = recordContext(session, {
    digest,
    // As the provenance says; for a denied deploy without one, the run's own commit.
    commit: collected.sourceCommit || session.job.run.commit,
    environment,
    unlocked: evidence.deps.lock === "none",
    time: decided.decision.time
  });
  return { session, inputs, evidence, collected, decided, context };
}
async function readyDeploy(started, intent) {
  const { session, inputs, evidence, context, decided } = started;
  const { repository_id, seq } = intent;
  const records = [intentRecord(context, intent, recordedDeploy(started))];
  const opening = evidenceSet(started, "opening", joinParts(await gateEvidence(started), { records, blobs: [] }));
  const intentEntry = foreseenEntry(intentKey(intent, seq), canonicalBytes(intent), context);
  checkEvidence({ ...opening, extraEntries: [intentEntry] });
  const command = await prepareCommand(session, inputs.environment);
  await lockBlobs(evidence.deps, repository_id, decided.replayBlobs);
  session.ports.log.step("prove-signer", "signing once before anything is touched");
  await proveSigner(evidence.deps.signer, opening.subject, decided.decision);
  return { opening, command };
}
async function namingIntent(intent, work) {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { service, environment, deploy_id } = intent;
    const text = `the intent of deploy ${deploy_id} of ${service} to ${environment} may be open, and its evidence is not complete: ${error.message}`;
    const hint = `${error.hint} ${faultRegister.INTENT_OPEN.hint}`;
    throw new Fault(error.code, text, { hint, cause: error });
  }
}
function recordedDeploy({ inputs, collected }) {
  const approved = approvedFor(collected.bundle.approvals ?? [], inputs.environment);
  return { ticket: inputs.ticket, approvers: approved.map((one) => one.user_id) };
}
function ledgerOf({ collected }) {
  const { ledger } = collected.bundle;
  if (!ledger) throw new Error("the deploy phase always collects the ledger");
  return ledger;
}
function intentFields({ session: { job }, inputs, decided, context }) {
  const { repository_id, run_id, actor_id, actor } = job.run;
  return {
    repository_id,
    service: context.service,
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
async function putIntent({ session: { ports }, evidence, inputs }, intent) {
  ports.log.step("intent", `writing intent ${intent.seq} for ${inputs.environment}`);
  const put = await putLedgerEntry(evidence.deps, intent, intent);
  if (put.outcome === "created") ports.log.step("intent-locked", `intent ${intent.seq} is locked`);
  return put;
}
async function gateEvidence({ session, context, collected, decided }) {
  const counted = collected.signatures.flatMap(({ counts, bytes }) => counts ? [bytes] : []);
  return joinParts(
    decisionEvidence(context, collected.bundle, decided),
    signatureEvidence(counted, await readTrustedRoot(session))
  );
}
function evidenceSet({ session, inputs, context }, stage, parts) {
  const subject = { name: session.service.registry.repository, digest: inputs.digest };
  return { context, stage, subject, ...parts };
}
async function finishDeploy(started, intent, ended) {
  const { session, inputs, decided } = started;
  const { log, clock } = session.ports;
  const { deps } = started.evidence;
  const outcome = ended.outcome === "succeeded" ? "succeeded" : "failed";
  const closing = { ...started, context: { ...started.context, time: clock.now() } };
  log.step("outcome", `the deploy command ${ended.sentence}`);
  const record = outcomeRecord(closing.context, ended, { id: intent.deploy_id, ...recordedDeploy(started) });
  const written = await writeEvidence(deps, evidenceSet(closing, "closing", { records: [record], blobs: [] }));
  log.step("closing-locked", "outcome and closing manifest are locked");
  const { time } = closing.context;
  const result = closeIntent(intent, { time, manifest_sha256: written.manifestSha256, outcome });
  const put = await putLedgerEntry(deps, intent, result);
  log.step("result-locked", `the ledger says: ${outcome}`);
  if (put.outcome === "exists") return answerTakenResult(started, put.holder);
  const id = intent.deploy_id;
  const place = `${session.service.registry.repository}@${inputs.digest}`;
  return {
    outputs: {
      outcome,
      "decision-sha256": decided.sha256,
      "deploy-id": id,
      "ledger-result-sha256": put.entry.sha256
    },
    denied: outcome === "failed",
    failed: outcome === "failed",
    text: `Deploy ${id} to ${inputs.environment} ${outcome}: ${place}. ${ended.sentence}`,
    json: { deploy_id: id, outcome, seq: intent.seq, decision_sha256: decided.sha256 }
  };
}
function answerTakenResult({ decided }, holder) {
  const text = `The intent of this deploy was closed by ${holder || "someone else"} while its command ran; the outcome is in this run's own manifest.`;
  return {
    outputs: { ...deniedOutputs, "decision-sha256": decided.sha256 },
    denied: true,
    text,
    json: { refused: "result-taken", holder }
  };
}
async function denyDeploy(started) {
  const { decided, session } = started;
  const ending = "Nothing was deployed; the denial is recorded.";
  return recordUnused(started, {
    ...tellDecision({ decided, service: session.service, all: signedSummaries, ending }),
    json: { decision: decided.decision, decision_sha256: decided.sha256 }
  });
}
function loseLease(started, holder) {
  const text = [
    `Denied: deploy ${holder || "(unreadable)"} took the lease of ${started.inputs.environment} first.`,
    `  expected: no open intent. What to do: wait for that deploy to end, then start a new run.`
  ].join("\n");
  return recordUnused(started, { text, json: { refused: "lease", holder } });
}
function refuseAgain(started) {
  const { run_id } = started.session.job.run;
  const text = [
    `Denied: run ${run_id} has deployed to ${started.inputs.environment} before, or began to.`,
    `  expected: one deploy per run and environment. What to do: start a new run, which needs its own approval.`
  ].join("\n");
  return recordUnused(started, { text, json: { refused: "run-deployed", run_id } });
}
async function recordUnused(started, told) {
  await writeEvidence(started.evidence.deps, evidenceSet(started, "job", await gateEvidence(started)));
  return { outputs: { ...deniedOutputs, "decision-sha256": started.decided.sha256 }, denied: true, ...told };
}

// src/commands/deploy.ts
var deploy2 = defineCommand({
  name: "deploy",
  summary: "Deploy one approved digest: gate, lock the intent, run the configured command, lock the outcome.",
  surfaces: ["action"],
  inputs: strictObject({
    ...whichService,
    digest: Digest.describe("Digest to deploy."),
    environment: EnvironmentName.describe("Environment, as configured for this service."),
    "approved-digest": Digest.describe("Digest that the gate before approval handed over; compared."),
    "ledger-head": Sha256.or(literal("none")).describe(
      "Ledger head that the gate before approval handed over, or none before the first deploy; compared."
    ),
    "change-ticket": Ticket.optional().describe("Change ticket; recorded.")
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
    const { service, digest, environment, "change-ticket": ticket } = inputs;
    return deploy({ service, digest, environment, ticket, ...handed }, ports, config);
  }
});
export {
  deploy2 as deploy
};
