import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish,
  publishOutputs
} from "./chunk-DAE47DOW.mjs";
import "./chunk-WTUET5UQ.mjs";
import "./chunk-DQMJP6TX.mjs";
import "./chunk-ZHN2GTYM.mjs";
import "./chunk-DEIUD5BX.mjs";
import "./chunk-ENKK4YKC.mjs";
import "./chunk-OYTREQ4L.mjs";
import "./chunk-X6LNP5B2.mjs";
import "./chunk-RTVCKYEB.mjs";
import "./chunk-VSINYG5J.mjs";
import {
  replayScan,
  runScan,
  scanTarget
} from "./chunk-PWHXDNWY.mjs";
import {
  readLayout
} from "./chunk-2QUHQSMH.mjs";
import "./chunk-4MYGD7VV.mjs";
import "./chunk-W4HQZVH7.mjs";
import "./chunk-MZQVQUIQ.mjs";
import "./chunk-HMOILDWC.mjs";
import "./chunk-AHANWA7Q.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-V7PQR37G.mjs";
import {
  effectivePolicy
} from "./chunk-HQ72YNOP.mjs";
import "./chunk-YP72T2BZ.mjs";
import "./chunk-BYE7Z36V.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-XXE727T3.mjs";
import {
  defineCommand
} from "./chunk-XA5MEWTW.mjs";
import "./chunk-MZEFU2NL.mjs";
import "./chunk-WGCUDI7F.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-L2PCK3UO.mjs";
import "./chunk-AIYBAEJB.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-MRGBLNMR.mjs";
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
