const require = (name) => process.getBuiltinModule(name);
import {
  checkCaller,
  partOf,
  runningRelease
} from "./trust-caller.mjs";
import {
  parseEcrHost
} from "./model-ecr-host.mjs";
import {
  RunContext
} from "./model-identity.mjs";
import {
  environmentOf,
  serviceOf
} from "./config-effective.mjs";
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  record,
  strictObject,
  string,
  union
} from "./vendor-zod.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/trust/session-policy.ts
var lockDays = { least: "2192", most: "4020" };
var limit = 2048;
var lefts = [[], ["registry"], ["registry", "locks"]];
function sessionPolicy(role, facts) {
  return chooseForm(role, facts).text;
}
function ownPolicy(role, facts) {
  const { left } = chooseForm(role, facts);
  return [
    ...left.includes("registry") && facts.ecrRepositoryArn !== null ? [allow([...pullActions], facts.ecrRepositoryArn)] : [],
    ...left.includes("locks") ? refusedLocks(facts) : []
  ];
}
function chooseForm(role, facts) {
  const forms = lefts.map((left) => ({ left, text: documentOf(statementsOf(role, facts, left)) }));
  const form = forms.find(({ text }) => text.length <= limit);
  if (form) return form;
  const shortest = Math.min(...forms.map(({ text }) => text.length));
  throw new Fault("CONFIG_INVALID", `the session policy of ${role} has ${shortest} characters, STS takes ${limit}`, {
    hint: "Shorten the name of the bucket, of the environment or of the key in safeguard.yml."
  });
}
function documentOf(statements) {
  const nothing = { Effect: "Deny", Action: "*", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.length > 0 ? statements : [nothing] });
}
function statementsOf(role, facts, left) {
  const { repositoryId, environment } = facts;
  switch (role) {
    case "pusher":
      return serviceStatements(facts, pushActions, []);
    case "recorder": {
      const written = [`published/${repositoryId}`];
      return [...evidenceStatements(facts, written, left), ...serviceStatements(facts, pullActions, left)];
    }
    case "writer": {
      const written = environment === null ? [] : [`ledger/${repositoryId}/${environment}`];
      return [...evidenceStatements(facts, written, left), ...serviceStatements(facts, pullActions, left)];
    }
    case "deployer":
      return deployerStatements(facts);
  }
}
var pullActions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
var pushActions = [
  ...pullActions,
  "ecr:BatchCheckLayerAvailability",
  "ecr:InitiateLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:CompleteLayerUpload",
  "ecr:PutImage"
];
function serviceStatements({ ecrRepositoryArn, kmsKeyArn }, ecrActions, left) {
  const login = "ecr:GetAuthorizationToken";
  const anyImage = left.includes("registry");
  const reach = [
    ...ecrRepositoryArn === null || anyImage ? [] : [{ actions: ecrActions, resource: ecrRepositoryArn }],
    ...kmsKeyArn === null ? [] : [{ actions: ["kms:Sign", "kms:GetPublicKey"], resource: kmsKeyArn }]
  ];
  const own = allow(
    reach.flatMap(({ actions }) => actions),
    reach.map(({ resource }) => resource)
  );
  return [
    ...reach.length === 0 ? [] : [own],
    ...ecrRepositoryArn === null ? [] : [allow(anyImage ? [...ecrActions, login] : login, "*")]
  ];
}
function allow(Action, Resource) {
  return { Effect: "Allow", Action, Resource };
}
function evidenceStatements(facts, written, left) {
  const { partition, bucket, repositoryId } = facts;
  if (bucket === null) return [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  const prefixes = [...["records", "blobs", "manifests"].map((kind) => `${kind}/${repositoryId}`), ...written];
  const read = [`${arn}/ledger/${repositoryId}/*`, `${arn}/published/${repositoryId}/*`];
  return [
    // `??t` is Put and Get.
    allow(
      ["s3:PutObject", "s3:??tObjectRetention"],
      prefixes.map((prefix) => `${arn}/${prefix}/*`)
    ),
    ...left.includes("locks") ? [] : refusedLocks(facts),
    // The beginnings of GetBucketVersioning and GetBucketObjectLockConfiguration, which no other action shares.
    allow(["s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketV*", "s3:GetBucketObjectL*"], [arn, ...read]),
    // Every key of this repository has its id as the second part, and no other key has a part like it.
    {
      ...allow("s3:ListBucketVersions", arn),
      Condition: { StringLike: { "s3:prefix": `*/${repositoryId}/*` } }
    },
    ...bucketKeyStatements(facts)
  ];
}
function bucketKeyStatements({ bucketKeyArn, bucketRegion }) {
  if (bucketKeyArn === null) return [];
  const Condition = { StringLike: { "kms:ViaService": `s3.${bucketRegion}.*` } };
  return [{ ...allow(["kms:GenerateDataKey", "kms:Decrypt"], bucketKeyArn), Condition }];
}
function refusedLocks({ bucket }) {
  const refused = (operator, days) => {
    const Condition = { [operator]: { "s3:object-lock-remaining-retention-days": days } };
    return { Effect: "Deny", Action: "s3:PutObjectRetention", Resource: "*", Condition };
  };
  if (bucket === null) return [];
  return [refused("NumericLessThan", lockDays.least), refused("NumericGreaterThan", lockDays.most)];
}
function deployerStatements({ partition, bucket, bucketKeyArn, kmsKeyArn }) {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const denied = [...bucket === null ? [] : [arn, `${arn}/*`], ...kmsKeyArn === null ? [] : [kmsKeyArn]];
  const deny = (Action, Resource) => ({
    Effect: "Deny",
    Action,
    Resource
  });
  return [
    allow("*", "*"),
    ...denied.length === 0 ? [] : [deny("*", denied)],
    // Other things may be encrypted with the key of the bucket, so that its use is not denied.
    ...bucketKeyArn === null ? [] : [deny(["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"], bucketKeyArn)]
  ];
}
function sessionName(claims) {
  return `sg-${claims.repository_id}-${claims.run_id}-${claims.run_attempt}`;
}

// src/flows/session/session.ts
var stsAudience = "sts.amazonaws.com";
async function openSession({ ports, loaded }, part, environment) {
  const token = await ports.identity(loaded.config).token(stsAudience);
  if (!token) throw new Fault("OIDC_MISSING", "this job has no OIDC token to prove who it is");
  const besideBundle = loaded.origin === "beside-bundle";
  const { GITHUB_ACTION_REPOSITORY = "", GITHUB_ACTION_REF = "" } = ports.job;
  const bundle = { besideBundle, repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF };
  const judged = part === "whichever" ? partOf(token.claims, loaded.config) : part;
  const problems = checkCaller(token.claims, loaded.config, judged, environment, bundle);
  if (problems.length > 0) {
    return {
      accepted: false,
      problems: problems.map((p) => `${p.claim}: expected ${p.expected}, the token says ${p.actual}. ${p.remedy}`)
    };
  }
  const run = runOf(token.claims, ports.job.GITHUB_JOB ?? "");
  const running = runningRelease(token.claims, loaded.config, besideBundle);
  const service = serviceOf(loaded.config, run.repository_id);
  return {
    accepted: true,
    session: { ports, loaded, service, job: { part: judged, claims: token.claims, run, running } }
  };
}
function runOf(claims, job) {
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
function refuseIdentity(outputs, problems) {
  const text = [
    "Refused: the identity of this job does not fit safeguard.yml.",
    ...problems.map((p) => `  - ${p}`)
  ].join("\n");
  return { outputs, denied: true, text, json: { refused: "identity", problems } };
}

// src/trust/condition.ts
var equal = (a, b) => a === b;
var equalIgnoringCase = (a, b) => a.toLowerCase() === b.toLowerCase();
var comparisons = /* @__PURE__ */ new Map([
  ["StringEquals", { negated: false, matches: equal }],
  ["StringNotEquals", { negated: true, matches: equal }],
  ["StringEqualsIgnoreCase", { negated: false, matches: equalIgnoringCase }],
  ["StringNotEqualsIgnoreCase", { negated: true, matches: equalIgnoringCase }],
  ["StringLike", { negated: false, matches: matchesWildcards }],
  ["StringNotLike", { negated: true, matches: matchesWildcards }]
]);
function evaluateCondition(operator, actual, expected) {
  if (expected.some((value) => value.includes("${"))) return "unknown";
  if (operator === "Null") return outcomeOf(expected.includes(actual.length === 0 ? "true" : "false"));
  const [, qualifier, name = "", ifExists] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const comparison = comparisons.get(name);
  if (!comparison) return "unknown";
  if (actual.length === 0) return outcomeOf(absentPasses(qualifier, ifExists !== void 0, comparison.negated));
  const passes = (value) => expected.some((one) => comparison.matches(value, one)) !== comparison.negated;
  if (qualifier === "ForAnyValue:") return outcomeOf(actual.some(passes));
  if (qualifier === "ForAllValues:") return outcomeOf(actual.every(passes));
  return outcomeOf(comparison.negated ? actual.every(passes) : actual.some(passes));
}
function absentPasses(qualifier, ifExists, negated) {
  if (ifExists || qualifier === "ForAllValues:") return true;
  return qualifier === "ForAnyValue:" ? false : negated;
}
function outcomeOf(met) {
  return met ? "met" : "unmet";
}
function matchesWildcards(text, pattern) {
  let [at, place] = [0, 0];
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === "*") {
      star = place++;
      resume = at;
    } else if (wanted === "?" || wanted === text[at]) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(place));
}

// src/trust/policy-document.ts
var oneOrMany = (item) => union([item.transform((one) => [one]), array(item)]);
var Text = union([string(), number(), boolean()]).transform(String);
var TrustStatement = strictObject({
  Sid: string().optional(),
  Effect: _enum(["Allow", "Deny"]),
  Principal: union([literal("*"), record(string(), oneOrMany(string()))]),
  Action: oneOrMany(string()),
  Condition: record(string(), record(string(), oneOrMany(Text))).default({})
});
var TrustPolicyDocument = strictObject({
  Version: _enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: string().optional(),
  Statement: oneOrMany(TrustStatement)
});
var conditionClaims = /* @__PURE__ */ new Set([
  "sub",
  "aud",
  "actor",
  "actor_id",
  "job_workflow_ref",
  "repository",
  "repository_id",
  "workflow",
  "ref",
  "environment",
  "enterprise_id"
]);
var action = "sts:assumerolewithwebidentity";
function explainTrust(document, claims, issuer) {
  const parsed = TrustPolicyDocument.safeParse(document);
  if (!parsed.success) {
    const problems2 = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return { granted: false, failing: [], problems: problems2 };
  }
  const provider = issuer.replace(/^https?:\/\//, "");
  const statements = parsed.data.Statement.map((statement, index) => judge(statement, index, claims, provider));
  const allowing = statements.filter((one) => one.effect === "Allow" && one.concerns);
  const denying = statements.filter((one) => one.effect === "Deny" && one.concerns && !one.conditions.some(isUnmet));
  const problems = [
    ...statements.flatMap((one) => one.problems),
    ...denying.map((one) => `${one.name} denies the role`)
  ];
  if (allowing.length === 0) problems.push(`no statement allows sts:AssumeRoleWithWebIdentity to ${provider}`);
  const failing = allowing.map((one) => one.conditions.filter((condition) => condition.outcome !== "met"));
  const nearest = failing.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const granted = failing.some((one) => one.length === 0) && denying.length === 0;
  return {
    granted,
    failing: nearest.map(({ outcome: _, ...condition }) => condition),
    problems: [...new Set(problems)]
  };
}
function isUnmet(condition) {
  return condition.outcome === "unmet";
}
function judge(statement, index, claims, provider) {
  const name = statement.Sid ?? `statement ${index + 1}`;
  const concerns = statement.Action.some((one) => matchesWildcards(action, one.toLowerCase()));
  const anyone = isAnyone(statement.Principal);
  const named = namesProvider(statement.Principal, provider);
  const pairs = Object.entries(statement.Condition).flatMap(
    ([operator, keys]) => Object.entries(keys).map(([key, expected]) => judgeCondition(operator, key, expected, claims, provider))
  );
  const wide = anyone && statement.Effect === "Allow" ? [`${name} allows any principal; it is not counted`] : [];
  return {
    name,
    effect: statement.Effect,
    concerns: concerns && (named || anyone && statement.Effect === "Deny"),
    conditions: pairs.map(({ condition }) => condition),
    problems: [...wide, ...pairs.flatMap(({ problem }) => problem === "" ? [] : [`${name}: ${problem}`])]
  };
}
function isAnyone(principal) {
  return principal === "*" || Object.values(principal).some((values) => values.includes("*"));
}
function namesProvider(principal, provider) {
  if (principal === "*") return false;
  const providers = principal["Federated"] ?? [];
  return providers.some(
    (arn) => arn.replace(/^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\//, "") === provider && arn !== provider
  );
}
function judgeCondition(operator, key, expected, claims, provider) {
  const prefix = `${provider}:`.toLowerCase();
  const ours = key.toLowerCase().startsWith(prefix);
  const claim = ours ? key.toLowerCase().slice(prefix.length) : key;
  const actual = ours && conditionClaims.has(claim) ? textsOf(claims[claim]) : [];
  const outcome = ours ? evaluateCondition(operator, actual, expected) : "unknown";
  const said = actual.length === 0 ? "(absent)" : actual.join(", ");
  const condition = { claim, operator, expected, actual: said, outcome };
  return { condition, problem: problemOf(operator, claim, ours, outcome) };
}
function problemOf(operator, claim, ours, outcome) {
  if (!ours) return `${claim} is not a claim of the token; it cannot be judged from here`;
  if (!conditionClaims.has(claim))
    return `STS does not evaluate the claim ${claim}; for AWS it is absent from every token`;
  return outcome === "unknown" ? `${operator} on ${claim} cannot be judged from here` : "";
}
function textsOf(value) {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string").filter((one) => one !== "");
}

// src/flows/session/roles.ts
var durationSeconds = 3600;
function findRole(service, name, environment) {
  if (name === "pusher" || name === "recorder") return service.roles?.[name];
  if (environment === null) throw new Fault("BUG", `role ${name} was asked for without an environment`);
  return environmentOf(service, environment).roles?.[name];
}
async function assumeRole({ ports, loaded, service, job }, name, environment) {
  const role = findRole(service, name, environment);
  if (!role) return void 0;
  ports.log.step(`assume-${name}`, `taking the role ${name}`);
  const identity = ports.identity(loaded.config);
  const freshToken = async () => {
    const token = await identity.token(stsAudience);
    if (!token) throw new Fault("OIDC_MISSING", "this job has no OIDC token to take a role with");
    return token;
  };
  const first = await freshToken();
  const { claims } = first;
  let unused = first.jwt;
  const nextToken = async () => {
    const jwt = unused ?? (await freshToken()).jwt;
    unused = void 0;
    return jwt;
  };
  const sts = await ports.sts(loaded.config);
  const result = await sts.assume({
    roleArn: role.arn,
    sessionName: sessionName(claims),
    token: nextToken,
    sessionPolicy: sessionPolicy(name, sessionFacts(loaded, { id: job.run.repository_id, service }, name, environment)),
    durationSeconds
  });
  if (result.granted) return result.credentials;
  throw new Fault(
    "ROLE_REFUSED",
    refusalText(name, role, result.message, explainTrust(role["trust-policy"], claims, loaded.config.github.issuer))
  );
}
function sessionFacts({ config }, { id, service }, name, environment) {
  const { store, sts } = config;
  const s3 = store.type === "s3" ? store : void 0;
  const partition = findRole(service, name, environment)?.arn.split(":")[1] ?? "aws";
  const key = name === "recorder" ? void 0 : service.keys?.[name === "pusher" ? "build" : "deploy"].id;
  const signingRegion = config.signing.mode === "kms" ? config.signing.region : sts?.region;
  const keyArn = key?.startsWith("arn:") ? key : `arn:${partition}:kms:${signingRegion}:${sts?.account}:key/${key}`;
  return {
    partition,
    bucket: s3?.bucket ?? null,
    bucketRegion: s3?.region ?? "",
    bucketKeyArn: s3?.["kms-key"] ?? null,
    repositoryId: id,
    environment,
    ecrRepositoryArn: ecrArn(service, partition, config),
    kmsKeyArn: key && sts ? keyArn : null
  };
}
function ecrArn({ registry }, partition, { sts }) {
  if (registry.auth !== "ecr" || !sts) return null;
  const [host = "", ...path] = registry.repository.split("/");
  const { account, region } = parseEcrHost(host) ?? {
    account: sts.account,
    region: registry.region ?? sts.region
  };
  return `arn:${partition}:ecr:${region}:${account}:repository/${path.join("/")}`;
}
function refusalText(name, role, message, explanation) {
  const failing = explanation.failing.map(
    (f) => `  - claim ${f.claim}: expected ${f.operator} ${f.expected.join(" or ")}, the token says ${f.actual}`
  );
  const source = "STS does not say which claim failed; the copy of the trust policy in safeguard.yml was used.";
  const copyAgrees = "By the copy in safeguard.yml the role should have been granted: the copy and the role in AWS differ.";
  const reasons = explanation.granted ? [`  - ${copyAgrees}`] : [...failing, ...explanation.problems.map((p) => `  - ${p}`)];
  return [`AWS refused the role ${name} (${role.arn}): ${message}`, ...reasons, `  ${source}`].join("\n");
}

export {
  sessionPolicy,
  ownPolicy,
  openSession,
  refuseIdentity,
  findRole,
  assumeRole,
  sessionFacts
};
