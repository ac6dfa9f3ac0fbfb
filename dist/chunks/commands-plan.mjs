const require = (name) => process.getBuiltinModule(name);
import {
  contractEvents
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import {
  effectivePolicy,
  serviceOf
} from "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import {
  ScanKind
} from "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./base-digest.mjs";
import {
  Digest,
  RepositoryId,
  WrittenPath
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import "./base-text.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/plan.ts
async function plan(inputs, ports, loaded) {
  const id = RepositoryId.parse(ports.job.GITHUB_REPOSITORY_ID);
  const service = serviceOf(loaded.config, id);
  const policy = effectivePolicy(loaded, id, null);
  const origin = inputs["image-digest"] === void 0 ? "build" : "prebuilt";
  const refusals = [
    ...runProblems(ports.job, policy),
    ...originProblems(origin, policy),
    ...loginProblems(service),
    ...pathProblems(inputs, service)
  ];
  const { context, dockerfile } = service.build;
  const refused = refusals.length > 0;
  const lines = (kind) => refused ? "" : toolsOf(policy, kind).join("\n");
  const text = refused ? ["Refused: nothing is built.", ...refusals.map((line) => `  - ${line}`)].join("\n") : [
    origin === "build" ? `${service.repository}: builds ${dockerfile} in ${context}.` : `${service.repository}: takes ${inputs["image-digest"]} as it is.`,
    ...ScanKind.options.map((kind) => `  ${kind}: ${toolsOf(policy, kind).join(", ") || noneText(policy, kind)}`),
    `  findings of severity ${policy.threshold} or worse stop it.`
  ].join("\n");
  return {
    outputs: {
      origin: refused ? "" : origin,
      // The build takes these, never what a caller wrote.
      context: refused ? "" : context,
      dockerfile: refused ? "" : dockerfile,
      source: lines("source"),
      dependencies: lines("dependencies"),
      image: lines("image"),
      infrastructure: lines("infrastructure"),
      secrets: lines("secrets")
    },
    denied: refused,
    text,
    json: { service: service.repository, origin, scans: policy.scans, refusals }
  };
}
function toolsOf(policy, kind) {
  const requirement = policy.scans[kind];
  return requirement && "tools" in requirement ? requirement.tools : [];
}
function noneText(policy, kind) {
  const requirement = policy.scans[kind];
  return requirement && "none" in requirement ? `nothing to scan: ${requirement.none}` : "";
}
function runProblems(job, policy) {
  const { GITHUB_EVENT_NAME: event = "", GITHUB_REF: ref = "" } = job;
  const { source_refs } = policy.service;
  return [
    ...contractEvents.some((known) => known === event) ? [] : [
      `event: expected ${contractEvents.join(" or ")}, this run was started by ${event || "(nothing)"}. Start the workflow by one of these.`
    ],
    ...source_refs.includes(ref) ? [] : [
      `ref: expected ${source_refs.join(" or ")}, this run is on ${ref || "(nothing)"}. Build from one of them, or list this one under source-refs.`
    ]
  ];
}
function loginProblems({ registry }) {
  if (registry.auth !== "docker-config") return [];
  return [
    "registry.auth: expected ecr or anonymous, safeguard.yml says docker-config, and no job of build-sign.yml has a docker login. Keep the image in ECR with auth: ecr, or let a workflow of the service's own log in and call the action custody, which direct-workflows has to list."
  ];
}
function originProblems(origin, policy) {
  if (origin === "build" || policy.prebuilt_images === "allow") return [];
  return [
    "image-digest: expected none, since safeguard.yml refuses prebuilt images for this service. Let build-sign build the image, or set prebuilt-images: allow."
  ];
}
function pathProblems(inputs, { repository, build }) {
  return ["context", "dockerfile"].flatMap((name) => {
    const given = inputs[name];
    if (given === void 0 || given === build[name]) return [];
    return [
      `${name}: expected ${build[name]}, which safeguard.yml names for ${repository}, the caller asks for ${given}. Leave the input out, or change build.${name} of the service.`
    ];
  });
}

// src/commands/plan.ts
var toolLines = (kind) => string().describe(`Tools for ${kind}, one per line; empty where none has to run.`);
var plan2 = defineCommand({
  name: "plan",
  summary: "Say what safeguard.yml requires of this repository, and refuse early what later jobs would refuse; it decides nothing that counts.",
  surfaces: ["action"],
  inputs: strictObject({
    context: WrittenPath.optional().describe(
      "Folder of the build context; by default, and at most, what safeguard.yml names."
    ),
    dockerfile: WrittenPath.optional().describe("Dockerfile; by default, and at most, what safeguard.yml names."),
    "image-digest": Digest.optional().describe("Digest of an image that is in the registry already.")
  }),
  outputs: strictObject({
    origin: string().describe("build or prebuilt; empty when refused."),
    context: string().describe("Folder of the build context, as safeguard.yml names it; empty when refused."),
    dockerfile: string().describe("Dockerfile, as safeguard.yml names it; empty when refused."),
    source: toolLines("source"),
    dependencies: toolLines("dependencies"),
    image: toolLines("the image"),
    infrastructure: toolLines("infrastructure code"),
    secrets: toolLines("secrets")
  }),
  permissions: {},
  config: "required",
  run: async (inputs, ports, config) => plan(inputs, ports, config)
});
export {
  plan2 as plan
};
