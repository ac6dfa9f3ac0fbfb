const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  Sha256,
  blobKey,
  buildTypes,
  canonicalBytes,
  counted,
  encodeManifest,
  foreseenManifest,
  inParallel,
  listObjects,
  lockProblem,
  lockUntil,
  makeManifest,
  manifestCore,
  manifestEntry,
  manifestKey,
  predicateTypes,
  printable,
  sbomStatementLimit,
  sha256Hex,
  statementLimit,
  toIso
} from "./ground.mjs";

// src/attest/statement.ts
function scanStatement(subject, service, summary) {
  const predicate = { schema: "safeguard.scan-summary/v1", service, summary };
  return encode(subject, { type: predicateTypes.scan }, predicate, counted(summary.findings.length, "finding"));
}
function sbomStatement(subject, format, document) {
  return encode(subject, { type: predicateTypes[format], limit: sbomStatementLimit }, document, "the whole SBOM");
}
function provenanceStatement(subject, facts) {
  const { run, service, server, claims, inputs, startedAt, finishedAt, dependencies = [] } = facts;
  const repository = `${server}/${run.repository}`;
  const source = { uri: `git+${repository}@${run.ref}`, digest: { gitCommit: run.commit } };
  const { event, repository_id, actor_id, job_workflow_sha } = run;
  const contract = run.job_workflow_ref !== claims.workflow_ref;
  const predicate = {
    buildDefinition: {
      buildType: buildTypes[contract ? "contract" : "direct"],
      externalParameters: { workflow: workflowOf(facts), inputs },
      internalParameters: {
        github: { event_name: event, repository_id, actor_id, job_workflow_sha },
        safeguard: { service, ...contract ? facts.build : {} }
      },
      resolvedDependencies: [source, ...dependencies]
    },
    runDetails: {
      // Spelled as in the certificate, where Fulcio writes github.com for every GitHub server.
      builder: { id: `https://github.com/${run.job_workflow_ref}` },
      metadata: {
        invocationId: invocationOf(facts),
        ...startedAt === null ? {} : { startedOn: toIso(startedAt) },
        ...finishedAt === null ? {} : { finishedOn: toIso(finishedAt) }
      }
    }
  };
  const counts = counted(dependencies.length + 1, "dependency", "dependencies");
  return encode(subject, { type: predicateTypes.provenance }, predicate, counts);
}
function acceptanceStatement(subject, facts, acceptedAt) {
  const { repository_id, repository, ref, commit, job_workflow_ref, job_workflow_sha, event, actor_id } = facts.run;
  const predicate = {
    schema: "safeguard.image-acceptance/v1",
    origin: "prebuilt",
    accepted_at: acceptedAt,
    service: facts.service,
    source: { repository_id, repository, ref, commit },
    workflow: workflowOf(facts),
    inputs: { ...facts.inputs },
    accepted_by: {
      contract_ref: job_workflow_ref,
      contract_sha: job_workflow_sha,
      event_name: event,
      actor_id,
      invocation_id: invocationOf(facts)
    }
  };
  return encode(
    subject,
    { type: predicateTypes.acceptance },
    predicate,
    counted(Object.keys(facts.inputs).length, "input")
  );
}
function decisionStatement(subject, decision) {
  const predicate = { schema: "safeguard.gate-decision/v1", decision };
  return encode(subject, { type: predicateTypes.decision }, predicate, counted(decision.rules.length, "rule"));
}
function manifestStatement(subject, predicate) {
  return encode(subject, { type: predicateTypes.manifest }, predicate, counted(predicate.entries.length, "object"));
}
function workflowOf({ run, server, claims }) {
  const [repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(claims.workflow_ref)?.slice(1) ?? [];
  if (path && ref && repository === run.repository) return { ref, repository: `${server}/${repository}`, path };
  const expected = `${run.repository}/.github/workflows/FILE@REF`;
  throw new Fault("OIDC_INVALID", `workflow_ref: expected ${expected}, got ${printable(claims.workflow_ref)}`);
}
function invocationOf({ run, server }) {
  return `${server}/${run.repository}/actions/runs/${run.run_id}/attempts/${run.run_attempt}`;
}
function encode(subject, { type: predicateType, limit = statementLimit }, predicate, counts) {
  const bytes = canonicalBytes({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: { sha256: subject.digest.slice("sha256:".length) } }],
    predicateType,
    predicate
  });
  if (bytes.length <= limit) return bytes;
  throw new Fault(
    "STATEMENT_TOO_LARGE",
    `the ${predicateType} statement about ${subject.name} has ${bytes.length} bytes with ${counts}; at most ${limit} are signed`
  );
}

// src/flows/evidence/limits.ts
function checkEvidence(set) {
  const objects = listObjects(set);
  manifestStatement(set.subject, foreseenManifest(set, objects));
  return objects;
}
async function proveSigner(signer, subject, decision) {
  await signer?.sign(decisionStatement(subject, decision));
}

// src/flows/evidence/write.ts
async function writeEvidence(deps, set) {
  const objects = checkEvidence(set);
  const until = await openStore(deps);
  deps.log.step("evidence", `locking ${counted(objects.length, "object")} in ${deps.store.uri}`);
  const written = await inParallel(objects, ({ key: key2, bytes: bytes2 }) => putObject(deps, key2, bytes2, until));
  const predicate = makeManifest(set.context, {
    stage: set.stage,
    store: deps.store.uri,
    lock: deps.lock === "none" ? "none" : "COMPLIANCE",
    entries: [...written, ...set.extraEntries ?? []]
  });
  deps.log.step("manifest", deps.signer ? "signing the manifest" : "writing an unsigned manifest, which never counts");
  const core = `${set.subject.digest} ${manifestCore(predicate)}`;
  const bytes = deps.signed.get(core) ?? await signManifest(deps, set.subject, predicate);
  deps.signed.set(core, bytes);
  const sha256 = Sha256.parse(sha256Hex(bytes));
  const key = manifestKey(set.context, sha256);
  await putObject(deps, key, bytes, until);
  return { manifestKey: key, manifestSha256: sha256, entries: predicate.entries };
}
async function lockBlobs(deps, repositoryId, blobs) {
  const until = await openStore(deps);
  deps.log.step("lock-first", `locking ${counted(blobs.length, "object")} in ${deps.store.uri} before anything else`);
  await inParallel(blobs, ({ bytes }) => putObject(deps, blobKey(repositoryId, sha256Hex(bytes)), bytes, until));
}
async function openStore({ store, clock, retention, lock }) {
  const facts = await store.facts();
  if (lock === "compliance") {
    const missing = [
      ...facts.versioned ? [] : ["versioning is off"],
      ...facts.locks ? [] : ["it has no object locks"],
      ...facts.defaultMode === "COMPLIANCE" ? [] : [`its default mode is ${facts.defaultMode || "not set"}, expected COMPLIANCE`]
    ];
    if (missing.length > 0)
      throw new Fault("STORE_UNLOCKED", `${facts.uri} cannot hold evidence: ${missing.join(", ")}`);
  }
  const times = { localTime: clock.now(), serverTime: facts.serverTime };
  return lockUntil({ ...times, years: retention.years, marginDays: retention["margin-days"] });
}
async function putObject(deps, key, bytes, until) {
  const put = await deps.store.create(key, bytes, until);
  const kept = put.outcome === "created" ? put : await settleExisting(deps, { key, bytes, until }, put);
  const problem = lockProblem(kept, until, deps.lock);
  if (problem !== "") throw new Fault("STORE_LOCK_SHORT", `${key}: ${problem}`);
  return manifestEntry(key, bytes, kept);
}
async function settleExisting({ store, lock }, { key, bytes, until }, put) {
  const only = await findOnlyVersion(store, key);
  if (!only || only.versionId !== put.versionId || only.size !== bytes.length) {
    throw new Fault("STORE_CONFLICT", `${key} is taken by other bytes, by several versions or by a delete marker`);
  }
  if (lockProblem(put, until, lock) === "") return put;
  await store.extend(key, only.versionId, until);
  return store.create(key, bytes, until);
}
async function findOnlyVersion(store, key) {
  const [only, ...others] = await store.versions(key);
  return only && others.length === 0 && !only.deleteMarker ? only : void 0;
}
async function signManifest({ signer }, subject, predicate) {
  const statement = manifestStatement(subject, predicate);
  return encodeManifest(statement, signer ? await signer.sign(statement) : null);
}

export {
  scanStatement,
  sbomStatement,
  provenanceStatement,
  acceptanceStatement,
  decisionStatement,
  checkEvidence,
  proveSigner,
  writeEvidence,
  lockBlobs,
  openStore,
  putObject,
  findOnlyVersion
};
