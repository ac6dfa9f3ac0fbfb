const require = (name) => process.getBuiltinModule(name);
import {
  parseAnchor
} from "./audit-anchor.mjs";
import {
  readLedgerObjects
} from "./flows-evidence-ledger.mjs";
import {
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  openForReading,
  readOrRefusal
} from "./flows-evidence-reader.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  readContent,
  readPredicate,
  subjectProblems,
  verifyBundle
} from "./attest-subject.mjs";
import {
  identityProblems
} from "./attest-identity.mjs";
import {
  openTrust
} from "./attest-trusted-root.mjs";
import {
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  EvidenceProblem,
  Fault,
  Phase,
  RepositoryId,
  RunId,
  ScanKind,
  SeverityCounts,
  Sha256,
  ToolName,
  UserId,
  _enum,
  accountText,
  array,
  blobKey,
  boolean,
  canonicalBytes,
  canonicalText,
  claimProblems,
  closingSentence,
  counted,
  countedCommit,
  decodeManifest,
  entryProblems,
  factParts,
  fromIso,
  headProblems,
  inParallel,
  int,
  ledgerPrefix,
  listed,
  listedFirst,
  literal,
  lockProblem,
  manifestPrefix,
  manifestsPrefix,
  missingParts,
  named,
  parseKey,
  placed,
  printable,
  printableLines,
  provenCommits,
  quoted,
  readChain,
  readDecided,
  readRecord,
  reasonText,
  recordPrefix,
  requiredParts,
  sha256Hex,
  signedParts,
  strictObject,
  string,
  toIso
} from "./ground.mjs";

// src/audit/anchored.ts
function candidatesFor(anchor, { part, repositoryId, service, environment }, signer) {
  const policy = (contracts2) => policyOf(contracts2, repositoryId, environment);
  const contracts = anchor.contracts.filter((contract) => contract.part === part);
  const nobody = { policy: policy(contracts), key: void 0, validity: {} };
  if (signer.type === "certificate") {
    const own = contracts.filter(({ san }) => san === signer.san);
    const found2 = own.map((contract) => ({ policy: policy([contract]), key: void 0, validity: contract }));
    return found2.length > 0 ? found2 : [nobody];
  }
  const keys = anchor.keys.filter(
    (key) => key.part === part && key.repository_id === repositoryId && key.service === service && key.spki_sha256 === signer.spki_sha256
  );
  const found = keys.map((key) => ({ policy: policy(contracts), key: key.spki_sha256, validity: key }));
  return found.length > 0 ? found : [nobody];
}
function policyOf(contracts, repositoryId, environment) {
  return {
    sans: contracts.map((contract) => contract.san),
    issuer: contracts[0]?.issuer ?? "",
    contract_commits: Object.fromEntries(contracts.map((contract) => [contract.san, contract.commit])),
    source_repository_id: repositoryId,
    ...environment === null ? {} : { environment }
  };
}
function endProblem({ from, ended }, signer, moment) {
  if (signer.type === "key") {
    if (!ended || moment && ended.heads.some((head) => covers(head, moment))) return "";
    const why = `it ended (${printable(ended.why)}); a key proves no time, and`;
    if (!moment) return `${why} what has no entry in a ledger is covered by no head`;
    return `${why} no ledger head from before its end covers entry ${moment.step.intent.seq}`;
  }
  const at = signer.signed_at;
  if (from !== void 0 && at < from) return `it counts from ${toIso(from)}, the signature is of ${timeText(at)}`;
  if (!ended || at !== 0 && at <= ended.until) return "";
  return `it counts until ${toIso(ended.until)} (${printable(ended.why)}), the signature is of ${timeText(at)}`;
}
function timeText(at) {
  return at === 0 ? "no proven time" : toIso(at);
}
function isSameLedger(one, other) {
  return one.repository_id === other.repository_id && one.service === other.service && one.environment === other.environment;
}
function covers(head, { step, ledger }) {
  return isSameLedger(head, ledger) && step.intent.seq <= head.seq && ledger.steps.includes(step) && ledger.steps.some(({ intent, closed }) => intent.seq === head.seq && closed?.sha256 === head.result_sha256);
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
  /** Null when no ledger names the deploy; of a denied one `denials` tells more. */
  deploy: strictObject({
    repository_id: RepositoryId,
    repository: string(),
    service: string(),
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
  /** The same deploy as one row by the field's usual names; null where no ledger names it. */
  row: strictObject({
    deploy_id: DeployId,
    /** ISO 8601: when it ended, or, while it has not, when its intent was locked. */
    timestamp: string(),
    actor_identity: string(),
    environment: string(),
    artifact_digest: Digest,
    /** As the caller named it; nothing rests on it. */
    change_ticket: string(),
    /** Who approved, in the order in which GitHub gives them. */
    approval_chain: array(string())
  }).nullable(),
  approvals: array(Person.extend({ observed_at: EpochSeconds })),
  authors: strictObject({ complete: boolean(), people: array(string()) }).nullable(),
  scans: array(
    strictObject({
      kind: ScanKind,
      tool: ToolName,
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
  /**
   * Objects that do not count as evidence: records that no signed manifest lists, and manifests that are marked
   * unsigned.
   */
  uncounted: strictObject({ records: int().min(0), manifests: int().min(0) }),
  lock: _enum(["COMPLIANCE", "none", ""]),
  locked_until: EpochSeconds,
  citations: array(string()),
  caveats: array(string()),
  problems: array(EvidenceProblem)
});
var DeployAnswer = StepAnswer.extend({
  /** Where `deploy` is null because the gate denied it: each denial, as a manifest signed by the deploy contract lists it. */
  denials: array(
    strictObject({
      service: string(),
      environment: string(),
      digest: Digest,
      phase: Phase,
      time: EpochSeconds,
      /** The rules that denied, with their sentences. */
      rules: array(strictObject({ id: string(), message: string() })).min(1),
      decision_key: string(),
      policy_sha256: Sha256,
      config_sha256: Sha256,
      manifest: Signature
    })
  ),
  /** The same run's deploys to further environments, each with its own proof. */
  others: array(StepAnswer)
});
var LaterAttemptShape = strictObject({
  deploy_id: DeployId,
  seq: int().min(0),
  digest: Digest,
  began_at: EpochSeconds,
  /** As recorded since; it may have ended after the time asked about. */
  outcome: _enum(["succeeded", "failed", "unknown", "open"]),
  ended_at: EpochSeconds.nullable(),
  reconciled_by: string(),
  /** True only when its own run signed that its command never started. */
  untouched: boolean()
});
var EnvironmentShape = strictObject({
  repository_id: string(),
  service: string(),
  environment: string(),
  verdict: AuditVerdict,
  /** True when the last successful deploy by then was of this digest. */
  matches: boolean(),
  /** True only when the anchor holds a head of this ledger that is not older than the time asked about. */
  later_deploys_excluded: boolean(),
  /** Begun and not ended by then. */
  open_intents: array(DeployId),
  /** Every attempt after `last` that had begun by then, however it ended. */
  later_attempts: array(LaterAttemptShape),
  /** The last deploy that had succeeded by then, with its own proof; null when there was none. */
  last: StepAnswer.nullable(),
  problems: array(EvidenceProblem)
});
var RunningAnswer = strictObject({
  schema: literal("safeguard.audit-running/v1"),
  verdict: AuditVerdict,
  digest: Digest,
  at: EpochSeconds,
  store: string(),
  environments: array(EnvironmentShape),
  citations: array(string()),
  caveats: array(string()),
  problems: array(EvidenceProblem)
});
var citations = ["45 CFR 164.312(b)", "45 CFR 164.312(d)", "45 CFR 164.316(b)(2)(i)"];

// src/audit/build-checks.ts
function countedFacts(bundle, commit) {
  const all = (bundle.signatures ?? []).filter(({ verified, problem: problem3 }) => verified && problem3 === "");
  const signatures = all.filter(
    (fact) => factParts(fact, bundle.scans).every((part) => part.commit === commit || part.commit === "")
  );
  const others = all.filter((fact) => !signatures.includes(fact));
  const scans = bundle.scans.filter((_, index) => !others.some(({ scan_index }) => scan_index === index));
  return { signatures, scans, others: others.length };
}
function buildProblems(deploy) {
  const { step, bundle } = deploy;
  if (!bundle) return [];
  const { digest } = step.intent;
  const manifests = deploy.buildManifests.filter(
    ({ subjectDigests }) => subjectDigests.length === 1 && subjectDigests[0] === digest
  );
  const [first] = manifests;
  if (!first) {
    const text = `${step.intent_key}: no manifest signed by the build of ${digest} is in the store, so the evidence of the build is nowhere`;
    return [{ code: "MANIFEST_MISSING", key: step.intent_key, text }];
  }
  return missingParts2(deploy, bundle, manifests).map((part) => ({
    code: "OBJECT_MISSING",
    key: first.key,
    text: `${first.key}: the manifests of the build of ${digest} do not list ${part}`
  }));
}
function missingParts2({ step, buildRecords, statements }, bundle, manifests) {
  const counted2 = countedFacts(bundle, step.intent.commit);
  const entries = manifests.flatMap(({ predicate }) => predicate.entries);
  const keys = new Set(entries.map(({ key }) => key));
  const digests = new Set(entries.map(({ sha256 }) => sha256));
  const subjects = new Set(manifests.flatMap(({ subjectDigests }) => subjectDigests));
  const records = buildRecords.filter(({ key, record }) => keys.has(key) && subjects.has(record.digest));
  const has = (test) => records.some(({ record }) => test(record));
  const scans = counted2.scans.filter((scan) => {
    const signed = digestsOf(statements, scan);
    return !has(({ kind, detail_sha256 }) => kind === "scan" && signed.some((sha256) => sha256 === detail_sha256));
  });
  const { sbom } = bundle;
  const signatures = counted2.signatures.filter(({ bundle_sha256 }) => !digests.has(bundle_sha256));
  return [
    ...has(({ kind, outcome }) => kind === "decision" && outcome === "allow") ? [] : ["a decision that allowed it"],
    ...has(({ kind, outcome }) => kind === "publish" && outcome === "succeeded") ? [] : ["a record of its push"],
    ...scans.map(({ kind, tool }) => `the ${kind} scan by ${tool}`),
    ...sbom && !has(({ kind, detail_sha256 }) => kind === "sbom" && detail_sha256 === sbom.sha256) ? ["its SBOM"] : [],
    ...signatures.map(({ predicate_type }) => `the signed statement ${predicate_type} that the decision counted`)
  ];
}
function digestsOf(statements, scan) {
  const text = canonicalText(scan);
  const asKept = Sha256.parse(sha256Hex(text));
  const signed = statements.flatMap(
    ({ scan: own }) => own && canonicalText(own.summary) === text ? [own.sha256] : []
  );
  return [asKept, ...signed];
}

// src/audit/ending.ts
var problem = (code, key, text) => ({ code, key, text });
function closingOf({
  step,
  manifests
}) {
  const named2 = step.closed?.result.manifest_sha256;
  return manifests.find(
    (manifest) => manifest.predicate.stage === "closing" && fits(manifest, step) && manifest.sha256 === named2
  );
}
function fits({ predicate, subjectDigests }, { intent }) {
  return predicate.environment === intent.environment && subjectDigests.length === 1 && subjectDigests[0] === intent.digest;
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
  const person = kind === "reconcile" ? accountText(record.person, record.person_id) : "";
  const fields = [
    ["outcome", result.outcome, outcomeOf(record)],
    ["time", result.time, closing.predicate.time],
    ["run", result.run_id, closing.predicate.run_id],
    ["person", result.reconciled_by, person]
  ];
  const differing = fields.filter(([, recorded, signed]) => recorded !== signed);
  const { reconciled_by: by, outcome, reconcile_reason: reason } = result;
  const sentence = closingSentence({ by, deployId: step.intent.deploy_id, outcome, reason });
  const agrees = kind === "deploy-outcome" || record.summary === sentence;
  return [
    ...differing.map(([name, recorded, signed]) => `its ${name} is ${recorded}, the signed evidence says ${signed}`),
    ...agrees ? [] : [`it says ${quoted(sentence, 300)}, the signed record says ${quoted(record.summary, 300)}`]
  ];
}
function endsOf({ step, manifests, records }) {
  const ends = manifests.filter(
    ({ predicate, ...rest }) => predicate.stage === "closing" && predicate.run_id === step.intent.run_id && fits({ predicate, ...rest }, step)
  );
  const listed2 = new Set(ends.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  return records.filter(({ key, record }) => listed2.has(key) && record.kind === "deploy-outcome");
}
function outcomeOf({ outcome }) {
  return outcome === "not-started" ? "failed" : outcome;
}
function notStarted(deploy) {
  const ends = endsOf(deploy);
  return ends.length > 0 && ends.every(({ record }) => record.outcome === "not-started");
}
function contradictionProblems({ step, manifests, records }) {
  const { intent, closed } = step;
  if (!closed || closed.result.outcome === "unknown") return [];
  const others = endsOf({ step, manifests, records }).filter(
    ({ record }) => outcomeOf(record) !== closed.result.outcome
  );
  return others.map(
    ({ key, record }) => problem(
      "STATEMENT_MISMATCH",
      closed.key,
      `${closed.key}: its outcome is ${closed.result.outcome}, but run ${intent.run_id} itself signed ${record.outcome} in ${key}`
    )
  );
}

// src/audit/checks.ts
var problem2 = (code, key, text) => ({ code, key, text });
function deployProblems(deploy, anchor, moment) {
  return uniqueProblems([
    ...deploy.problems,
    ...openingProblems(deploy),
    ...closingProblems(deploy),
    ...contradictionProblems(deploy),
    ...decisionProblems(deploy),
    ...policyProblems(deploy, anchor, moment),
    ...bundleProblems(deploy),
    ...buildProblems(deploy),
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
  const lists2 = ({ entries }) => entries.some((entry) => entry.key === step.intent_key && entry.sha256 === step.intent_sha256);
  return manifests.find(
    (manifest) => manifest.predicate.stage === "opening" && fits(manifest, step) && lists2(manifest.predicate)
  );
}
function openingProblems(deploy) {
  if (openingOf(deploy)) return [];
  const { intent_key: key, intent } = deploy.step;
  return [
    problem2(
      "MANIFEST_MISSING",
      key,
      `${key}: no signed opening manifest of run ${intent.run_id} about ${intent.digest} lists this intent`
    )
  ];
}
function lastSuccessProblems({ step, bundle, decision }, before) {
  const ledger = bundle?.ledger;
  if (!decision || !ledger) return [];
  const last = before.at(-1);
  const other = before.findLast(({ intent }) => intent.commit !== last?.intent.commit);
  return [
    { assumed: ledger.last_success, found: last, what: "the last success" },
    { assumed: ledger.last_other_success, found: other, what: "the last success of another commit" }
  ].flatMap(({ assumed, found, what }) => {
    if (canonicalText(assumed && comparable(assumed)) === canonicalText(successOf(found))) return [];
    const text = `${decision.key}: it was decided on ${assumed?.deploy_id ?? "nothing"} as ${what} before ${step.intent_key}, the ledger has ${found?.intent.deploy_id ?? "nothing"}, or another commit, digest or time`;
    return [problem2("DECISION_MISMATCH", decision.key, text)];
  });
}
function comparable({ commit, digest, deploy_id, time }) {
  return { commit, digest, deploy_id, time };
}
function successOf(step) {
  if (!step?.closed) return null;
  const { commit, digest, deploy_id } = step.intent;
  return { commit, digest, deploy_id, time: step.closed.result.time };
}
function decisionProblems({ step, decision, bundle }) {
  const { intent } = step;
  if (!decision) {
    return [
      problem2(
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
    service: intent.service,
    environment: intent.environment
  };
  const found = value;
  const differing = Object.entries(wanted).filter(([name, expected]) => found[name] !== expected);
  const denied = value.rules.filter((rule) => rule.verdict === "deny").map((rule) => rule.id);
  return [
    ...differing.map(
      ([name, expected]) => problem2(
        "DECISION_MISMATCH",
        key,
        `${key}: the decision's ${name} is ${String(found[name])}, the deploy needs ${expected}`
      )
    ),
    ...denied.map((id) => problem2("DECISION_MISMATCH", key, `${key}: rule ${id} denied`)),
    ...bundle ? [] : [problem2("OBJECT_MISSING", key, `${key}: its input ${value.input_sha256} is not among the signed evidence`)]
  ];
}
function policyProblems(deploy, anchor, moment) {
  const { decision } = deploy;
  if (!decision) return [];
  const { policy_sha256 } = decision.value;
  const say = (text) => [problem2("POLICY_UNKNOWN", decision.key, `${decision.key}: ${text}`)];
  const known = anchor.policies.filter(({ sha256 }) => sha256 === policy_sha256);
  if (known.length === 0) return say(`the anchor does not know policy ${policy_sha256}`);
  const signer = openingOf(deploy)?.signer;
  const ends = signer ? known.map((policy) => endProblem(policy, signer, moment)) : [];
  return ends.length === 0 || ends.includes("") ? [] : say(`policy ${policy_sha256}: ${ends[0]}`);
}
function bundleProblems({ step, bundle, decision }) {
  if (!bundle || !decision) return [];
  const { intent } = step;
  const pairs = [
    ["digest", bundle.artifact.digest, intent.digest],
    ["re-hashed digest", bundle.artifact.rehashed, intent.digest],
    ["repository id", bundle.run.repository_id, intent.repository_id],
    ["service", bundle.policy.service.name, intent.service],
    ["run", bundle.run.run_id, intent.run_id],
    ["environment", bundle.policy.environment?.name ?? "", intent.environment],
    ["ledger head", bundle.ledger?.head ?? "none", intent.previous_result_sha256]
  ];
  return pairs.filter(([, found, expected]) => found !== expected).map(
    ([name, found, expected]) => problem2(
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
      problem2(
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
    (a) => problem2("APPROVAL_MISSING", key, `${key}: the approval by user ${a.user_id} has no record of its own`)
  );
}
function scanProblems({ bundle, statements, decision }) {
  const signed = new Set(
    statements.flatMap((statement) => statement.scan ? [canonicalText(statement.scan.summary)] : [])
  );
  const unsigned = (bundle?.scans ?? []).filter((scan) => !signed.has(canonicalText(scan)));
  return unsigned.map(
    (scan) => problem2(
      "STATEMENT_MISMATCH",
      decision?.key ?? "",
      `${decision?.key}: the ${scan.kind} scan by ${scan.tool} is in no statement signed by the build`
    )
  );
}
function partsOf({ statements }) {
  return statements.flatMap(
    ({ predicateType, scan, signer, commit }) => signedParts({ predicateType, scan: scan?.summary ?? null, signer, provenanceCommit: commit })
  );
}
function commitProblems(deploy) {
  const { step, bundle } = deploy;
  if (!bundle) return [];
  const { intent, intent_key: key } = step;
  const say = (text) => [problem2("STATEMENT_MISMATCH", key, `${key}: ${text}`)];
  const parts = partsOf(deploy);
  if (provenCommits(parts).length === 0) return say(`no signed provenance says where ${intent.digest} comes from`);
  const required = requiredParts(bundle.policy.scans);
  const missing = missingParts(parts, required, intent.commit);
  if (missing.length > 0)
    return say(`of commit ${intent.commit}, which the intent names, nothing is signed as ${listed(missing)}`);
  const counts = countedCommit(parts, required);
  if (counts === intent.commit) return [];
  return say(
    `the statements that count are of ${counts === "" ? "no single commit" : `commit ${counts}`}, the intent names ${intent.commit}`
  );
}

// src/audit/caveats.ts
function caveatsOf(deploy, before) {
  const { bundle, uncounted, records } = deploy;
  const { others } = bundle ? countedFacts(bundle, deploy.step.intent.commit) : { others: 0 };
  const opening = openingOf(deploy);
  return [
    ...opening?.predicate.lock === "none" ? ["the environment openly does without locks: nothing kept these objects from being deleted"] : [],
    ...opening?.signer.type === "key" ? ["a key signed the manifests; a key names no workflow, run or environment"] : [],
    ...bundle?.artifact.origin === "prebuilt" ? [
      "the image was handed in and not built here; its commit is the one scanned beside it, and who built the image from what is not known"
    ] : [],
    ...bundle?.policy.config_origin === "flag" ? ["the configuration was given on the command line, not taken from the compliance repository"] : [],
    ...bundle?.scans.some((scan) => scan.replay) ? ["at least one scan was recorded earlier and handed in again"] : [],
    ...others > 0 ? [
      `${counted(others, "statement")} about the same image, signed for another commit, ${others === 1 ? "counts" : "count"} for nothing here`
    ] : [],
    ...bundle?.authors?.complete === false ? ["the list of authors is not complete"] : [],
    ...before ? [
      `what counts as changed, and by whom, rests on deploy ${before.intent.deploy_id}, whose own evidence was not re-verified here`
    ] : [],
    ...uncountedCaveat(uncounted),
    ...records.filter(({ record }) => record.kind === "reconcile" && record.environment === deploy.step.intent.environment).map(({ record }) => `closed by hand: ${record.summary}`)
  ];
}
function uncountedCaveat({ records, manifests }) {
  const found = [
    ...records > 0 ? [`${counted(records, "record")} that no signed manifest lists`] : [],
    ...manifests > 0 ? [`${counted(manifests, "manifest")} that nobody signed`] : []
  ];
  return found.length === 0 ? [] : [
    `beside this evidence ${records + manifests === 1 ? "lies" : "lie"} ${listed(found)}; nothing here rests on them`
  ];
}

// src/audit/anchor-view.ts
function verifyByAny({ trust, missingRoots, moment }, bundle) {
  const readings = trust.map(({ material, validity }) => {
    const reading = verifyBundle(bundle, material);
    const end = reading.verified && reading.signer.type === "certificate" ? endProblem(validity, reading.signer, moment) : "";
    return { reading, problem: end === "" ? "" : `the trusted root ${material.rootSha256}: ${end}` };
  });
  const good = readings.find(({ reading, problem: problem3 }) => reading.verified && problem3 === "")?.reading;
  if (good?.verified) return good;
  const reasons = readings.map(
    ({ reading, problem: problem3 }) => reading.verified ? problem3 : `${reading.code} ${reading.problem}`
  );
  const missing = missingRoots.map(
    ({ sha256, key, refusal }) => refusal === "" ? `trusted root ${sha256} is neither in the anchor nor in the store` : `trusted root ${sha256} is not in the anchor, and of ${key} ${unreadable(refusal)}`
  );
  return { verified: false, problem: `its signature does not hold: ${[...reasons, ...missing].join("; ")}` };
}
function signerProblems({ anchor, repositoryId, moment }, expected, signer) {
  const readings = candidatesFor(anchor, { repositoryId, ...expected }, signer).map(({ policy, key, validity }) => {
    const end = endProblem(validity, signer, moment);
    return [...identityProblems(signer, policy, key), ...end === "" ? [] : [`${nameOf(signer)}: ${end}`]];
  });
  return readings.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
function nameOf(signer) {
  return signer.type === "key" ? `key ${signer.spki_sha256}` : quoted(signer.san);
}
function unprovenCode({ missingRoots }, code) {
  return missingRoots.length > 0 ? "TRUST_ROOT_MISSING" : code;
}
function unreadable(refusal) {
  return `the store lists it but does not return it: ${refusal}`;
}
function nameProblem(code, key, text) {
  return { code, key, text: `${key}: ${text}` };
}

// src/audit/record-reading.ts
function isOfBuild(view, { predicate, signer }) {
  return predicate.environment === "" && signerProblems(view, { part: "build", service: predicate.service, environment: null }, signer).length === 0;
}
function lists({ predicate }, key) {
  return predicate.entries.some((entry) => entry.key === key);
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
function withUnreadRoots({ missingRoots }, problems) {
  if (!problems.some(({ code }) => code === "TRUST_ROOT_MISSING")) return problems;
  const unread = missingRoots.filter(({ refusal }) => refusal !== "");
  return [...problems, ...unread.map(({ key, refusal }) => nameProblem("OBJECT_UNREADABLE", key, unreadable(refusal)))];
}

// src/audit/denials.ts
function denyingManifests(view, manifests, runId) {
  const own = manifests.filter(({ predicate }) => predicate.run_id === runId);
  if (own.some(({ predicate }) => predicate.stage !== "job")) return [];
  return own.filter(({ predicate, signer, subjectDigests }) => {
    const place = signer.type === "certificate" && signer.environment !== "" ? signer.environment : null;
    return predicate.environment !== "" && subjectDigests.length === 1 && (place === null || place === predicate.environment) && signerProblems(view, { part: "deploy", service: predicate.service, environment: null }, signer).length === 0;
  });
}
function denialsOf({ repositoryId }, manifest, kept) {
  const own = new Map([...kept].filter(([key]) => lists(manifest, key)));
  const records = readRecords(own);
  const denied = records.found.filter(({ record }) => record.kind === "decision" && record.outcome === "deny");
  const readings = denied.flatMap(
    ({ record }) => record.detail_sha256 === "" ? [] : [readDecided(repositoryId, record.detail_sha256, own)]
  );
  const found = readings.flatMap(({ decision }) => decision ? [{ manifest, decision }] : []);
  return {
    found: found.filter((one) => mismatch(one) === ""),
    problems: [
      ...records.problems,
      ...readings.flatMap(({ problems }) => problems),
      ...found.filter((one) => mismatch(one) !== "").map((one) => nameProblem("DECISION_MISMATCH", one.decision.key, mismatch(one)))
    ]
  };
}
function mismatch({ manifest: { predicate, subjectDigests }, decision: { value } }) {
  const wanted = {
    verdict: "deny",
    digest: subjectDigests[0],
    repository_id: predicate.repository_id,
    service: predicate.service,
    environment: predicate.environment
  };
  const found = value;
  const [odd] = Object.entries(wanted).filter(([name, expected]) => found[name] !== expected);
  if (odd) return `the decision's ${odd[0]} is ${named(String(found[odd[0]]))}, its manifest says ${odd[1]}`;
  if (value.phase === "before-publish") return "the decision is about a build, not about a deploy";
  return deniedRules(value).length > 0 ? "" : "the decision denies, and no rule of it does";
}
function deniedProblem({ decision: { key, value } }, deployId) {
  const by = listedFirst(deniedRules(value).map(({ id }) => named(id)));
  return nameProblem("DEPLOY_DENIED", key, `${deployId} was denied ${value.phase} for ${value.environment} by ${by}`);
}
function deniedRules({ rules }) {
  return rules.filter(({ verdict }) => verdict === "deny").map(({ id, message }) => ({ id, message }));
}
function unknownPolicies(denials, { policies }) {
  const known = new Set(policies.map(({ sha256 }) => sha256));
  const used = new Set(denials.map(({ decision }) => decision.value.policy_sha256));
  return [...used].filter((sha256) => !known.has(sha256)).map((sha256) => `the anchor does not know policy ${sha256}`);
}

// src/audit/row.ts
function rowOf(deploy) {
  const { intent, closed } = deploy.step;
  const tickets = deploy.records.flatMap(({ record }) => record.change_ticket ?? []);
  return {
    deploy_id: intent.deploy_id,
    timestamp: toIso(closed?.result.time ?? intent.time),
    actor_identity: accountText(intent.actor, intent.actor_id),
    environment: intent.environment,
    artifact_digest: intent.digest,
    change_ticket: tickets[0] ?? "",
    approval_chain: approvalsOf(deploy).map((one) => accountText(one.login, one.user_id))
  };
}

// src/audit/deploy.ts
var nothing = {
  deploy: null,
  row: null,
  approvals: [],
  authors: null,
  scans: [],
  exceptions: [],
  decision: null,
  signatures: [],
  objects: 0,
  uncounted: { records: 0, manifests: 0 },
  lock: "",
  locked_until: 0
};
function answerDeploy(material, deployId) {
  const own = material.deploys.filter(({ step }) => step.intent.deploy_id === deployId);
  const denials = own.length === 0 ? (material.unledgered?.denials ?? []).map(denialOf) : [];
  const answers = own.map((deploy) => answerStep(material, deploy));
  const [first = answerUnknown(material, deployId), ...others] = answers;
  const problems = uniqueProblems([first, ...others].flatMap((answer) => answer.problems));
  const caveats = own.length === 0 ? [] : brokenElsewhere(material, own);
  return DeployAnswer.parse({
    ...first,
    verdict: problems.length === 0 ? "proven" : "not_proven",
    caveats: [...first.caveats, ...caveats],
    problems,
    denials,
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
    caveats: caveatsOf(deploy, beginningOf(material, deploy)),
    problems
  });
}
function stepProblems(material, deploy) {
  const ledgers = ledgersOf(material, deploy);
  return uniqueProblems([
    ...ledgers.flatMap((ledger) => ledger.problems),
    ...ledgers.flatMap((ledger) => deployProblems(deploy, material.anchor, { step: deploy.step, ledger })),
    ...lastSuccessProblems(deploy, successesBefore(material, deploy))
  ]);
}
function answerUnknown(material, deployId) {
  const { store, anchor, unledgered } = material;
  const [repositoryId] = deployId.split("/");
  const ledgers = material.ledgers.filter((ledger) => ledger.repository_id === repositoryId);
  const denials = unledgered?.denials ?? [];
  const uncounted = { records: 0, manifests: unledgered?.unsigned ?? 0 };
  const unnamed = unnamedText(material, deployId);
  const ends = denials.length > 0 ? denials.map((one) => deniedProblem(one, deployId)) : [{ code: "NOT_DEPLOYED", key: "", text: unnamed }];
  return StepAnswer.parse({
    schema: "safeguard.audit-deploy/v1",
    verdict: "not_proven",
    deploy_id: deployId,
    store,
    ...nothing,
    uncounted,
    citations: [...citations],
    caveats: [
      ...denials.length > 0 ? [unnamed, ...unknownPolicies(denials, anchor)] : [],
      ...uncountedCaveat(uncounted)
    ],
    problems: uniqueProblems([
      ...ledgers.flatMap((ledger) => ledger.problems),
      ...unledgered?.problems ?? [],
      ...ends
    ])
  });
}
function denialOf({ manifest, decision: { key, value } }) {
  const { service, environment, digest, phase, time, policy_sha256, config_sha256 } = value;
  return {
    ...{ service, environment, digest, phase, time, policy_sha256, config_sha256 },
    rules: deniedRules(value),
    decision_key: key,
    manifest: signatureOf(manifest, "job manifest")
  };
}
function ledgersOf({ ledgers }, { step }) {
  return ledgers.filter(({ steps }) => steps.includes(step));
}
function successesBefore(material, deploy) {
  const steps = ledgersOf(material, deploy).flatMap((ledger) => ledger.steps);
  return steps.slice(0, steps.indexOf(deploy.step)).filter(({ closed }) => closed?.result.outcome === "succeeded");
}
function beginningOf(material, deploy) {
  const before = successesBefore(material, deploy);
  return before.findLast(({ intent }) => intent.commit !== deploy.step.intent.commit) ?? before.at(-1);
}
function brokenElsewhere(material, own) {
  const answered = new Set(own.flatMap((deploy) => ledgersOf(material, deploy)));
  const broken = material.ledgers.filter((ledger) => !answered.has(ledger) && ledger.problems.length > 0);
  return broken.map(
    ({ service, environment, problems }) => `the ledger of ${service} in ${environment} does not hold (${problems[0]?.text}), so a deploy of the same run to it is not excluded`
  );
}
function unnamedText({ anchor, ledgers, store }, deployId) {
  const seen = counted(
    ledgers.reduce((sum, ledger) => sum + ledger.steps.length, 0),
    "entry",
    "entries"
  );
  const [repositoryId] = deployId.split("/");
  const anchored = anchor.ledger_heads.filter((head) => head.repository_id === repositoryId);
  const loose = ledgers.some((ledger) => !anchored.some((head) => isSameLedger(head, ledger)));
  const tail = loose ? "without a ledger head in the anchor a cut tail is not excluded" : "entries after the anchor's heads are not excluded";
  return `no ledger in ${store} names deploy ${deployId} (${seen} read); ${tail}`;
}
function factsOf(deploy) {
  const { bundle, objects, uncounted } = deploy;
  const opening = openingOf(deploy);
  return {
    deploy: identityOf(deploy),
    row: rowOf(deploy),
    approvals: approvalsOf(deploy).map((a) => ({ id: a.user_id, login: a.login, observed_at: a.observed_at })),
    authors: bundle?.authors ? { complete: bundle.authors.complete, people: authorLabels(bundle.authors) } : null,
    scans: scansOf(deploy),
    exceptions: bundle ? exceptionsUsed(bundle, deploy.step.intent.commit) : [],
    decision: decisionOf(deploy),
    signatures: signaturesOf(deploy),
    objects,
    uncounted,
    lock: opening?.predicate.lock ?? "",
    locked_until: deploy.lockedUntil
  };
}
function identityOf({ step, bundle, records }) {
  const { intent, closed } = step;
  return {
    repository_id: intent.repository_id,
    repository: records.find(({ record }) => record.repository_id === intent.repository_id)?.record.repository ?? "",
    service: intent.service,
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
        (person) => person.user_id ? accountText(person.label, person.user_id) : `${named(person.label)} (no account)`
      )
    )
  ];
}
function scansOf({ step, bundle, statements }) {
  const { scans } = bundle ? countedFacts(bundle, step.intent.commit) : { scans: [] };
  return scans.map((scan) => {
    const text = canonicalText(scan);
    const signed = statements.find((statement) => statement.scan && canonicalText(statement.scan.summary) === text);
    const { kind, tool, tool_version, finished_at, proven, counts } = scan;
    return { kind, tool, tool_version, finished_at, proven, counts, signer: signed ? signerLabel(signed.signer) : "" };
  });
}
function exceptionsUsed(bundle, commit) {
  const { policy, time } = bundle;
  const findings = countedFacts(bundle, commit).scans.flatMap((scan) => scan.findings);
  return policy.exceptions.filter(
    (e) => e.from_at <= time && time < e.until_at && findings.some((f) => f.tool === e.tool && [f.rule, ...f.aliases ?? []].includes(e.rule))
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

// src/audit/render.ts
function renderDeploy(answer) {
  const { others, denials, ...first } = answer;
  if (denials.length > 0) return [printableLines(denialsOf2(answer)), ...trailer(first)].join("\n");
  if (others.length === 0) return [printableLines(paragraphOf(first)), ...trailer(first)].join("\n");
  const steps = [first, ...others];
  const places = listedFirst(steps.map(({ deploy }) => `${named(deploy?.environment ?? "")}: ${deploy?.outcome}`));
  const head = `Deploy ${answer.deploy_id} in ${answer.store} is ${verdictOf(answer)}. The run deployed to ${steps.length} environments (${places}).`;
  const caveats = [...new Set(steps.flatMap((step) => step.caveats))];
  const paragraphs = steps.map((step) => printableLines(paragraphOf(step)));
  return [printableLines(head), ...paragraphs, ...trailer({ caveats, problems: answer.problems })].join("\n");
}
function denialsOf2({ deploy_id, store, denials }) {
  const one = ({
    service,
    environment,
    digest,
    phase,
    time,
    rules,
    decision_key,
    manifest
  }) => {
    const place = manifest.environment === "" ? "" : ` in ${named(manifest.environment)}`;
    const repository = manifest.identity === "key" ? "" : ` for repository id ${manifest.source_repository_id}${place}`;
    return [
      `Deploy ${deploy_id} in ${store} was DENIED by ${listedFirst(rules.map(({ id }) => named(id)))}: the gate refused ${digest} ${phase} for ${named(service)} in ${named(environment)} at ${toIso(time)}, and no ledger names a deploy of this run. The decision has sha256 ${decision_key.split("/").at(-1)}; a manifest (${manifest.sha256.slice(0, 12)}) signed by ${placed(manifest.signer)}${repository} lists it.`,
      ...rules.map(({ id, message }) => `  - ${named(id)}: ${quoted(message, 300)}`)
    ];
  };
  return denials.flatMap(one).join("\n");
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
  const image = deploy.registry === "" ? deploy.digest : `${placed(deploy.registry)}@${deploy.digest}`;
  const repository = deploy.repository === "" ? `repository id ${deploy.repository_id}` : `${placed(deploy.repository)} (repository id ${deploy.repository_id})`;
  const end = deploy.ended_at === null ? "has no recorded end" : `${deploy.outcome} at ${toIso(deploy.ended_at)}`;
  const closed = deploy.reconciled_by === "" ? [] : [
    `It was closed by hand by ${closer(deploy.reconciled_by)}, who gave as reason: ${reasonText(deploy.reconcile_reason)}.`
  ];
  const deployed = deploy.outcome === "succeeded" ? "deployed" : "was to deploy";
  return [
    `Run ${deploy.run_id} of ${repository}, started by ${accountText(deploy.actor.login, deploy.actor.id)}, ${deployed} ${image}, of commit ${deploy.commit}, as service ${named(deploy.service)} to ${named(deploy.environment)}; the intent was locked at ${toIso(deploy.intended_at)} and the deploy ${end}.`,
    ...closed
  ];
}
function whoApproved({ approvals }) {
  if (approvals.length === 0) return "No approval is proven.";
  return `It was approved by ${listedFirst(approvals.map((a) => `${named(a.login)} (user ${a.id}), observed at ${toIso(a.observed_at)}`))}.`;
}
function whoWrote({ authors }) {
  return authors ? `Authors and starters of what changed, none of whom may approve: ${listedFirst(authors.people)}.` : "";
}
function scansSentence({ scans }) {
  if (scans.length === 0) return "No scans are proven.";
  const one = (scan) => {
    const { critical, high, medium, low } = scan.counts;
    const some = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
    const counts = critical + high + medium + low === 0 ? "nothing found" : some;
    return `${scan.kind} by ${scan.tool} ${named(scan.tool_version)} at ${toIso(scan.finished_at)} (${scan.proven ? counts : "proves nothing"})`;
  };
  const signers = [...new Set(scans.map((scan) => scan.signer))].filter((signer) => signer !== "");
  return `Scans: ${listedFirst(scans.map(one))}; signed by ${listedFirst(signers.map(placed))}.`;
}
function exceptionsSentence({ exceptions }) {
  if (exceptions.length === 0) return "No exception was used.";
  const one = (e) => `${named(e.id)} for ${named(e.rule)} (requested by user ${e.requested_by}, approved by user ${e.approved_by}, until ${toIso(e.until)})`;
  return `Exceptions used: ${listedFirst(exceptions.map(one))}.`;
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
    const place = m.identity === "key" ? "" : ` for repository id ${m.source_repository_id} in ${named(m.environment)}`;
    return `the ${m.about} (${m.sha256.slice(0, 12)}) by ${placed(m.signer)}${place}`;
  };
  return `Signed: ${listedFirst(manifests.map(one))}.`;
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
    ...caveats.length > 0 ? ["Mind:", ...caveats.map((caveat) => `  - ${printableLines(caveat)}`)] : [],
    ...problems.length > 0 ? ["Problems:", ...problems.map(({ code, key, text }) => `  - ${code}: ${problemText(key, text)}`)] : []
  ];
}
function problemText(key, text) {
  return printableLines(key === "" ? text : text.replaceAll(key, () => placed(key)));
}
function closer(text) {
  const [, login = "", id = ""] = /^(.{1,300}) \(user ([0-9]{1,19})\)$/.exec(text) ?? [];
  return login === "" ? quoted(text) : `${named(login)} (user ${id})`;
}
function renderRunning(answer) {
  const { environments } = answer;
  const head = `That ${answer.digest} was what ran at ${toIso(answer.at)}, by the records in ${answer.store}, is ${verdictOf(answer)}.`;
  const places = environments.map(
    (one) => `${named(one.service)} in ${named(one.environment)}, repository id ${one.repository_id}: ${verdictOf(one)}`
  );
  const each = environments.length > 1 ? [`By environment: ${listed(places)}.`] : [];
  const none = environments.length === 0 ? ["No ledger that was asked names this digest."] : [];
  const supported = answer.verdict === "proven" ? [support(answer)] : [];
  const sentences = [head, ...each, ...none, ...environments.map(environmentSentence), ...supported];
  return [printableLines(sentences.join(" ")), ...trailer(answer)].join("\n");
}
function environmentSentence({
  repository_id,
  service,
  environment,
  matches,
  last,
  later_attempts
}) {
  const place = `${named(environment)} of service ${named(service)} (repository id ${repository_id})`;
  const later = later_attempts.map(attemptSentence).join("");
  if (!last?.deploy) return `In ${place} no deploy had succeeded by then.${later}`;
  const { deploy } = last;
  const what = matches ? "this digest" : `another digest, ${deploy.digest}`;
  const when = toIso(deploy.ended_at ?? deploy.intended_at);
  const about = `The last recorded successful deploy to ${place} was ${last.deploy_id} (entry ${deploy.seq}) at ${when}, of ${what}; cluster not observed.`;
  const proof = `${whoApproved(last)} ${decisionSentence(last)} ${signedSentence(last)} ${lockSentence(last)}`;
  return `${about}${later} ${proof}`;
}
function attemptSentence(attempt) {
  const { deploy_id, seq, digest, began_at, outcome, ended_at, reconciled_by, untouched } = attempt;
  const by = reconciled_by === "" ? "" : ` as ${closer(reconciled_by)} recorded by hand`;
  const end = ended_at === null ? "has no recorded end" : `ended ${outcome} at ${toIso(ended_at)}${by}`;
  const effect = untouched ? "its run signed that its command never started" : "whether it changed what runs is not recorded";
  return ` Then ${deploy_id} (entry ${seq}) of ${digest} began at ${toIso(began_at)} and ${end}; ${effect}.`;
}

// src/audit/running.ts
var unobserved = "last recorded successful deploy; cluster not observed";
function ledgersAsked(ledgers, asked) {
  const eligible = ledgers.filter(
    ({ repository_id, service, environment }) => repository_id === (asked.repositoryId ?? repository_id) && service === (asked.service ?? service) && environment === (asked.environment ?? environment)
  );
  const named2 = eligible.filter(({ steps }) => steps.some(({ intent }) => intent.digest === asked.digest));
  const repositories = new Set(named2.map(({ repository_id }) => repository_id));
  return eligible.filter(
    (ledger) => named2.includes(ledger) || ledger.lost && (named2.length === 0 || repositories.has(ledger.repository_id))
  );
}
function stepsInForce({ steps }, at) {
  const last = steps.findLastIndex((step) => succeededBy(step, at));
  return steps.slice(Math.max(last, 0)).filter((step, index) => last >= 0 && index === 0 || step.intent.time <= at);
}
function succeededBy({ closed }, at) {
  return closed?.result.outcome === "succeeded" && closed.result.time <= at;
}
function answerRunning(material, asked) {
  const { digest, at } = asked;
  const ledgers = ledgersAsked(material.ledgers, asked);
  const environments = ledgers.map((ledger) => answerEnvironment(material, ledger, digest, at));
  const problems = uniqueProblems([
    ...environments.flatMap((environment) => environment.problems),
    ...environments.length === 0 ? [neverNamed(asked)] : []
  ]);
  return RunningAnswer.parse({
    schema: "safeguard.audit-running/v1",
    verdict: problems.length === 0 ? "proven" : "not_proven",
    digest,
    at,
    store: material.store,
    environments,
    citations: [...citations],
    caveats: [
      unobserved,
      ...ledgers.flatMap((ledger) => laterCaveats(material, ledger, at)),
      ...environments.flatMap((one) => (one.last?.caveats ?? []).map((caveat) => `${nameOf2(one)}: ${caveat}`)),
      ...elsewhere(material, ledgers)
    ],
    problems
  });
}
function answerEnvironment(material, ledger, digest, at) {
  const steps = stepsInForce(ledger, at);
  const last = steps.find((step) => succeededBy(step, at));
  const deployOf = (step) => material.deploys.find((deploy2) => deploy2.step === step);
  const deploy = deployOf(last);
  const answer = deploy ? answerStep(material, deploy) : null;
  const later = steps.filter((step) => step !== last).map((step) => ({ step, deploy: deployOf(step) }));
  const attempts = later.map(({ step, deploy: own }) => attemptOf(step, own));
  const problems = uniqueProblems([
    ...ledger.problems,
    ...answer?.problems ?? [],
    ...later.flatMap(({ deploy: own }) => own ? stepProblems(material, own) : []),
    ...later.flatMap(({ step }, index) => uncertain(step, attempts[index])),
    ...last?.intent.digest === digest ? [] : [notDeployed(ledger, digest)]
  ]);
  return {
    repository_id: ledger.repository_id,
    service: ledger.service,
    environment: ledger.environment,
    verdict: problems.length === 0 ? "proven" : "not_proven",
    matches: last?.intent.digest === digest,
    later_deploys_excluded: excludesLater(anchoredTimes(material, ledger), at),
    open_intents: later.filter(({ step: { closed } }) => !closed || closed.result.time > at).map(({ step }) => step.intent.deploy_id),
    later_attempts: attempts,
    last: answer,
    problems
  };
}
function nameOf2({ repository_id, service, environment }) {
  return `${repository_id}/${service}/${environment}`;
}
function attemptOf({ intent, closed }, deploy) {
  return {
    deploy_id: intent.deploy_id,
    seq: intent.seq,
    digest: intent.digest,
    began_at: intent.time,
    outcome: closed?.result.outcome ?? "open",
    ended_at: closed?.result.time ?? null,
    reconciled_by: closed?.result.reconciled_by ?? "",
    untouched: deploy !== void 0 && notStarted(deploy)
  };
}
function uncertain({ intent_key, closed }, attempt) {
  if (!attempt || attempt.untouched) return [];
  const key = closed?.key ?? intent_key;
  const end = attempt.ended_at === null ? "has no recorded end" : `ended ${attempt.outcome} at ${toIso(attempt.ended_at)}`;
  const text = `${key}: deploy ${attempt.deploy_id} of ${attempt.digest} began at ${toIso(attempt.began_at)} and ${end}; nothing signed shows that its command did not start, so what runs since is not known`;
  return [{ code: "TARGET_UNCERTAIN", key, text }];
}
function anchoredTimes({ anchor }, ledger) {
  const heads = anchor.ledger_heads.filter((head) => isSameLedger(head, ledger));
  return heads.flatMap(
    ({ seq, result_sha256 }) => ledger.steps.flatMap(
      ({ intent, closed }) => intent.seq === seq && closed?.sha256 === result_sha256 ? [closed.result.time] : []
    )
  );
}
function excludesLater(heads, at) {
  return heads.some((time) => time >= at);
}
function laterCaveats(material, ledger, at) {
  const heads = anchoredTimes(material, ledger);
  if (excludesLater(heads, at)) return [];
  const [head] = [...heads].sort((a, b) => b - a);
  const unread = material.anchor.unread_ledgers.find((one) => isSameLedger(one, ledger));
  const why = head !== void 0 ? `: the anchor's head, of ${toIso(head)}, is older than the time asked; an anchor printed after a later deploy excludes them` : unread ? `: this ledger could not be noted when the anchor was printed: ${unread.problem}` : "";
  return [`later deploys not excluded for ${nameOf2(ledger)}${why}`];
}
function elsewhere({ ledgers, strayObjects }, asked) {
  const broken = ledgers.filter((ledger) => ledger.problems.length > 0 && !asked.includes(ledger));
  const names = broken.slice(0, 3).map(nameOf2);
  const more = broken.length > names.length ? ", ..." : "";
  return [
    ...broken.length === 0 ? [] : [
      `${counted(broken.length, "ledger")} of this store that this answer does not rest on ${broken.length === 1 ? "does" : "do"} not hold (${names.join(", ")}${more}), so a deploy to ${broken.length === 1 ? "it" : "them"} is not excluded`
    ],
    ...strayObjects === 0 ? [] : [
      `${counted(strayObjects, "object")} among the ledgers ${strayObjects === 1 ? "is" : "are"} no entry of any and count for nothing`
    ]
  ];
}
function notDeployed(ledger, digest) {
  return {
    code: "NOT_DEPLOYED",
    key: "",
    text: `${digest} was not the last recorded successful deploy of ${ledger.service} to ${ledger.environment} of repository id ${ledger.repository_id} at that time`
  };
}
function neverNamed({ digest, repositoryId, service, environment }) {
  const where = [
    ...environment === void 0 ? [] : [`of environment ${printable(environment)}`],
    ...service === void 0 ? [] : [`of service ${printable(service)}`],
    ...repositoryId === void 0 ? [] : [`of repository id ${repositoryId}`]
  ].join(" ");
  return { code: "NOT_DEPLOYED", key: "", text: `no ledger ${where === "" ? "in the store" : where} names ${digest}` };
}

// src/audit/places.ts
var day = 86400;
function deployPrefixes({ step: { intent, closed }, ledger }) {
  const { repository_id, service } = ledger;
  const result = closed ? daysFrom(closed.result.time, 1).map((time) => ({ run_id: closed.result.run_id, time })) : [];
  const own = daysFrom(intent.time, 2).map((time) => ({ run_id: intent.run_id, time }));
  return [...new Set([...own, ...result].map((run) => manifestPrefix({ repository_id, service, ...run })))];
}
function daysFrom(time, days) {
  const times = Array.from({ length: days }, (_, index) => time + index * day);
  return times.filter((one) => EpochSeconds.safeParse(one).success);
}
function buildPrefixes({ repository_id, service }, statements, bundle) {
  const runs = statements.flatMap(
    ({ invocation }) => /\/actions\/runs\/([1-9]\d{0,18})\/attempts\/\d{1,6}$/.exec(invocation)?.[1] ?? []
  );
  const decided = statements.map(({ decidedAt }) => decidedAt).filter((time) => time > 0);
  const scanned = (bundle?.scans ?? []).map((scan) => scan.started_at);
  const starts = decided.length > 0 ? decided : scanned.length > 0 ? [Math.min(...scanned)] : [];
  const times = [...new Set(starts)].flatMap((start) => daysFrom(start, 3));
  const prefixes = [...new Set(runs)].flatMap(
    (run_id) => times.map((time) => manifestPrefix({ repository_id, service, run_id, time }))
  );
  return [...new Set(prefixes)];
}
function recordPrefixes({ step: { intent, closed }, ledger }) {
  const { repository_id, service, environment } = ledger;
  const place = { repository_id, service, environment };
  const ends = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const runs = [{ run_id: intent.run_id, time: intent.time }, ...ends];
  return [...new Set(runs.map((run) => recordPrefix({ ...place, ...run })))];
}

// src/audit/manifest-reading.ts
function verifyManifest(view, key, object) {
  const refuse = (code, texts) => ({
    manifests: [],
    problems: texts.map((text) => nameProblem(code, key, text)),
    unsigned: 0
  });
  const file = decodeManifest(object.bytes);
  if (!file.ok) return refuse("MANIFEST_INVALID", [file.problem]);
  if (!file.value.bundle) {
    if (file.value.claimed.predicate.stage === "job") return { manifests: [], problems: [], unsigned: 1 };
    return refuse("MANIFEST_UNSIGNED", ["nobody signed this manifest, so nothing that only it lists counts"]);
  }
  const verified = verifyByAny(view, file.value.bundle);
  if (!verified.verified) return refuse(unprovenCode(view, "MANIFEST_FORGED"), [verified.problem]);
  const content = readPredicate(verified);
  if (content.type !== "manifest")
    return refuse("MANIFEST_FORGED", ["the signed statement is not an evidence manifest"]);
  const { predicate } = content;
  const { signer, subjectDigests } = verified;
  const claims = [
    ...claimProblems(predicate, key),
    ...manifestSignerProblems(view, predicate, signer).map((text) => nameProblem("MANIFEST_FORGED", key, text))
  ];
  if (claims.length > 0) return { manifests: [], problems: claims, unsigned: 0 };
  const promised = Math.min(...predicate.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, predicate.lock === "none" ? "none" : "compliance");
  const manifest = { key, sha256: Sha256.parse(sha256Hex(object.bytes)), predicate, subjectDigests, signer };
  return { manifests: [manifest], problems: weak === "" ? [] : [nameProblem("LOCK_WEAK", key, weak)], unsigned: 0 };
}
function manifestSignerProblems(view, predicate, signer) {
  const run = runProblem(signer, predicate.run_id, predicate.run_attempt);
  const { service, stage } = predicate;
  const environment = stage === "job" ? null : predicate.environment;
  const deploy = signerProblems(view, { part: "deploy", service, environment }, signer);
  const build = stage === "job" && predicate.environment === "" ? signerProblems(view, { part: "build", service, environment: null }, signer) : deploy;
  return [...deploy.length === 0 ? deploy : build, ...run === "" ? [] : [run]];
}

// src/flows/audit/manifests.ts
async function openReader(store, anchor, repositoryId) {
  const spkis = anchor.keys.filter((key) => key.repository_id === repositoryId).map(({ spki }) => spki);
  const keys = [...new Set(spkis)].map((spki) => new Uint8Array(Buffer.from(spki, "base64")));
  const open = (trustedRoot, certificateTransparency) => openTrust({ trustedRoot, keys, certificateTransparency, requireLogForKeys: false });
  const roots = await inParallel(anchor.trusted_roots, async (root) => ({
    root,
    key: blobKey(repositoryId, root.sha256),
    ...root.document ? { bytes: canonicalBytes(root.document), refusal: "" } : await readByDigest(store, blobKey(repositoryId, root.sha256), root.sha256)
  }));
  const trust = roots.flatMap(
    ({ root, bytes }) => bytes ? [{ material: open(bytes, root.certificate_transparency), validity: root }] : []
  );
  return {
    store,
    anchor,
    repositoryId,
    trust: trust.length === 0 && keys.length > 0 ? [{ material: open(null, false), validity: {} }] : trust,
    missingRoots: roots.filter(({ bytes }) => !bytes).map(({ root, key, refusal }) => ({ sha256: root.sha256, key, refusal }))
  };
}
async function readByDigest(store, key, sha256) {
  const versions = (await store.versions(key)).filter((version) => !version.deleteMarker);
  const readings = await inParallel(versions, ({ versionId, size }) => readOrRefusal(store, key, versionId, size));
  const bytes = readings.find(({ object }) => object && sha256Hex(object.bytes) === sha256)?.object?.bytes;
  return { bytes, refusal: readings.find(({ refusal }) => refusal !== "")?.refusal ?? "" };
}
async function readManifests(reader, prefixes, seen) {
  const rows = (await inParallel(prefixes, (prefix) => reader.store.list(prefix))).flat();
  return readListed(
    reader,
    rows.filter((row) => !seen.has(row.key))
  );
}
async function readListed(reader, rows) {
  const keys = Map.groupBy(rows, (row) => row.key);
  const readings = await inParallel([...keys], ([key, versions]) => readManifest(reader, key, versions));
  return {
    manifests: readings.flatMap((r) => r.manifests),
    problems: readings.flatMap((r) => r.problems),
    unsigned: readings.reduce((sum, r) => sum + r.unsigned, 0)
  };
}
async function readManifest(reader, key, rows) {
  const problems = [];
  const versions = rows.filter((row) => !row.deleteMarker);
  if (rows.length > versions.length) problems.push(nameProblem("OBJECT_HIDDEN", key, "a delete marker hides it"));
  if (versions.length > 1)
    problems.push(nameProblem("OBJECT_SUPERSEDED", key, `it has ${versions.length} versions, expected one`));
  const refuse = (code, text) => ({
    manifests: [],
    problems: [...problems, nameProblem(code, key, text)],
    unsigned: 0
  });
  const parsed = parseKey(key);
  if (parsed?.area !== "manifest") return refuse("MANIFEST_INVALID", "this is not the key of a manifest");
  const readings = await inParallel(
    versions,
    (version) => readOrRefusal(reader.store, key, version.versionId, version.size)
  );
  const object = readings.find((found) => found.object && sha256Hex(found.object.bytes) === parsed.sha256)?.object;
  const refusal = readings.find((found) => found.refusal !== "")?.refusal;
  if (!object && refusal !== void 0) return refuse("OBJECT_UNREADABLE", unreadable(refusal));
  if (!object && versions.length === 0) return refuse("OBJECT_MISSING", "no version of it is left");
  if (!object) return refuse("OBJECT_ALTERED", "no version of it has the digest in its key");
  const read = verifyManifest(reader, key, object);
  return { ...read, problems: [...problems, ...read.problems] };
}

// src/flows/audit/evidence.ts
async function collectDeploy(opened, moment) {
  const reader = { ...opened, moment };
  const { step } = moment;
  const own = await readManifests(reader, deployPrefixes(moment), /* @__PURE__ */ new Set());
  const counting = own.manifests.filter(({ predicate }) => predicate.stage !== "job");
  const kept = await readEntries(reader, counting);
  const decided = readDecided(reader.repositoryId, step.intent.decision_sha256, kept.bytes);
  const statements = readStatements(reader, step, decided.bundle, kept.bytes);
  const records = readRecords(kept.bytes);
  const seen = new Set(own.manifests.map((manifest) => manifest.key));
  const build = await readManifests(reader, buildPrefixes(moment.ledger, statements.found, decided.bundle), seen);
  const others = [...own.manifests.filter(({ predicate }) => predicate.stage === "job"), ...build.manifests];
  const rest = await readEntries(reader, others);
  const buildManifests = others.filter((manifest) => isOfBuild(reader, manifest));
  const buildRecords = readRecords(
    new Map([...rest.bytes].filter(([key]) => buildManifests.some((manifest) => lists(manifest, key))))
  );
  const unlisted = await countUnlisted(reader, moment, [...own.manifests, ...build.manifests]);
  const result = await checkResultLock(reader, step, counting);
  const locks = [...kept.locks, ...rest.locks];
  return {
    step,
    manifests: counting,
    buildManifests,
    records: records.found,
    buildRecords: buildRecords.found,
    decision: decided.decision,
    bundle: decided.bundle,
    statements: statements.found,
    objects: kept.bytes.size + rest.bytes.size,
    uncounted: { records: unlisted, manifests: own.unsigned + build.unsigned },
    lockedUntil: locks.length === 0 ? 0 : Math.min(...locks),
    problems: withUnreadRoots(
      reader,
      [own, kept, decided, statements, records, build, rest, buildRecords, result].flatMap(({ problems }) => problems)
    )
  };
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
  const versions = await store.versions(entry.key);
  const size = versions.find(({ versionId }) => versionId === entry.version_id)?.size;
  const { object, refusal } = await readOrRefusal(store, entry.key, entry.version_id, size);
  if (refusal !== "") {
    const problems2 = [nameProblem("OBJECT_UNREADABLE", entry.key, unreadable(refusal))];
    return { key: entry.key, object: void 0, problems: problems2, genuine: false };
  }
  const problems = entryProblems(entry, versions, object, lock);
  return {
    key: entry.key,
    object,
    problems,
    genuine: !problems.some(({ code }) => code === "OBJECT_ALTERED" || code === "OBJECT_MISSING")
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
      `the signed statement ${placed(fact.predicate_type)} that the decision counted is not among the signed evidence`
    ]);
  const verified = verifyByAny(reader, bytes);
  if (!verified.verified) return refuse(unprovenCode(reader, "SIGNATURE_INVALID"), [verified.problem]);
  const strangers = signerProblems(
    reader,
    { part: "build", service: reader.moment.ledger.service, environment: null },
    verified.signer
  );
  if (strangers.length > 0) return refuse("SIGNATURE_INVALID", strangers);
  const content = readContent(verified);
  const unreadable2 = content.type === "unreadable" ? [content.problem] : [];
  const mismatches = [...subjectProblems(verified, digest, fact.predicate_type), ...unreadable2];
  if (mismatches.length > 0) return refuse("STATEMENT_MISMATCH", mismatches);
  const { signer, predicateType, subjectDigests } = verified;
  const origin = content.type === "provenance" ? content : void 0;
  const found = {
    key,
    sha256: fact.bundle_sha256,
    predicateType,
    subjectDigests,
    signer,
    scan: content.type === "scan" ? { summary: content.summary, sha256: content.sha256 } : null,
    invocation: origin?.invocation || (signer.type === "certificate" ? signer.run_uri : ""),
    decidedAt: content.type === "decision" ? content.decision.time : 0,
    commit: origin?.commit || (signer.type === "certificate" ? signer.source_commit : "")
  };
  return { found: [found], problems: [] };
}
async function countUnlisted({ store }, moment, manifests) {
  const listed2 = new Set(manifests.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const rows = (await inParallel(recordPrefixes(moment), (prefix) => store.list(prefix))).flat();
  return new Set(rows.map((row) => row.key).filter((key) => !listed2.has(key))).size;
}
async function checkResultLock({ store }, { closed }, manifests) {
  const closing = manifests.find((manifest) => manifest.sha256 === closed?.result.manifest_sha256)?.predicate;
  const oldest = closed && (await store.versions(closed.key)).findLast((version) => !version.deleteMarker);
  if (!oldest || !closing) return { problems: [] };
  const { object, refusal } = await readOrRefusal(store, oldest.key, oldest.versionId, oldest.size);
  if (refusal !== "") return { problems: [nameProblem("OBJECT_UNREADABLE", oldest.key, unreadable(refusal))] };
  if (!object) return { problems: [] };
  const promised = Math.min(...closing.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, closing.lock === "none" ? "none" : "compliance");
  return { problems: weak === "" ? [] : [nameProblem("LOCK_WEAK", object.key, weak)] };
}

// src/flows/audit/denials.ts
async function collectUnledgered(store, anchor, deployId) {
  const [repository, run] = deployId.split("/");
  const [repositoryId, runId] = [RepositoryId.parse(repository), RunId.parse(run)];
  const rows = (await store.list(manifestsPrefix(repositoryId))).filter(({ key }) => {
    const parsed = parseKey(key);
    return parsed?.area === "manifest" && parsed.runId === runId;
  });
  if (rows.length === 0) return { denials: [], unsigned: 0, problems: [] };
  const reader = { ...await openReader(store, anchor, repositoryId), moment: null };
  const read = await readListed(reader, rows);
  const manifests = denyingManifests(reader, read.manifests, runId);
  const kept = await readEntries(reader, manifests);
  const readings = manifests.map((manifest) => denialsOf(reader, manifest, kept.bytes));
  return {
    denials: readings.flatMap(({ found }) => found),
    unsigned: read.unsigned,
    problems: withUnreadRoots(
      reader,
      [read, kept, ...readings].flatMap(({ problems }) => problems)
    )
  };
}

// src/flows/audit/questions.ts
async function collectAudit(store, anchor, selection) {
  const repositoryId = selection.type === "deploy" ? RepositoryId.parse(selection.deployId.split("/")[0]) : selection.repositoryId;
  const { ledgers, strayObjects } = await readLedgers(store, anchor, repositoryId);
  const moments = selectMoments(ledgers, selection);
  const asked = selection.type === "deploy" && moments.length === 0 ? selection.deployId : void 0;
  const unledgered = asked === void 0 ? null : await collectUnledgered(store, anchor, asked);
  if (unledgered && ledgers.length === 0 && unledgered.denials.length === 0) {
    throw new Fault("DEPLOY_UNKNOWN", `${store.uri} holds no ledger of repository id ${repositoryId}`);
  }
  const repositories = [...new Set(moments.map(({ ledger }) => ledger.repository_id))];
  const deploys = await inParallel(repositories, async (id) => {
    const reader = await openReader(store, anchor, RepositoryId.parse(id));
    const own = moments.filter(({ ledger }) => ledger.repository_id === id);
    return inParallel(own, (moment) => collectDeploy(reader, moment));
  });
  return { store: store.uri, anchor, ledgers, strayObjects, deploys: deploys.flat(), unledgered };
}
function selectMoments(ledgers, selection) {
  if (selection.type === "running")
    return ledgersAsked(ledgers, selection).flatMap(
      (ledger) => stepsInForce(ledger, selection.at).map((step) => ({ step, ledger }))
    );
  return ledgers.flatMap(
    (ledger) => ledger.steps.filter(({ intent }) => intent.deploy_id === selection.deployId).map((step) => ({ step, ledger }))
  );
}
async function readLedgers(store, anchor, repositoryId) {
  const rows = await store.list(repositoryId === void 0 ? "ledger/" : `ledger/${repositoryId}/`);
  const heads = anchor.ledger_heads.filter((head) => repositoryId === void 0 || head.repository_id === repositoryId);
  const byPrefix = Map.groupBy(rows, ({ key }) => key.split("/").slice(0, 4).join("/"));
  const stored = [...byPrefix].filter(([, found]) => found.some(({ key }) => parseKey(key)?.area === "ledger"));
  const places = /* @__PURE__ */ new Set([...stored.map(([place]) => place), ...heads.map(placeOfHead)]);
  const ledgers = await inParallel(
    [...places],
    (place) => readOneLedger(store, anchor, place, byPrefix.get(place) ?? [])
  );
  const strays = rows.filter(({ key }) => !places.has(key.split("/").slice(0, 4).join("/")));
  return { ledgers, strayObjects: new Set(strays.map(({ key }) => key)).size };
}
function placeOfHead({ repository_id, service, environment }) {
  return `ledger/${repository_id}/${service}/${environment}`;
}
async function readOneLedger(store, anchor, place, rows) {
  const [, repository_id = "", service = "", environment = ""] = place.split("/");
  const ledger = { repository_id, service, environment };
  const objects = await readLedgerObjects(store, ledgerPrefix(ledger), rows);
  const chain = readChain(objects, ledger);
  const heads = anchor.ledger_heads.filter((head) => placeOfHead(head) === place);
  const lost = heads.flatMap((head) => headProblems(chain.steps, head));
  return {
    ...ledger,
    steps: chain.steps,
    problems: [...chain.problems, ...lost],
    lost: lost.length > 0
  };
}
async function auditDeploy(store, anchor, deployId) {
  const answer = answerDeploy(await collectAudit(store, anchor, { type: "deploy", deployId }), deployId);
  return { answer, denied: answer.verdict !== "proven", text: renderDeploy(answer), json: answer };
}
async function auditRunning(store, anchor, asked) {
  const answer = answerRunning(await collectAudit(store, anchor, { type: "running", ...asked }), asked);
  return { answer, denied: answer.verdict !== "proven", text: renderRunning(answer), json: answer };
}

// src/flows/audit/answer.ts
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
function readTime(text, now) {
  if (text === "now") return now;
  return fromIso(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text);
}
async function answerAuditRunning(inputs, ports) {
  const at = readTime(inputs.at, ports.clock.now());
  if (at > ports.clock.now() + 86400)
    throw new Fault("TIME_INVALID", `${inputs.at} lies in the future; nothing can be recorded for it yet`);
  const { store, anchor } = await openSources(ports, inputs);
  const { digest, repositoryId, service, environment } = inputs;
  const { answer, denied, text, json } = await auditRunning(store, anchor, {
    digest,
    at,
    repositoryId,
    service,
    environment
  });
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
