const require = (name) => process.getBuiltinModule(name);
import {
  explainConfig
} from "./config-explain.mjs";
import {
  findPinnedFiles
} from "./flows-session-trust-roots-2.mjs";
import {
  findRole,
  ownPolicy,
  roleNames,
  sessionFacts,
  trustPolicy
} from "./trust-session-policy.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import {
  EnvironmentName,
  Fault,
  printable,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/config-explain.ts
async function explainConfig2(ports, loaded) {
  const sentences = [...explainConfig(loaded.config), ...sessionNotes(loaded), ...await fileNotes(ports, loaded)];
  return {
    outputs: { "config-sha256": loaded.sha256 },
    denied: false,
    text: sentences.join("\n"),
    json: { config_sha256: loaded.sha256, sentences, trust_policies: trustPolicies(loaded) }
  };
}
async function fileNotes(ports, loaded) {
  const found = await findPinnedFiles({ ports, loaded });
  return found.map(({ path, message, remedy }) => printable(`Note: ${path}: ${message}; ${remedy}.`, 2e3));
}
function trustPolicies({ config }) {
  const all = Object.values(config.services).flatMap((service) => [
    ...policiesOf(config, { service, environment: null }, { ...service.roles }),
    ...Object.entries(service.environments).flatMap(
      ([name, { roles }]) => policiesOf(config, { service, environment: EnvironmentName.parse(name) }, { ...roles })
    )
  ]);
  return Object.fromEntries(all);
}
function policiesOf(config, home, roles) {
  return roleNames.flatMap((name) => {
    const role = roles[name];
    return role ? [[role.arn, trustPolicy(config, home, { name, role })]] : [];
  });
}
function sessionNotes(loaded) {
  return Object.values(loaded.config.services).flatMap((service) => {
    const shared = ["pusher", "recorder"].flatMap((name) => sessionNote(loaded, service, name, null));
    const own = Object.keys(service.environments).flatMap(
      (environment) => ["writer", "deployer"].flatMap(
        (name) => sessionNote(loaded, service, name, EnvironmentName.parse(environment))
      )
    );
    return [...shared, ...own];
  });
}
function sessionNote(loaded, service, name, environment) {
  if (!findRole(service, name, environment)) return [];
  const role = `role ${name} of ${service.name}${environment === null ? "" : ` to ${environment}`}`;
  try {
    const own = ownPolicy(name, sessionFacts(loaded, service, name, environment));
    if (own.length === 0) return [];
    const text = own.map((statement) => JSON.stringify(statement)).join(", ");
    return [
      `Note: ${role}: its names are so long that the session policy of 2048 characters has no room for all of its limits. Put these statements into the policy of the role itself, and allow nothing beyond them: ${text}`
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [`Note: ${role}: it cannot be taken: ${error.message}. ${error.hint}`];
  }
}

// src/commands/config-explain.ts
var configExplain = defineCommand({
  name: "config explain",
  summary: "Print the policy in force in plain sentences, or every mistake in safeguard.yml.",
  surfaces: ["cli"],
  inputs: strictObject({}),
  outputs: strictObject({ "config-sha256": string().describe("SHA-256 of the file.") }),
  permissions: {},
  config: "required",
  run: async (_inputs, ports, config) => explainConfig2(ports, config)
});
export {
  configExplain
};
