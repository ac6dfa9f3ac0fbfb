const require = (name) => process.getBuiltinModule(name);
import {
  attest
} from "./chunk-442XWKUK.mjs";
import "./chunk-TYK4YIZB.mjs";
import "./chunk-P7UO2N5H.mjs";
import "./chunk-5OHGBGK5.mjs";
import "./chunk-CUETOE2S.mjs";
import "./chunk-T47WRACC.mjs";
import "./chunk-R5DM34IU.mjs";
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
import "./chunk-Z3SYJ2FO.mjs";
import "./chunk-EKWZ3GY6.mjs";
import "./chunk-SA4AT6VW.mjs";
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
