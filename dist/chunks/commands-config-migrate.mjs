const require = (name) => process.getBuiltinModule(name);
import {
  defineCommand,
  formatProblems,
  parseConfig,
  readYamlTree,
  stringify
} from "./vendor-yaml.mjs";
import "./config-day.mjs";
import {
  Fault,
  parseEcrHost,
  printable,
  strictObject
} from "./ground.mjs";
import "./empty.mjs";

// src/config/migrate.ts
function migrateConfig(tree) {
  if (section(tree.value())["version"] !== 1) return void 0;
  keepDigits(tree);
  const old = section(tree.value());
  const accounts = nameAccounts(old);
  const { sts, store, defaults, services: _services, version: _version, ...rest } = old;
  const services = migrateServices(old, accounts);
  return {
    file: {
      version: 2,
      ...rest,
      ...accounts.size > 0 ? { accounts: describeAccounts(old, accounts) } : {},
      store: migrateStore(section(store), accounts),
      defaults: { ...sts === void 0 ? {} : { account: "main" }, ...section(defaults) },
      services: Object.fromEntries(services)
    },
    notes: notesOn(services)
  };
}
function section(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
function text(value) {
  return typeof value === "string" ? value : "";
}
var numeric = /^(?:version|timeout-minutes|years|margin-days|max-age-hours|database-max-age-hours)$/;
function keepDigits(tree) {
  const open = [{ path: [], value: tree.value() }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === "number" && !numeric.test(String(path.at(-1)))) tree.makeText(path);
    if (typeof value !== "object" || value === null) continue;
    const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, member] of members) open.push({ path: [...path, key], value: member });
  }
}
function nameAccounts(old) {
  const names = /* @__PURE__ */ new Map();
  const add = (id, name) => {
    if (id !== "" && !names.has(id)) names.set(id, name);
  };
  add(text(section(old["sts"])["account"]), "main");
  add(text(section(old["store"])["account"]), "evidence");
  for (const arn of roleArns(old)) add(arn.split(":")[4] ?? "", `account-${names.size + 1}`);
  return names;
}
function roleArns(old) {
  const owners = Object.values(section(old["services"])).flatMap((service) => [
    service,
    ...Object.values(section(section(service)["environments"]))
  ]);
  return owners.flatMap((owner) => Object.values(section(section(owner)["roles"])).map(arnOf));
}
function arnOf(role) {
  return text(section(role)["arn"]);
}
function describeAccounts(old, accounts) {
  const region = section(old["sts"])["region"];
  const store = section(old["store"]);
  return Object.fromEntries(
    [...accounts].map(([id, name]) => {
      const endpoint = name === "main" ? section(old["sts"])["endpoint"] : void 0;
      const own = { id, region: name === "evidence" ? store["region"] : region };
      return [name, { ...own, ...endpoint === void 0 ? {} : { "sts-endpoint": endpoint } }];
    })
  );
}
function migrateStore(store, accounts) {
  if (store["type"] !== "s3") return store;
  const { account, ...rest } = store;
  return { ...rest, account: accounts.get(text(account)) ?? account };
}
function migrateServices(old, accounts) {
  const taken = /* @__PURE__ */ new Set();
  return Object.entries(section(old["services"])).map(([id, given]) => {
    const service = section(given);
    const short = text(service["repository"]).split("/").at(-1) ?? "";
    const plain = short.toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^[^a-z]+/, "").slice(0, 40);
    const name = plain === "" || taken.has(plain) ? `service-${id}` : plain;
    taken.add(name);
    return [name, migrateService(id, service, accounts)];
  });
}
function migrateService(id, service, accounts) {
  const { repository, registry, roles, environments, "source-refs": refs, ...rest } = service;
  const account = accountOf(roles, accounts);
  const named = Object.entries(section(environments)).map(
    ([name, one]) => [name, migrateEnvironment(name, section(one), accounts)]
  );
  return {
    repository,
    "repository-id": id,
    ...account === void 0 || account === "main" ? {} : { account },
    registry: migrateRegistry(section(registry)),
    ...migrateRefs(refs),
    ...rest,
    ...migrateRoles(roles),
    environments: Object.fromEntries(named)
  };
}
function migrateRegistry(registry) {
  const { repository, auth, region, endpoint } = registry;
  const host = parseEcrHost(text(repository).split("/")[0] ?? "");
  if (auth !== "ecr" || !host) return registry;
  if (endpoint === void 0) return repository;
  return { repository, auth, ...region === void 0 ? {} : { region }, endpoint };
}
function migrateRefs(refs) {
  const all = Array.isArray(refs) ? refs.map(text) : [];
  const below = (prefix) => all.filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length));
  const [branches, tags] = [below("refs/heads/"), below("refs/tags/")];
  return { ...branches.length > 0 ? { branches } : {}, ...tags.length > 0 ? { tags } : {} };
}
function migrateRoles(roles) {
  const arns = Object.entries(section(roles)).map(([name, role]) => [name, arnOf(role)]);
  return arns.length === 0 ? {} : { roles: Object.fromEntries(arns) };
}
function accountOf(roles, accounts) {
  const [first = ""] = Object.values(section(roles)).map(arnOf);
  return accounts.get(first.split(":")[4] ?? "");
}
function migrateEnvironment(name, environment, accounts) {
  const { roles, ...rest } = environment;
  const account = accountOf(roles, accounts);
  return {
    ...account === void 0 || account === "main" ? {} : { account },
    production: isProduction(name),
    phi: true,
    ...rest,
    ...migrateRoles(roles)
  };
}
function isProduction(name) {
  return /^prod/i.test(name);
}
function notesOn(services) {
  const environments = services.flatMap(
    ([service, { environments: all }]) => Object.keys(section(all)).map((name) => `${service} to ${name}`)
  );
  const guessed = environments.map((place) => `${place}: production and phi are guesses; write what is true of it.`);
  return [
    "Comments are not carried over.",
    "Trust policies are not copied any more: they follow from the file, and `config explain --json` prints them.",
    "Roles keep their ARNs. Where you rename them to PREFIX.SERVICE.pusher and so on, take roles out.",
    ...guessed
  ];
}

// src/config/yaml-text.ts
function writeYaml(value) {
  return stringify(value, { schema: "core", lineWidth: 0, aliasDuplicateObjects: false });
}

// src/flows/config-migrate.ts
var limit = 1024 * 1024;
async function migrateFile({ files, configSource }) {
  const { path } = configSource;
  const tree = readYamlTree(new TextDecoder().decode(await files.read(path, limit)));
  const migrated = tree.readable ? migrateConfig(tree) : void 0;
  if (!migrated) {
    throw new Fault("CONFIG_INVALID", `${path} is not a readable file of version 1`, {
      hint: "A file of version 2 needs no migration: config check says what is wrong with it."
    });
  }
  const body = writeYaml(migrated.file);
  const parsed = parseConfig(body, path);
  const mistakes = "problems" in parsed ? formatProblems(parsed.problems, "the new file").split("\n") : [];
  const notes = [...migrated.notes, ...mistakes];
  const text2 = `${notes.map((note) => `# ${printable(note, 500)}`).join("\n")}
${body}`;
  return { outputs: {}, denied: false, text: text2, verbatim: true, json: { notes, file: migrated.file } };
}

// src/commands/config-migrate.ts
var configMigrate = defineCommand({
  name: "config migrate",
  summary: "Print a safeguard.yml of version 1 in the form of version 2; nothing is written.",
  surfaces: ["cli"],
  inputs: strictObject({}),
  outputs: strictObject({}),
  permissions: {},
  config: "none",
  run: async (_inputs, ports) => migrateFile(ports)
});
export {
  configMigrate
};
