const require = (name) => process.getBuiltinModule(name);
import {
  scanWithTools
} from "./flows-scan.mjs";
import {
  sbomOf
} from "./flows-collect-for-publish.mjs";
import {
  denialLines,
  openFindings
} from "./gate-render.mjs";
import {
  judgeRules,
  knownRules
} from "./gate-decision-v1.mjs";
import {
  adviseOn,
  reportDenied
} from "./report-table.mjs";
import {
  collectRawScans
} from "./flows-collect-raw-scans.mjs";
import "./flows-collect-held-by.mjs";
import {
  readLayout
} from "./flows-image-layout.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./scan-severity.mjs";
import "./scan-spdx.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  Commit,
  Fault,
  ScanTool,
  ServiceName,
  counted,
  isFault,
  namedService,
  printable,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/check.ts
import { join } from "node:path";

// src/gate/check.ts
var byJob = "needs the identity of a job";
var byImage = "needs the image, by --layout";
var needsJob = {
  "gate.artifact.origin": `${byJob}: how the image comes to be`,
  "gate.artifact.registry": `${byJob}: where the image is pushed to`,
  "gate.artifact.service": `${byJob}: which repository it is of`,
  "gate.artifact.source": `${byJob}: which branch or tag it runs on`,
  "gate.contracts.release": `${byJob}: which release of the contract runs`,
  "gate.scans.replayed": `${byJob}: whether the scans are made in its own run`
};
var needsImage = {
  "gate.artifact.children": byImage,
  "gate.artifact.digest": byImage,
  "gate.sbom.present": byImage,
  "gate.sbom.subject": byImage
};
function judgeLocally(given, engine) {
  const bare = given.artifact.digest === null;
  const facts = bare ? withoutImage(given) : given;
  const why = { ...needsJob, ...bare ? needsImage : {} };
  const ids = knownRules.filter(({ phases }) => phases.includes(given.phase)).map(({ id }) => id);
  const rules = judgeRules(
    facts,
    engine,
    ids.filter((id) => why[id] === void 0)
  );
  const unknown = ids.flatMap((rule) => why[rule] === void 0 ? [] : [{ rule, why: why[rule] }]);
  const denied = rules.some(({ verdict }) => verdict !== "allow");
  return { denied, rules, unknown: [...unknown, ...unscanned(given)], open: denied ? openFindings(facts, engine) : [] };
}
function withoutImage(facts) {
  const { scans } = facts.policy;
  return { ...facts, policy: { ...facts.policy, scans: { ...scans, image: { none: "no image was given" } } } };
}
function unscanned({ artifact, policy: { scans } }) {
  const image = scans.image;
  if (artifact.digest !== null || !("tools" in image)) return [];
  return image.tools.map((tool) => ({
    rule: "gate.scans.required",
    why: `the scan of the image by ${tool} ${byImage}`
  }));
}

// src/flows/check.ts
async function check(inputs, ports, loaded) {
  const service = namedService(loaded.config, inputs.service);
  const commit = inputs.commit ?? await headCommit(ports.files, inputs.path);
  const layout = inputs.layout === void 0 ? null : await readLayout(ports.files, inputs.layout);
  const policy = effectivePolicy(loaded, service, null);
  if (layout === null && missing(policy, []).every(({ kind }) => kind === "image"))
    throw new Fault("INPUT_INVALID", `layout: missing; of ${service.name} nothing but the image is scanned`);
  const subject = { inputs, service, commit, layout };
  const { scans, notes } = await collectScans(subject, ports, policy);
  const facts = {
    phase: "before-publish",
    time: ports.clock.now(),
    run: { commit },
    policy,
    artifact: layout === null ? { digest: null } : artifactOf(layout, policy.service.registry),
    scans: scans.map(({ summary }) => summary),
    sbom: layout === null ? null : sbomOf(scans, layout.digest)?.reference ?? null
  };
  const judged = judgeLocally(facts, await ports.policy());
  return answerCheck(subject, { ...judged, unknown: [...judged.unknown, ...notes] }, facts.time);
}
function artifactOf({ digest, mediaType, children }, registry) {
  return { digest, rehashed: digest, registry, media_type: mediaType, children };
}
async function collectScans({ inputs, service, commit, layout }, ports, policy) {
  const run = { run_id: "", source: "local", commit };
  const { severities } = service.policy;
  const judging = { run, digest: layout?.digest ?? null, threshold: policy.threshold, severities };
  const recorded = inputs.runs === void 0 ? [] : await collectRawScans(ports, { folder: inputs.runs }, judging);
  const runs = await ports.files.temporary("safeguard-check-");
  const notes = [];
  for (const { kind, tool } of missing(policy, recorded)) {
    const image = kind === "image";
    if (image && layout === null) continue;
    const about = image ? { path: inputs.layout, digest: layout?.digest } : { path: inputs.path, commit };
    const problem = await scanOne(ports, { kind, tool: [tool], runs, ...about });
    if (problem !== "") notes.push({ rule: "gate.scans.required", why: `${tool} could not be run: ${problem}` });
    else if (!image)
      notes.push({
        rule: "gate.scans.target",
        why: `${tool} saw the folder as it is, not only what is in commit ${commit}`
      });
  }
  const made = await collectRawScans(ports, { folder: runs }, judging);
  return { scans: [...recorded, ...made], notes };
}
function missing({ scans }, found) {
  const kinds = ["dependencies", "source", "infrastructure", "secrets", "image"];
  return kinds.flatMap((kind) => {
    const requirement = scans[kind];
    const tools = "tools" in requirement ? requirement.tools.map((tool) => ScanTool.parse(tool)) : [];
    return tools.filter((tool) => !found.some(({ summary }) => summary.kind === kind && summary.tool === tool)).map((tool) => ({ kind, tool }));
  });
}
async function scanOne(ports, inputs) {
  try {
    await scanWithTools(inputs, ports);
    return "";
  } catch (error) {
    if (isFault(error, "TOOL_MISSING")) return printable(error.message, 300);
    throw error;
  }
}
var gitLimit = 16 * 1024 * 1024;
async function headCommit(files, path) {
  const readText = async (name) => {
    const place = join(path, ".git", name);
    return await files.exists(place) ? new TextDecoder().decode(await files.read(place, gitLimit)).trim() : "";
  };
  const [git] = (await files.entries(path)).filter(({ name }) => name === ".git");
  const head = git?.kind === "folder" ? await readText("HEAD") : "";
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
  const packed = async () => (await readText("packed-refs")).split("\n").find((line) => line.endsWith(` ${ref}`))?.slice(0, 40) ?? "";
  const commit = Commit.safeParse(ref === void 0 ? head : await readText(ref) || await packed());
  if (commit.success) return commit.data;
  throw new Fault("INPUT_INVALID", `commit: missing; ${printable(path, 200)} does not say which commit is checked out`);
}
function answerCheck({ service, commit, layout }, { denied, rules, unknown, open }, now) {
  const allowed = rules.filter(({ verdict: verdict2 }) => verdict2 === "allow").length;
  const image = layout === null ? "" : ` and image ${layout.digest}`;
  const all = "the answer with --json";
  const findings = reportDenied({ findings: open, all }, { service: service.name, now });
  const verdict = denied ? "deny" : "not_denied";
  const head = denied ? "A publication would be denied" : "Nothing that can be known here would deny a publication";
  return {
    outputs: { verdict },
    denied,
    text: [
      `${head}: ${service.name} at commit ${commit}${image}`,
      ...denialLines(rules),
      `  ${counted(rules.length - allowed, "rule")} denied, ${allowed} allowed`,
      ...findings.lines,
      ...unknown.length > 0 ? ["Could not be known here:"] : [],
      ...unknown.map(({ rule, why }) => `  - ${rule}: ${why}`)
    ].join("\n"),
    json: {
      verdict,
      service: service.name,
      commit,
      digest: layout?.digest ?? null,
      rules,
      unknown,
      findings: adviseOn(open, now)
    }
  };
}

// src/commands/check.ts
var check2 = defineCommand({
  name: "check",
  summary: "Scan a source folder and say what the gate before publishing would deny, on any machine: nothing is signed, recorded or decided.",
  surfaces: ["cli"],
  positionals: ["path"],
  inputs: strictObject({
    path: string().default(".").describe("Source folder, checked out."),
    service: ServiceName.optional().describe(
      "Service by its name in safeguard.yml; needed where there is more than one."
    ),
    commit: Commit.optional().describe("Commit that the folder is of; the one checked out there by default."),
    runs: string().optional().describe("Folder of scan runs to take; the scanners that are missing in it are run."),
    layout: string().optional().describe("OCI layout folder of the image; without it nothing about an image is judged.")
  }),
  outputs: strictObject({
    verdict: string().describe("deny, or not_denied: a job may still deny for what could not be known here.")
  }),
  permissions: {},
  config: "required",
  run: async (inputs, ports, config) => check(inputs, ports, config)
});
export {
  check2 as check
};
