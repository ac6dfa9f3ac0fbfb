const require = (name) => process.getBuiltinModule(name);
import {
  readApprovals
} from "./gate-authors.mjs";
import "./flows-published.mjs";
import {
  collectForApproval
} from "./flows-gate.mjs";
import {
  collectForPublish,
  handedRuns,
  imageOf,
  imageOrigin,
  saidRuns
} from "./flows-collect-publish.mjs";
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
import "./flows-raw-scans.mjs";
import "./scan-severity.mjs";
import {
  approvalRecord,
  checkEvidence,
  noteRecord,
  writeEvidence
} from "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import {
  readLayout
} from "./flows-layout.mjs";
import "./model-image.mjs";
import {
  openEvidence
} from "./flows-reach.mjs";
import {
  openJob,
  refusedJob
} from "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand,
  list
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
import "./vendor-canonicalize.mjs";
import {
  chosenEnvironment
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
  Ticket
} from "./model-ids.mjs";
import {
  _enum,
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  counted
} from "./base-text.mjs";
import "./flows-trust-roots-2.mjs";
import "./base-digest.mjs";
import {
  isFault
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/outcome.ts
var nothing = { recorded: "false", "decision-sha256": "", "manifest-sha256": "" };
async function outcome(inputs, ports, loaded) {
  const needs = new Map(inputs.jobs.map(({ name, result }) => [name, result]));
  const opening = await openJob(ports, loaded, "whichever", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const { digest } = inputs;
  const story = storyOf(needs);
  if (digest === void 0) return answer({ ...nothing }, `${story}. There is no image to record this for.`, null);
  const environment = job.part === "deploy" ? chosenEnvironment(job.service, inputs.environment) : null;
  const { denial, problem } = await decideAgain(inputs, needs, ports, loaded, job);
  const { deps } = await openEvidence(ports, loaded, job, "recorder", environment);
  const time = denial?.decided.decision.time ?? ports.clock.now();
  const facts = {
    digest,
    commit: job.run.commit,
    environment: environment ?? "",
    unlocked: deps.lock === "none",
    time
  };
  const context = recordContext(loaded, job.run, facts);
  const reviews = {
    records: job.part === "deploy" && !denial ? await reviewRecords(ports, loaded, job, context) : [],
    blobs: []
  };
  const noting = (more) => {
    const sentence = `${story}${ticketText(inputs)}${problem}${more}`;
    return { records: [noteRecord(context, wordOf(job.part, needs), sentence, null)], blobs: [] };
  };
  const setOf = (parts, more = "") => ({
    context,
    stage: "job",
    subject: subjectOf(job, digest),
    ...joinParts(parts, noting(more))
  });
  const set = fittingSet(
    setOf(denial ? decisionEvidence(context, denial.bundle, denial.decided) : reviews),
    (why) => setOf({ records: [], blobs: [] }, `; ${why}`)
  );
  const written = await writeEvidence(deps, set);
  const outputs = {
    recorded: "true",
    "decision-sha256": denial?.decided.sha256 ?? "",
    "manifest-sha256": written.manifestSha256
  };
  const unsigned = deps.signer ? "" : " Its manifest is unsigned, because this job holds no key, and never counts as evidence.";
  const text = `${story}${problem}. Recorded ${counted(set.records.length, "record")} in ${deps.store.uri}.${unsigned}`;
  return answer(outputs, text, denial);
}
function fittingSet(set, smaller) {
  try {
    checkEvidence(set);
    return set;
  } catch (error) {
    if (!isFault(error, "EVIDENCE_TOO_LARGE") && !isFault(error, "STATEMENT_TOO_LARGE")) throw error;
    return smaller(`what the gate saw is too large to be kept: ${error.message}`);
  }
}
async function decideAgain(inputs, needs, ports, loaded, job) {
  const again = job.part === "deploy" ? decideDeployAgain : decideBuildAgain;
  try {
    return { denial: await again(inputs, needs, ports, loaded, job), problem: "" };
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return { denial: null, problem: `; what the gate saw cannot be decided again: ${error.code}: ${error.message}` };
  }
}
function storyOf(needs) {
  return [...needs].map(([name, result]) => `${name}: ${result}`).join(", ");
}
function ticketText({ ticket }) {
  return ticket === void 0 ? "" : `; ticket ${ticket}`;
}
function wordOf(part, needs) {
  const [done, word] = part === "build" ? ["publish", "published"] : ["deploy", "deployed"];
  return needs.get(done) === "success" ? word : `not-${word}`;
}
async function decideBuildAgain(inputs, needs, ports, loaded, job) {
  const { layout, runs } = inputs;
  if (needs.get("gate") !== "failure" || layout === void 0 || runs === void 0) return null;
  const image = imageOf(await readLayout(ports.files, layout), inputs);
  const { bundle } = await collectForPublish(ports, loaded, job.run, image, { folder: runs, said: inputs.said });
  return { bundle, decided: await decideBundle(ports, loaded, bundle) };
}
async function decideDeployAgain(inputs, needs, ports, loaded, job) {
  if (needs.get("verify-and-gate") !== "failure") return null;
  const { bundle } = await collectForApproval(inputs, ports, loaded, job);
  return { bundle, decided: await decideBundle(ports, loaded, bundle) };
}
async function reviewRecords(ports, loaded, job, context) {
  const approvals = await readApprovals(ports, await ports.github(loaded.config), job);
  return approvals.map((approval) => approvalRecord(context, approval));
}
function subjectOf(job, digest) {
  return { name: job.service.registry.repository, digest };
}
function answer(outputs, text, denial) {
  const decision = denial?.decided.decision;
  return {
    outputs,
    denied: false,
    text: [text, ...decision ? renderDecision(decision) : []].join("\n"),
    ...decision ? { summary: `${text}

${renderDecisionMarkdown(decision)}` } : {},
    json: { ...outputs, ...decision ? { decision } : {} }
  };
}

// src/commands/outcome.ts
var JobLine = string().regex(/^[a-z-]{1,60} (?:success|failure|cancelled|skipped)$/, "expected NAME and a result of GitHub").transform((line) => {
  const [name = "", result = ""] = line.split(" ");
  return { name, result: _enum(["success", "failure", "cancelled", "skipped"]).parse(result) };
});
var outcome2 = defineCommand({
  name: "outcome",
  summary: "Record what the jobs of a contract came to; a denial with its decision and reasons. Never writes the ledger.",
  surfaces: ["action"],
  inputs: strictObject({
    jobs: list(JobLine).describe(
      "Result of each job before, one line each: NAME success, failure, cancelled or skipped."
    ),
    digest: Digest.optional().describe("Digest of the image; without one there is nothing to record."),
    layout: string().optional().describe("OCI layout folder of a build that was denied."),
    runs: string().optional().describe("Folder of the scan runs of a build that was denied."),
    origin: imageOrigin,
    ...handedRuns,
    environment: EnvironmentName.optional().describe(
      "Environment of a deploy; only where the service has more than one."
    ),
    ticket: Ticket.optional().describe("Change ticket of a deploy.")
  }),
  outputs: strictObject({
    recorded: string().describe("true when there was an image to record this for."),
    "decision-sha256": string().describe("SHA-256 of the denial that was recorded, else empty."),
    "manifest-sha256": string().describe("SHA-256 of the evidence manifest of this job.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async (inputs, ports, config) => outcome({ ...inputs, environment: inputs.environment, said: saidRuns(inputs) }, ports, config)
});
export {
  outcome2 as outcome
};
