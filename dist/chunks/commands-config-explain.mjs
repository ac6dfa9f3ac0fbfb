const require = (name) => process.getBuiltinModule(name);
import {
  pinnedKeys,
  readPublicKey,
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import {
  findRole,
  ownPolicy,
  sessionFacts
} from "./trust-session-policy.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  mergedSettings,
  releaseFact
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  EnvironmentName,
  Fault,
  RepositoryId,
  ScanKind,
  array,
  boolean,
  counted,
  isOlderRelease,
  listed,
  looseObject,
  number,
  printable,
  record,
  strictObject,
  string,
  union,
  unknown
} from "./ground.mjs";
import "./empty.mjs";

// src/config/role-notes.ts
var oneOrMany = (item) => union([item.transform((one) => [one]), array(item)]);
var Values = record(string(), oneOrMany(union([string(), number(), boolean()]).transform(String)));
var Statement = looseObject({
  Sid: string().optional(),
  Effect: string(),
  Action: oneOrMany(string()).default([]),
  Condition: record(string(), unknown()).default({})
});
var Document = looseObject({ Statement: oneOrMany(Statement) });
function roleNotes(home, roles) {
  const given = Object.entries(roles).flatMap(([name, role]) => role ? [{ name, role }] : []);
  const shared = home.environment !== null && new Set(given.map(({ role }) => role.arn)).size < given.length;
  const same = `roles ${listed(given.map(({ name }) => name))} have the same ARN; expected one role each, so that the deploy command cannot write evidence`;
  return [
    ...given.flatMap(
      ({ name, role }) => documentNotes(home, name, role["trust-policy"]).map((note) => `Note: trust policy of ${name}${note}.`)
    ),
    ...shared ? [`Note: ${same}.`] : []
  ];
}
function documentNotes(home, name, document) {
  const parsed = Document.safeParse(document);
  if (!parsed.success) return [": it cannot be read; expected the policy document as AWS takes it"];
  const letting = parsed.data.Statement.flatMap(
    (one, index) => one.Effect === "Allow" && one.Action.some(letsIn) ? [{ one, title: one.Sid ?? `statement ${index + 1}` }] : []
  );
  if (letting.length === 0) return [": nothing allows sts:AssumeRoleWithWebIdentity; expected a statement that does"];
  return letting.flatMap(({ one, title }) => {
    const valuesOf = (operator, claim) => conditionValues(home, one.Condition[operator], claim);
    return [
      ...workflowNotes(home, name, valuesOf),
      ...subjectNotes(home, valuesOf),
      ...audienceNotes(valuesOf),
      ...repositoryNotes(home, valuesOf)
    ].map((note) => `, ${title}: ${note}`);
  });
}
function letsIn(action) {
  return /[*?]/.test(action) || action.toLowerCase() === "sts:assumerolewithwebidentity";
}
function conditionValues({ config }, keys, claim) {
  const parsed = Values.safeParse(keys);
  const wanted = `${config.github.issuer.replace(/^https?:\/\//, "")}:${claim}`.toLowerCase();
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  return entries.flatMap(([key, values]) => key.toLowerCase() === wanted ? values : []);
}
function deciding(valuesOf, claim) {
  const equal = valuesOf("StringEquals", claim);
  const like = equal.length > 0 ? [] : valuesOf("StringLike", claim);
  return { values: equal.length > 0 ? equal : like, patterns: like.filter((value) => /[*?]/.test(value)) };
}
function workflowNotes({ config, service }, name, valuesOf) {
  const { repository, build, deploy, releases, minimum } = config.contracts;
  const files = name === "pusher" ? [build] : name === "recorder" ? [build, deploy] : [deploy];
  const contracts = files.map((file) => `${repository}/${file}@refs/tags/`);
  const direct = name === "pusher" || name === "recorder" ? service["direct-workflows"].map((one) => `${service.repository}/${one}`) : [];
  const expected = `expected ${[...contracts.map((one) => `${one}vX.Y.Z`), ...direct].join(" or ")} under StringEquals`;
  const { values, patterns } = deciding(valuesOf, "job_workflow_ref");
  if (values.length === 0) return [`no job_workflow_ref, so that any workflow may take the role; ${expected}`];
  return values.flatMap((value) => {
    if (patterns.includes(value)) return [`job_workflow_ref ${value} is a pattern; ${expected}`];
    if (direct.includes(value)) return [];
    const tag = contracts.flatMap((one) => value.startsWith(one) ? [value.slice(one.length)] : [])[0] ?? "";
    if (!/^v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(tag)) return [`job_workflow_ref ${value}; ${expected}`];
    const refused = isOlderRelease(tag, minimum) || releases.some((one) => one.version === tag && one.revoked);
    return refused ? [`job_workflow_ref ${value} is of a release that is refused; expected one that is trusted`] : [];
  });
}
function subjectNotes({ config, id, service, environment }, valuesOf) {
  const [owner = "", name = ""] = service.repository.split("/");
  const ends = environment === null ? "" : `environment:${environment}`;
  const forms = [`${owner}/${name}`, `${owner}@${config.organization["owner-id"]}/${name}@${id}`];
  const starts = forms.map((form) => `repo:${form}:${ends}`);
  const expected = `expected ${starts.map((one) => environment === null ? `${one}...` : one).join(" or ")}`;
  const { values } = deciding(valuesOf, "sub");
  if (values.length === 0) return [`no sub, so that any repository may take the role; ${expected}`];
  const fits = (value) => starts.some((one) => environment === null ? value.startsWith(one) : value === one);
  return values.flatMap((value) => fits(value) ? [] : [`sub ${value}; ${expected}`]);
}
function audienceNotes(valuesOf) {
  const expected = "expected sts.amazonaws.com under StringEquals";
  const values = valuesOf("StringEquals", "aud");
  if (values.length === 0) return [`no aud, so that a token made for another service counts; ${expected}`];
  return values.flatMap((value) => value === "sts.amazonaws.com" ? [] : [`aud ${value}; ${expected}`]);
}
function repositoryNotes({ id }, valuesOf) {
  const { values } = deciding(valuesOf, "repository_id");
  return values.flatMap((value) => value === id ? [] : [`repository_id ${value}; expected ${id}`]);
}

// src/config/explain.ts
function explainConfig(config) {
  const services = Object.entries(config.services).flatMap(([id, service]) => serviceLines(config, id, service));
  const lines = [
    ...houseLines(config),
    ...signingLines(config),
    ...storeLines(config),
    ...contractLines(config),
    ...services
  ];
  return lines.map((line) => printable(line, 2e3));
}
function houseLines(config) {
  const { name } = config.organization;
  const services = counted(Object.keys(config.services).length, "service");
  const note = "Note: local is true; loopback servers over plain http and self-hosted runners are accepted. Never in production.";
  return [
    `This is the policy of ${name} (GitHub id ${config.organization["owner-id"]}) for ${services}.`,
    ...config.local ? [note] : []
  ];
}
function signingLines({ signing }) {
  if (signing.mode === "kms") {
    return [
      `Signatures are made with AWS KMS keys in ${signing.region}; nothing becomes public.`,
      'Note: a key carries no identity; every decision says "identity: key", and the key pinned for each contract is what counts.'
    ];
  }
  const logged = signing["certificate-transparency"] ? "" : " Its certificates are not in a certificate transparency log.";
  const maker = `Signatures are made without long-lived keys: certificates by ${signing.fulcio}, log ${signing.rekor}, time by ${signing["timestamp-authority"]}.${logged}`;
  const root = `What they are checked against is ${signing["trusted-root"].path} with sha256 ${signing["trusted-root"].sha256}.`;
  const open = "Note: the Sigstore instance is public; names of repositories and workflows are published for ever.";
  return [maker, root, signing.instance === "public" ? open : "The instance is private; nothing becomes public."];
}
function storeLines({ store, retention }) {
  const place = store.type === "dir" ? `the folder ${store.path}, which cannot lock anything` : `the S3 bucket ${store.bucket} of account ${store.account} in ${store.region}`;
  const span = `${retention.years} calendar years and ${retention["margin-days"]} days`;
  const until = `Where it is locked, nobody can alter or delete it until ${span} after it was made; what stays in effect longer has to be extended, which this version does not do by itself.`;
  const key = store.type === "s3" ? store["kms-key"] : void 0;
  const encrypted = `It is encrypted with ${key}: sessions that record and deploy may use the key through S3; their roles, and whoever audits, need kms:Decrypt on it, and the roles kms:GenerateDataKey.`;
  return [`Evidence is stored in ${place}.`, ...key ? [encrypted] : [], until];
}
function contractLines(config) {
  const { repository, releases, minimum } = config.contracts;
  const facts = releases.map((release) => ({ release, ...releaseFact(config, release) }));
  const trusted = facts.filter((one) => !one.revoked && !one.below_minimum).map((one) => one.release.version);
  const old = facts.filter((one) => !one.revoked && one.below_minimum).map((one) => one.release.version);
  const revoked = releases.flatMap(
    ({ version, revoked: note }) => note ? [`Release ${version} is revoked since ${note.on}: ${note.reason}`] : []
  );
  return [
    `Contracts of ${repository} are trusted at exactly these releases: ${listed(trusted)}, and the release that runs, from ${minimum}.`,
    ...old.length > 0 ? [`Older than the minimum ${minimum} and refused: ${listed(old)}.`] : [],
    ...revoked
  ];
}
function serviceLines(config, id, service) {
  const { registry } = service;
  const settings = mergedSettings(config, service);
  const direct = service["direct-workflows"];
  const replays = settings["replayed-runs"] === "allow";
  const lines = [
    `repository id ${id}; builds ${service.build.dockerfile} in ${service.build.context} from ${listed(service["source-refs"])} into ${registry.repository} (${registry.auth}).`,
    `findings of severity ${settings.threshold} or worse stop it.`,
    ...ScanKind.options.map((kind) => scanLine(kind, settings.scans[kind])),
    ...settings["prebuilt-images"] === "allow" ? ["Note: images that build-sign did not build itself are accepted by digest."] : [],
    ...replays ? ["Note: scanner runs recorded earlier are accepted as if they were made now."] : [],
    ...direct.length > 0 ? [`Note: its own ${listed(direct)} may sign like build-sign.yml.`] : [],
    ...roleLines({ ...service.roles }),
    ...roleNotes({ config, id, service, environment: null }, { ...service.roles }),
    ...service.exceptions.map((one) => exceptionLine(config, one))
  ];
  const environments = Object.entries(service.environments).flatMap(
    ([name, one]) => about(`${service.repository} to ${name}`, [
      ...environmentLines(config, one),
      ...roleNotes({ config, id, service, environment: name }, { ...one.roles })
    ])
  );
  return [...about(service.repository, lines), ...environments];
}
function about(subject, lines) {
  return lines.map(
    (line) => line.startsWith("Note: ") ? `Note: ${subject}: ${line.slice("Note: ".length)}` : `${subject}: ${line}`
  );
}
function scanLine(kind, requirement) {
  if ("none" in requirement) return `Note: ${kind} is not scanned: ${requirement.none}`;
  const age = counted(requirement["max-age-hours"], "hour");
  const data = counted(requirement["database-max-age-hours"], "hour");
  const tools = listed(requirement.tools);
  return `scan of ${kind}: ${tools}, at most ${age} old, on a vulnerability database (where it has one) at most ${data} old.`;
}
function roleLines(roles) {
  return Object.entries(roles).map(([name, role]) => `role ${name} is ${role?.arn}.`);
}
function exceptionLine(config, one) {
  const scope = [one.package, one.path, one.digest].filter((part) => part !== void 0).join(", ");
  const people = `asked for by ${personName(config, one["requested-by"])}, approved by ${personName(config, one["approved-by"])}`;
  return `Note: exception ${one.id} lets ${one.rule} of ${one.tool} in ${scope} pass from ${one.from} to the end of ${one.until} (UTC), ${people}: ${one.reason}`;
}
function environmentLines(config, one) {
  const { deploy } = one;
  const command = deploy.command.map((argument) => JSON.stringify(argument)).join(" ");
  const program = deploy["program-sha256"];
  const approvers = listed(one.approvers.map((id) => personName(config, id)));
  return [
    `approval by one of ${approvers}, never by an author of the change.`,
    ...approverNotes(config, one.approvers),
    `deploys with ${command}, at most ${counted(deploy["timeout-minutes"], "minute")}.`,
    program ? `the program must have sha256 ${program}.` : "Note: the deploy program is not pinned by its sha256.",
    ...one.lock === "none" ? ["Note: evidence may lie in a store without locks, and every record says so."] : [],
    ...roleLines({ ...one.roles })
  ];
}
function approverNotes(config, approvers) {
  const unlisted = approvers.filter((id) => !config.people.some((person) => person.id === id));
  const only = approvers.length === 1 ? approvers.map((id) => personName(config, id)) : [];
  return [
    ...only.map((name) => `Note: ${name} is the only approver and cannot approve changes of their own.`),
    ...unlisted.map((id) => `Note: approver ${id} is not listed under people; expected the id with its login there.`)
  ];
}
function personName(config, id) {
  const person = config.people.find((one) => one.id === id);
  return person ? `${person.login} (${id})` : `user ${id}, who is not listed under people`;
}

// src/flows/config-explain.ts
async function explainConfig2(ports, loaded) {
  const sentences = [...explainConfig(loaded.config), ...sessionNotes(loaded), ...await fileNotes(ports, loaded)];
  return {
    outputs: { "config-sha256": loaded.sha256 },
    denied: false,
    text: sentences.join("\n"),
    json: { config_sha256: loaded.sha256, sentences }
  };
}
async function fileNotes(ports, loaded) {
  const keys = pinnedKeys(loaded.config).map((key) => readPublicKey({ ports, loaded }, key));
  const read = await Promise.allSettled([readTrustedRoot({ ports, loaded }), ...keys]);
  return read.flatMap((one) => one.status === "rejected" ? [fileNote(one.reason)] : []);
}
function fileNote(error) {
  if (!(error instanceof Fault)) throw error;
  return printable(`Note: ${error.message}; nothing can be verified without this file.`, 2e3);
}
function sessionNotes(loaded) {
  return Object.entries(loaded.config.services).flatMap(([id, service]) => {
    const home = { id: RepositoryId.parse(id), service };
    const shared = ["pusher", "recorder"].flatMap((name) => sessionNote(loaded, home, name, null));
    const own = Object.keys(service.environments).flatMap(
      (environment) => ["writer", "deployer"].flatMap(
        (name) => sessionNote(loaded, home, name, EnvironmentName.parse(environment))
      )
    );
    return [...shared, ...own];
  });
}
function sessionNote(loaded, home, name, environment) {
  if (!findRole(home.service, name, environment)) return [];
  const role = `role ${name} of ${home.service.repository}${environment === null ? "" : ` to ${environment}`}`;
  try {
    const own = ownPolicy(name, sessionFacts(loaded, home, name, environment));
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
