const require = (name) => process.getBuiltinModule(name);
import {
  readApprovals
} from "./gate-authors.mjs";
import {
  collectForApproval
} from "./flows-collect-for-approval.mjs";
import {
  handedRuns,
  imageOrigin,
  saidRuns
} from "./commands-handover.mjs";
import {
  decideBundle
} from "./flows-collect-decide.mjs";
import {
  checkEvidence,
  writeEvidence
} from "./attest-statement.mjs";
import {
  collectForPublish
} from "./flows-collect-for-publish.mjs";
import {
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import "./flows-collect-raw-scans.mjs";
import "./flows-collect-held-by.mjs";
import {
  openEvidence
} from "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
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
  defineCommand,
  list
} from "./vendor-yaml.mjs";
import "./scan-severity.mjs";
import "./scan-spdx.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import {
  Digest,
  EnvironmentName,
  Ticket,
  _enum,
  approvalRecord,
  chosenEnvironment,
  counted,
  decisionEvidence,
  describeImage,
  describeJobs,
  isFault,
  jobWord,
  joinParts,
  noteRecord,
  recordContext,
  resultOf,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/outcome.ts
var emptyOutputs = { recorded: "false", "decision-sha256": "", "manifest-sha256": "" };
async function outcome(inputs, ports, loaded) {
  const opening = await openSession(
    { ports, loaded },
    { part: "whichever", environment: null, service: inputs.service }
  );
  if (!opening.accepted) return refuseIdentity(emptyOutputs, opening.problems);
  const { session } = opening;
  const story = describeJobs(inputs.jobs);
  const { digest } = inputs;
  if (digest === void 0) return answerOutcome(emptyOutputs, `${story}. There is no image to record this for.`, null);
  const { job, service } = session;
  const environment = job.part === "deploy" ? chosenEnvironment(service, inputs.environment) : null;
  const again = await decideAgain(session, inputs, digest);
  const { denial, problem } = again;
  const { deps } = await openEvidence(session, "recorder", environment);
  const context = recordContext(session, {
    digest,
    commit: job.run.commit,
    environment: environment ?? "",
    unlocked: deps.lock === "none",
    time: denial?.decided.decision.time ?? ports.clock.now()
  });
  const set = await outcomeSet(session, { inputs, again, story }, context);
  const written = await writeEvidence(deps, set);
  const outputs = {
    recorded: "true",
    "decision-sha256": denial?.decided.sha256 ?? "",
    "manifest-sha256": written.manifestSha256
  };
  const unsigned = deps.signer ? "" : " Its manifest is unsigned, because this job holds no key, and never counts as evidence.";
  const text = `${story}${problem}. Recorded ${counted(set.records.length, "record")} in ${deps.store.uri}.${unsigned}`;
  return answerOutcome(outputs, text, denial);
}
async function outcomeSet(session, { inputs, again: { denial, problem }, story }, context) {
  const { part } = session.job;
  const ticket = inputs.ticket === void 0 ? "" : `; ticket ${inputs.ticket}`;
  const note = (more) => noteRecord(context, jobWord(part, inputs.jobs), `${story}${ticket}${problem}${more}`);
  const setOf = (parts2, more = "") => ({
    context,
    stage: "job",
    subject: { name: session.service.registry.repository, digest: context.digest },
    ...joinParts(parts2, { records: [note(more)], blobs: [] })
  });
  const reviews = part === "deploy" && !denial ? await reviewRecords(session, context) : [];
  const parts = denial ? decisionEvidence(context, denial.bundle, denial.decided) : { records: reviews, blobs: [] };
  return fittingSet(setOf(parts), (why) => setOf({ records: [], blobs: [] }, `; ${why}`));
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
async function decideAgain(session, inputs, digest) {
  try {
    const bundle = session.job.part === "deploy" ? await deniedDeploy(session, inputs, digest) : await deniedBuild(session, inputs);
    return { denial: bundle && { bundle, decided: await decideBundle(session, bundle) }, problem: "" };
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return { denial: null, problem: `; what the gate saw cannot be decided again: ${error.code}: ${error.message}` };
  }
}
async function deniedBuild(session, inputs) {
  const { layout, runs, said } = inputs;
  if (resultOf(inputs.jobs, "gate") !== "failure" || layout === void 0 || runs === void 0) return null;
  const image = describeImage(await readLayout(session.ports.files, layout), inputs);
  return (await collectForPublish(session, image, { folder: runs, said })).bundle;
}
async function deniedDeploy(session, inputs, digest) {
  if (resultOf(inputs.jobs, "verify-and-gate") !== "failure") return null;
  return (await collectForApproval(session, digest, inputs.environment)).bundle;
}
async function reviewRecords(session, context) {
  const approvals = await readApprovals(session, await session.ports.forge(session.loaded.config));
  return approvals.map((approval) => approvalRecord(context, approval));
}
function answerOutcome(outputs, text, denial) {
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
    ...whichService,
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
    "change-ticket": Ticket.optional().describe("Change ticket of a deploy.")
  }),
  outputs: strictObject({
    recorded: string().describe("true when there was an image to record this for."),
    "decision-sha256": string().describe("SHA-256 of the denial that was recorded, else empty."),
    "manifest-sha256": string().describe("SHA-256 of the evidence manifest of this job.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async (inputs, ports, config) => outcome(
    { ...inputs, environment: inputs.environment, ticket: inputs["change-ticket"], said: saidRuns(inputs) },
    ports,
    config
  )
});
export {
  outcome2 as outcome
};
