const require = (name) => process.getBuiltinModule(name);
import {
  collectRawScans
} from "./chunk-UQGBXTSI.mjs";
import {
  joinParts,
  recordContext
} from "./chunk-EEOMY244.mjs";
import {
  openEvidence
} from "./chunk-7IBO4JWZ.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-ZJIGSVQL.mjs";
import "./chunk-D25MFP3T.mjs";
import {
  defineCommand
} from "./chunk-Q7OJDDQ5.mjs";
import {
  noteRecord,
  scanRecord,
  writeEvidence
} from "./chunk-UN7VNAJT.mjs";
import "./chunk-6ONWL5PW.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import {
  canonicalBytes
} from "./chunk-VLKZB7ZU.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  effectivePolicy
} from "./chunk-VQ6VMIND.mjs";
import "./chunk-SFEFWKGY.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-AOP622IV.mjs";
import "./chunk-BVBYETTJ.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import {
  counted
} from "./chunk-JPH5GXA6.mjs";
import {
  Digest
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import {
  Fault
} from "./chunk-4CWB63TB.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/flows/record-job.ts
var nothing = { "manifest-sha256": "", "manifest-key": "", objects: "0" };
async function recordJob(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "build", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { run, service } = opening.job;
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = inputs.runs === void 0 ? [] : await collectRawScans(ports, { folder: inputs.runs }, run, inputs.digest, policy.threshold);
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
  inputs: strictObject({
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
