const require = (name) => process.getBuiltinModule(name);
import {
  require_dist as require_dist2
} from "./vendor-sigstore-bundle.mjs";
import {
  describeSbom
} from "./scan-spdx.mjs";
import {
  require_dist
} from "./vendor-sigstore-core.mjs";
import {
  Digest,
  Sha256,
  Statement,
  _enum,
  _null,
  array,
  bundleLimit,
  canonicalText,
  isFault,
  looseObject,
  parseJsonBytes,
  predicateTypes,
  proofLimit,
  quoted,
  readAcceptance,
  readGateDecision,
  readManifestPredicate,
  readProvenance,
  readScanPredicate,
  sha256Hex,
  statementPayloadType,
  strictObject,
  string,
  unknown
} from "./ground.mjs";
import {
  __toESM
} from "./empty.mjs";

// src/attest/subject.ts
function subjectProblems(verified, digest, predicateType) {
  const problems = [];
  const { subjectDigests } = verified;
  if (subjectDigests.length !== 1 || subjectDigests[0] !== digest) {
    problems.push(`subject: expected ${digest} alone, got ${subjectDigests.slice(0, 5).join(", ")}`);
  }
  if (verified.predicateType !== predicateType) {
    problems.push(`predicateType: expected ${predicateType}, got ${quoted(verified.predicateType)}`);
  }
  return problems;
}
function readPredicate(verified) {
  const content = parseContent(verified);
  const other = digestsWithin(content).find((digest) => !verified.subjectDigests.includes(digest));
  return other ? { type: "unreadable", problem: `the predicate names ${other}, which is not a subject` } : content;
}
function parseContent({ predicateType, statement, signer }) {
  const { predicate } = statement;
  if (predicate === void 0 || predicate === null) return unreadable("the statement carries no predicate");
  switch (predicateType) {
    case predicateTypes.scan:
      return readScan(predicate);
    case predicateTypes.cyclonedx:
      return { type: "sbom", format: "cyclonedx", document: predicate };
    case predicateTypes.spdx:
      return { type: "sbom", format: "spdx", document: predicate };
    case predicateTypes.provenance:
      return provenanceOf(predicate, signer);
    case predicateTypes.acceptance:
      return acceptanceOf(predicate, signer);
    case predicateTypes.decision:
      return contentOf(readGateDecision(predicate), (decision) => ({ type: "decision", decision }));
    case predicateTypes.manifest:
      return contentOf(readManifestPredicate(predicate), (read) => ({ type: "manifest", predicate: read }));
    default:
      return unreadable(`${quoted(predicateType)} is not a predicate type that Safeguard reads`);
  }
}
function provenanceOf(predicate, signer) {
  const read = readProvenance(predicate);
  if (!read.ok) return misfit(read.problem);
  const { buildDefinition, runDetails } = read.value;
  const other = strangeSigner(runDetails.builder.id, signer);
  if (other) return other;
  return {
    type: "provenance",
    origin: "build",
    repositoryId: buildDefinition.internalParameters?.github.repository_id ?? "",
    service: buildDefinition.internalParameters?.safeguard?.service ?? "",
    commit: buildDefinition.resolvedDependencies[0]?.digest["gitCommit"] ?? "",
    invocation: runDetails.metadata?.invocationId ?? ""
  };
}
function acceptanceOf(predicate, signer) {
  const read = readAcceptance(predicate);
  if (!read.ok) return misfit(read.problem);
  const { source, accepted_by, origin, service } = read.value;
  const other = strangeSigner(`https://github.com/${accepted_by.contract_ref}`, signer);
  if (other) return other;
  const { repository_id: repositoryId, commit } = source;
  return { type: "provenance", origin, repositoryId, service, commit, invocation: accepted_by.invocation_id };
}
function strangeSigner(named, signer) {
  if (signer.type === "key" || signer.san === named) return void 0;
  return unreadable(`the predicate names ${quoted(named)}, but ${quoted(signer.san)} signed it`);
}
function unreadable(problem) {
  return { type: "unreadable", problem };
}
function misfit(problem) {
  return unreadable(`the predicate does not fit its type: ${quoted(problem, 300)}`);
}
function contentOf(read, content) {
  return read.ok ? content(read.value) : misfit(read.problem);
}
function readScan(predicate) {
  const read = readScanPredicate(predicate);
  if (!read.ok) return misfit(read.problem);
  const sha256 = Sha256.parse(sha256Hex(canonicalText(read.stored.summary)));
  return { type: "scan", service: read.stored.service, summary: read.value, sha256 };
}
function digestsWithin(content) {
  switch (content.type) {
    case "scan": {
      const { target } = content.summary;
      return target.type === "image" ? [target.digest] : [];
    }
    case "decision":
      return [content.decision.digest];
    default:
      return [];
  }
}

// src/flows/collect/statement-content.ts
function readContent(verified) {
  const content = readPredicate(verified);
  if (content.type !== "sbom") return content;
  const unreadable2 = (problem) => ({ type: "unreadable", problem });
  const [digest] = verified.subjectDigests;
  if (digest === void 0) return unreadable2("the statement names no subject");
  try {
    const reference = describeSbom(content.document, digest);
    if (reference.format === content.format) return { type: "sbom", reference };
    return unreadable2(`the predicate is ${reference.format}, under the predicate type of ${content.format}`);
  } catch (error) {
    if (isFault(error, "SBOM_INVALID")) return unreadable2(error.message);
    throw error;
  }
}

// src/attest/verify.ts
var import_verify2 = __toESM(require_dist(), 1);

// src/attest/bundle-form.ts
var import_bundle = __toESM(require_dist2(), 1);

// src/attest/refusal.ts
var Refusal = class extends Error {
  code;
  constructor(code, text) {
    super(text);
    this.code = code;
  }
};

// src/attest/bundle-form.ts
var bundleDepth = 16;
var mediaTypes = [
  "application/vnd.dev.sigstore.bundle.v0.3+json",
  "application/vnd.dev.sigstore.bundle+json;version=0.3"
];
var Bytes = string().refine((text) => Buffer.from(text, "base64").toString("base64") === text, "expected base64");
var Count = string().regex(/^(?:0|[1-9]\d{0,18})$/, "expected a whole number in quotes");
var LogId = strictObject({ keyId: Bytes });
var LogEntry = strictObject({
  logIndex: Count.nullish(),
  logId: LogId,
  kindVersion: strictObject({ kind: string(), version: string() }),
  integratedTime: Count.nullish(),
  inclusionPromise: strictObject({ signedEntryTimestamp: Bytes }).nullish(),
  // Always asked for: a promise alone would say that the log will hold the entry, not that it does.
  inclusionProof: strictObject({
    logIndex: Count.nullish(),
    rootHash: Bytes.nullish(),
    treeSize: Count.nullish(),
    hashes: array(Bytes).nullish(),
    checkpoint: strictObject({ envelope: string() })
  }),
  canonicalizedBody: Bytes
});
var Material = strictObject({
  // One certificate: version 0.3 has no chains, so none can bring its own authority or root.
  certificate: strictObject({ rawBytes: Bytes }).nullish(),
  publicKey: strictObject({ hint: string().nullish() }).nullish(),
  x509CertificateChain: _null().optional(),
  tlogEntries: array(LogEntry).nullish(),
  timestampVerificationData: strictObject({ rfc3161Timestamps: array(strictObject({ signedTimestamp: Bytes })).nullish() }).nullish()
}).refine(({ certificate, publicKey }) => Boolean(certificate) !== Boolean(publicKey), {
  error: "expected either one certificate or a public key"
});
var Envelope = strictObject({
  payload: Bytes,
  payloadType: string(),
  signatures: array(strictObject({ sig: Bytes, keyid: string().nullish() })).length(1)
});
var BundleForm = strictObject({
  mediaType: _enum(mediaTypes),
  verificationMaterial: Material,
  dsseEnvelope: Envelope,
  messageSignature: _null().optional()
});
function readBundle(bytes) {
  if (bytes.length > bundleLimit) {
    throw new Refusal("BUNDLE_TOO_LARGE", `the bundle is too large; at most ${bundleLimit} bytes are read`);
  }
  const value = parseJsonBytes(bytes, { maxBytes: bundleLimit, maxDepth: bundleDepth });
  const read = BundleForm.safeParse(value);
  if (read.success) return (0, import_bundle.bundleFromJSON)(read.data);
  throw new Refusal("BUNDLE_INVALID", formProblem(value, read.error.issues));
}
function formProblem(value, issues) {
  const { mediaType, messageSignature } = looseObject({ mediaType: unknown().optional(), messageSignature: unknown().optional() }).safeParse(value).data ?? {};
  if (typeof mediaType === "string" && !mediaTypes.some((type) => type === mediaType)) {
    return `bundles of another media type are not read; expected ${mediaTypes[0]}`;
  }
  if (messageSignature) return "expected a signed statement, got a message";
  const [issue] = issues;
  const place = issue?.path.filter((part) => typeof part === "string").join(".") || "the top";
  const wrong = issue?.code === "unrecognized_keys" ? "holds a field that is not known" : "is not what it has to be";
  return `not a Sigstore bundle of version 0.3: ${place} ${wrong}`;
}

// src/attest/signer.ts
var import_verify = __toESM(require_dist(), 1);

// src/attest/der.ts
function readElement(bytes, tag) {
  for (const size of [2, 3, 4]) {
    const header = headerOf(tag, bytes.length - size);
    if (header.length === size && header.every((byte, index) => bytes[index] === byte)) return bytes.subarray(size);
  }
  return void 0;
}
function readText(bytes, tag) {
  const content = readElement(bytes, tag);
  if (!content) return void 0;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return void 0;
  }
}
function headerOf(tag, length) {
  if (length < 128) return [tag, length];
  return length < 256 ? [tag, 129, length] : [tag, 130, length >> 8, length & 255];
}

// src/attest/certificate.ts
var utf8String = 12;
var sequence = 48;
var uniformResourceIdentifier = 134;
var subjectAlternativeName = "2.5.29.17";
var extendedKeyUsage = "2.5.29.37";
var codeSigningOnly = "300a06082b06010505070303";
function readCertificate(certificate, signedAt) {
  checkExtensions(certificate);
  return {
    type: "certificate",
    san: readSan(certificate),
    issuer: readFact(certificate, 8),
    build_signer_digest: readFact(certificate, 10),
    runner_environment: readFact(certificate, 11),
    source_repository_uri: readFact(certificate, 12),
    source_commit: readFact(certificate, 13),
    source_ref: readFact(certificate, 14),
    source_repository_id: readFact(certificate, 15),
    source_owner_id: readFact(certificate, 17),
    trigger: readFact(certificate, 20),
    run_uri: readFact(certificate, 21),
    environment: readFact(certificate, 23),
    signed_at: signedAt
  };
}
function checkExtensions(certificate) {
  const names = certificate.extensions.map((extension) => extension.subs[0]?.toOID());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Refusal("SIGNER_INVALID", "the certificate carries an extension twice");
  if (certificate.extension(extendedKeyUsage)?.value.toString("hex") !== codeSigningOnly) {
    throw new Refusal("SIGNER_INVALID", "the certificate is not for code signing alone");
  }
}
function readSan(certificate) {
  const names = certificate.extension(subjectAlternativeName)?.value;
  const only = names && readElement(names, sequence);
  const uri = only && readText(only, uniformResourceIdentifier);
  if (uri) return uri;
  throw new Refusal("SIGNER_INVALID", "the certificate must name its subject by exactly one URI");
}
function readFact(certificate, number) {
  const extension = certificate.extension(`1.3.6.1.4.1.57264.1.${number}`);
  if (!extension) return "";
  const text = readText(extension.value, utf8String);
  if (text !== void 0) return text;
  throw new Refusal("SIGNER_INVALID", `the certificate's extension 1.3.6.1.4.1.57264.1.${number} is not a UTF8String`);
}

// src/attest/signer.ts
function proveSigner(bundle, trust, artifact) {
  const entity = rememberSigner((0, import_verify.toSignedEntity)(bundle, artifact), bundle, trust);
  const signer = identify(entity, trust);
  checkLogs(entity, trust);
  return signer;
}
function rememberSigner(entity, bundle, trust) {
  const { key } = entity;
  const der = signerDer(bundle);
  if (key.$case !== "certificate" || !der) return entity;
  return { ...entity, key: { ...key, certificate: trust.signers(der, key.certificate) } };
}
function signerDer({ verificationMaterial: { content } }) {
  if (content.$case === "certificate") return content.certificate.rawBytes;
  return content.$case === "publicKey" ? void 0 : content.x509CertificateChain.certificates[0]?.rawBytes;
}
function identify(entity, trust) {
  if (entity.key.$case === "certificate") {
    if (!trust.certificates) throw new Refusal("SIGNATURE_INVALID", "a certificate signed, but only keys are trusted");
    trust.certificates.verify(entity);
    return readCertificate(entity.key.certificate, secondsOf(earliestStamp(entity)));
  }
  const key = trust.keys.find(({ publicKey }) => entity.signature.verifySignature(publicKey));
  if (!key) throw new Refusal("SIGNATURE_INVALID", `none of the pinned keys (${trust.keys.length}) made the signature`);
  key.verifier.verify(entity);
  return { type: "key", spki_sha256: key.spkiSha256, signed_at: secondsOf(earliestStamp(entity)) };
}
function earliestStamp(entity) {
  const times = entity.timestamps.map((stamp) => {
    if (stamp.$case === "timestamp-authority") return stamp.timestamp.signingTime.getTime();
    return stamp.tlogEntry.inclusionPromise ? Number(stamp.tlogEntry.integratedTime) * 1e3 : Number.POSITIVE_INFINITY;
  });
  return Math.min(...times);
}
function secondsOf(milliseconds) {
  return Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1e3) : 0;
}
function checkLogs(entity, trust) {
  const at = earliestStamp(entity);
  for (const { logId } of Number.isFinite(at) ? entity.tlogEntries : []) {
    const served = trust.logs.filter((log) => log.logID.equals(logId.keyId)).map((log) => log.validFor);
    if (!served.some(({ start, end }) => start.getTime() <= at && at <= end.getTime())) {
      throw new Refusal("SIGNATURE_INVALID", "the transparency log was not in service when the signature was made");
    }
  }
}

// src/attest/verify.ts
var statementDepth = 64;
function verifyBundle(bytes, trust, read = readBundle) {
  try {
    const bundle = read(bytes);
    const statementBytes = readPayload(bundle);
    checkProofSize(bytes.length, statementBytes.length);
    const signer = proveSigner(bundle, trust);
    const statement = readStatement(statementBytes);
    const { predicateType } = statement;
    const bundleSha256 = Sha256.parse(sha256Hex(bytes));
    const subjectDigests = readSubjects(statement);
    return { verified: true, statement, statementBytes, predicateType, subjectDigests, signer, bundleSha256 };
  } catch (error) {
    return refuse(error);
  }
}
function readPayload({ content }) {
  if (content.$case !== "dsseEnvelope")
    throw new Refusal("BUNDLE_INVALID", "expected a signed statement, got a message");
  const { payload, payloadType } = content.dsseEnvelope;
  if (payloadType === statementPayloadType) return new Uint8Array(payload);
  throw new Refusal("BUNDLE_INVALID", `expected a payload of ${statementPayloadType}, got another`);
}
function checkProofSize(bundleSize, payloadSize) {
  const size = bundleSize - Math.ceil(payloadSize / 3) * 4;
  if (size <= proofLimit) return;
  throw new Refusal(
    "BUNDLE_TOO_LARGE",
    `the bundle is too large beside its payload; at most ${proofLimit} bytes are used`
  );
}
var longestType = 200;
function readStatement(bytes) {
  const statement = parseStatement(bytes);
  if (statement.predicateType.length <= longestType && hasCanonicalForm(statement)) return statement;
  throw new Refusal(
    "STATEMENT_INVALID",
    `the payload holds half a surrogate pair, a number without a value, or a predicate type of more than ${longestType} characters`
  );
}
function hasCanonicalForm(value) {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && hasCanonicalForm(member));
}
function parseStatement(bytes) {
  try {
    return Statement.parse(parseJsonBytes(bytes, { maxBytes: bundleLimit, maxDepth: statementDepth }));
  } catch (error) {
    const why = isFault(error) ? `not JSON that is read (${error.code})` : "not an in-toto statement";
    throw new Refusal("STATEMENT_INVALID", `the payload is ${why}`);
  }
}
function readSubjects(statement) {
  return statement.subject.map(({ digest }) => {
    const read = Digest.safeParse(`sha256:${digest.sha256 ?? ""}`);
    if (read.success && Object.keys(digest).length === 1) return read.data;
    throw new Refusal(
      "SUBJECT_INVALID",
      "each subject must carry one digest, a sha256 of 64 lower-case hexadecimal characters"
    );
  });
}
function refuse(error) {
  if (error instanceof Refusal) return { verified: false, problem: error.message, code: error.code };
  if (error instanceof import_verify2.VerificationError) {
    return { verified: false, problem: `it does not verify (${error.code})`, code: "SIGNATURE_INVALID" };
  }
  const why = isFault(error) ? `not JSON that is read (${error.code})` : "a part of it cannot be read";
  return { verified: false, problem: `not a Sigstore bundle: ${why}`, code: "BUNDLE_INVALID" };
}

export {
  subjectProblems,
  readPredicate,
  verifyBundle,
  readContent
};
