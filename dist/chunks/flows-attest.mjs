const require = (name) => process.getBuiltinModule(name);
import {
  collectForPublish
} from "./scan-sbom.mjs";
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
} from "./trust-policy-document.mjs";
import {
  childrenOf
} from "./flows-collect-deploy-2.mjs";
import {
  decisionStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement
} from "./flows-record.mjs";
import {
  predicateTypes
} from "./model-statement.mjs";
import {
  counted
} from "./base-text.mjs";

// src/flows/attest.ts
var bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
function statementsOf(loaded, job, evidence, decided, finishedAt) {
  const subject = { name: job.service.registry.repository, digest: decided.decision.digest };
  const facts = {
    run: job.run,
    claims: job.claims,
    server: loaded.config.github.server,
    imageOrigin: evidence.bundle.artifact.origin === "build" ? "build" : "prebuilt",
    startedAt: decided.decision.time,
    finishedAt
  };
  return [
    ...evidence.bundle.scans.map((scan) => ({
      predicateType: predicateTypes.scan,
      bytes: scanStatement(subject, scan)
    })),
    ...evidence.bundle.sbom ? [{ predicateType: predicateTypes.sbom, bytes: sbomStatement(subject, evidence.bundle.sbom) }] : [],
    { predicateType: predicateTypes.provenance, bytes: provenanceStatement(subject, facts) },
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decided.decision) }
  ];
}
async function signStatements(ports, signer, statements) {
  ports.log.step("sign", `signing ${counted(statements.length, "statement")}`);
  return Promise.all(
    statements.map(async ({ predicateType, bytes }) => ({ predicateType, bundle: await signer.sign(bytes) }))
  );
}
async function attachStatements(ports, registry, digest, signed) {
  ports.log.step("attach", `attaching ${counted(signed.length, "bundle")} to ${digest}`);
  for (const { predicateType, bundle } of signed) {
    const annotations = {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": predicateType
    };
    await registry.attach(digest, { artifactType: bundleType, bytes: bundle, annotations });
  }
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
    origin: "prebuilt"
  };
  const evidence = await collectForPublish(ports, loaded, job.run, image, { folder: inputs.runs });
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  const { decision } = decided;
  if (decision.verdict === "deny") return attestAnswer(decided, "Nothing was signed.", 0);
  const signer = await openSigner(ports, loaded, job.service, "build", credentials);
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const signed = await signStatements(ports, signer, statements);
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

export {
  statementsOf,
  signStatements,
  attachStatements,
  attest
};
