const require = (name) => process.getBuiltinModule(name);
import {
  readHeldBy
} from "./flows-collect-held-by.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  contractEvents,
  jobRepository
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  effectivePolicy,
  requiredTools
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  Commit,
  Digest,
  ScanKind,
  acceptsRef,
  listed,
  named,
  needsBranch,
  serviceOf,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/config/explain-plan.ts
function renderPlan(service, policy, refusals, prebuilt) {
  if (refusals.length > 0) return ["Refused: nothing is built.", ...refusals.map((line) => `  - ${line}`)].join("\n");
  const { context, dockerfile } = service.build;
  return [
    prebuilt === void 0 ? `${service.name}: builds ${dockerfile} in ${context}.` : `${service.name}: takes ${prebuilt} as it is.`,
    ...ScanKind.options.map((kind) => `  ${kind}: ${requiredTools(policy, kind).join(", ") || noneText(policy, kind)}`),
    `  findings of severity ${policy.threshold} or worse stop it.`
  ].join("\n");
}
function noneText(policy, kind) {
  const requirement = policy.scans[kind];
  return requirement && "none" in requirement ? `nothing to scan: ${requirement.none}` : "";
}

// src/trust/build-request.ts
function refuseRequest(request, job, policy, service) {
  return [...runProblems(job, policy), ...originProblems(request, policy), ...loginProblems(service)];
}
function runProblems(job, policy) {
  const { GITHUB_EVENT_NAME: event = "", GITHUB_REF: ref = "" } = job;
  const { source_refs } = policy.service;
  return [
    ...contractEvents.some((known) => known === event) ? [] : [
      `event: expected ${contractEvents.join(" or ")}, this run was started by ${event || "(nothing)"}. Start the workflow by one of these.`
    ],
    ...acceptsRef(source_refs, ref) ? [] : [
      `ref: expected ${source_refs.join(" or ")}, this run is on ${ref || "(nothing)"}. Build from one of them, or add this one to branches or tags of the service.`
    ]
  ];
}
function refuseUnheld(ref, held) {
  if (!held || held.branches.some(({ standing }) => standing === "identical" || standing === "behind")) return [];
  const asked = held.branches.map(({ ref: branch, standing }) => `${branch} (${standing})`);
  return [
    `tag-unheld: expected a listed branch that holds the commit of ${named(ref)}, commit ${held.commit} is on none of ${listed(asked)}. Merge it, or tag a commit that is on one of them; the tag's commit counts for a branch that GitHub calls identical or behind.`
  ];
}
function loginProblems({ registry }) {
  if (registry.auth !== "docker-config") return [];
  return [
    "registry.auth: expected ecr or anonymous, safeguard.yml says docker-config, and no job of build-sign.yml has a docker login. Keep the image in ECR with auth: ecr, or let a workflow of the service's own log in and call the action custody, which direct-workflows has to list."
  ];
}
function originProblems(request, policy) {
  if (request["prebuilt-digest"] === void 0 || policy.prebuilt_images === "allow") return [];
  return [
    "prebuilt-digest: expected none, since safeguard.yml refuses prebuilt images for this service. Let build-sign build the image, or set prebuilt-images: allow."
  ];
}

// src/flows/plan.ts
async function plan({ service: asked, ...request }, ports, loaded) {
  const id = jobRepository(ports.job);
  const service = serviceOf(loaded.config, id, asked);
  const policy = effectivePolicy(loaded, service, null);
  const origin = request["prebuilt-digest"] === void 0 ? "build" : "prebuilt";
  const early = refuseRequest(request, ports.job, policy, service);
  const run = { ref: ports.job.GITHUB_REF ?? "", commit: ports.job.GITHUB_SHA ?? "" };
  const refusals = early.length > 0 ? early : await refuseTag(ports, loaded.config, service, run);
  const refused = refusals.length > 0;
  const lines = (kind) => refused ? "" : requiredTools(policy, kind).join("\n");
  return {
    outputs: {
      service: refused ? "" : service.name,
      origin: refused ? "" : origin,
      // The build takes these, never what a caller wrote.
      context: refused ? "" : service.build.context,
      dockerfile: refused ? "" : service.build.dockerfile,
      source: lines("source"),
      dependencies: lines("dependencies"),
      image: lines("image"),
      infrastructure: lines("infrastructure"),
      secrets: lines("secrets")
    },
    denied: refused,
    text: renderPlan(service, policy, refusals, request["prebuilt-digest"]),
    json: { service: service.name, repository: service.repository, origin, scans: policy.scans, refusals }
  };
}
async function refuseTag(ports, config, service, run) {
  if (!needsBranch(service["source-refs"], run.ref)) return [];
  const commit = Commit.parse(run.commit);
  return refuseUnheld(run.ref, await readHeldBy(ports, config, service, { ref: run.ref, commit }));
}

// src/commands/plan.ts
var toolLines = (kind) => string().describe(`Tools for ${kind}, one per line; empty where none has to run.`);
var plan2 = defineCommand({
  name: "plan",
  summary: "Say what safeguard.yml requires of this repository, and refuse early what later jobs would refuse; it decides nothing that counts.",
  surfaces: ["action"],
  inputs: strictObject({
    ...whichService,
    "prebuilt-digest": Digest.optional().describe("Digest of an image that is in the registry already.")
  }),
  outputs: strictObject({
    service: string().describe("Name of the service; empty when refused."),
    origin: string().describe("build or prebuilt; empty when refused."),
    context: string().describe("Folder of the build context, as safeguard.yml names it; empty when refused."),
    dockerfile: string().describe("Dockerfile, as safeguard.yml names it; empty when refused."),
    source: toolLines("source"),
    dependencies: toolLines("dependencies"),
    image: toolLines("the image"),
    infrastructure: toolLines("infrastructure code"),
    secrets: toolLines("secrets")
  }),
  permissions: { contents: "read" },
  asksForge: true,
  config: "required",
  run: async (inputs, ports, config) => plan(inputs, ports, config)
});
export {
  plan2 as plan
};
