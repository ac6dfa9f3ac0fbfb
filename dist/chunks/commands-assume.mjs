const require = (name) => process.getBuiltinModule(name);
import {
  probeRole
} from "./trust-session-policy.mjs";
import "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./model-identity.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import {
  EnvironmentName
} from "./model-ids.mjs";
import {
  _enum,
  strictObject,
  string
} from "./vendor-zod.mjs";
import "./base-text.mjs";
import "./base-digest.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

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
