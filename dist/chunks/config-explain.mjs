const require = (name) => process.getBuiltinModule(name);
import {
  releaseFact
} from "./config-effective.mjs";
import {
  ScanKind,
  counted,
  listed,
  printable,
  servicesIn
} from "./ground.mjs";

// src/config/explain.ts
function explainConfig(config) {
  const services = Object.values(config.services).flatMap((service) => serviceLines(config, service));
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
function serviceLines(config, service) {
  const { registry } = service;
  const settings = service.policy;
  const direct = service["direct-workflows"];
  const replays = settings["replayed-runs"] === "allow";
  const lines = [
    `${service.repository}, repository id ${service["repository-id"]}; builds ${service.build.dockerfile} in ${service.build.context} from ${listed(service["source-refs"])} into ${registry.repository} (${registry.auth}).`,
    `findings of severity ${settings.threshold} or worse stop it.`,
    ...ScanKind.options.map((kind) => scanLine(kind, settings.scans[kind])),
    ...severityLines(settings.severities),
    ...settings["prebuilt-images"] === "allow" ? ["Note: images that build-sign did not build itself are accepted by digest."] : [],
    ...replays ? ["Note: scanner runs recorded earlier are accepted as if they were made now."] : [],
    ...direct.length > 0 ? [`Note: its own ${listed(direct)} may sign like build-sign.yml.`] : [],
    ...sharedLines(config, service),
    ...roleLines({ ...service.roles }),
    ...service.exceptions.map((one) => exceptionLine(config, one))
  ];
  const environments = Object.entries(service.environments).flatMap(
    ([name, one]) => about(`${service.name} to ${name}`, environmentLines(config, one))
  );
  return [...about(service.name, lines), ...environments];
}
function severityLines(severities) {
  return Object.entries(severities).map(([tool, rules]) => {
    const rated = Object.entries(rules ?? {}).map(([rule, severity]) => `${rule} as ${severity}`);
    return `Note: where ${tool} leaves them unrated, it counts ${listed(rated)}.`;
  });
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
function sharedLines(config, service) {
  const { name, "evidence-name": evidenceName } = service;
  const others = servicesIn(config, service["repository-id"]).filter((one) => one.name !== name);
  return [
    ...others.length > 0 ? [
      `Note: it shares its repository, which AWS and Sigstore take for one, with ${listed(others.map((one) => one.name))}.`
    ] : [],
    ...evidenceName === name ? [] : [`Note: its evidence goes on under the name ${evidenceName}, which it had first.`]
  ];
}
function askedLines(config, { starters, protection }) {
  const { "wait-minutes": wait, "reviewer-teams": teams, refs } = protection;
  const limits = { any: [], protected: ["protected branches alone"], selected: ["selected refs of the service alone"] };
  const asked = [
    ...wait > 0 ? [`a wait timer of at least ${counted(wait, "minute")}`] : [],
    ...teams.length > 0 ? [`team ${listed(teams)} among the reviewers`] : [],
    ...limits[refs]
  ];
  return [
    ...starters ? [`started by ${listed(starters.map((id) => personName(config, id)))} alone.`] : [],
    ...asked.length > 0 ? [`GitHub has to have ${asked.join(", ")}.`] : []
  ];
}
function environmentLines(config, one) {
  const { deploy } = one;
  const command = deploy.command.map((argument) => JSON.stringify(argument)).join(" ");
  const program = deploy["program-sha256"];
  const approvers = listed(one.approvers.map((id) => personName(config, id)));
  return [
    `${one.production ? "serves" : "does not serve"} patients, and ${one.phi ? "holds" : "holds no"} health information about people.`,
    `approval by one of ${approvers}, never by an author of the change.`,
    ...askedLines(config, one),
    `deploys with ${command}, at most ${counted(deploy["timeout-minutes"], "minute")}.`,
    ...program ? [`the program must have sha256 ${program}.`] : [],
    ...one.lock === "none" ? ["Note: evidence may lie in a store without locks, and every record says so."] : [],
    ...roleLines({ ...one.roles })
  ];
}
function personName(config, id) {
  const person = config.people.find((one) => one.id === id);
  return person ? `${person.name ?? person.login} (${id})` : `user ${id}, who is not listed under people`;
}

export {
  explainConfig
};
