const require = (name) => process.getBuiltinModule(name);
import {
  writeEvidence
} from "./attest-statement.mjs";
import {
  collectRawScans
} from "./flows-collect-raw-scans.mjs";
import {
  openEvidence
} from "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./scan-severity.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  Digest,
  Fault,
  canonicalBytes,
  counted,
  joinParts,
  noteRecord,
  recordContext,
  scanRecord,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/record.ts
var refusedOutputs = { "manifest-sha256": "", "manifest-key": "", objects: "0" };
async function recordJob(inputs, ports, loaded) {
  const opening = await openSession({ ports, loaded }, { part: "build", environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const { service } = session;
  const { run } = session.job;
  const policy = effectivePolicy(loaded, service, null);
  const scans = inputs.runs === void 0 ? [] : await collectRawScans(
    ports,
    { folder: inputs.runs },
    { run, digest: inputs.digest, threshold: policy.threshold, severities: service.policy.severities }
  );
  if (scans.length === 0 && inputs.note === void 0)
    throw new Fault(
      "INPUT_INVALID",
      "note, runs: nothing to record; expected a note or a folder with at least one run"
    );
  const { deps } = await openEvidence(session, "recorder", null);
  const facts = {
    digest: inputs.digest,
    commit: run.commit,
    environment: "",
    unlocked: deps.lock === "none",
    time: ports.clock.now()
  };
  const context = recordContext(session, facts);
  const scanParts = scans.map(({ summary }) => {
    const blob = { bytes: canonicalBytes(summary), type: "scan-summary" };
    return { records: [scanRecord(context, summary, blob)], blobs: [blob] };
  });
  const notes = inputs.note === void 0 ? [] : [noteRecord(context, inputs.outcome, inputs.note)];
  const parts = joinParts(...scanParts, { records: notes, blobs: [] });
  const written = await writeEvidence(deps, {
    context,
    stage: "job",
    subject: { name: service.registry.repository, digest: inputs.digest },
    ...parts
  });
  const text = `Recorded ${counted(parts.records.length, "record")} in ${deps.store.uri} under the signed manifest ${written.manifestKey}.`;
  const outputs = {
    "manifest-sha256": written.manifestSha256,
    "manifest-key": written.manifestKey,
    objects: String(written.entries.length)
  };
  return {
    outputs,
    denied: false,
    text,
    json: { manifest: written.manifestKey, manifest_sha256: written.manifestSha256, entries: written.entries }
  };
}

// src/commands/record.ts
var record = defineCommand({
  name: "record",
  summary: "Lock scan summaries or a note as evidence, ending with the signed manifest of this job.",
  surfaces: ["action"],
  inputs: strictObject({
    ...whichService,
    digest: Digest.describe("Digest of the image the evidence is about."),
    runs: string().optional().describe("Folder of scan runs; only allow-listed summaries are kept."),
    note: string().max(2e3).optional().describe("One sentence to keep."),
    outcome: string().regex(/^[a-z][a-z-]{1,39}$/, "expected a lower-case word").default("noted").describe("Outcome word of the note.")
  }),
  outputs: strictObject({
    "manifest-sha256": string().describe("SHA-256 of the signed manifest."),
    "manifest-key": string().describe("Key of the manifest in the store."),
    objects: string().describe("Number of objects the manifest lists.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => recordJob(inputs, ports, config)
});
export {
  record
};
