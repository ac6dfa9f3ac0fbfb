const require = (name) => process.getBuiltinModule(name);
import {
  describeRefusal,
  findRole,
  sessionFacts,
  sessionName,
  sessionPolicy,
  trustPolicy
} from "./trust-session-policy.mjs";
import {
  stsAudience
} from "./trust-caller.mjs";
import {
  Fault,
  _enum,
  array,
  boolean,
  literal,
  number,
  record,
  strictObject,
  string,
  union
} from "./ground.mjs";

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
    return { granted: false, failing: [], wanted: [], problems: problems2 };
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
  const unmet = (conditions) => conditions.filter(({ outcome }) => outcome !== "met");
  const [nearest = []] = allowing.map(({ conditions }) => conditions).toSorted((a, b) => unmet(a).length - unmet(b).length);
  const granted = allowing.some(({ conditions }) => unmet(conditions).length === 0) && denying.length === 0;
  const withoutOutcome = ({ outcome: _, ...condition }) => condition;
  return {
    granted,
    failing: unmet(nearest).map(withoutOutcome),
    wanted: nearest.map(withoutOutcome),
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
    ([operator, keys]) => Object.entries(keys).map(([key, expected]) => judgeCondition({ operator, key, expected }, claims, provider))
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
function judgeCondition({ operator, key, expected }, claims, provider) {
  const prefix = `${provider}:`.toLowerCase();
  const ours = key.toLowerCase().startsWith(prefix);
  const claim = ours ? key.toLowerCase().slice(prefix.length) : key;
  const actual = ours && conditionClaims.has(claim) ? textsOf(claims[claim]) : [];
  const outcome = ours ? evaluateCondition(operator, actual, expected) : "unknown";
  const shown = actual.length === 0 ? "(absent)" : actual.join(", ");
  const condition = { claim, operator, expected, actual: shown, outcome };
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
  const cloud = await ports.cloud(loaded.config);
  const answer = await cloud.open({
    role,
    sessionName: sessionName(claims),
    token: nextToken,
    sessionPolicy: sessionPolicy(name, sessionFacts(loaded, service, name, environment)),
    durationSeconds
  });
  if (answer.granted) return answer.session;
  throw new Fault(
    "ROLE_REFUSED",
    describeRefusal(
      name,
      role,
      answer.message,
      explainTrust(
        trustPolicy(loaded.config, { service, environment }, { name, role, running: job.running }),
        claims,
        loaded.config.github.issuer
      )
    )
  );
}

export {
  assumeRole
};
