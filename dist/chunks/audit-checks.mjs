const require = (name) => process.getBuiltinModule(name);
import {
  mistakesOf,
  openForReading,
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  openTrust
} from "./attest-trusted-root.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  identityProblems,
  readPredicate,
  subjectProblems,
  verifyBundle
} from "./vendor-sigstore-bundle.mjs";
import {
  claimProblems,
  decodeManifest,
  entryProblems,
  headProblems,
  inParallel,
  lockProblem,
  readCanonical,
  readChain,
  readLedgerObjects,
  readRecord
} from "./flows-record.mjs";
import {
  blobKey,
  ledgerPrefix,
  manifestPrefix,
  parseKey,
  recordPrefix
} from "./evidence-keys.mjs";
import {
  predicateTypes
} from "./model-statement.mjs";
import {
  Anchor,
  Decision,
  EvidenceBundle,
  EvidenceProblem
} from "./model-evidence.mjs";
import {
  canonicalBytes,
  canonicalText
} from "./vendor-canonicalize.mjs";
import {
  fromIso,
  toIso
} from "./base-time.mjs";
import {
  ScanKind,
  ScanTool,
  SeverityCounts
} from "./model-config.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  counted,
  listed,
  printable
} from "./base-text.mjs";
import {
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  RepositoryId,
  RunId,
  Sha256,
  UserId
} from "./model-ids.mjs";
import {
  _enum,
  array,
  boolean,
  int,
  literal,
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  Fault,
  textOf
} from "./base-fault-register.mjs";

// src/audit/anchor.ts
var limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 };
function parseAnchor(bytes) {
  const parsed = Anchor.safeParse(readJson(bytes));
  if (!parsed.success)
    throw new Fault(
      "ANCHOR_INVALID",
      `the anchor does not have its form: ${printable(mistakesOf(parsed.error, "the anchor"), 1e3)}`
    );
  const [problem2] = contradictions(parsed.data);
  if (problem2) throw new Fault("ANCHOR_INVALID", `the anchor ${problem2}`);
  return parsed.data;
}
function readJson(bytes) {
  try {
    return parseJsonBytes(bytes, limits);
  } catch (error) {
    throw new Fault("ANCHOR_INVALID", `the anchor cannot be read: ${textOf(error)}`, { cause: error });
  }
}
function contradictions({ contracts, keys, trusted_roots }) {
  const sans = contracts.map((contract) => contract.san);
  const twice = sans.find((san, index) => sans.indexOf(san) !== index);
  const spkis = keys.map((key) => key.spki_sha256);
  const shared = spkis.find((spki, index) => spkis.indexOf(spki) !== index);
  const wrong = keys.find((key) => sha256Hex(Buffer.from(key.spki, "base64")) !== key.spki_sha256);
  return [
    ...contracts.length + keys.length === 0 ? ["trusts nobody: it lists neither contracts nor keys"] : [],
    ...contracts.length > 0 && trusted_roots.length === 0 ? ["lists contracts but no trusted root"] : [],
    ...twice === void 0 ? [] : [`lists ${twice} twice; a contract has one commit`],
    ...shared === void 0 ? [] : [`lists the key ${shared} twice; a key has one part in one repository`],
    ...wrong ? [`lists a key whose bytes do not have the digest ${wrong.spki_sha256}`] : []
  ];
}
function anchorPolicy(anchor, part, repositoryId, environment) {
  const contracts = anchor.contracts.filter((contract) => contract.part === part);
  return {
    sans: contracts.map((contract) => contract.san),
    issuer: anchor.issuer,
    contract_commits: Object.fromEntries(contracts.map((contract) => [contract.san, contract.commit])),
    source_repository_id: repositoryId,
    ...environment === null ? {} : { environment }
  };
}
function anchoredKey(anchor, part, repositoryId, signer) {
  if (signer.type !== "key") return void 0;
  const listed2 = anchor.keys.filter((key) => key.part === part && key.repository_id === repositoryId);
  return listed2.find((key) => key.spki_sha256 === signer.spki_sha256)?.spki_sha256;
}
function runProblem(signer, runId, attempt) {
  if (signer.type === "key" || signer.run_uri.endsWith(`/actions/runs/${runId}/attempts/${attempt}`)) return "";
  return `run_uri: expected run ${runId} attempt ${attempt}, got ${signer.run_uri || "nothing"}`;
}

// src/audit/answers.ts
var AuditVerdict = _enum(["proven", "not_proven"]);
var Person = strictObject({ id: UserId, login: string() });
var Signature = strictObject({
  key: string(),
  sha256: Sha256,
  about: string(),
  identity: _enum(["certificate", "key"]),
  signer: string(),
  source_repository_id: string(),
  environment: string(),
  signed_at: EpochSeconds
});
var StepAnswer = strictObject({
  schema: literal("safeguard.audit-deploy/v1"),
  verdict: AuditVerdict,
  deploy_id: DeployId,
  store: string(),
  /** Null when no ledger names the deploy. */
  deploy: strictObject({
    repository_id: RepositoryId,
    repository: string(),
    environment: string(),
    run_id: RunId,
    seq: int().min(0),
    ledger_key: string(),
    digest: Digest,
    registry: string(),
    commit: Commit,
    actor: Person,
    intended_at: EpochSeconds,
    outcome: _enum(["succeeded", "failed", "unknown", "open"]),
    ended_at: EpochSeconds.nullable(),
    reconciled_by: string(),
    reconcile_reason: string()
  }).nullable(),
  approvals: array(Person.extend({ observed_at: EpochSeconds })),
  authors: strictObject({ complete: boolean(), people: array(string()) }).nullable(),
  scans: array(
    strictObject({
      kind: ScanKind,
      tool: ScanTool,
      tool_version: string(),
      finished_at: EpochSeconds,
      proven: boolean(),
      counts: SeverityCounts,
      signer: string()
    })
  ),
  exceptions: array(
    strictObject({
      id: string(),
      rule: string(),
      requested_by: UserId,
      approved_by: UserId,
      until: EpochSeconds
    })
  ),
  decision: strictObject({
    key: string(),
    verdict: _enum(["allow", "deny"]),
    time: EpochSeconds,
    rules: int().min(1),
    policy_sha256: Sha256,
    config_sha256: Sha256,
    config_origin: string()
  }).nullable(),
  signatures: array(Signature),
  objects: int().min(0),
  lock: _enum(["COMPLIANCE", "none", ""]),
  locked_until: EpochSeconds,
  citations: array(string()),
  caveats: array(string()),
  problems: array(EvidenceProblem)
});
var DeployAnswer = StepAnswer.extend({
  /** The same run's deploys to further environments, each with its own proof. */
  others: array(StepAnswer)
});
var RunningAnswer = strictObject({
  schema: literal("safeguard.audit-running/v1"),
  verdict: AuditVerdict,
  digest: Digest,
  at: EpochSeconds,
  store: string(),
  environments: array(
    strictObject({
      repository_id: RepositoryId,
      environment: string(),
      /** True when the last successful deploy by then was of this digest. */
      matches: boolean(),
      /** True only when the anchor holds a head of this ledger that is not older than the time asked about. */
      later_deploys_excluded: boolean(),
      open_intents: array(DeployId),
      /** The last deploy that had succeeded by then, with its own proof; null when there was none. */
      last: StepAnswer.nullable()
    })
  ),
  citations: array(string()),
  caveats: array(string()),
  problems: array(EvidenceProblem)
});
var citations = ["45 CFR 164.312(b)", "45 CFR 164.312(d)", "45 CFR 164.316(b)(2)(i)"];

// src/audit/checks.ts
var problem = (code, key, text) => ({ code, key, text });
function deployProblems(deploy, anchor) {
  return uniqueProblems([
    ...deploy.problems,
    ...openingProblems(deploy),
    ...closingProblems(deploy),
    ...contradictionProblems(deploy),
    ...decisionProblems(deploy, anchor),
    ...bundleProblems(deploy),
    ...approvalProblems(deploy),
    ...scanProblems(deploy),
    ...commitProblems(deploy)
  ]);
}
function uniqueProblems(problems) {
  return [...new Map(problems.map((one) => [`${one.code} ${one.text}`, one])).values()];
}
function openingOf({
  step,
  manifests
}) {
  const lists = ({ entries }) => entries.some((entry) => entry.key === step.intent_key && entry.sha256 === step.intent_sha256);
  return manifests.find(
    (manifest) => manifest.predicate.stage === "opening" && fits(manifest, step) && lists(manifest.predicate)
  );
}
function closingOf({
  step,
  manifests
}) {
  const named = step.closed?.result.manifest_sha256;
  return manifests.find(
    (manifest) => manifest.predicate.stage === "closing" && fits(manifest, step) && manifest.sha256 === named
  );
}
function fits({ predicate, subjectDigests }, { intent }) {
  return predicate.environment === intent.environment && subjectDigests.length === 1 && subjectDigests[0] === intent.digest;
}
function openingProblems(deploy) {
  if (openingOf(deploy)) return [];
  const { intent_key: key, intent } = deploy.step;
  return [
    problem(
      "MANIFEST_MISSING",
      key,
      `${key}: no signed opening manifest of run ${intent.run_id} about ${intent.digest} lists this intent`
    )
  ];
}
function closingProblems(deploy) {
  const { closed } = deploy.step;
  if (!closed) {
    const { intent_key: key2, intent } = deploy.step;
    return [
      problem(
        "INTENT_OPEN",
        key2,
        `${key2}: the intent of ${intent.deploy_id} has no result; how the deploy ended is not recorded`
      )
    ];
  }
  const { key, result } = closed;
  const closing = closingOf(deploy);
  if (!closing) {
    return [
      problem(
        "MANIFEST_MISSING",
        key,
        `${key}: the closing manifest ${result.manifest_sha256} that it names is not there or does not count`
      )
    ];
  }
  return resultDifferences(deploy, closing).map((text) => problem("STATEMENT_MISMATCH", key, `${key}: ${text}`));
}
function resultDifferences({ step, records }, closing) {
  const result = step.closed?.result;
  const kind = result?.reconciled_by === "" ? "deploy-outcome" : "reconcile";
  const listed2 = new Set(closing.predicate.entries.map((entry) => entry.key));
  const record = records.find((one) => listed2.has(one.key) && one.record.kind === kind)?.record;
  if (!result || !record) return [`no signed ${kind} record stands behind it`];
  const person = kind === "reconcile" ? `${record.person} (user ${record.person_id})` : "";
  const fields = [
    ["outcome", result.outcome, record.outcome],
    ["time", result.time, closing.predicate.time],
    ["run", result.run_id, closing.predicate.run_id],
    ["person", result.reconciled_by, person]
  ];
  const differing = fields.filter(([, said, signed]) => said !== signed);
  const { reconciled_by, outcome, reconcile_reason } = result;
  const sentence = `${reconciled_by} closed ${step.intent.deploy_id} as ${outcome}: ${reconcile_reason}`;
  const told = kind === "deploy-outcome" || record.summary === printable(sentence, 2e3);
  return [
    ...differing.map(([name, said, signed]) => `its ${name} is ${said}, the signed evidence says ${signed}`),
    ...told ? [] : [`it says "${printable(sentence, 2e3)}", the signed record says "${record.summary}"`]
  ];
}
function contradictionProblems({ step, manifests, records }) {
  const { intent, closed } = step;
  if (!closed || closed.result.outcome === "unknown") return [];
  const ends = manifests.filter(
    (manifest) => manifest.predicate.stage === "closing" && manifest.predicate.run_id === intent.run_id && fits(manifest, step)
  );
  const listed2 = new Set(ends.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const others = records.filter(
    ({ key, record }) => listed2.has(key) && record.kind === "deploy-outcome" && record.outcome !== closed.result.outcome
  );
  return others.map(
    ({ key, record }) => problem(
      "STATEMENT_MISMATCH",
      closed.key,
      `${closed.key}: its outcome is ${closed.result.outcome}, but run ${intent.run_id} itself signed ${record.outcome} in ${key}`
    )
  );
}
function lastSuccessProblems({ step, bundle, decision }, before) {
  const said = bundle?.ledger?.last_success;
  if (!decision || said === void 0) return [];
  const found = before?.closed ? {
    commit: before.intent.commit,
    digest: before.intent.digest,
    deploy_id: before.intent.deploy_id,
    time: before.closed.result.time
  } : null;
  if (canonicalText(said) === canonicalText(found)) return [];
  const text = `${decision.key}: it was decided on ${said?.deploy_id ?? "nothing"} as the last success before ${step.intent_key}, the ledger has ${found?.deploy_id ?? "nothing"}, or another commit, digest or time`;
  return [problem("DECISION_MISMATCH", decision.key, text)];
}
function decisionProblems({ step, decision, bundle }, anchor) {
  const { intent } = step;
  if (!decision) {
    return [
      problem(
        "OBJECT_MISSING",
        "",
        `the decision ${intent.decision_sha256} that intent ${step.intent_key} rests on is not among the signed evidence`
      )
    ];
  }
  const { key, value } = decision;
  const wanted = {
    verdict: "allow",
    phase: "before-deploy",
    digest: intent.digest,
    repository_id: intent.repository_id,
    environment: intent.environment
  };
  const found = value;
  const differing = Object.entries(wanted).filter(([name, expected]) => found[name] !== expected);
  const denied = value.rules.filter((rule) => rule.verdict === "deny").map((rule) => rule.id);
  return [
    ...differing.map(
      ([name, expected]) => problem(
        "DECISION_MISMATCH",
        key,
        `${key}: the decision's ${name} is ${String(found[name])}, the deploy needs ${expected}`
      )
    ),
    ...denied.map((id) => problem("DECISION_MISMATCH", key, `${key}: rule ${id} denied`)),
    ...anchor.policies.includes(value.policy_sha256) ? [] : [problem("POLICY_UNKNOWN", key, `${key}: the anchor does not know policy ${value.policy_sha256}`)],
    ...bundle ? [] : [problem("OBJECT_MISSING", key, `${key}: its input ${value.input_sha256} is not among the signed evidence`)]
  ];
}
function bundleProblems({ step, bundle, decision }) {
  if (!bundle || !decision) return [];
  const { intent } = step;
  const pairs = [
    ["digest", bundle.artifact.digest, intent.digest],
    ["re-hashed digest", bundle.artifact.rehashed, intent.digest],
    ["repository id", bundle.run.repository_id, intent.repository_id],
    ["run", bundle.run.run_id, intent.run_id],
    ["environment", bundle.policy.environment?.name ?? "", intent.environment],
    ["ledger head", bundle.ledger?.head ?? "none", intent.previous_result_sha256]
  ];
  return pairs.filter(([, found, expected]) => found !== expected).map(
    ([name, found, expected]) => problem(
      "DECISION_MISMATCH",
      decision.key,
      `${decision.key}: it was decided for ${name} ${found}, the deploy has ${expected}`
    )
  );
}
function approvalsOf({ step, bundle }) {
  return (bundle?.approvals ?? []).filter(
    (a) => a.state === "approved" && a.environments.includes(step.intent.environment)
  );
}
function approvalProblems(deploy) {
  const { step, bundle, records } = deploy;
  if (!bundle) return [];
  const approvals = approvalsOf(deploy);
  const key = deploy.decision?.key ?? "";
  if (approvals.length === 0)
    return [
      problem(
        "APPROVAL_MISSING",
        key,
        `${key}: no approval for ${step.intent.environment} is in the evidence of this deploy`
      )
    ];
  const recorded = new Set(
    records.filter(
      ({ record }) => record.kind === "approval" && record.outcome === "approved" && record.environment === step.intent.environment
    ).map(({ record }) => record.person_id)
  );
  const unrecorded = approvals.filter((approval) => !recorded.has(approval.user_id));
  return unrecorded.map(
    (a) => problem("APPROVAL_MISSING", key, `${key}: the approval by user ${a.user_id} has no record of its own`)
  );
}
function scanProblems({ bundle, statements, decision }) {
  const signed = new Set(statements.flatMap((statement) => statement.scan ? [canonicalText(statement.scan)] : []));
  const unsigned = (bundle?.scans ?? []).filter((scan) => !signed.has(canonicalText(scan)));
  return unsigned.map(
    (scan) => problem(
      "STATEMENT_MISMATCH",
      decision?.key ?? "",
      `${decision?.key}: the ${scan.kind} scan by ${scan.tool} is in no statement signed by the build`
    )
  );
}
function commitProblems({ step, bundle, statements }) {
  if (!bundle) return [];
  const { intent, intent_key: key } = step;
  if (!statements.some((statement) => statement.predicateType === predicateTypes.provenance)) {
    return [problem("STATEMENT_MISMATCH", key, `${key}: no signed provenance says where ${intent.digest} comes from`)];
  }
  const others = statements.filter((statement) => statement.commit !== "" && statement.commit !== intent.commit);
  return others.map(
    (s) => problem(
      "STATEMENT_MISMATCH",
      s.key,
      `${s.key}: it was signed for commit ${s.commit}, the intent names ${intent.commit}`
    )
  );
}

// src/audit/deploy.ts
var nothing = {
  deploy: null,
  approvals: [],
  authors: null,
  scans: [],
  exceptions: [],
  decision: null,
  signatures: [],
  objects: 0,
  lock: "",
  locked_until: 0
};
function answerDeploy(material, deployId) {
  const own = material.deploys.filter(({ step }) => step.intent.deploy_id === deployId);
  const answers = own.map((deploy) => answerStep(material, deploy));
  const [first = answerUnknown(material, deployId), ...others] = answers;
  const problems = uniqueProblems([first, ...others].flatMap((answer) => answer.problems));
  const caveats = own.length === 0 ? [] : brokenElsewhere(material, own);
  return DeployAnswer.parse({
    ...first,
    verdict: problems.length === 0 ? "proven" : "not_proven",
    caveats: [...first.caveats, ...caveats],
    problems,
    others
  });
}
function answerStep(material, deploy) {
  const problems = stepProblems(material, deploy);
  return StepAnswer.parse({
    schema: "safeguard.audit-deploy/v1",
    verdict: problems.length === 0 ? "proven" : "not_proven",
    deploy_id: deploy.step.intent.deploy_id,
    store: material.store,
    ...factsOf(deploy),
    citations: [...citations],
    caveats: caveatsOf(deploy, lastSuccessBefore(material, deploy)),
    problems
  });
}
function stepProblems(material, deploy) {
  return uniqueProblems([
    ...ledgersOf(material, deploy).flatMap((ledger) => ledger.problems),
    ...deployProblems(deploy, material.anchor),
    ...lastSuccessProblems(deploy, lastSuccessBefore(material, deploy))
  ]);
}
function answerUnknown(material, deployId) {
  const [repositoryId] = deployId.split("/");
  const ledgers = material.ledgers.filter((ledger) => ledger.repositoryId === repositoryId);
  return StepAnswer.parse({
    schema: "safeguard.audit-deploy/v1",
    verdict: "not_proven",
    deploy_id: deployId,
    store: material.store,
    ...nothing,
    citations: [...citations],
    caveats: [],
    problems: [...ledgers.flatMap((ledger) => ledger.problems), unknownDeploy(material, deployId)]
  });
}
function ledgersOf({ ledgers }, { step }) {
  return ledgers.filter(({ steps }) => steps.includes(step));
}
function lastSuccessBefore(material, deploy) {
  const steps = ledgersOf(material, deploy).flatMap((ledger) => ledger.steps);
  return steps.slice(0, steps.indexOf(deploy.step)).findLast(({ closed }) => closed?.result.outcome === "succeeded");
}
function brokenElsewhere(material, own) {
  const answered = new Set(own.flatMap((deploy) => ledgersOf(material, deploy)));
  const broken = material.ledgers.filter((ledger) => !answered.has(ledger) && ledger.problems.length > 0);
  return broken.map(
    ({ environment, problems }) => `the ledger of ${environment} does not hold (${problems[0]?.text}), so a deploy of the same run to it is not excluded`
  );
}
function unknownDeploy({ anchor, ledgers, store }, deployId) {
  const seen = counted(
    ledgers.reduce((sum, ledger) => sum + ledger.steps.length, 0),
    "entry",
    "entries"
  );
  const [repositoryId] = deployId.split("/");
  const anchored = anchor.ledger_heads.filter((head) => head.repository_id === repositoryId);
  const loose = ledgers.some(({ environment }) => !anchored.some((head) => head.environment === environment));
  const tail = loose ? "without a ledger head in the anchor a cut tail is not excluded" : "entries after the anchor's heads are not excluded";
  const text = `no ledger in ${store} names deploy ${deployId} (${seen} read); ${tail}`;
  return { code: "NOT_DEPLOYED", key: "", text };
}
function factsOf(deploy) {
  const { bundle, objects } = deploy;
  const opening = openingOf(deploy);
  return {
    deploy: identityOf(deploy),
    approvals: approvalsOf(deploy).map((a) => ({ id: a.user_id, login: a.login, observed_at: a.observed_at })),
    authors: bundle?.authors ? { complete: bundle.authors.complete, people: authorLabels(bundle.authors) } : null,
    scans: scansOf(deploy),
    exceptions: bundle ? exceptionsUsed(bundle) : [],
    decision: decisionOf(deploy),
    signatures: signaturesOf(deploy),
    objects,
    lock: opening?.predicate.lock ?? "",
    locked_until: deploy.lockedUntil
  };
}
function identityOf({ step, bundle, records }) {
  const { intent, closed } = step;
  return {
    repository_id: intent.repository_id,
    repository: records.find(({ record }) => record.repository_id === intent.repository_id)?.record.repository ?? "",
    environment: intent.environment,
    run_id: intent.run_id,
    seq: intent.seq,
    ledger_key: step.intent_key,
    digest: intent.digest,
    registry: bundle?.artifact.registry ?? "",
    commit: intent.commit,
    actor: { id: intent.actor_id, login: intent.actor },
    intended_at: intent.time,
    outcome: closed?.result.outcome ?? "open",
    ended_at: closed?.result.time ?? null,
    reconciled_by: closed?.result.reconciled_by ?? "",
    reconcile_reason: closed?.result.reconcile_reason ?? ""
  };
}
function authorLabels({ people }) {
  return [
    ...new Set(
      people.map(
        (person) => person.user_id ? `${person.label} (user ${person.user_id})` : `${person.label} (no account)`
      )
    )
  ];
}
function scansOf({ bundle, statements }) {
  return (bundle?.scans ?? []).map((scan) => {
    const text = canonicalText(scan);
    const signed = statements.find((statement) => statement.scan && canonicalText(statement.scan) === text);
    const { kind, tool, tool_version, finished_at, proven, counts } = scan;
    return { kind, tool, tool_version, finished_at, proven, counts, signer: signed ? signerLabel(signed.signer) : "" };
  });
}
function exceptionsUsed({ policy, scans, time }) {
  const findings = scans.flatMap((scan) => scan.findings);
  return policy.exceptions.filter(
    (e) => e.from_at <= time && time < e.until_at && findings.some((f) => f.rule === e.rule && f.tool === e.tool)
  ).map((e) => ({
    id: e.id,
    rule: e.rule,
    requested_by: e["requested-by"],
    approved_by: e["approved-by"],
    until: e.until_at
  }));
}
function decisionOf({ decision, bundle }) {
  if (!decision) return null;
  const { verdict, time, rules, policy_sha256, config_sha256 } = decision.value;
  return {
    key: decision.key,
    verdict,
    time,
    rules: rules.length,
    policy_sha256,
    config_sha256,
    config_origin: bundle?.policy.config_origin ?? ""
  };
}
function signerLabel(signer) {
  return signer.type === "certificate" ? signer.san : `key:${signer.spki_sha256}`;
}
function signaturesOf(deploy) {
  const manifests = [openingOf(deploy), closingOf(deploy)].filter((manifest) => manifest !== void 0);
  const about = (manifest) => `${manifest.predicate.stage} manifest`;
  return [
    ...manifests.map((manifest) => signatureOf(manifest, about(manifest))),
    ...deploy.buildManifests.map((manifest) => signatureOf(manifest, "build manifest")),
    ...deploy.statements.map((statement) => signatureOf(statement, statement.predicateType))
  ];
}
function signatureOf({ key, sha256, signer }, about) {
  const certificate = signer.type === "certificate" ? signer : { source_repository_id: "", environment: "" };
  return {
    key,
    sha256,
    about,
    identity: signer.type,
    signer: signerLabel(signer),
    source_repository_id: certificate.source_repository_id,
    environment: certificate.environment,
    signed_at: signer.signed_at
  };
}
function caveatsOf(deploy, before) {
  const { bundle, buildManifests, records } = deploy;
  const opening = openingOf(deploy);
  return [
    ...opening?.predicate.lock === "none" ? ["the environment openly does without locks: nothing kept these objects from being deleted"] : [],
    ...opening?.signer.type === "key" ? ["a key signed the manifests; a key names no workflow, run or environment"] : [],
    ...bundle?.policy.config_origin === "flag" ? ["the configuration was given on the command line, not taken from the compliance repository"] : [],
    ...bundle?.scans.some((scan) => scan.replay) ? ["at least one scan was recorded earlier and handed in again"] : [],
    ...bundle?.authors?.complete === false ? ["the list of authors is not complete"] : [],
    ...before ? [
      `changes and authors were collected since deploy ${before.intent.deploy_id}, whose own evidence was not re-verified here`
    ] : [],
    ...buildManifests.length === 0 ? ["no manifest of the build run was found; the scans are shown from the statements the build signed"] : [],
    ...records.filter(({ record }) => record.kind === "reconcile" && record.environment === deploy.step.intent.environment).map(({ record }) => `closed by hand: ${record.summary}`)
  ];
}

// src/audit/render.ts
function renderDeploy(answer) {
  const { others, ...first } = answer;
  if (others.length === 0) return [printable(paragraphOf(first), 1e4), ...trailer(first)].join("\n");
  const steps = [first, ...others];
  const places = listed(steps.map(({ deploy }) => `${deploy?.environment}: ${deploy?.outcome}`));
  const head = `Deploy ${answer.deploy_id} in ${answer.store} is ${verdictOf(answer)}. The run deployed to ${steps.length} environments (${places}).`;
  const caveats = [...new Set(steps.flatMap((step) => step.caveats))];
  const paragraphs = steps.map((step) => printable(paragraphOf(step), 1e4));
  return [printable(head, 1e4), ...paragraphs, ...trailer({ caveats, problems: answer.problems })].join("\n");
}
function paragraphOf(answer) {
  const head = `Deploy ${answer.deploy_id} in ${answer.store} is ${verdictOf(answer)}.`;
  if (!answer.deploy) return head;
  return [
    head,
    ...answer.verdict === "proven" ? [] : [
      "What follows is what the records say that could be read; it counts for nothing until the problems are explained."
    ],
    ...whatHappened(answer.deploy),
    whoApproved(answer),
    whoWrote(answer),
    scansSentence(answer),
    exceptionsSentence(answer),
    decisionSentence(answer),
    signedSentence(answer),
    lockSentence(answer),
    ...answer.verdict === "proven" ? [support(answer)] : []
  ].filter((sentence) => sentence !== "").join(" ");
}
function verdictOf({ verdict, problems }) {
  return verdict === "proven" ? "proven" : `NOT PROVEN (${counted(problems.length, "problem")}, listed below)`;
}
function whatHappened(deploy) {
  const image = deploy.registry === "" ? deploy.digest : `${deploy.registry}@${deploy.digest}`;
  const repository = deploy.repository === "" ? `repository id ${deploy.repository_id}` : `${deploy.repository} (repository id ${deploy.repository_id})`;
  const end = deploy.ended_at === null ? "has no recorded end" : `${deploy.outcome} at ${toIso(deploy.ended_at)}`;
  const closed = deploy.reconciled_by === "" ? [] : [`It was closed by hand by ${deploy.reconciled_by}: ${deploy.reconcile_reason}.`];
  const deployed = deploy.outcome === "succeeded" ? "deployed" : "was to deploy";
  return [
    `Run ${deploy.run_id} of ${repository}, started by ${deploy.actor.login} (user ${deploy.actor.id}), ${deployed} ${image}, built from commit ${deploy.commit}, to ${deploy.environment}; the intent was locked at ${toIso(deploy.intended_at)} and the deploy ${end}.`,
    ...closed
  ];
}
function whoApproved({ approvals }) {
  if (approvals.length === 0) return "No approval is proven.";
  return `It was approved by ${listed(approvals.map((a) => `${a.login} (user ${a.id}), observed at ${toIso(a.observed_at)}`))}.`;
}
function whoWrote({ authors }) {
  return authors ? `Authors and starters of what changed, none of whom may approve: ${listed(authors.people)}.` : "";
}
function scansSentence({ scans }) {
  if (scans.length === 0) return "No scans are proven.";
  const one = (scan) => {
    const { critical, high, medium, low } = scan.counts;
    const some = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
    const counts = critical + high + medium + low === 0 ? "nothing found" : some;
    return `${scan.kind} by ${scan.tool} ${scan.tool_version} at ${toIso(scan.finished_at)} (${scan.proven ? counts : "proves nothing"})`;
  };
  const signers = [...new Set(scans.map((scan) => scan.signer))].filter((signer) => signer !== "");
  return `Scans: ${scans.map(one).join("; ")}; signed by ${listed(signers)}.`;
}
function exceptionsSentence({ exceptions }) {
  if (exceptions.length === 0) return "No exception was used.";
  const one = (e) => `${e.id} for ${e.rule} (requested by user ${e.requested_by}, approved by user ${e.approved_by}, until ${toIso(e.until)})`;
  return `Exceptions used: ${listed(exceptions.map(one))}.`;
}
function decisionSentence({ decision }) {
  if (!decision) return "No decision is proven.";
  return `The gate decided ${decision.verdict} at ${toIso(decision.time)} by ${counted(decision.rules, "rule")} of policy ${decision.policy_sha256.slice(0, 12)} under configuration ${decision.config_sha256.slice(0, 12)}; the decision has sha256 ${decision.key.split("/").at(-1)}.`;
}
function signedSentence({ signatures }) {
  const manifests = signatures.filter(
    (signature) => signature.about === "opening manifest" || signature.about === "closing manifest"
  );
  if (manifests.length === 0) return "No manifest of this deploy counts.";
  const one = (m) => {
    const place = m.identity === "key" ? "" : ` for repository id ${m.source_repository_id} in ${m.environment}`;
    return `the ${m.about} (${m.sha256.slice(0, 12)}) by ${m.signer}${place}`;
  };
  return `Signed: ${listed(manifests.map(one))}.`;
}
function lockSentence({ objects, lock, locked_until }) {
  const held = `${counted(objects, "object")} of evidence ${objects === 1 ? "was" : "were"} read and compared`;
  if (lock === "COMPLIANCE" && locked_until > 0)
    return `${held}; all are locked in COMPLIANCE mode until ${toIso(locked_until)} or later.`;
  return `${held}; nothing is said of their locks.`;
}
function support({ citations: citations2 }) {
  return `This is evidence supporting ${listed(citations2)}.`;
}
function trailer({
  caveats,
  problems
}) {
  return [
    ...caveats.length > 0 ? ["Mind:", ...caveats.map((caveat) => `  - ${printable(caveat, 2e3)}`)] : [],
    ...problems.length > 0 ? ["Problems:", ...problems.map(({ code, text }) => `  - ${code}: ${printable(text, 2e3)}`)] : []
  ];
}
function renderRunning(answer) {
  const head = `That ${answer.digest} was what ran at ${toIso(answer.at)}, by the records in ${answer.store}, is ${verdictOf(answer)}.`;
  const sentences = answer.environments.map((environment) => environmentSentence(environment));
  const none = answer.environments.length === 0 ? ["No ledger names this digest."] : [];
  const supported = answer.verdict === "proven" ? [support(answer)] : [];
  return [printable([head, ...none, ...sentences, ...supported].join(" "), 2e4), ...trailer(answer)].join("\n");
}
function environmentSentence({
  repository_id,
  environment,
  matches,
  last,
  open_intents
}) {
  const place = `${environment} of repository id ${repository_id}`;
  const open = open_intents.length === 0 ? "" : ` Begun and not ended by then: ${listed(open_intents)}.`;
  if (!last?.deploy) return `In ${place} no deploy had succeeded by then.${open}`;
  const { deploy } = last;
  const what = matches ? "this digest" : `another digest, ${deploy.digest}`;
  const when = toIso(deploy.ended_at ?? deploy.intended_at);
  const about = `The last recorded deploy to ${place} was ${last.deploy_id} (entry ${deploy.seq}) at ${when}, of ${what}; cluster not observed.`;
  const proof = `${whoApproved(last)} ${decisionSentence(last)} ${signedSentence(last)} ${lockSentence(last)}`;
  return `${about}${open} ${proof}`;
}

// src/audit/running.ts
var unobserved = "last recorded deploy; cluster not observed";
function ledgersNaming(ledgers, digest) {
  return ledgers.filter(({ steps }) => steps.some(({ intent }) => intent.digest === digest));
}
function stepsInForce({ steps }, at) {
  const last = steps.findLastIndex(({ closed }) => closed?.result.outcome === "succeeded" && closed.result.time <= at);
  return steps.slice(Math.max(last, 0)).filter(({ intent }) => intent.time <= at);
}
function answerRunning(material, digest, at) {
  const named = ledgersNaming(material.ledgers, digest);
  const environments = named.map((ledger) => answerEnvironment(material, ledger, digest, at));
  const problems = uniqueProblems([
    ...material.ledgers.flatMap((ledger) => ledger.problems),
    ...environments.flatMap((environment) => environment.problems),
    ...environments.some((environment) => environment.matches) ? [] : [notDeployed(digest)]
  ]);
  return RunningAnswer.parse({
    schema: "safeguard.audit-running/v1",
    verdict: problems.length === 0 ? "proven" : "not_proven",
    digest,
    at,
    store: material.store,
    environments: environments.map(({ problems: _, ...environment }) => environment),
    citations: [...citations],
    caveats: [unobserved, ...named.flatMap((ledger) => laterCaveats(anchoredTimes(material, ledger), ledger, at))],
    problems
  });
}
function answerEnvironment(material, ledger, digest, at) {
  const steps = stepsInForce(ledger, at);
  const last = steps.find(({ closed }) => closed?.result.outcome === "succeeded" && closed.result.time <= at);
  const deploy = material.deploys.find(({ step }) => step === last);
  const answer = deploy ? answerStep(material, deploy) : null;
  const others = material.deploys.filter(({ step }) => step !== last && steps.includes(step));
  return {
    repository_id: ledger.repositoryId,
    environment: ledger.environment,
    matches: last?.intent.digest === digest,
    later_deploys_excluded: excludesLater(anchoredTimes(material, ledger), at),
    open_intents: steps.filter(({ closed }) => !closed || closed.result.time > at).map(({ intent }) => intent.deploy_id),
    last: answer,
    problems: [...answer?.problems ?? [], ...others.flatMap((other) => stepProblems(material, other))]
  };
}
function anchoredTimes({ anchor }, { repositoryId, environment, steps }) {
  const heads = anchor.ledger_heads.filter(
    (head) => head.repository_id === repositoryId && head.environment === environment
  );
  return heads.flatMap(
    ({ seq, result_sha256 }) => steps.flatMap(
      ({ intent, closed }) => intent.seq === seq && closed?.sha256 === result_sha256 ? [closed.result.time] : []
    )
  );
}
function excludesLater(heads, at) {
  return heads.some((time) => time >= at);
}
function laterCaveats(heads, { repositoryId, environment }, at) {
  if (excludesLater(heads, at)) return [];
  const [head] = [...heads].sort((a, b) => b - a);
  const why = head === void 0 ? "" : `: the anchor's head, of ${toIso(head)}, is older than the time asked; an anchor printed after a later deploy excludes them`;
  return [`later deploys not excluded for ${repositoryId}/${environment}${why}`];
}
function notDeployed(digest) {
  return {
    code: "NOT_DEPLOYED",
    key: "",
    text: `${digest} was not the last recorded deploy of any environment at that time`
  };
}

// src/flows/audit-manifests.ts
async function openReader(store, anchor, repositoryId) {
  const keys = anchor.keys.filter((key) => key.repository_id === repositoryId).map((key) => new Uint8Array(Buffer.from(key.spki, "base64")));
  const open = (trustedRoot) => openTrust({
    trustedRoot,
    keys,
    certificateTransparency: anchor.certificate_transparency,
    requireLogForKeys: false
  });
  const roots = await inParallel(anchor.trusted_roots, async ({ sha256, document }) => ({
    sha256,
    bytes: document ? canonicalBytes(document) : await readByDigest(store, blobKey(repositoryId, sha256), sha256)
  }));
  const trust = roots.flatMap(({ bytes }) => bytes ? [open(bytes)] : []);
  return {
    store,
    anchor,
    repositoryId,
    trust: trust.length === 0 && keys.length > 0 ? [open(null)] : trust,
    missingRoots: roots.filter(({ bytes }) => !bytes).map(({ sha256 }) => sha256)
  };
}
async function readByDigest(store, key, sha256) {
  const versions = (await store.versions(key)).filter((version) => !version.deleteMarker);
  const objects = await inParallel(versions, (version) => store.read(key, version.versionId));
  return objects.find((object) => object && sha256Hex(object.bytes) === sha256)?.bytes;
}
async function readManifests(reader, prefixes, seen) {
  const rows = (await inParallel(prefixes, (prefix) => reader.store.list(prefix))).flat();
  const keys = Map.groupBy(
    rows.filter((row) => !seen.has(row.key)),
    (row) => row.key
  );
  const readings = await inParallel([...keys], ([key, versions]) => readManifest(reader, key, versions));
  return { manifests: readings.flatMap((r) => r.manifests), problems: readings.flatMap((r) => r.problems) };
}
async function readManifest(reader, key, rows) {
  const problems = [];
  const versions = rows.filter((row) => !row.deleteMarker);
  if (rows.length > versions.length) problems.push(nameProblem("OBJECT_HIDDEN", key, "a delete marker hides it"));
  if (versions.length > 1)
    problems.push(nameProblem("OBJECT_SUPERSEDED", key, `it has ${versions.length} versions, expected one`));
  const parsed = parseKey(key);
  if (parsed?.area !== "manifest")
    return {
      manifests: [],
      problems: [...problems, nameProblem("MANIFEST_INVALID", key, "this is not the key of a manifest")]
    };
  const objects = await inParallel(versions, (version) => reader.store.read(key, version.versionId));
  const object = objects.find((found) => found && sha256Hex(found.bytes) === parsed.sha256);
  if (!object) {
    const [code, text] = versions.length === 0 ? ["OBJECT_MISSING", "no version of it is left"] : ["OBJECT_ALTERED", "no version of it has the digest in its key"];
    return { manifests: [], problems: [...problems, nameProblem(code, key, text)] };
  }
  const read = verifyManifest(reader, key, object);
  return { manifests: read.manifests, problems: [...problems, ...read.problems] };
}
function verifyManifest(reader, key, object) {
  const refuse = (code, texts) => ({
    manifests: [],
    problems: texts.map((text) => nameProblem(code, key, text))
  });
  const file = decodeManifest(object.bytes);
  if (!file.ok) return refuse("MANIFEST_INVALID", [file.problem]);
  if (!file.value.bundle)
    return refuse("MANIFEST_UNSIGNED", ["nobody signed this manifest, so nothing that only it lists counts"]);
  const verified = verifyByAny(reader, file.value.bundle);
  if (!verified.verified) return refuse("MANIFEST_FORGED", [verified.problem]);
  const content = readPredicate(verified);
  if (content.type !== "manifest")
    return refuse("MANIFEST_FORGED", ["the signed statement is not an evidence manifest"]);
  const { predicate } = content;
  const { signer, subjectDigests } = verified;
  const claims = [
    ...claimProblems(predicate, key),
    ...manifestSignerProblems(reader, predicate, signer).map((text) => nameProblem("MANIFEST_FORGED", key, text))
  ];
  if (claims.length > 0) return { manifests: [], problems: claims };
  const promised = Math.min(...predicate.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, predicate.lock === "none" ? "none" : "compliance");
  const manifest = { key, sha256: Sha256.parse(sha256Hex(object.bytes)), predicate, subjectDigests, signer };
  return { manifests: [manifest], problems: weak === "" ? [] : [nameProblem("LOCK_WEAK", key, weak)] };
}
function manifestSignerProblems(reader, predicate, signer) {
  const run = runProblem(signer, predicate.run_id, predicate.run_attempt);
  const deploy = signerProblems(reader, "deploy", predicate.stage === "job" ? null : predicate.environment, signer);
  const build = predicate.stage === "job" && predicate.environment === "" ? signerProblems(reader, "build", null, signer) : deploy;
  return [...deploy.length === 0 ? deploy : build, ...run === "" ? [] : [run]];
}
function signerProblems({ anchor, repositoryId }, part, environment, signer) {
  return identityProblems(
    signer,
    anchorPolicy(anchor, part, repositoryId, environment),
    anchoredKey(anchor, part, repositoryId, signer)
  );
}
function verifyByAny({ trust, missingRoots }, bundle) {
  const readings = trust.map((material) => verifyBundle(bundle, material));
  const good = readings.find((reading) => reading.verified);
  if (good) return good;
  const reasons = readings.map((reading) => reading.verified ? "" : `${reading.code} ${reading.problem}`);
  const missing = missingRoots.map((sha256) => `trusted root ${sha256} is neither in the anchor nor in the store`);
  return { verified: false, problem: `its signature does not hold: ${[...reasons, ...missing].join("; ")}` };
}
function nameProblem(code, key, text) {
  return { code, key, text: `${key}: ${text}` };
}

// src/flows/audit-evidence.ts
var day = 86400;
async function collectDeploy(reader, step) {
  const own = await readManifests(reader, prefixesOf(step), /* @__PURE__ */ new Set());
  const counting = own.manifests.filter(({ predicate }) => predicate.stage !== "job");
  const kept = await readEntries(reader, counting);
  const decided = readDecision(reader, step, kept.bytes);
  const statements = readStatements(reader, step, decided.bundle, kept.bytes);
  const records = readRecords(kept.bytes);
  const seen = new Set(own.manifests.map((manifest) => manifest.key));
  const build = await readManifests(reader, buildPrefixes(reader, statements.found, decided.bundle), seen);
  const others = [...own.manifests.filter(({ predicate }) => predicate.stage === "job"), ...build.manifests];
  const rest = await readEntries(reader, others);
  const unlisted = await findUnlisted(reader, step, [...own.manifests, ...build.manifests]);
  const result = await checkResultLock(reader, step, counting);
  const locks = [...kept.locks, ...rest.locks];
  return {
    step,
    manifests: counting,
    buildManifests: others.filter((manifest) => manifest.predicate.environment === ""),
    records: records.found,
    decision: decided.decision,
    bundle: decided.bundle,
    statements: statements.found,
    objects: kept.bytes.size + rest.bytes.size,
    lockedUntil: locks.length === 0 ? 0 : Math.min(...locks),
    problems: [own, kept, decided, statements, records, build, rest, unlisted, result].flatMap(
      ({ problems }) => problems
    )
  };
}
function prefixesOf({ intent, closed }) {
  const result = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const own = [intent.time, intent.time + day].map((time) => ({ run_id: intent.run_id, time }));
  const runs = [...own, ...result];
  return [...new Set(runs.map((run) => manifestPrefix({ repository_id: intent.repository_id, ...run })))];
}
async function readEntries({ store }, manifests) {
  const listed2 = manifests.flatMap(
    ({ predicate }) => predicate.entries.map((entry) => ({ entry, lock: predicate.lock }))
  );
  const unique = [...new Map(listed2.map((one) => [`${one.entry.key} ${one.entry.version_id}`, one])).values()];
  const readings = await inParallel(
    unique,
    ({ entry, lock }) => readEntry(store, entry, lock === "none" ? "none" : "compliance")
  );
  return {
    bytes: new Map(
      readings.flatMap(({ key, object, genuine }) => object && genuine ? [[key, object.bytes]] : [])
    ),
    locks: readings.map(({ object }) => object?.mode === "COMPLIANCE" ? object.retainUntil : 0),
    problems: readings.flatMap(({ problems }) => problems)
  };
}
async function readEntry(store, entry, lock) {
  const [versions, object] = await Promise.all([store.versions(entry.key), store.read(entry.key, entry.version_id)]);
  const problems = entryProblems(entry, versions, object, lock);
  return {
    key: entry.key,
    object,
    problems,
    genuine: !problems.some(({ code }) => code === "OBJECT_ALTERED" || code === "OBJECT_MISSING")
  };
}
function readDecision({ repositoryId }, { intent }, kept) {
  const key = blobKey(repositoryId, intent.decision_sha256);
  const bytes = kept.get(key);
  if (!bytes) return { decision: null, bundle: null, problems: [] };
  const decision = readCanonical(Decision, bytes);
  if (!decision.ok)
    return { decision: null, bundle: null, problems: [nameProblem("RECORD_INVALID", key, decision.problem)] };
  const inputKey = blobKey(repositoryId, decision.value.input_sha256);
  const input = kept.get(inputKey);
  const bundle = input && readCanonical(EvidenceBundle, input);
  return {
    decision: { key, value: decision.value },
    bundle: bundle?.ok ? bundle.value : null,
    problems: bundle && !bundle.ok ? [nameProblem("RECORD_INVALID", inputKey, bundle.problem)] : []
  };
}
function readRecords(kept) {
  const readings = [...kept].filter(([key]) => parseKey(key)?.area === "record").map(([key, bytes]) => ({ key, reading: readRecord(key, bytes) }));
  return {
    found: readings.flatMap(({ key, reading }) => reading.ok ? [{ key, record: reading.value }] : []),
    problems: readings.flatMap(
      ({ key, reading }) => reading.ok ? [] : [nameProblem("RECORD_INVALID", key, reading.problem)]
    )
  };
}
function readStatements(reader, { intent }, bundle, kept) {
  const counted2 = (bundle?.signatures ?? []).filter((fact) => fact.verified && fact.problem === "");
  const readings = counted2.map((fact) => readStatement(reader, fact, intent.digest, kept));
  return { found: readings.flatMap((r) => r.found), problems: readings.flatMap((r) => r.problems) };
}
function readStatement(reader, fact, digest, kept) {
  const key = blobKey(reader.repositoryId, fact.bundle_sha256);
  const refuse = (code, texts) => ({
    found: [],
    problems: texts.map((text) => nameProblem(code, key, text))
  });
  const bytes = kept.get(key);
  if (!bytes)
    return refuse("OBJECT_MISSING", [
      `the signed statement ${fact.predicate_type} that the decision counted is not among the signed evidence`
    ]);
  const verified = verifyByAny(reader, bytes);
  if (!verified.verified) return refuse("SIGNATURE_INVALID", [verified.problem]);
  const strangers = signerProblems(reader, "build", null, verified.signer);
  if (strangers.length > 0) return refuse("SIGNATURE_INVALID", strangers);
  const content = readPredicate(verified);
  const unreadable = content.type === "unreadable" ? [content.problem] : [];
  const mismatches = [...subjectProblems(verified, digest, fact.predicate_type), ...unreadable];
  if (mismatches.length > 0) return refuse("STATEMENT_MISMATCH", mismatches);
  const { signer, predicateType, subjectDigests } = verified;
  const provenance = content.type === "provenance" ? content.predicate : void 0;
  const source = provenance?.buildDefinition.resolvedDependencies[0]?.digest.gitCommit;
  const found = {
    key,
    sha256: fact.bundle_sha256,
    predicateType,
    subjectDigests,
    signer,
    scan: content.type === "scan" ? content.predicate.summary : null,
    invocation: provenance?.runDetails.metadata?.invocationId ?? "",
    commit: source ?? (signer.type === "certificate" ? signer.source_commit : "")
  };
  return { found: [found], problems: [] };
}
function buildPrefixes({ repositoryId }, statements, bundle) {
  const runs = statements.flatMap(
    ({ invocation }) => /\/actions\/runs\/([1-9]\d{0,18})\/attempts\/\d+$/.exec(invocation)?.[1] ?? []
  );
  const scanned = Math.min(...(bundle?.scans ?? []).map((scan) => scan.started_at));
  if (!Number.isFinite(scanned)) return [];
  const days = [scanned, scanned + day, scanned + 2 * day];
  const prefixes = runs.flatMap(
    (run_id) => days.map((time) => manifestPrefix({ repository_id: repositoryId, run_id, time }))
  );
  return [...new Set(prefixes)];
}
async function findUnlisted({ store }, { intent, closed }, manifests) {
  const listed2 = new Set(manifests.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const place = { repository_id: intent.repository_id, environment: intent.environment };
  const ends = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const prefixes = new Set(
    [{ run_id: intent.run_id, time: intent.time }, ...ends].map((run) => recordPrefix({ ...place, ...run }))
  );
  const rows = (await inParallel([...prefixes], (prefix) => store.list(prefix))).flat();
  const keys = [...new Set(rows.map((row) => row.key))].filter((key) => !listed2.has(key));
  return {
    problems: keys.map(
      (key) => nameProblem("RECORD_UNLISTED", key, "no signed manifest lists it, so it does not count")
    )
  };
}
async function checkResultLock({ store }, { closed }, manifests) {
  const closing = manifests.find((manifest) => manifest.sha256 === closed?.result.manifest_sha256)?.predicate;
  const oldest = closed && (await store.versions(closed.key)).findLast((version) => !version.deleteMarker);
  const object = oldest && await store.read(oldest.key, oldest.versionId);
  if (!object || !closing) return { problems: [] };
  const promised = Math.min(...closing.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, closing.lock === "none" ? "none" : "compliance");
  return { problems: weak === "" ? [] : [nameProblem("LOCK_WEAK", object.key, weak)] };
}

// src/flows/audit.ts
async function collectAudit(store, anchor, selection) {
  const repositoryId = selection.type === "deploy" ? RepositoryId.parse(selection.deployId.split("/")[0]) : selection.repositoryId;
  const ledgers = await readLedgers(store, anchor, repositoryId);
  if (selection.type === "deploy" && ledgers.length === 0) {
    throw new Fault("DEPLOY_UNKNOWN", `${store.uri} holds no ledger of repository id ${repositoryId}`);
  }
  const steps = selectSteps(ledgers, selection);
  const repositories = [...new Set(steps.map(({ intent }) => intent.repository_id))];
  const deploys = await inParallel(repositories, async (id) => {
    const reader = await openReader(store, anchor, id);
    const own = steps.filter(({ intent }) => intent.repository_id === id);
    return inParallel(own, (step) => collectDeploy(reader, step));
  });
  return { store: store.uri, anchor, ledgers, deploys: deploys.flat() };
}
function selectSteps(ledgers, selection) {
  if (selection.type === "deploy")
    return ledgers.flatMap(({ steps }) => steps.filter(({ intent }) => intent.deploy_id === selection.deployId));
  return ledgersNaming(ledgers, selection.digest).flatMap((ledger) => stepsInForce(ledger, selection.at));
}
async function readLedgers(store, anchor, repositoryId) {
  const rows = await store.list(repositoryId === void 0 ? "ledger/" : `ledger/${repositoryId}/`);
  const heads = anchor.ledger_heads.filter((head) => repositoryId === void 0 || head.repository_id === repositoryId);
  const stored = rows.map((row) => parseKey(row.key)).filter((parsed) => parsed?.area === "ledger");
  const places = [
    ...stored.map((p) => [p.repositoryId, p.environment]),
    ...heads.map((h) => [h.repository_id, h.environment])
  ];
  const unique = [...new Map(places.map((place) => [place.join("/"), place])).values()];
  return inParallel(unique, ([id, environment]) => readOneLedger(store, anchor, id, environment));
}
async function readOneLedger(store, anchor, repositoryId, environment) {
  const chain = readChain(
    await readLedgerObjects(store, ledgerPrefix(repositoryId, environment)),
    repositoryId,
    environment
  );
  const heads = anchor.ledger_heads.filter(
    (head) => head.repository_id === repositoryId && head.environment === environment
  );
  return {
    repositoryId,
    environment,
    steps: chain.steps,
    problems: [...chain.problems, ...heads.flatMap((head) => headProblems(chain.steps, head))]
  };
}
async function auditDeploy(store, anchor, deployId) {
  const answer = answerDeploy(await collectAudit(store, anchor, { type: "deploy", deployId }), deployId);
  return { answer, denied: answer.verdict !== "proven", text: renderDeploy(answer), json: answer };
}
async function auditRunning(store, anchor, asked) {
  const answer = answerRunning(
    await collectAudit(store, anchor, { type: "running", ...asked }),
    asked.digest,
    asked.at
  );
  return { answer, denied: answer.verdict !== "proven", text: renderRunning(answer), json: answer };
}

// src/flows/audit-answer.ts
var anchorLimit = 8 * 1024 * 1024;
async function openSources(ports, sources) {
  ports.log.step("audit", `reading the evidence in ${sources.store}`);
  const anchor = parseAnchor(await ports.files.read(sources.anchor, anchorLimit));
  return { store: await openForReading(ports, parseStoreSpec(sources.store)), anchor };
}
async function answerAuditDeploy(inputs, ports) {
  const { store, anchor } = await openSources(ports, inputs);
  const { answer, denied, text, json } = await auditDeploy(store, anchor, inputs.id);
  return { outputs: { verdict: answer.verdict }, denied, text, json };
}
async function answerAuditRunning(inputs, ports) {
  const at = fromIso(/^\d{4}-\d{2}-\d{2}$/.test(inputs.at) ? `${inputs.at}T23:59:59Z` : inputs.at);
  if (at > ports.clock.now() + 86400)
    throw new Fault("TIME_INVALID", `${inputs.at} lies in the future; nothing can be recorded for it yet`);
  const { store, anchor } = await openSources(ports, inputs);
  const asked = { digest: inputs.digest, at, ...inputs.repositoryId ? { repositoryId: inputs.repositoryId } : {} };
  const { answer, denied, text, json } = await auditRunning(store, anchor, asked);
  return { outputs: { verdict: answer.verdict }, denied, text, json };
}

// src/commands/audit-deploy.ts
var auditSources = {
  store: string().describe("Evidence store: dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT."),
  anchor: string().describe("The auditor's anchor file: contract identities, trust roots, key fingerprints, ledger heads.")
};
var auditOutputs = strictObject({ verdict: string().describe("proven or not_proven.") });
var auditDeploy2 = defineCommand({
  name: "audit deploy",
  summary: "Show the approval chain, the signatures and the scan results of one deploy, and prove them.",
  surfaces: ["cli"],
  positionals: ["id"],
  inputs: strictObject({ id: DeployId.describe("Deploy as <repository id>/<run id>."), ...auditSources }),
  outputs: auditOutputs,
  permissions: {},
  config: "none",
  run: async (inputs, ports) => answerAuditDeploy(inputs, ports)
});

export {
  answerAuditRunning,
  auditSources,
  auditOutputs,
  auditDeploy2 as auditDeploy
};
