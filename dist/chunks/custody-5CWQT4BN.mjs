const require = (name) => process.getBuiltinModule(name);
import {
  replayScan,
  runScan,
  scanTarget
} from "./chunk-P2DU2CPE.mjs";
import {
  publish,
  publishOutputs
} from "./chunk-CFKRMPIN.mjs";
import "./chunk-27ZDDD5R.mjs";
import "./chunk-HP2FE6JK.mjs";
import "./chunk-UMT25TK7.mjs";
import "./chunk-RIBGKYPF.mjs";
import "./chunk-RML6Y2B3.mjs";
import "./chunk-XFVUCDG7.mjs";
import "./chunk-A6M6XSQZ.mjs";
import {
  readLayout
} from "./chunk-ANYF36ZG.mjs";
import "./chunk-V6C7JY7U.mjs";
import "./chunk-FRG3GRG7.mjs";
import {
  openJob,
  refusedJob
} from "./chunk-HZD5UVIK.mjs";
import "./chunk-TRSBL6Z7.mjs";
import {
  defineCommand
} from "./chunk-V2J4JH5Q.mjs";
import "./chunk-KV2KK6YF.mjs";
import "./chunk-WLUN27IF.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-WH36VMI5.mjs";
import "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import {
  effectivePolicy
} from "./chunk-2WYDRYT3.mjs";
import "./chunk-7GJRDFZO.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-SA4AT6VW.mjs";
import "./chunk-XNJSR4KI.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-EYNEVNAZ.mjs";
import {
  Digest
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-GAGB4O4C.mjs";
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
