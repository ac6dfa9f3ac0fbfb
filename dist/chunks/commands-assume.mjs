const require = (name) => process.getBuiltinModule(name);
import {
  assumeRole
} from "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./config-day.mjs";
import {
  EnvironmentName,
  Fault,
  _enum,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/assume.ts
var refusedOutputs = { granted: "false", "assumed-role-id": "" };
async function probeRole(inputs, ports, loaded) {
  const { role, environment } = inputs;
  const part = role === "writer" || role === "deployer" ? "deploy" : "build";
  if (part === "deploy" && environment === null)
    throw new Fault("INPUT_INVALID", `environment: missing; the role ${role} belongs to one`);
  const opening = await openSession({ ports, loaded }, { part, environment, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  try {
    return answerProbe(role, await assumeRole(opening.session, role, environment));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "ROLE_REFUSED") throw error;
    const { message } = error;
    return { outputs: refusedOutputs, denied: true, text: message, json: { granted: false, reason: message } };
  }
}
function answerProbe(role, held) {
  const id = held?.identity ?? "";
  const text = held ? `This job may take the role ${role} as ${id} in account ${held.account}. Nothing was handed out.` : `No role ${role} is configured for this service: neither its store nor its registry needs one.`;
  return {
    outputs: { granted: String(held !== void 0), "assumed-role-id": id },
    denied: false,
    text,
    json: { granted: held !== void 0, assumed_role_id: id }
  };
}

// src/commands/assume.ts
var assume = defineCommand({
  name: "assume",
  summary: "Probe whether this job may take a role: says who it would be, or names the claim that fails. Hands nothing out.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    ...whichService,
    role: _enum(["pusher", "recorder", "writer", "deployer"]).describe("Role to probe."),
    environment: EnvironmentName.optional().describe("Environment; for writer and deployer.")
  }),
  outputs: strictObject({
    granted: string().describe("true or false."),
    "assumed-role-id": string().describe("Unique id and session name of the assumed role, to be joined with CloudTrail.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => probeRole({ service: inputs.service, role: inputs.role, environment: inputs.environment ?? null }, ports, config)
});
export {
  assume
};
