import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  parseStoreSpec
} from "./chunk-XIIVAVUT.mjs";
import {
  readLayout
} from "./chunk-RQ66APU2.mjs";
import "./chunk-CO773VFD.mjs";
import {
  collectForPublish
} from "./chunk-VM3OLNMB.mjs";
import {
  decide,
  decideBundle,
  renderDecision,
  renderDecisionMarkdown,
  rulesOf
} from "./chunk-7F4ARN7W.mjs";
import {
  openServiceTrust
} from "./chunk-UQU64CGY.mjs";
import {
  openServiceRegistry
} from "./chunk-ATS6TUQB.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./chunk-LD2JOTRZ.mjs";
import "./chunk-K76TWDBT.mjs";
import {
  blobKey
} from "./chunk-2NFMZKT7.mjs";
import {
  Decision,
  EvidenceBundle
} from "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-ZGW62TTW.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import {
  canonicalBytes
} from "./chunk-SBRZBSNU.mjs";
import {
  toIso
} from "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import {
  defaultJsonLimits,
  parseJsonBytes
} from "./chunk-ANMJZ3LJ.mjs";
import {
  sha256Hex
} from "./chunk-MCRMQFRU.mjs";
import {
  Digest,
  EnvironmentName,
  Phase,
  RepositoryId,
  Sha256
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import {
  Fault
} from "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/flows/gate.ts
var nothing = { verdict: "deny", "decision-sha256": "", digest: "", "ledger-head": "" };
async function gate(inputs, ports, loaded) {
  const environment = inputs.environment ?? null;
  const opening = await openJob(ports, loaded, inputs.phase === "before-publish" ? "build" : "deploy", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const bundle = inputs.phase === "before-publish" ? await bundleForPublish(inputs, ports, loaded, opening.job) : await bundleForApproval(inputs, environment, ports, loaded, opening.job);
  return gateAnswer(bundle, await decideBundle(ports, loaded, bundle));
}
async function bundleForPublish(inputs, ports, loaded, job) {
  const layout = await readLayout(ports.files, needed(inputs.layout, "layout", inputs.phase));
  const image = {
    asked: inputs.digest ?? layout.digest,
    rehashed: layout.digest,
    mediaType: layout.mediaType,
    children: layout.children
  };
  const { bundle } = await collectForPublish(ports, loaded, job.run, image, needed(inputs.runs, "runs", inputs.phase));
  return bundle;
}
async function bundleForApproval(inputs, environment, ports, loaded, job) {
  const { collectForDeploy } = await import("./collect-deploy-CPXUSWRH.mjs");
  const credentials = await assumeRole(ports, loaded, job, "recorder", null);
  const reach = {
    registry: await openServiceRegistry(ports, loaded, job.service, credentials),
    store: await ports.store(loaded.config.store, credentials),
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service)
  };
  const target = {
    phase: "before-approval",
    digest: needed(inputs.digest, "digest", inputs.phase),
    environment: needed(environment ?? void 0, "environment", inputs.phase),
    handedOver: null
  };
  return (await collectForDeploy(ports, reach, loaded, job, target)).bundle;
}
function needed(value, name, phase) {
  if (value === void 0) throw new Fault("INPUT_INVALID", `${name}: missing; phase ${phase} needs it`);
  return value;
}
function gateAnswer(bundle, decided) {
  const { decision } = decided;
  return {
    outputs: {
      verdict: decision.verdict,
      "decision-sha256": decided.sha256,
      digest: decision.digest,
      "ledger-head": bundle.ledger?.head ?? ""
    },
    denied: decision.verdict === "deny",
    text: renderDecision(decision).join("\n"),
    summary: renderDecisionMarkdown(decision),
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? "" }
  };
}

// src/flows/replay.ts
async function replayDecision(ports, store, repositoryId, decisionSha) {
  ports.log.step("replay", `reading decision ${decisionSha} from ${store.uri}`);
  const stored = await readBlob(store, repositoryId, decisionSha);
  const decision = Decision.parse(parseJsonBytes(stored, defaultJsonLimits));
  const bundle = EvidenceBundle.parse(
    parseJsonBytes(await readBlob(store, repositoryId, decision.input_sha256), defaultJsonLimits)
  );
  const engine = await ports.policy(await readBlob(store, repositoryId, decision.policy_sha256));
  const again = canonicalBytes(decide(bundle, engine, rulesOf(decision)));
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
  const text = [
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
      "ledger-head": bundle.ledger?.head ?? ""
    },
    denied: false,
    text: text.join("\n"),
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
  return replayDecision(ports, await ports.store(spec), inputs.repositoryId, inputs.decision);
}

// src/commands/gate.ts
var gate2 = defineCommand({
  name: "gate",
  summary: "Decide whether one artifact may be published or deployed, or make a stored decision again.",
  surfaces: ["action", "cli"],
  inputs: external_exports.strictObject({
    phase: Phase.exclude(["before-deploy"]).default("before-publish").describe("Moment of the decision; before-deploy is decided by deploy itself."),
    layout: external_exports.string().optional().describe("OCI layout folder; for before-publish."),
    runs: external_exports.string().optional().describe("Folder of scan runs; for before-publish."),
    digest: Digest.optional().describe("Digest of the image; for before-approval, and to be compared with the layout."),
    environment: EnvironmentName.optional().describe("Environment; for before-approval."),
    replay: Sha256.optional().describe("SHA-256 of a stored decision to make again."),
    "repository-id": RepositoryId.optional().describe("Repository id of the stored decision; for replay."),
    store: external_exports.string().optional().describe("Store to replay from, dir:PATH or s3:BUCKET; the one in safeguard.yml by default.")
  }),
  outputs: external_exports.strictObject({
    verdict: external_exports.string().describe("allow or deny."),
    "decision-sha256": external_exports.string().describe("SHA-256 of the decision."),
    digest: external_exports.string().describe("Digest the decision is about."),
    "ledger-head": external_exports.string().describe("SHA-256 of the last ledger result; handed to deploy, which compares it.")
  }),
  permissions: { contents: "read", "id-token": "write", actions: "read" },
  config: "required",
  run: async (inputs, ports, config) => {
    const { phase, layout, runs, digest, environment, replay } = inputs;
    if (replay === void 0) return gate({ phase, layout, runs, digest, environment }, ports, config);
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
