const require = (name) => process.getBuiltinModule(name);
import {
  collectForApproval
} from "./chunk-5SSPZ4XR.mjs";
import {
  imageOrigin,
  runLines
} from "./chunk-27ZDDD5R.mjs";
import {
  collectForPublish,
  imageOf
} from "./chunk-UMT25TK7.mjs";
import "./chunk-RIBGKYPF.mjs";
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./chunk-RML6Y2B3.mjs";
import "./chunk-XFVUCDG7.mjs";
import {
  decisionEvidence,
  joinParts,
  recordContext
} from "./chunk-A6M6XSQZ.mjs";
import {
  readLayout
} from "./chunk-ANYF36ZG.mjs";
import "./chunk-V6C7JY7U.mjs";
import {
  openEvidence
} from "./chunk-FRG3GRG7.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-HZD5UVIK.mjs";
import "./chunk-TRSBL6Z7.mjs";
import {
  defineCommand
} from "./chunk-V2J4JH5Q.mjs";
import {
  readApprovals
} from "./chunk-KV2KK6YF.mjs";
import "./chunk-WLUN27IF.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-WH36VMI5.mjs";
import {
  approvalRecord,
  noteRecord,
  writeEvidence
} from "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  chosenEnvironment
} from "./chunk-2WYDRYT3.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-XNJSR4KI.mjs";
import "./chunk-TMMKA7SS.mjs";
import {
  parseJsonBytes
} from "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import {
  counted
} from "./chunk-EYNEVNAZ.mjs";
import {
  Digest,
  EnvironmentName,
  Ticket
} from "./chunk-VOJQTMTM.mjs";
import {
  _enum,
  looseObject,
  prettifyError,
  record,
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import {
  Fault
} from "./chunk-GAGB4O4C.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/flows/outcome.ts
var Needs = record(string(), looseObject({ result: _enum(["success", "failure", "cancelled", "skipped"]) }));
var nothing = { recorded: "false", "decision-sha256": "", "manifest-sha256": "" };
async function outcome(inputs, ports, loaded) {
  const needs = readNeeds(inputs.jobs);
  const opening = await openJob(ports, loaded, "whichever", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const { digest } = inputs;
  const story = storyOf(needs);
  if (digest === void 0) return answer({ ...nothing }, `${story}. There is no image to record this for.`, null);
  const environment = job.part === "deploy" ? chosenEnvironment(job.service, inputs.environment) : null;
  const denial = job.part === "deploy" ? await decideDeployAgain(inputs, needs, ports, loaded, job) : await decideBuildAgain(inputs, needs, ports, loaded, job);
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
  const note = noteRecord(context, wordOf(job.part, needs), `${story}${ticketText(inputs)}`, null);
  const reviews = {
    records: job.part === "deploy" && !denial ? await reviewRecords(ports, loaded, job, context) : [],
    blobs: []
  };
  const parts = joinParts(denial ? decisionEvidence(context, denial.bundle, denial.decided) : reviews, {
    records: [note],
    blobs: []
  });
  const written = await writeEvidence(deps, { context, stage: "job", subject: subjectOf(job, digest), ...parts });
  const outputs = {
    recorded: "true",
    "decision-sha256": denial?.decided.sha256 ?? "",
    "manifest-sha256": written.manifestSha256
  };
  const unsigned = deps.signer ? "" : " Its manifest is unsigned, because this job holds no key, and never counts as evidence.";
  const text = `${story}. Recorded ${counted(parts.records.length, "record")} in ${deps.store.uri}.${unsigned}`;
  return answer(outputs, text, denial);
}
function readNeeds(jobs) {
  const parsed = Needs.safeParse(parseJsonBytes(new TextEncoder().encode(jobs)));
  if (parsed.success) return parsed.data;
  throw new Fault("INPUT_INVALID", `jobs: expected GitHub's needs as JSON: ${prettifyError(parsed.error)}`);
}
function storyOf(needs) {
  return Object.entries(needs).map(([name, { result }]) => `${name}: ${result}`).join(", ");
}
function ticketText({ ticket }) {
  return ticket === void 0 ? "" : `; ticket ${ticket}`;
}
function wordOf(part, needs) {
  const [done, word] = part === "build" ? ["publish", "published"] : ["deploy", "deployed"];
  return needs[done]?.result === "success" ? word : `not-${word}`;
}
async function decideBuildAgain(inputs, needs, ports, loaded, job) {
  const { layout, runs } = inputs;
  if (needs.gate?.result !== "failure" || layout === void 0 || runs === void 0) return null;
  const image = imageOf(await readLayout(ports.files, layout), inputs);
  const { bundle } = await collectForPublish(ports, loaded, job.run, image, { folder: runs, said: inputs.said });
  return { bundle, decided: await decideBundle(ports, loaded, bundle) };
}
async function decideDeployAgain(inputs, needs, ports, loaded, job) {
  if (needs["verify-and-gate"]?.result !== "failure") return null;
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
var outcome2 = defineCommand({
  name: "outcome",
  summary: "Record what the jobs of a contract came to; a denial with its decision and reasons. Never writes the ledger.",
  surfaces: ["action"],
  inputs: strictObject({
    jobs: string().describe("Results of the jobs before, as toJSON(needs) gives them."),
    digest: Digest.optional().describe("Digest of the image; without one there is nothing to record."),
    layout: string().optional().describe("OCI layout folder of a build that was denied."),
    runs: string().optional().describe("Folder of the scan runs of a build that was denied."),
    origin: imageOrigin,
    "run-sha256": runLines,
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
  run: async (inputs, ports, config) => outcome({ ...inputs, environment: inputs.environment, said: inputs["run-sha256"] }, ports, config)
});
export {
  outcome2 as outcome
};
