const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  RepositoryId,
  RunContext,
  acceptsRef,
  isOlderRelease,
  listed,
  meantService,
  serviceOf,
  servicesIn
} from "./ground.mjs";

// src/trust/subject.ts
function subjectWords(sub) {
  const form = /^repo:([^:/@]+)(?:@(\d+))?\/([^:/@]+)(?:@(\d+))?:(.+)$/;
  const [, owner, , repository, id, context] = form.exec(sub) ?? [];
  if (!owner || !repository || !context) return `subject ${sub}`;
  const repositoryWords = `repository ${owner}/${repository}${id ? ` (id ${id})` : ""}`;
  return `${repositoryWords}, ${contextWords(context)}`;
}
function contextWords(context) {
  const [kind = "", ...rest] = context.split(":");
  const value = rest.join(":").replaceAll(/%3A/gi, ":");
  return value === "" ? kind : `${kind} ${value}`;
}

// src/trust/caller.ts
var contractEvents = ["push", "release", "workflow_dispatch"];
function partOf(claims, config) {
  return claims.job_workflow_ref.includes(`/${config.contracts.deploy}@`) ? "deploy" : "build";
}
var audiences = ["sts.amazonaws.com", "sigstore"];
function checkCaller(claims, config, { part, environment, service: name }, bundle = { besideBundle: false, repository: "", ref: "" }) {
  const services = servicesIn(config, claims.repository_id);
  const service = meantService(services, name);
  return [
    ...checkToken(claims, config),
    ...checkRun(claims, config, part),
    ...checkEnvironment(claims, environment),
    ...services.length === 0 ? [unknownService(claims, config)] : [],
    ...services.length > 0 && !service ? [unmeantService(services, name)] : [],
    ...service ? checkSource(claims, service) : [],
    ...checkContract(claims, config, { part, service, besideBundle: bundle.besideBundle }),
    ...checkBundle(claims, config, bundle)
  ];
}
function runningRelease(claims, config, besideBundle) {
  const { repository, build, deploy, minimum } = config.contracts;
  const [path = "", ref = ""] = claims.job_workflow_ref.split("@");
  const version = /^refs\/tags\/(v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2})$/.exec(ref)?.[1];
  const isContract = [build, deploy].some((file) => path === `${repository}/${file}`);
  if (!besideBundle || !isContract || version === void 0 || isOlderRelease(version, minimum)) return null;
  return { ref, sha: claims.job_workflow_sha };
}
function checkBundle(claims, config, { repository, ref }) {
  const remedy = "Call the actions of the compliance repository, at the commit of the contract that calls them.";
  const own = config.contracts.repository;
  const inContract = claims.job_workflow_ref.startsWith(`${own}/`);
  const tag = claims.job_workflow_ref.split("@refs/tags/")[1] ?? "";
  return [
    ...repository === "" ? [] : compare("GITHUB_ACTION_REPOSITORY", [own], repository, remedy),
    ...ref === "" || !inContract ? [] : compare("GITHUB_ACTION_REF", [claims.job_workflow_sha, tag], ref, remedy)
  ];
}
function compare(claim, expected, actual, remedy) {
  if (typeof actual === "string" && expected.includes(actual)) return [];
  const shown = typeof actual === "string" ? actual : actual === void 0 ? "(absent)" : JSON.stringify(actual);
  return [{ claim, expected: expected.join(" or "), actual: shown, remedy }];
}
function checkToken(claims, config) {
  const owner = config.organization["owner-id"];
  return [
    ...compare("iss", [config.github.issuer], claims.iss, "Only tokens of the issuer in github.issuer are taken."),
    ...compare("aud", audiences, claims.aud, "Ask for the token with exactly one of these audiences."),
    ...compare(
      "repository_owner_id",
      [owner],
      claims.repository_owner_id,
      "The repository belongs to another account than organization.owner-id; move it back, or correct safeguard.yml."
    )
  ];
}
function checkRun(claims, config, part) {
  const runner = claims.runner_environment;
  return [
    ...compare("event_name", contractEvents, claims.event_name, "Start the workflow by one of these events."),
    // A self-hosted runner may keep what an earlier job left behind (threat D10); only a demonstration may use one.
    ...config.local ? [] : compare("runner_environment", ["github-hosted"], runner, "Run the contract on a runner that GitHub hosts."),
    ...part === "deploy" ? compare(
      "run_attempt",
      ["1"],
      claims.run_attempt,
      "An approval names no attempt, so a re-run cannot use it; start a new run."
    ) : []
  ];
}
function checkEnvironment(claims, environment) {
  if (environment !== null) {
    return compare(
      "environment",
      [environment],
      claims.environment,
      "The job has to name this environment, spelled exactly so."
    );
  }
  if (claims.environment === void 0) return [];
  const remedy = "This job runs outside every environment; remove environment: from it.";
  return [{ claim: "environment", expected: "(absent)", actual: claims.environment, remedy }];
}
function unknownService(claims, config) {
  const expected = listed(Object.values(config.services).map((one) => one["repository-id"]));
  const remedy = `The token is of ${subjectWords(claims.sub)}; add a service with this repository-id to safeguard.yml.`;
  return { claim: "repository_id", expected, actual: claims.repository_id, remedy };
}
function unmeantService(services, name) {
  const expected = services.map((one) => one.name).join(" or ");
  const remedy = "The repository has these services; pass the one that is meant as the input service.";
  return { claim: "service", expected, actual: name ?? "(nothing)", remedy };
}
function checkSource(claims, service) {
  const renamed = `The id is that of ${service.repository}: if it was renamed, write the new name into safeguard.yml.`;
  return [
    ...compare("repository", [service.repository], claims.repository, renamed),
    ...acceptsRef(service["source-refs"], claims.ref) ? [] : [unlistedRef(claims, service)]
  ];
}
function unlistedRef({ ref }, service) {
  const remedy = "Run from one of these, or add this one to branches or tags of the service.";
  return { claim: "ref", expected: service["source-refs"].join(" or "), actual: ref, remedy };
}
function checkContract(claims, config, { part, service, besideBundle }) {
  const { contracts } = config;
  const running = runningRelease(claims, config, besideBundle);
  const refOf = ({ version }) => `${contracts.repository}/${contracts[part]}@refs/tags/${version}`;
  const trusted = contracts.releases.filter((release2) => whyRefused(config, release2) === "");
  const direct = part === "build" && service ? service["direct-workflows"].map((one) => `${service.repository}/${one}`) : [];
  const release = trusted.find((one) => refOf(one) === claims.job_workflow_ref);
  if (release) {
    return compare(
      "job_workflow_sha",
      [release.sha],
      claims.job_workflow_sha,
      `The tag ${release.version} does not point where safeguard.yml says: it was moved, or the entry is wrong. Do not use it.`
    );
  }
  if (direct.includes(claims.job_workflow_ref)) {
    return compare(
      "job_workflow_sha",
      [claims.sha],
      claims.job_workflow_sha,
      "A workflow of the service itself has to come from the commit it builds."
    );
  }
  const listedRelease = contracts.releases.find((one) => refOf(one) === claims.job_workflow_ref);
  if (running && !listedRelease && claims.job_workflow_ref.startsWith(`${contracts.repository}/${contracts[part]}@`))
    return [];
  const remedy = listedRelease ? whyRefused(config, listedRelease) : "Call the contract at one of these tags; a branch or a bare commit is not enough.";
  const itself = besideBundle ? [`${contracts.repository}/${contracts[part]}@refs/tags/vX.Y.Z, at least ${contracts.minimum}`] : [];
  return compare("job_workflow_ref", [...trusted.map(refOf), ...direct, ...itself], claims.job_workflow_ref, remedy);
}
function whyRefused(config, { version, revoked }) {
  const { minimum } = config.contracts;
  if (revoked) return `Release ${version} is revoked since ${revoked.on}: ${revoked.reason} Call a newer one.`;
  return isOlderRelease(version, minimum) ? `Release ${version} is older than the minimum ${minimum}; call a newer one.` : "";
}
function describeProblem({ claim, expected, actual, remedy }) {
  const speaker = claim === "service" ? "caller" : claim.startsWith("GITHUB_") ? "runner" : "token";
  return `${claim}: expected ${expected}, the ${speaker} says ${actual}. ${remedy}`;
}
function runOfClaims(claims, job) {
  return RunContext.parse({
    repository_id: claims.repository_id,
    repository: claims.repository,
    run_id: claims.run_id,
    run_attempt: Number(claims.run_attempt),
    event: claims.event_name,
    actor_id: claims.actor_id,
    actor: claims.actor,
    ref: claims.ref,
    commit: claims.sha,
    job_workflow_ref: claims.job_workflow_ref,
    job_workflow_sha: claims.job_workflow_sha,
    runner_environment: claims.runner_environment,
    environment: claims.environment ?? "",
    job: job === "" ? "job" : job,
    source: "token"
  });
}

// src/flows/session/session.ts
var stsAudience = "sts.amazonaws.com";
async function openSession({ ports, loaded }, { part, environment, service: asked }) {
  const token = await ports.identity(loaded.config).token(stsAudience);
  if (!token) throw noToken(ports);
  const besideBundle = loaded.origin === "beside-bundle";
  const { GITHUB_ACTION_REPOSITORY = "", GITHUB_ACTION_REF = "" } = ports.job;
  const bundle = { besideBundle, repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF };
  const judged = part === "whichever" ? partOf(token.claims, loaded.config) : part;
  const problems = checkCaller(token.claims, loaded.config, { part: judged, environment, service: asked }, bundle);
  if (problems.length > 0) return { accepted: false, problems: problems.map(describeProblem) };
  const run = runOfClaims(token.claims, ports.job.GITHUB_JOB ?? "");
  const running = runningRelease(token.claims, loaded.config, besideBundle);
  const service = serviceOf(loaded.config, run.repository_id, asked);
  return {
    accepted: true,
    session: { ports, loaded, service, job: { part: judged, claims: token.claims, run, running } }
  };
}
function jobRepository({ GITHUB_REPOSITORY_ID }) {
  const read = RepositoryId.safeParse(GITHUB_REPOSITORY_ID);
  if (read.success) return read.data;
  throw new Fault(
    "INPUT_INVALID",
    "GITHUB_REPOSITORY_ID: expected the numeric id of the repository, as a GitHub runner gives it to every step"
  );
}
function placeOf({ service }) {
  return { repository_id: service["repository-id"], service: service["evidence-name"] };
}
function noToken({ job }) {
  if (job.GITHUB_RUN_ID !== void 0)
    return new Fault("OIDC_MISSING", "this job has no OIDC token to prove who it is");
  return new Fault("OIDC_MISSING", "this is no job of GitHub Actions, so that nothing proves who runs", {
    hint: "Here, safeguard check says what the gate before publishing would deny, as far as it can be known without a job."
  });
}
function refuseIdentity(outputs, problems) {
  const text = [
    "Refused: the identity of this job does not fit safeguard.yml.",
    ...problems.map((p) => `  - ${p}`)
  ].join("\n");
  return { outputs, denied: true, text, json: { refused: "identity", problems } };
}

export {
  contractEvents,
  stsAudience,
  openSession,
  jobRepository,
  placeOf,
  refuseIdentity
};
