const require = (name) => process.getBuiltinModule(name);
import {
  attest
} from "./chunk-HP2FE6JK.mjs";
import "./chunk-UMT25TK7.mjs";
import "./chunk-RIBGKYPF.mjs";
import "./chunk-RML6Y2B3.mjs";
import "./chunk-FRG3GRG7.mjs";
import "./chunk-HZD5UVIK.mjs";
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
import "./chunk-2WYDRYT3.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
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
