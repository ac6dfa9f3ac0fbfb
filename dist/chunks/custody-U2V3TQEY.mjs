const require = (name) => process.getBuiltinModule(name);
import {
  replayScan,
  runScan,
  scanTarget
} from "./chunk-VYPGVUS4.mjs";
import {
  publish,
  publishOutputs
} from "./chunk-LB7GS4WC.mjs";
import "./chunk-I5AMGQ5O.mjs";
import "./chunk-442XWKUK.mjs";
import "./chunk-TYK4YIZB.mjs";
import "./chunk-P7UO2N5H.mjs";
import "./chunk-5OHGBGK5.mjs";
import "./chunk-J2KCXUYC.mjs";
import "./chunk-CUETOE2S.mjs";
import "./chunk-OVH6Z7KR.mjs";
import {
  readLayout
} from "./chunk-BZM6IHKX.mjs";
import "./chunk-372NKSDK.mjs";
import "./chunk-T47WRACC.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-R5DM34IU.mjs";
import "./chunk-BGDQZI2N.mjs";
import {
  defineCommand
} from "./chunk-YN6V7M6D.mjs";
import "./chunk-CDRNGHLV.mjs";
import "./chunk-JE6W7DYT.mjs";
import "./chunk-FJMPRDYL.mjs";
import "./chunk-3CJMZKDY.mjs";
import "./chunk-2Q2FBCII.mjs";
import "./chunk-E6V7LO6H.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-FVG74WRN.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  effectivePolicy
} from "./chunk-Z3SYJ2FO.mjs";
import "./chunk-EKWZ3GY6.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-I7GRNXO4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import {
  Digest
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";

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
  inputs: strictObject({
    layout: string().describe("OCI layout folder of the image."),
    source: string().default(".").describe("Source folder, checked out at the commit that runs."),
    digest: Digest.optional().describe("Digest the build said it made; compared with what is found."),
    recorded: string().optional().describe(
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
