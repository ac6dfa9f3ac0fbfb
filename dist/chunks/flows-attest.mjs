const require = (name) => process.getBuiltinModule(name);
import {
  collectForPublish
} from "./flows-collect-publish.mjs";
import {
  decideBundle,
  renderDecision,
  renderDecisionMarkdown
} from "./gate-render.mjs";
import {
  openServiceRegistry,
  openSigner
} from "./flows-reach.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./trust-session-policy.mjs";
import {
  childrenOf
} from "./flows-collect-deploy-2.mjs";
import {
  acceptanceStatement,
  decisionStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement
} from "./evidence-ledger.mjs";
import {
  bundleType,
  predicateAnnotation
} from "./flows-collect-signatures-2.mjs";
import {
  predicateTypes
} from "./model-evidence.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  counted
} from "./base-text.mjs";

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
async function attest(inputs, ports, loaded) {
  const none = { verdict: "deny", "decision-sha256": "", statements: "0" };
  const opening = await openJob(ports, loaded, "build", null);
  if (!opening.accepted) return { outputs: none, ...refusedJob(opening.problems) };
  const { job } = opening;
  const credentials = await assumeRole(ports, loaded, job, "pusher", null);
  const registry = await openServiceRegistry(ports, loaded, job.service, credentials);
  const manifest = await registry.manifest(inputs.digest);
  const image = {
    asked: inputs.digest,
    rehashed: manifest.digest,
    mediaType: manifest.mediaType,
    children: childrenOf(manifest),
    origin: "prebuilt",
    build: { inputs: { digest: inputs.digest }, startedAt: null, finishedAt: null }
  };
  const evidence = await collectForPublish(ports, loaded, job.run, image, { folder: inputs.runs });
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  const { decision } = decided;
  if (decision.verdict === "deny") return attestAnswer(decided, "Nothing was signed.", 0);
  const signer = await openSigner(ports, loaded, job.service, "build", credentials);
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const tag = imageTag(job.run.commit, inputs.digest);
  const before = await findSigned(ports, loaded, job, registry, inputs.digest);
  const signed = await signStatements(ports, signer, statements, before);
  await registry.rehearse(inputs.digest, tag, bundleType);
  await registry.tag(inputs.digest, tag);
  await attachStatements(ports, registry, inputs.digest, signed);
  return attestAnswer(
    decided,
    `Signed and attached ${counted(signed.length, "statement")} to ${registry.repository}@${inputs.digest}.`,
    signed.length
  );
}
function attestAnswer(decided, sentence, count) {
  const { decision } = decided;
  return {
    outputs: { verdict: decision.verdict, "decision-sha256": decided.sha256, statements: String(count) },
    denied: decision.verdict === "deny",
    text: [...renderDecision(decision), sentence].join("\n"),
    summary: `${renderDecisionMarkdown(decision)}

${sentence}`,
    json: { decision, decision_sha256: decided.sha256, statements: count }
  };
}
function originStatement(loaded, { run, claims }, { bundle, build }, subject, now) {
  const { inputs, startedAt, finishedAt } = build;
  const facts = { run, claims, server: loaded.config.github.server, inputs };
  if (bundle.artifact.origin !== "build")
    return { predicateType: predicateTypes.acceptance, bytes: acceptanceStatement(subject, facts, now) };
  const bytes = provenanceStatement(subject, { ...facts, startedAt, finishedAt });
  return { predicateType: predicateTypes.provenance, bytes };
}

export {
  statementsOf,
  findSigned,
  signStatements,
  attachStatements,
  imageTag,
  attest
};
