const require = (name) => process.getBuiltinModule(name);
import {
  collectForApproval
} from "./flows-collect-for-approval.mjs";
import {
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  reportsIn,
  signedSummaries,
  tellDecision
} from "./flows-collect-tell.mjs";
import {
  handedRuns,
  imageOrigin,
  saidRuns
} from "./commands-handover.mjs";
import {
  decideBundle
} from "./flows-collect-decide.mjs";
import {
  ignoredText
} from "./gate-ignored-referrers.mjs";
import {
  openForReading
} from "./flows-evidence-reader.mjs";
import {
  checkEvidence,
  lockBlobs
} from "./attest-statement.mjs";
import {
  collectForPublish
} from "./flows-collect-for-publish.mjs";
import {
  renderDecision
} from "./gate-render.mjs";
import {
  decideV1,
  rulesOf
} from "./gate-decision-v1.mjs";
import "./report-table.mjs";
import "./flows-collect-raw-scans.mjs";
import "./flows-collect-held-by.mjs";
import {
  openEvidence
} from "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import {
  sessionFacts,
  sessionPolicy
} from "./trust-session-policy.mjs";
import {
  readLayout
} from "./flows-image-layout.mjs";
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
import "./scan-severity.mjs";
import "./scan-spdx.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import {
  Digest,
  EnvironmentName,
  Fault,
  Phase,
  RepositoryId,
  Sha256,
  Ticket,
  blobKey,
  canonicalBytes,
  counted,
  decisionEvidence,
  describeImage,
  environmentOf,
  inCode,
  joinParts,
  quoteLimit,
  readStoredBundle,
  readStoredDecision,
  recordContext,
  sha256Hex,
  signatureEvidence,
  strictObject,
  string,
  tableCell,
  toIso
} from "./ground.mjs";
import "./empty.mjs";

// src/gate/replay.ts
function readDecision(bytes) {
  const { value, stored } = readingOf(readStoredDecision(bytes), "the decision");
  return { decision: value, stored };
}
function decideAgain({ stored }, input, engine) {
  const bundle = readingOf(readStoredBundle(input), "its input");
  const text = new TextDecoder().decode(input);
  const again = decideV1({ bundle: bundle.stored, text }, engine, rulesOf(stored));
  return { bytes: canonicalBytes(again), ledgerHead: bundle.value.ledger?.head ?? "" };
}
function readingOf(reading, what) {
  if (reading.ok) return reading;
  throw new Fault("RECORD_INVALID", `${what} cannot be replayed: ${reading.problem}`);
}

// src/flows/evidence/replay.ts
async function replayDecision(ports, store, repositoryId, decisionSha) {
  ports.log.step("replay", `reading decision ${decisionSha} from ${store.uri}`);
  const stored = await readBlob(store, repositoryId, decisionSha);
  const read = readDecision(stored);
  const { decision } = read;
  const input = await readBlob(store, repositoryId, decision.input_sha256);
  const engine = await ports.policy(await readBlob(store, repositoryId, decision.policy_sha256));
  const { bytes: again, ledgerHead } = decideAgain(read, input, engine);
  if (sha256Hex(again) !== decisionSha) {
    throw new Fault(
      "REPLAY_MISMATCH",
      `decision ${decisionSha} does not come out again: its own input and policy give ${sha256Hex(again)}`
    );
  }
  const own = await ports.policy();
  const foreign = own.sha256 === decision.policy_sha256 ? [] : [
    `Note: it was decided by policy ${decision.policy_sha256}, not by the one of this release; hold it against the anchor's list.`
  ];
  const lines = [
    `Decision ${decisionSha} of ${toIso(decision.time)} comes out the same, byte for byte (${again.length} bytes).`,
    ...foreign,
    "Note: a replay shows that the decision follows from its inputs; that it was made is shown by audit deploy.",
    ...renderDecision(decision)
  ];
  return {
    outputs: {
      verdict: decision.verdict,
      "decision-sha256": decisionSha,
      digest: decision.digest,
      environment: decision.environment,
      "ledger-head": ledgerHead
    },
    denied: false,
    text: lines.join("\n"),
    json: { replayed: true, decision, decision_sha256: decisionSha }
  };
}
async function readBlob(store, repositoryId, sha256) {
  const key = blobKey(repositoryId, sha256);
  const object = await store.read(key);
  if (!object) throw new Fault("OBJECT_MISSING", `${key} is not in ${store.uri}`);
  if (sha256Hex(object.bytes) !== sha256)
    throw new Fault("STORE_CORRUPT", `${key} holds bytes with sha256 ${sha256Hex(object.bytes)}`);
  return object.bytes;
}
async function replayStored(inputs, ports, loaded) {
  if (inputs.repositoryId === void 0)
    throw new Fault("INPUT_INVALID", "repository-id: missing; a replay needs it to find the blobs");
  const spec = inputs.store === void 0 ? loaded.config.store : parseStoreSpec(inputs.store);
  return replayDecision(ports, await openForReading(ports, spec), inputs.repositoryId, inputs.decision);
}

// src/gate/approval-summary.ts
var mostCommits = 20;
function renderApproval(bundle, facts) {
  const { artifact, policy, run } = bundle;
  const rows = [
    ["Service", `${inCode(policy.service.name)} of ${inCode(policy.service.repository)}`],
    ["Image", inCode(`${artifact.registry}@${artifact.digest}`)],
    ["Source commit", sourceText(artifact.origin, facts.sourceCommit)],
    ["Ticket", facts.ticket === "" ? "none named" : inCode(facts.ticket)],
    ["Last deploy", lastDeployText(bundle)],
    ["Changed since", changesText(facts.changes, bundle)],
    ...bundle.scans.map((scan) => [`Scan: ${scan.kind}`, scanText(scan)]),
    ...bundle.scans.some((scan) => scan.replay) ? [["Recorded scans", "some scans were recorded earlier and handed in again"]] : [],
    ...bundle.ignored_referrers ? [["Ignored", ignoredText(bundle.ignored_referrers)]] : [],
    ["Exceptions in force", exceptionsText(bundle)],
    ["Will run", inCode(facts.command.join(" "))],
    ["Started by", `${inCode(run.actor, quoteLimit)}, user ${inCode(run.actor_id)}`],
    ["May not approve", "whoever started this run, and every author of what changed"]
  ];
  return [
    `## Approve ${inCode(policy.service.name)} for ${inCode(policy.environment?.name ?? "")}?`,
    "",
    "Your approval counts for this one digest, in the first attempt of this run. Before anything is deployed, everything is decided again.",
    "",
    "| | |",
    "| --- | --- |",
    ...rows.map(([name, text]) => `| ${name} | ${tableCell(text)} |`),
    "",
    ...commitLines(facts.changes),
    ""
  ].join("\n");
}
function sourceText(origin, commit) {
  if (commit === "") return "unknown: no provenance names it";
  return origin === "prebuilt" ? `${inCode(commit)} was scanned beside the image, which was handed in: who built it from what is not known` : inCode(commit);
}
function lastDeployText({ ledger }) {
  const last = ledger?.last_success;
  if (!ledger?.readable) return "unknown: the ledger cannot be read";
  if (!last) return `none is recorded in ${inCode(ledger.store)}`;
  return `${inCode(last.digest)} from commit ${inCode(last.commit)}, deploy ${inCode(last.deploy_id)} at ${toIso(last.time)}`;
}
function changesText(changes, { ledger, artifact }) {
  if (ledger?.last_success?.digest === artifact.digest) return "nothing: this digest was deployed last";
  if (ledger?.readable && !ledger.last_success) return "everything: nothing was deployed before";
  if (!changes) return "unknown: no provenance names the source commit";
  const count = counted(changes.commits.length, "commit");
  return changes.complete ? count : `${count} that GitHub lists; there may be more`;
}
function scanText({ tool, tool_version, counts, proven }) {
  const found = `${counts.critical} critical, ${counts.high} high, ${counts.medium} medium, ${counts.low} low`;
  return `${inCode(`${tool} ${tool_version}`)}: ${proven ? found : "proves nothing"}`;
}
function exceptionsText({ policy, time }) {
  const open = policy.exceptions.filter((one) => one.from_at <= time && time < one.until_at);
  if (open.length === 0) return "none";
  return open.map(
    (one) => `${inCode(one.id)}: ${inCode(one.rule)} until ${toIso(one.until_at)}, approved by user ${inCode(one["approved-by"])}`
  ).join("; ");
}
function commitLines(changes) {
  const shown = changes?.commits.slice(0, mostCommits) ?? [];
  const more = (changes?.commits.length ?? 0) - shown.length;
  return [
    ...shown.map(
      ({ sha, subject, author }) => `- ${inCode(sha.slice(0, 12))} ${inCode(subject, quoteLimit)} (${inCode(author, quoteLimit)})`
    ),
    ...more > 0 ? [`- and ${counted(more, "more commit")}`] : []
  ];
}

// src/flows/gate.ts
var refusedOutputs = { verdict: "deny", "decision-sha256": "", digest: "", environment: "", "ledger-head": "" };
async function gate(inputs, ports, loaded) {
  const part = inputs.phase === "before-publish" ? "build" : "deploy";
  const opening = await openSession({ ports, loaded }, { part, environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  return part === "build" ? gatePublish(inputs, opening.session) : gateApproval(inputs, opening.session);
}
async function gatePublish(inputs, session) {
  const layout = await readLayout(session.ports.files, needed(inputs.layout, "layout", inputs.phase));
  const runs = { folder: needed(inputs.runs, "runs", inputs.phase), said: inputs.said };
  const { bundle } = await collectForPublish(session, describeImage(layout, inputs), runs);
  const decided = await decideBundle(session, bundle);
  return answerGate(bundle, decided, tellDecision({ decided, service: session.service, all: reportsIn(runs.folder) }));
}
async function gateApproval(inputs, session) {
  const { environment, phase } = inputs;
  const evidence = await collectForApproval(session, needed(inputs.digest, "digest", phase), environment);
  const { bundle, changes, sourceCommit } = evidence;
  const decided = await decideBundle(session, bundle);
  const told = tellDecision({ decided, service: session.service, all: signedSummaries });
  if (decided.decision.verdict === "deny") return answerGate(bundle, decided, told);
  await readyApproval(session, evidence, decided);
  const { command } = environmentOf(session.service, decided.decision.environment).deploy;
  const facts = { changes, ticket: inputs.ticket ?? "", sourceCommit, command };
  return answerGate(bundle, decided, { ...told, summary: `${renderApproval(bundle, facts)}${told.summary}` });
}
async function readyApproval(session, evidence, decided) {
  const { loaded, service, job } = session;
  const { digest, time } = decided.decision;
  const environment = EnvironmentName.parse(decided.decision.environment);
  for (const role of ["writer", "deployer"])
    sessionPolicy(role, sessionFacts(loaded, service, role, environment));
  const { deps } = await openEvidence(session, "recorder", environment);
  const commit = evidence.sourceCommit || job.run.commit;
  const context = recordContext(session, { digest, commit, environment, unlocked: deps.lock === "none", time });
  const counted2 = evidence.signatures.flatMap(({ counts, bytes }) => counts ? [bytes] : []);
  const parts = joinParts(decisionEvidence(context, evidence.bundle, decided), signatureEvidence(counted2, null));
  const subject = { name: service.registry.repository, digest };
  checkEvidence({ context, stage: "opening", subject, ...parts });
  await lockBlobs(deps, service["repository-id"], [{ bytes: loaded.bytes, type: "config" }]);
}
function needed(value, name, phase) {
  if (value === void 0) throw new Fault("INPUT_INVALID", `${name}: missing; phase ${phase} needs it`);
  return value;
}
function answerGate(bundle, decided, told) {
  const { decision } = decided;
  return {
    outputs: {
      verdict: decision.verdict,
      "decision-sha256": decided.sha256,
      digest: decision.digest,
      environment: decision.environment,
      "ledger-head": bundle.ledger ? bundle.ledger.head || "none" : ""
    },
    denied: decision.verdict === "deny",
    ...told,
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? "" }
  };
}

// src/commands/gate.ts
var gate2 = defineCommand({
  name: "gate",
  summary: "Decide whether one artifact may be published or deployed, or make a stored decision again.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    ...whichService,
    phase: Phase.exclude(["before-deploy"]).default("before-publish").describe("Moment of the decision; before-deploy is decided by deploy itself."),
    layout: string().optional().describe("OCI layout folder; for before-publish."),
    runs: string().optional().describe("Folder of scan runs; for before-publish."),
    digest: Digest.optional().describe("Digest of the image; for before-approval, and to be compared with the layout."),
    origin: imageOrigin,
    ...handedRuns,
    environment: EnvironmentName.optional().describe(
      "Environment; for before-approval, and only where the service has more than one."
    ),
    "change-ticket": Ticket.optional().describe("Change ticket, shown to the approver; for before-approval."),
    replay: Sha256.optional().describe("SHA-256 of a stored decision to make again."),
    "repository-id": RepositoryId.optional().describe("Repository id of the stored decision; for replay."),
    store: string().optional().describe(
      "Store to replay from, dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT; the one in safeguard.yml by default."
    )
  }),
  outputs: strictObject({
    verdict: string().describe("allow or deny."),
    "decision-sha256": string().describe("SHA-256 of the decision."),
    digest: string().describe("Digest the decision is about."),
    environment: string().describe("Environment the decision is about; empty before-publish."),
    "ledger-head": string().describe(
      "SHA-256 of the last ledger result, none before the first deploy; handed to deploy, which compares it."
    )
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async (inputs, ports, config) => {
    const { service, phase, layout, runs, digest, origin, environment, "change-ticket": ticket, replay } = inputs;
    const facts = { digest, origin, said: saidRuns(inputs) };
    if (replay === void 0)
      return gate({ service, phase, layout, runs, environment, ticket, ...facts }, ports, config);
    return replayStored(
      { decision: replay, repositoryId: inputs["repository-id"], store: inputs.store },
      ports,
      config
    );
  }
});
export {
  gate2 as gate
};
