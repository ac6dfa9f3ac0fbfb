const require = (name) => process.getBuiltinModule(name);
import {
  explainConfig
} from "./config-explain.mjs";
import {
  findPinnedFiles
} from "./flows-session-trust-roots-2.mjs";
import {
  defineCommand,
  flag
} from "./vendor-yaml.mjs";
import "./config-effective.mjs";
import {
  daySeconds,
  dayStart
} from "./config-day.mjs";
import {
  counted,
  listed,
  printable,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/config/warnings.ts
function findWarnings(config, now) {
  return [
    ...regionWarnings(config),
    ...keyWarnings(config),
    ...roleWarnings(config),
    ...exceptionWarnings(config, now),
    ...approverWarnings(config),
    ...programWarnings(config)
  ];
}
var regions = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2
  ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1
  eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1
  sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2`.split(/\s+/)
);
function regionWarnings({ store, signing, services }) {
  const named = [
    ["store", store.type === "s3" ? store.region : void 0],
    ["signing", signing.mode === "kms" ? signing.region : void 0],
    ...Object.values(services).flatMap(({ name, roles, registry, environments }) => [
      [`services.${name}`, roles?.pusher.region],
      [`services.${name}.registry`, registry.region],
      ...Object.entries(environments).map(([environment, one]) => [
        `services.${name}.environments.${environment}`,
        one.roles?.writer.region
      ])
    ])
  ];
  const unknown = named.flatMap(
    ([path, region]) => region !== void 0 && !regions.has(region) ? [{ path, region }] : []
  );
  return unknown.map(({ path, region }) => ({
    path,
    message: `no region ${region} is known`,
    remedy: "correct it, unless the region is newer than this version"
  }));
}
function keyWarnings({ services }) {
  return Object.values(services).flatMap(({ name, keys, roles, environments }) => {
    const writers = Object.values(environments).map((one) => one.roles?.writer);
    return [
      ...foreignKey(`services.${name}.keys.build`, keys?.build.id, [roles?.pusher]),
      ...foreignKey(`services.${name}.keys.deploy`, keys?.deploy.id, writers)
    ];
  });
}
function foreignKey(path, id, users) {
  const account = id?.startsWith("arn:") ? id.split(":")[4] : void 0;
  const foreign = users.filter((role) => role !== void 0 && account !== void 0 && role.account !== account);
  if (foreign.length === 0) return [];
  return [
    {
      path,
      message: `the key is in account ${account}, and the role that signs with it in ${foreign[0]?.account}`,
      remedy: "name a key of the role's own account, or let the key's policy name the role"
    }
  ];
}
function roleWarnings({ services }) {
  return Object.values(services).flatMap(
    ({ name, environments }) => Object.entries(environments).flatMap(([environment, { roles }]) => {
      const swapped = roles && /deploy/i.test(nameOf(roles.writer)) && /writ/i.test(nameOf(roles.deployer));
      if (!swapped) return [];
      const path = `services.${name}.environments.${environment}.roles`;
      return [{ path, message: "writer and deployer look swapped", remedy: "exchange the two ARNs" }];
    })
  );
}
function nameOf({ arn }) {
  return arn.split("/").at(-1)?.split(".").at(-1) ?? "";
}
function exceptionWarnings({ services }, now) {
  return Object.values(services).flatMap(
    ({ name, exceptions }) => exceptions.filter(({ until }) => dayStart(until) + daySeconds <= now).map(({ id, until }) => ({
      path: `services.${name}.exceptions`,
      message: `exception ${id} ended with ${until} and lets nothing pass any more`,
      remedy: "take it out, or agree on a new one"
    }))
  );
}
function approverWarnings({ services, people }) {
  const known = new Set(people.map(({ id }) => id));
  return Object.values(services).flatMap(
    ({ name, environments }) => Object.entries(environments).flatMap(([environment, { approvers }]) => {
      const path = `services.${name}.environments.${environment}.approvers`;
      const strangers = approvers.filter((id) => !known.has(id));
      return [
        ...strangers.length === 0 ? [] : [
          {
            path,
            message: `${counted(strangers.length, "approver")} not among people: ${listed(strangers)}`,
            remedy: "list each under people with id, login and name"
          }
        ],
        ...approvers.length === 1 ? [
          {
            path,
            message: "one approver alone cannot approve changes of their own",
            remedy: "name a second person"
          }
        ] : []
      ];
    })
  );
}
var shells = /\/(?:ba|da|z|k)?sh$/;
function programWarnings({ services }) {
  const all = Object.values(services).flatMap(
    ({ name, environments }) => Object.entries(environments).map(([environment, { deploy }]) => ({ name, environment, deploy }))
  );
  const shelled = all.filter(({ deploy }) => shells.test(deploy.command[0] ?? "") && deploy.command.includes("-c"));
  return [
    ...shelled.map(({ name, environment }) => ({
      path: `services.${name}.environments.${environment}.deploy.command`,
      message: "the command is a line of a shell",
      remedy: "name the program itself, with a list of arguments"
    })),
    ...unpinnedWarnings(services)
  ];
}
function unpinnedWarnings(services) {
  return Object.values(services).flatMap(
    ({ name, environments }) => Object.entries(environments).flatMap(
      ([environment, { production, deploy }]) => !production || deploy["program-sha256"] !== void 0 ? [] : [
        {
          path: `services.${name}.environments.${environment}.deploy`,
          message: "the program that deploys to production is not pinned",
          remedy: "add program-sha256 with the digest of the program"
        }
      ]
    )
  );
}

// src/flows/config-check.ts
async function checkConfig(ports, loaded, strict) {
  const missing = await findPinnedFiles({ ports, loaded });
  const warnings = [...findWarnings(loaded.config, ports.clock.now()), ...missing];
  const notes = explainConfig(loaded.config).filter((line) => line.startsWith("Note: "));
  const lines = [
    `No mistakes, ${counted(warnings.length, "warning")}, ${counted(notes.length, "note")}.`,
    ...warnings.map(({ path, message, remedy }) => printable(`Warning: ${path}: ${message}; ${remedy}.`, 2e3)),
    ...notes
  ];
  return {
    outputs: { warnings: String(warnings.length), "config-sha256": loaded.sha256 },
    denied: strict && warnings.length > 0,
    text: lines.join("\n"),
    json: { config_sha256: loaded.sha256, warnings, notes }
  };
}

// src/commands/config-check.ts
var configCheck = defineCommand({
  name: "config check",
  summary: "Check safeguard.yml: mistakes, warnings about what is rarely meant, and notes on what weakens it.",
  surfaces: ["cli"],
  inputs: strictObject({
    strict: flag("false").describe("Whether a warning denies.")
  }),
  outputs: strictObject({
    warnings: string().describe("How many warnings there are."),
    "config-sha256": string().describe("SHA-256 of the file.")
  }),
  permissions: {},
  config: "required",
  run: async ({ strict }, ports, config) => checkConfig(ports, config, strict)
});
export {
  configCheck
};
