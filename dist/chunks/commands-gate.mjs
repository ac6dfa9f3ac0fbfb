const require = (name) => process.getBuiltinModule(name);
import {
  gate
} from "./flows-gate.mjs";
import {
  readStoredBundle
} from "./formats-evidence-bundle-v1.mjs";
import {
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  handedRuns,
  imageOrigin,
  saidRuns
} from "./flows-collect-publish.mjs";
import {
  renderDecision
} from "./gate-render.mjs";
import {
  decideV1,
  rulesOf
} from "./gate-decision-v1.mjs";
import "./flows-evidence-set.mjs";
import "./flows-raw-scans.mjs";
import "./scan-severity.mjs";
import {
  blobKey,
  openForReading
} from "./evidence-ledger.mjs";
import "./gate-ignored-referrers.mjs";
import "./flows-layout.mjs";
import "./model-image.mjs";
import "./flows-reach.mjs";
import "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import {
  readStoredDecision
} from "./formats-decision-read.mjs";
import "./scan-spdx.mjs";
import "./formats-evidence-manifest-v1.mjs";
import "./model-decision.mjs";
import "./formats-scan-summary-v1.mjs";
import "./formats-format.mjs";
import "./model-identity.mjs";
import "./base-mistakes.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import {
  toIso
} from "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./base-json-text.mjs";
import {
  Digest,
  EnvironmentName,
  Phase,
  RepositoryId,
  Sha256,
  Ticket
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import "./base-text.mjs";
import "./flows-trust-roots-2.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  Fault
} from "./base-fault-register.mjs";
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

// src/flows/replay.ts
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

// src/commands/gate.ts
var gate2 = defineCommand({
  name: "gate",
  summary: "Decide whether one artifact may be published or deployed, or make a stored decision again.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    phase: Phase.exclude(["before-deploy"]).default("before-publish").describe("Moment of the decision; before-deploy is decided by deploy itself."),
    layout: string().optional().describe("OCI layout folder; for before-publish."),
    runs: string().optional().describe("Folder of scan runs; for before-publish."),
    digest: Digest.optional().describe("Digest of the image; for before-approval, and to be compared with the layout."),
    origin: imageOrigin,
    ...handedRuns,
    environment: EnvironmentName.optional().describe(
      "Environment; for before-approval, and only where the service has more than one."
    ),
    ticket: Ticket.optional().describe("Change ticket, shown to the approver; for before-approval."),
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
    const { phase, layout, runs, digest, origin, environment, ticket, replay } = inputs;
    const facts = { digest, origin, said: saidRuns(inputs) };
    if (replay === void 0) return gate({ phase, layout, runs, environment, ticket, ...facts }, ports, config);
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
