const require = (name) => process.getBuiltinModule(name);
import {
  collectForPublish,
  imageOf
} from "./flows-collect-publish.mjs";
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import {
  decisionEvidence,
  joinParts,
  recordContext
} from "./flows-evidence-set.mjs";
import {
  checkEvidence,
  lockBlobs
} from "./evidence-ledger.mjs";
import {
  ignoredText
} from "./gate-ignored-referrers.mjs";
import {
  readLayout
} from "./flows-layout.mjs";
import {
  openEvidence,
  openServiceRegistry
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob,
  sessionFacts,
  sessionPolicy
} from "./trust-session-policy.mjs";
import {
  chosenEnvironment,
  environmentOf
} from "./config-effective.mjs";
import {
  toIso
} from "./base-time.mjs";
import {
  EnvironmentName
} from "./model-ids.mjs";
import {
  counted,
  inCode,
  strangerLimit,
  tableCell
} from "./base-text.mjs";
import {
  openServiceTrust
} from "./flows-trust-roots-2.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/gate/approval-summary.ts
var mostCommits = 20;
function renderApproval(bundle, facts) {
  const { artifact, policy, run } = bundle;
  const rows = [
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
    ["Started by", `${inCode(run.actor, strangerLimit)}, user ${inCode(run.actor_id)}`],
    ["May not approve", "whoever started this run, and every author of what changed"]
  ];
  return [
    `## Approve ${inCode(policy.service.repository)} for ${inCode(policy.environment?.name ?? "")}?`,
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
      ({ sha, subject, author }) => `- ${inCode(sha.slice(0, 12))} ${inCode(subject, strangerLimit)} (${inCode(author, strangerLimit)})`
    ),
    ...more > 0 ? [`- and ${counted(more, "more commit")}`] : []
  ];
}

// src/flows/gate.ts
var nothing = { verdict: "deny", "decision-sha256": "", digest: "", environment: "", "ledger-head": "" };
async function gate(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, inputs.phase === "before-publish" ? "build" : "deploy", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  if (inputs.phase === "before-publish") {
    const bundle2 = await bundleForPublish(inputs, ports, loaded, opening.job);
    return gateAnswer(bundle2, await decideBundle(ports, loaded, bundle2));
  }
  const evidence = await collectForApproval(inputs, ports, loaded, opening.job);
  const { bundle, changes, sourceCommit } = evidence;
  const decided = await decideBundle(ports, loaded, bundle);
  if (decided.decision.verdict === "allow") await readyApproval(ports, loaded, opening.job, evidence, decided);
  const { command } = environmentOf(opening.job.service, decided.decision.environment).deploy;
  const approval = renderApproval(bundle, { changes, ticket: inputs.ticket ?? "", sourceCommit, command });
  return gateAnswer(bundle, decided, decided.decision.verdict === "allow" ? approval : "");
}
async function readyApproval(ports, loaded, job, evidence, decided) {
  const { digest } = decided.decision;
  const environment = EnvironmentName.parse(decided.decision.environment);
  const home = { id: job.run.repository_id, service: job.service };
  for (const role of ["writer", "deployer"])
    sessionPolicy(role, sessionFacts(loaded, home, role, environment));
  const { deps } = await openEvidence(ports, loaded, job, "recorder", environment);
  const facts = { digest, commit: evidence.sourceCommit || job.run.commit, environment, time: decided.decision.time };
  const context = recordContext(loaded, job.run, { ...facts, unlocked: deps.lock === "none" });
  const counting = evidence.signatures.filter((signature) => signature.counts);
  const parts = joinParts(decisionEvidence(context, evidence.bundle, decided), {
    records: [],
    blobs: counting.map(({ bytes }) => ({ bytes, type: "sigstore-bundle" }))
  });
  const subject = { name: job.service.registry.repository, digest };
  checkEvidence({ context, stage: "opening", subject, ...parts });
  await lockBlobs(deps, home.id, [{ bytes: loaded.bytes, type: "config" }]);
}
async function bundleForPublish(inputs, ports, loaded, job) {
  const layout = await readLayout(ports.files, needed(inputs.layout, "layout", inputs.phase));
  const runs = { folder: needed(inputs.runs, "runs", inputs.phase), said: inputs.said };
  const { bundle } = await collectForPublish(ports, loaded, job.run, imageOf(layout, inputs), runs);
  return bundle;
}
async function collectForApproval(inputs, ports, loaded, job) {
  const { collectForDeploy } = await import("./flows-collect-deploy.mjs");
  const credentials = await assumeRole(ports, loaded, job, "recorder", null);
  const reach = {
    registry: await openServiceRegistry(ports, loaded, job.service, credentials),
    store: await ports.store(loaded.config.store, credentials),
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service)
  };
  const target = {
    phase: "before-approval",
    digest: needed(inputs.digest, "digest", "before-approval"),
    environment: chosenEnvironment(job.service, inputs.environment),
    handedOver: null
  };
  return collectForDeploy(ports, reach, loaded, job, target);
}
function needed(value, name, phase) {
  if (value === void 0) throw new Fault("INPUT_INVALID", `${name}: missing; phase ${phase} needs it`);
  return value;
}
function gateAnswer(bundle, decided, approval = "") {
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
    text: renderDecision(decision).join("\n"),
    summary: `${approval}${renderDecisionMarkdown(decision)}`,
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? "" }
  };
}

export {
  gate,
  collectForApproval
};
