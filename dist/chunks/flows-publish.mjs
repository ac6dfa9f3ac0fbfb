const require = (name) => process.getBuiltinModule(name);
import {
  notePublished
} from "./flows-published.mjs";
import {
  buildFacts,
  collectForPublish,
  handedRuns,
  imageOf,
  imageOrigin,
  saidRuns
} from "./flows-collect-publish.mjs";
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import {
  decisionEvidence,
  joinParts,
  recordContext,
  sbomEvidence
} from "./flows-evidence-set.mjs";
import {
  acceptanceStatement,
  checkEvidence,
  checkStore,
  decisionStatement,
  lockBlobs,
  objectLimit,
  provenanceStatement,
  publishRecord,
  sbomStatement,
  scanStatement,
  writeEvidence
} from "./evidence-ledger.mjs";
import {
  pushLayout,
  readLayout
} from "./flows-layout.mjs";
import {
  openEvidence,
  openServiceRegistry,
  openSigner,
  renewEvidence
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./trust-session-policy.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  bundleType,
  predicateAnnotation
} from "./flows-bundle-referrers.mjs";
import {
  predicateTypes
} from "./model-decision.mjs";
import {
  Digest
} from "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  counted
} from "./base-text.mjs";
import {
  readTrustedRoot
} from "./flows-trust-roots-2.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  Fault,
  isFault
} from "./base-fault-register.mjs";

// src/flows/attest.ts
function statementsOf(loaded, job, evidence, decided, now) {
  const subject = { name: job.service.registry.repository, digest: decided.decision.digest };
  const { sbom } = evidence;
  return [
    ...evidence.bundle.scans.map((scan) => ({
      predicateType: predicateTypes.scan,
      bytes: scanStatement(subject, scan)
    })),
    ...sbom ? [
      {
        predicateType: predicateTypes[sbom.reference.format],
        bytes: sbomStatement(subject, sbom.reference.format, sbom.document)
      }
    ] : [],
    originStatement(loaded, job, evidence, subject, now),
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decided.decision) }
  ];
}
async function findSigned(ports, loaded, job, registry, digest) {
  if (!await registry.hasManifest(digest)) return /* @__PURE__ */ new Map();
  const [{ collectSignatures }, { openServiceTrust }] = await Promise.all([
    import("./flows-collect-signatures.mjs"),
    import("./flows-trust-roots.mjs")
  ]);
  const trust = await openServiceTrust(ports, loaded, job.service);
  const { signatures } = await collectSignatures(registry, trust, loaded, job, digest);
  const own = signatures.filter(({ counts, fact }) => counts && isOfJob(fact, job));
  return new Map(own.map(({ fact, bytes }) => [fact.statement_sha256 ?? "", bytes]));
}
function isOfJob({ signer }, { run }) {
  if (signer?.type !== "certificate") return signer?.type === "key";
  return signer.san === `https://github.com/${run.job_workflow_ref}` && signer.build_signer_digest === run.job_workflow_sha && signer.source_commit === run.commit;
}
async function signStatements(ports, signer, statements, before = /* @__PURE__ */ new Map()) {
  ports.log.step("sign", `signing ${counted(statements.length, "statement")}`);
  return Promise.all(
    statements.map(async ({ predicateType, bytes }) => ({
      predicateType,
      bundle: before.get(sha256Hex(bytes)) ?? await signer.sign(bytes)
    }))
  );
}
async function attachStatements(ports, registry, digest, signed) {
  ports.log.step("attach", `attaching ${counted(signed.length, "bundle")} to ${digest}`);
  const artifacts = signed.map(({ predicateType, bundle }) => ({
    artifactType: bundleType,
    bytes: bundle,
    annotations: { "dev.sigstore.bundle.content": "dsse-envelope", [predicateAnnotation]: predicateType }
  }));
  return registry.attach(digest, artifacts);
}
function imageTag(commit, digest) {
  return `${commit}-${digest.slice("sha256:".length, "sha256:".length + 12)}`;
}
function originStatement(loaded, { run, claims }, { bundle, build }, subject, now) {
  const { inputs, startedAt, finishedAt } = build;
  const facts = { run, claims, server: loaded.config.github.server, inputs };
  if (bundle.artifact.origin !== "build")
    return { predicateType: predicateTypes.acceptance, bytes: acceptanceStatement(subject, facts, now) };
  const bytes = provenanceStatement(subject, { ...facts, startedAt, finishedAt });
  return { predicateType: predicateTypes.provenance, bytes };
}

// src/flows/publish.ts
var nothing = { digest: "", repository: "", verdict: "deny", "decision-sha256": "", "manifest-sha256": "" };
async function publish(inputs, ports, loaded) {
  const opening = await openJob(ports, loaded, "build", null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  ports.log.step("layout", `re-hashing the image in ${inputs.layout}`);
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = { folder: inputs.runs, said: inputs.said };
  const evidence = await collectForPublish(ports, loaded, job.run, imageOf(layout, inputs), runs);
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  if (decided.decision.verdict === "deny") return recordDenial(ports, loaded, job, evidence, decided);
  const opened = await openEvidence(ports, loaded, job, "recorder", null);
  await checkStore(opened.deps);
  const setOf = await evidenceOf(ports, loaded, job, evidence, decided, opened);
  checkEvidence(setOf([]));
  const pusher = await assumeRole(ports, loaded, job, "pusher", null);
  const registry = await openServiceRegistry(ports, loaded, job.service, pusher);
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const signer = await openSigner(ports, loaded, job.service, "build", pusher);
  const tag = imageTag(job.run.commit, layout.digest);
  const before = await findSigned(ports, loaded, job, registry, layout.digest);
  const signed = await signStatements(ports, signer, statements, before);
  checkEvidence(setOf(signed));
  await lockBlobs(opened.deps, job.run.repository_id, decided.replayBlobs);
  await registry.rehearse(layout.digest, tag, bundleType);
  const place = `${registry.repository}@${layout.digest}`;
  ports.log.step("push", `pushing ${place}`);
  await pushLayout(registry, layout, tag);
  const written = await namingPushed(place, async () => {
    const referrers = await attachStatements(ports, registry, layout.digest, signed);
    const { deps } = await renewEvidence(opened, ports, loaded, job, "recorder", null);
    const evidenceSet = setOf(signed);
    const locked = await writeEvidence(deps, evidenceSet);
    await notePublished(deps, evidenceSet.context, referrers, locked.entries);
    return locked;
  });
  const sentence = `Pushed ${place} with ${counted(signed.length, "signed statement")}.`;
  return answer(job, decided, sentence, written.manifestSha256);
}
async function namingPushed(place, work) {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const text = `${place} was pushed, but its statements or its evidence are not complete: ${error.message}`;
    throw new Fault(error.code, text, { hint: `${error.hint} ${adviceAfterPush(error)}`, cause: error });
  }
}
function adviceAfterPush({ code, kind }) {
  if (kind === "remote") return "Then publish again: that completes what is there.";
  return hopeless.has(code) ? "Publishing the same again cannot work; the image has no evidence, and no deploy of it is allowed." : "Once that is mended, publish again: that completes what is there.";
}
var hopeless = /* @__PURE__ */ new Set([
  "BUG",
  "EVIDENCE_TOO_LARGE",
  "RECORD_INVALID",
  "STATEMENT_TOO_LARGE"
]);
async function recordDenial(ports, loaded, job, evidence, decided) {
  const opened = await openEvidence(ports, loaded, job, "recorder", null);
  const { sbom } = evidence;
  const kept = sbom && sbom.bytes.length > objectLimit ? { ...evidence, sbom: null } : evidence;
  const setOf = await evidenceOf(ports, loaded, job, kept, decided, opened);
  const written = await writeEvidence(opened.deps, setOf([]));
  return answer(job, decided, "Nothing was pushed.", written.manifestSha256);
}
async function evidenceOf(ports, loaded, job, evidence, decided, { deps }) {
  const { digest } = decided.decision;
  const context = recordContext(loaded, job.run, {
    digest,
    commit: job.run.commit,
    environment: "",
    unlocked: deps.lock === "none",
    time: decided.decision.time
  });
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const { repository } = job.service.registry;
  return (signed) => ({
    context,
    stage: "job",
    subject: { name: repository, digest },
    ...joinParts(decisionEvidence(context, evidence.bundle, decided), sbomEvidence(context, evidence.sbom), {
      records: signed.length > 0 ? [publishRecord(context, repository, signed.length)] : [],
      blobs: [
        ...signed.map(({ bundle }) => ({ bytes: bundle, type: "sigstore-bundle" })),
        ...trustedRoot ? [{ bytes: trustedRoot, type: "trusted-root" }] : []
      ]
    })
  });
}
function answer(job, decided, sentence, manifestSha256) {
  const { decision } = decided;
  const lines = [...renderDecision(decision), sentence];
  return {
    outputs: {
      digest: decision.verdict === "allow" ? decision.digest : "",
      repository: decision.verdict === "allow" ? job.service.registry.repository : "",
      verdict: decision.verdict,
      "decision-sha256": decided.sha256,
      "manifest-sha256": manifestSha256
    },
    denied: decision.verdict === "deny",
    text: lines.join("\n"),
    summary: `${renderDecisionMarkdown(decision)}

${sentence}`,
    json: { decision, decision_sha256: decided.sha256, manifest_sha256: manifestSha256 }
  };
}

// src/commands/publish.ts
var publishOutputs = strictObject({
  digest: string().describe("Digest that was pushed; empty on a denial."),
  repository: string().describe("Registry repository without the digest; empty on a denial."),
  verdict: string().describe("allow or deny."),
  "decision-sha256": string().describe("SHA-256 of the decision."),
  "manifest-sha256": string().describe("SHA-256 of the signed evidence manifest.")
});
var publish2 = defineCommand({
  name: "publish",
  summary: "Gate an OCI layout, push it by digest, sign and attach its statements, and lock the evidence, in one process.",
  surfaces: ["action"],
  inputs: strictObject({
    layout: string().describe("OCI layout folder."),
    runs: string().describe("Folder of the scan runs that the scan jobs handed over."),
    digest: Digest.optional().describe("Digest the build said it made; compared with what is found."),
    origin: imageOrigin,
    ...buildFacts,
    ...handedRuns
  }),
  outputs: publishOutputs,
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => publish({ ...inputs, said: saidRuns(inputs) }, ports, config)
});

export {
  publish,
  publishOutputs,
  publish2
};
