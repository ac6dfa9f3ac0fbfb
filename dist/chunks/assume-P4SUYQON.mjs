const require = (name) => process.getBuiltinModule(name);
import {
  probeRole
} from "./chunk-R5DM34IU.mjs";
import "./chunk-BGDQZI2N.mjs";
import {
  defineCommand
} from "./chunk-YN6V7M6D.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-Z3SYJ2FO.mjs";
import "./chunk-EKWZ3GY6.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import {
  EnvironmentName
} from "./chunk-VOJQTMTM.mjs";
import {
  _enum,
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/commands/assume.ts
var assume = defineCommand({
  name: "assume",
  summary: "Probe whether this job may take a role: says who it would be, or names the claim that fails. Hands nothing out.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    role: _enum(["pusher", "recorder", "writer", "deployer"]).describe("Role to probe."),
    environment: EnvironmentName.optional().describe("Environment; for writer and deployer.")
  }),
  outputs: strictObject({
    granted: string().describe("true or false."),
    "assumed-role-id": string().describe("Unique id and session name of the assumed role, to be joined with CloudTrail.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => probeRole({ role: inputs.role, environment: inputs.environment ?? null }, ports, config)
});
export {
  assume
};
