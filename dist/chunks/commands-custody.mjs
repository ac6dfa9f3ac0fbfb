const require = (name) => process.getBuiltinModule(name);
import {
  deniedOutputs,
  publish,
  publishOutputs
} from "./flows-publish.mjs";
import "./flows-collect-published.mjs";
import "./flows-session-trust-roots-2.mjs";
import "./flows-collect-tell.mjs";
import "./commands-handover.mjs";
import "./flows-collect-decide.mjs";
import "./attest-statement.mjs";
import {
  replayScan,
  runScan
} from "./flows-scan.mjs";
import "./flows-collect-for-publish.mjs";
import "./gate-render.mjs";
import "./gate-decision-v1.mjs";
import "./report-table.mjs";
import {
  scanTarget
} from "./flows-collect-raw-scans.mjs";
import "./flows-collect-held-by.mjs";
import "./flows-session-reach.mjs";
import "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  readLayout
} from "./flows-image-layout.mjs";
import "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
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
  Digest,
  ScanKind,
  ScanTool,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/custody.ts
import { join } from "node:path";
async function custody(inputs, ports, loaded) {
  const opening = await openSession({ ports, loaded }, { part: "build", environment: null, service: void 0 });
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const { service, job } = opening.session;
  const { run } = job;
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = await ports.files.temporary("safeguard-runs-");
  const notes = [];
  const policy = effectivePolicy(loaded, service, null);
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
  asksForge: true,
  config: "required",
  run: async (inputs, ports, config) => custody(inputs, ports, config)
});
export {
  custody2 as custody
};
