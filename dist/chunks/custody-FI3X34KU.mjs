import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish,
  publishOutputs
} from "./chunk-TWYU3JTF.mjs";
import "./chunk-4GCCOS2C.mjs";
import "./chunk-XI3DV4HX.mjs";
import "./chunk-4UXRRADL.mjs";
import "./chunk-AKUUN6TX.mjs";
import "./chunk-IJQKIOCO.mjs";
import "./chunk-PN5KRIYE.mjs";
import "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import {
  replayScan,
  runScan,
  scanTarget
} from "./chunk-IC7FUJUE.mjs";
import {
  readLayout
} from "./chunk-RQ66APU2.mjs";
import "./chunk-CO773VFD.mjs";
import "./chunk-VM3OLNMB.mjs";
import "./chunk-7F4ARN7W.mjs";
import "./chunk-UQU64CGY.mjs";
import "./chunk-ATS6TUQB.mjs";
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
import "./chunk-ZGW62TTW.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/flows/custody.ts
import { join } from "node:path";
var nothing = { digest: "", repository: "", verdict: "deny", "decision-sha256": "", "manifest-sha256": "" };
async function custody(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "build", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { run } = opening.job;
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = await ports.files.temporary("safeguard-runs-");
  const notes = [];
  const policy = effectivePolicy(loaded, run.repository_id, null);
  for (const [name, requirement] of Object.entries(policy.scans)) {
    const kind = ScanKind.parse(name);
    for (const tool of "tools" in requirement ? requirement.tools : []) {
      const request = { kind, tool: ScanTool.parse(tool), target: scanTarget(kind, layout.digest, run.commit), runs };
      const path = kind === "image" ? inputs.layout : inputs.source;
      const scan = inputs.recorded === void 0 ? runScan({ ...request, path }, ports) : replayScan({ ...request, recorded: join(inputs.recorded, `${kind}-${tool}`) }, ports);
      notes.push((await scan).text);
    }
  }
  const published = await publish({ layout: inputs.layout, runs, digest: inputs.digest }, ports, loaded);
  return { ...published, text: [...notes, published.text].join("\n") };
}

// src/commands/custody.ts
var custody2 = defineCommand({
  name: "custody",
  summary: "Scan, gate, push by digest, sign and record one image as one step. Signatures carry the caller's own workflow identity, which deploy-prod accepts only where safeguard.yml lists it under direct-workflows.",
  surfaces: ["action"],
  inputs: external_exports.strictObject({
    layout: external_exports.string().describe("OCI layout folder of the image."),
    source: external_exports.string().default(".").describe("Source folder, checked out at the commit that runs."),
    digest: Digest.optional().describe("Digest the build said it made; compared with what is found."),
    recorded: external_exports.string().optional().describe(
      "Folder of recorded scan runs to hand in instead of running the tools; policy decides whether that counts."
    )
  }),
  outputs: publishOutputs,
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => custody(inputs, ports, config)
});
export {
  custody2 as custody
};
