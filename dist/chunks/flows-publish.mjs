const require = (name) => process.getBuiltinModule(name);
import {
  notePublished
} from "./flows-collect-published.mjs";
import {
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import {
  reportsIn,
  tellDecision
} from "./flows-collect-tell.mjs";
import {
  buildFacts,
  handedRuns,
  imageOrigin,
  saidRuns
} from "./commands-handover.mjs";
import {
  decideBundle
} from "./flows-collect-decide.mjs";
import {
  acceptanceStatement,
  checkEvidence,
  decisionStatement,
  lockBlobs,
  openStore,
  provenanceStatement,
  sbomStatement,
  scanStatement,
  writeEvidence
} from "./attest-statement.mjs";
import {
  collectForPublish
} from "./flows-collect-for-publish.mjs";
import {
  openEvidence,
  openServiceRegistry,
  openSigner,
  renewEvidence
} from "./flows-session-reach.mjs";
import {
  assumeRole
} from "./trust-policy-document.mjs";
import {
  pushLayout,
  readLayout
} from "./flows-image-layout.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  Digest,
  Fault,
  bundleType,
  counted,
  decisionEvidence,
  describeImage,
  imageTag,
  isFault,
  joinParts,
  objectLimit,
  predicateAnnotation,
  predicateTypes,
  publishRecord,
  recordContext,
  sbomEvidence,
  sha256Hex,
  signatureEvidence,
  strictObject,
  string
} from "./ground.mjs";

// src/attest/image-statements.ts
function imageStatements(name, { decision, bundle, sbom }, made, now) {
  const subject = { name, digest: decision.digest };
  const format = sbom?.reference.format;
  const origin = bundle.artifact.origin === "build" ? { predicateType: predicateTypes.provenance, bytes: provenanceStatement(subject, made) } : { predicateType: predicateTypes.acceptance, bytes: acceptanceStatement(subject, made, now) };
  return [
    ...bundle.scans.map((scan) => ({
      predicateType: predicateTypes.scan,
      bytes: scanStatement(subject, decision.service, scan)
    })),
    ...format ? [{ predicateType: predicateTypes[format], bytes: sbomStatement(subject, format, sbom.document) }] : [],
    origin,
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decision) }
  ];
}
function isSignedBy(signer, run) {
  if (signer?.type !== "certificate") return signer?.type === "key";
  return signer.san === `https://github.com/${run.job_workflow_ref}` && signer.build_signer_digest === run.job_workflow_sha && signer.source_commit === run.commit;
}

// src/gate/push-advice.ts
var hopeless = /* @__PURE__ */ new Set([
  "BUG",
  "EVIDENCE_TOO_LARGE",
  "RECORD_INVALID",
  "STATEMENT_TOO_LARGE"
]);
function adviceAfterPush({ code, kind }) {
  if (kind === "remote") return "Then publish again: that completes what is there.";
  return hopeless.has(code) ? "Publishing the same again cannot work; the image has no evidence, and no deploy of it is allowed." : "Once that is corrected, publish again: that completes what is there.";
}

// src/flows/image/statements.ts
async function findSigned(session, registry, digest) {
  if (!await registry.hasManifest(digest)) return /* @__PURE__ */ new Map();
  const [{ collectSignatures }, { openServiceTrust }] = await Promise.all([
    import("./flows-collect-signatures.mjs"),
    import("./flows-session-trust-roots.mjs")
  ]);
  const trust = await openServiceTrust(session);
  const { signatures } = await collectSignatures(session, { registry, trust }, { digest });
  const own = signatures.filter(({ counts, fact }) => counts && isSignedBy(fact.signer, session.job.run));
  return new Map(own.map(({ fact, bytes }) => [fact.statement_sha256 ?? "", bytes]));
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

// src/flows/publish.ts
var deniedOutputs = {
  digest: "",
  repository: "",
  verdict: "deny",
  "decision-sha256": "",
  "manifest-sha256": ""
};
async function publish(inputs, ports, loaded) {
  const opening = await openSession({ ports, loaded }, { part: "build", environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const publication = await decidePublication(opening.session, inputs);
  if (publication.decided.decision.verdict === "deny") return recordDenial(publication);
  const { registry, tag, signed } = await readyPush(publication);
  const place = `${registry.repository}@${publication.layout.digest}`;
  ports.log.step("push", `pushing ${place}`);
  await pushLayout(registry, publication.layout, tag);
  const manifestSha256 = await namingPushed(place, () => completePush(publication, registry, signed));
  const sentence = `Pushed ${place} with ${counted(signed.length, "signed statement")}.`;
  return answerPublish(publication, sentence, manifestSha256);
}
async function decidePublication(session, inputs) {
  const { ports } = session;
  ports.log.step("layout", `re-hashing the image in ${inputs.layout}`);
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = { folder: inputs.runs, said: inputs.said };
  const evidence = await collectForPublish(session, describeImage(layout, inputs), runs);
  const decided = await decideBundle(session, evidence.bundle);
  const opened = await openEvidence(session, "recorder", null);
  const decision = { session, layout, reports: reportsIn(inputs.runs), evidence, decided, opened };
  return { ...decision, setOf: await foreseeEvidence(decision) };
}
async function readyPush({ session, layout, evidence, decided, opened, setOf }) {
  const { ports, job } = session;
  await openStore(opened.deps);
  checkEvidence(setOf([]));
  const pusher = await assumeRole(session, "pusher", null);
  const registry = await openServiceRegistry(session, pusher);
  const { bundle, sbom, build } = evidence;
  const name = session.service.registry.repository;
  const { server } = session.loaded.config.github;
  const service = session.service["evidence-name"];
  const made = { run: job.run, service, build: session.service.build, claims: job.claims, server, ...build };
  const statements = imageStatements(name, { decision: decided.decision, bundle, sbom }, made, ports.clock.now());
  const signer = await openSigner(session, "build", pusher);
  const before = await findSigned(session, registry, layout.digest);
  const signed = await signStatements(ports, signer, statements, before);
  checkEvidence(setOf(signed));
  await lockBlobs(opened.deps, job.run.repository_id, decided.replayBlobs);
  const tag = imageTag(job.run.commit, layout.digest);
  await registry.rehearse(layout.digest, tag, bundleType);
  return { registry, tag, signed };
}
async function completePush({ session, layout, opened, setOf }, registry, signed) {
  const referrers = await attachStatements(session.ports, registry, layout.digest, signed);
  const { deps } = await renewEvidence(session, opened);
  const evidenceSet = setOf(signed);
  const locked = await writeEvidence(deps, evidenceSet);
  await notePublished(deps, evidenceSet.context, referrers, locked.entries);
  return locked.manifestSha256;
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
async function recordDenial(publication) {
  const { manifestSha256 } = await writeEvidence(publication.opened.deps, publication.setOf([]));
  return answerPublish(publication, "Nothing was pushed.", manifestSha256);
}
async function foreseeEvidence(publication) {
  const { session, evidence, decided, opened } = publication;
  const { digest, time, verdict } = decided.decision;
  const unlocked = opened.deps.lock === "none";
  const context = recordContext(session, { digest, commit: session.job.run.commit, environment: "", unlocked, time });
  const trustedRoot = await readTrustedRoot(session);
  const { repository } = session.service.registry;
  const sbom = verdict === "deny" && (evidence.sbom?.bytes.length ?? 0) > objectLimit ? null : evidence.sbom;
  return (signed) => ({
    context,
    stage: "job",
    subject: { name: repository, digest },
    ...joinParts(
      decisionEvidence(context, evidence.bundle, decided),
      sbomEvidence(context, sbom),
      { records: signed.length > 0 ? [publishRecord(context, repository, signed.length)] : [], blobs: [] },
      signatureEvidence(
        signed.map(({ bundle }) => bundle),
        trustedRoot
      )
    )
  });
}
function answerPublish(publication, ending, manifestSha256) {
  const { session, decided, reports } = publication;
  const { decision } = decided;
  const allowed = decision.verdict === "allow";
  return {
    outputs: {
      digest: allowed ? decision.digest : "",
      repository: allowed ? session.service.registry.repository : "",
      verdict: decision.verdict,
      "decision-sha256": decided.sha256,
      "manifest-sha256": manifestSha256
    },
    denied: !allowed,
    ...tellDecision({ decided, service: session.service, all: reports, ending }),
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
    ...whichService,
    layout: string().describe("OCI layout folder."),
    runs: string().describe("Folder of the scan runs that the scan jobs handed over."),
    digest: Digest.optional().describe("Digest the build said it made; compared with what is found."),
    origin: imageOrigin,
    ...buildFacts,
    ...handedRuns
  }),
  outputs: publishOutputs,
  permissions: { contents: "read", "id-token": "write" },
  asksForge: true,
  config: "required",
  run: async (inputs, ports, config) => publish({ ...inputs, said: saidRuns(inputs) }, ports, config)
});

export {
  deniedOutputs,
  publish,
  publishOutputs,
  publish2
};
