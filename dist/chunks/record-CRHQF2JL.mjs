import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  joinParts,
  recordContext
} from "./chunk-XI3DV4HX.mjs";
import {
  noteRecord,
  scanRecord,
  writeEvidence
} from "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import {
  openEvidence
} from "./chunk-ATS6TUQB.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-LD2JOTRZ.mjs";
import {
  effectivePolicy
} from "./chunk-K76TWDBT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  collectRawScans
} from "./chunk-ZGW62TTW.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import {
  canonicalBytes
} from "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import {
  counted
} from "./chunk-44UTP3WU.mjs";
import {
  Fault
} from "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/flows/record-job.ts
var nothing = { "manifest-sha256": "", "manifest-key": "", objects: "0" };
async function recordJob(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "build", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { run, service } = opening.job;
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = inputs.runs === void 0 ? [] : await collectRawScans(ports, inputs.runs, run, inputs.digest, policy.threshold);
  if (scans.length === 0 && inputs.note === void 0)
    throw new Fault(
      "INPUT_INVALID",
      "note, runs: nothing to record; expected a note or a folder with at least one run"
    );
  const { deps } = await openEvidence(ports, loaded, opening.job, "recorder", null);
  const facts = {
    digest: inputs.digest,
    commit: run.commit,
    environment: "",
    unlocked: deps.lock === "none",
    time: ports.clock.now()
  };
  const context = recordContext(loaded, run, facts);
  const scanParts = scans.map(({ summary }) => {
    const blob = { bytes: canonicalBytes(summary), type: "scan-summary" };
    return { records: [scanRecord(context, summary, blob)], blobs: [blob] };
  });
  const notes = inputs.note === void 0 ? [] : [noteRecord(context, inputs.outcome, inputs.note, null)];
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
  inputs: external_exports.strictObject({
    digest: Digest.describe("Digest of the image the evidence is about."),
    runs: external_exports.string().optional().describe("Folder of scan runs; only allow-listed summaries are kept."),
    note: external_exports.string().max(2e3).optional().describe("One sentence to keep."),
    outcome: external_exports.string().regex(/^[a-z][a-z-]{1,39}$/, "expected a lower-case word").default("noted").describe("Outcome word of the note.")
  }),
  outputs: external_exports.strictObject({
    "manifest-sha256": external_exports.string().describe("SHA-256 of the signed manifest."),
    "manifest-key": external_exports.string().describe("Key of the manifest in the store."),
    objects: external_exports.string().describe("Number of objects the manifest lists.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => recordJob(inputs, ports, config)
});
export {
  record
};
