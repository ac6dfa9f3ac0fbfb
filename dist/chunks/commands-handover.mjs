const require = (name) => process.getBuiltinModule(name);
import {
  flag,
  list
} from "./vendor-yaml.mjs";
import {
  Digest,
  _enum,
  string
} from "./ground.mjs";

// src/commands/handover.ts
var imageOrigin = _enum(["build", "prebuilt"]).default("build").describe("How the image came to be: built by this run, or handed in by digest; what is signed says which.");
var seconds = string().regex(/^[1-9][0-9]{0,11}$/, "expected whole seconds since 1970");
var buildFacts = {
  "prebuilt-digest": Digest.optional().describe("Digest that the caller handed in, for a prebuilt image."),
  "started-at": seconds.optional().describe("When the build began, in seconds since 1970, as the job that built saw it."),
  "finished-at": seconds.optional().describe("When the build ended, in seconds since 1970, as the job that built saw it.")
};
var linesOf = (kind) => list(string()).optional().describe(`Runs of the job scan-${kind}, one line each, NAME SHA256; for handed-over.`);
var handedRuns = {
  "handed-over": flag("false").describe(
    "true in a contract: runs lie in one folder per kind, and a run that the job of its kind did not name, or that differs, proves nothing."
  ),
  "handed-source": linesOf("source"),
  "handed-dependencies": linesOf("dependencies"),
  "handed-image": linesOf("image"),
  "handed-infrastructure": linesOf("infrastructure"),
  "handed-secrets": linesOf("secrets")
};
function saidRuns(inputs) {
  if (!inputs["handed-over"]) return void 0;
  return {
    source: inputs["handed-source"] ?? [],
    dependencies: inputs["handed-dependencies"] ?? [],
    image: inputs["handed-image"] ?? [],
    infrastructure: inputs["handed-infrastructure"] ?? [],
    secrets: inputs["handed-secrets"] ?? []
  };
}

export {
  imageOrigin,
  buildFacts,
  handedRuns,
  saidRuns
};
