const require = (name) => process.getBuiltinModule(name);
import {
  attest
} from "./chunk-C3JD2MTM.mjs";
import "./chunk-YVMOVP76.mjs";
import "./chunk-UQGBXTSI.mjs";
import "./chunk-CFV3WM4O.mjs";
import "./chunk-J6FKFECD.mjs";
import "./chunk-7IBO4JWZ.mjs";
import "./chunk-ZJIGSVQL.mjs";
import "./chunk-D25MFP3T.mjs";
import {
  defineCommand
} from "./chunk-Q7OJDDQ5.mjs";
import "./chunk-X7DZV4UE.mjs";
import "./chunk-ND3T5S6C.mjs";
import "./chunk-267XUSJN.mjs";
import "./chunk-UBXRG5WT.mjs";
import "./chunk-UN7VNAJT.mjs";
import "./chunk-6ONWL5PW.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-VLKZB7ZU.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-VQ6VMIND.mjs";
import "./chunk-SFEFWKGY.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-AOP622IV.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-BVBYETTJ.mjs";
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
import "./chunk-4CWB63TB.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/commands/attest.ts
var attest2 = defineCommand({
  name: "attest",
  summary: "Gate an image that is already in the registry, then sign its statements and attach them as OCI referrers.",
  surfaces: ["action"],
  inputs: strictObject({
    digest: Digest.describe("Digest of the image in the registry of this service."),
    runs: string().describe("Folder of the scan runs.")
  }),
  outputs: strictObject({
    verdict: string().describe("allow or deny."),
    "decision-sha256": string().describe("SHA-256 of the decision."),
    statements: string().describe("Number of statements that were attached.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => attest(inputs, ports, config)
});
export {
  attest2 as attest
};
