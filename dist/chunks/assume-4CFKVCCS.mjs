import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  probeRole
} from "./chunk-LD2JOTRZ.mjs";
import "./chunk-K76TWDBT.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  EnvironmentName
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/commands/assume.ts
var assume = defineCommand({
  name: "assume",
  summary: "Probe whether this job may take a role: says who it would be, or names the claim that fails. Hands nothing out.",
  surfaces: ["action", "cli"],
  inputs: external_exports.strictObject({
    role: external_exports.enum(["pusher", "recorder", "writer", "deployer"]).describe("Role to probe."),
    environment: EnvironmentName.optional().describe("Environment; for writer and deployer.")
  }),
  outputs: external_exports.strictObject({
    granted: external_exports.string().describe("true or false."),
    "assumed-role-id": external_exports.string().describe("Unique id and session name of the assumed role, to be joined with CloudTrail.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => probeRole({ role: inputs.role, environment: inputs.environment ?? null }, ports, config)
});
export {
  assume
};
