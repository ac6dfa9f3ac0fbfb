const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  environmentOf,
  isOlderRelease,
  isRefPattern,
  parseEcrHost,
  partitionOf
} from "./ground.mjs";

// src/trust/compile.ts
function trustPolicy(config, { service, environment }, { name, role, running = null }) {
  const provider = config.github.issuer.replace(/^https?:\/\//, "");
  const [, partition = "aws"] = role.arn.split(":");
  const subjects = subjectsOf(config, service, inEnvironment(name) ? environment : null);
  const subject = { [`${provider}:sub`]: subjects };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:${partition}:iam::${role.account}:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${provider}:aud`]: "sts.amazonaws.com",
            [`${provider}:repository_id`]: service["repository-id"],
            [`${provider}:job_workflow_ref`]: workflowsOf(config, service, name, running),
            ...subjects.some(isRefPattern) ? {} : subject
          },
          ...subjects.some(isRefPattern) ? { StringLike: subject } : {}
        }
      }
    ]
  };
}
function workflowsOf(config, service, name, running) {
  const { repository, build, deploy, releases, minimum } = config.contracts;
  const files = name === "pusher" ? [build] : name === "recorder" ? [build, deploy] : [deploy];
  const stands = ({ version, revoked }) => !revoked && !isOlderRelease(version, minimum);
  const versions = [minimum, ...releases.filter(stands).map(({ version }) => version)];
  const known = versions.filter((version) => !releases.some((one) => one.version === version && one.revoked));
  const refs = /* @__PURE__ */ new Set([...known.map((version) => `refs/tags/${version}`), ...running ? [running.ref] : []]);
  const direct = name === "pusher" || name === "recorder" ? service["direct-workflows"] : [];
  return [
    ...files.flatMap((file) => [...refs].map((ref) => `${repository}/${file}@${ref}`)),
    ...direct.map((one) => `${service.repository}/${one}`)
  ];
}
function inEnvironment(name) {
  return name === "writer" || name === "deployer";
}
function subjectsOf(config, service, environment) {
  const [owner = "", name = ""] = service.repository.split("/");
  const forms = [`${owner}/${name}`, `${owner}@${config.organization["owner-id"]}/${name}@${service["repository-id"]}`];
  const contexts = environment === null ? service["source-refs"].map((ref) => `ref:${ref}`) : [`environment:${environment}`];
  return contexts.flatMap((context) => forms.map((form) => `repo:${form}:${context}`));
}

// src/trust/roles.ts
function findRole(service, name, environment) {
  if (name === "pusher" || name === "recorder") return service.roles?.[name];
  if (environment === null) throw new Fault("BUG", `role ${name} was asked for without an environment`);
  return environmentOf(service, environment).roles?.[name];
}
function sessionFacts({ config }, service, name, environment) {
  const { store, signing } = config;
  const s3 = store.type === "s3" ? store : void 0;
  const role = findRole(service, name, environment);
  const partition = role?.arn.split(":")[1] ?? "aws";
  const key = name === "recorder" ? void 0 : service.keys?.[name === "pusher" ? "build" : "deploy"].id;
  const signingRegion = signing.mode === "kms" ? signing.region : role?.region;
  const keyArn = key?.startsWith("arn:") ? key : `arn:${partition}:kms:${signingRegion}:${role?.account}:key/${key}`;
  return {
    partition,
    bucket: s3?.bucket ?? null,
    bucketRegion: s3?.region ?? "",
    bucketKeyArn: s3?.["kms-key"] ?? null,
    repositoryId: service["repository-id"],
    service: service["evidence-name"],
    environment,
    ecrRepositoryArn: ecrArn(service, role),
    kmsKeyArn: key && role ? keyArn : null
  };
}
function ecrArn({ registry }, role) {
  if (registry.auth !== "ecr" || !role) return null;
  const [host = "", ...path] = registry.repository.split("/");
  const { account, region } = parseEcrHost(host) ?? {
    account: role.account,
    region: registry.region ?? role.region
  };
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${path.join("/")}`;
}
function describeRefusal(name, role, message, explanation) {
  const failing = explanation.failing.map(
    (f) => `  - claim ${f.claim}: expected ${f.operator} ${f.expected.join(" or ")}, the token says ${f.actual}`
  );
  const reasons = explanation.granted ? [
    "  By safeguard.yml it should have been granted: the role does not exist, or its trust policy in AWS does not accept one of",
    ...explanation.wanted.map(({ claim, actual }) => `  - ${claim}: ${actual}`),
    "  `config explain --json` prints the trust policy that it needs."
  ] : [...failing, ...explanation.problems.map((p) => `  - ${p}`)];
  return [`AWS refused the role ${name} (${role.arn}): ${message}`, ...reasons].join("\n");
}

// src/trust/session-policy.ts
var roleNames = ["pusher", "recorder", "writer", "deployer"];
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
  const { repositoryId, service, environment } = facts;
  switch (role) {
    case "pusher":
      return serviceStatements(facts, pushActions, []);
    case "recorder": {
      const written = [`published/${repositoryId}/${service}`];
      return [...evidenceStatements(facts, written, left), ...serviceStatements(facts, pullActions, left)];
    }
    case "writer": {
      const written = environment === null ? [] : [`ledger/${repositoryId}/${service}/${environment}`];
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
  const { partition, bucket, repositoryId, service } = facts;
  if (bucket === null) return [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  const own = `${repositoryId}/${service}`;
  const prefixes = [`records/${own}`, `blobs/${repositoryId}`, `manifests/${own}`, ...written];
  const read = [`${arn}/ledger/${own}/*`, `${arn}/published/${own}/*`];
  return [
    // `??t` is Put and Get.
    allow(
      ["s3:PutObject", "s3:??tObjectRetention"],
      prefixes.map((prefix) => `${arn}/${prefix}/*`)
    ),
    ...left.includes("locks") ? [] : refusedLocks(facts),
    // The beginnings of GetBucketVersioning and GetBucketObjectLockConfiguration, which no other action shares.
    allow(["s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketV*", "s3:GetBucketObjectL*"], [arn, ...read]),
    // Every key of this repository has its id as the second part, and keys of other repositories never do.
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

export {
  trustPolicy,
  findRole,
  sessionFacts,
  describeRefusal,
  roleNames,
  sessionPolicy,
  ownPolicy,
  sessionName
};
