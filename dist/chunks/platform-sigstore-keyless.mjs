const require = (name) => process.getBuiltinModule(name);
import {
  persist,
  send,
  usualPatience
} from "./platform-http-exchange.mjs";
import "./platform-http-retry.mjs";
import "./platform-http-failure.mjs";
import {
  Fault,
  array,
  base64,
  encodeBundle,
  encodeForSigning,
  hex,
  int,
  literal,
  object,
  record,
  statementPayloadType,
  string,
  tuple,
  union
} from "./ground.mjs";
import "./empty.mjs";

// src/platform/sigstore/keyless.ts
import { createHash as createHash3, sign as sign2 } from "node:crypto";

// src/platform/sigstore/fulcio.ts
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";

// src/platform/sigstore/reasons.ts
var grpcCodes = [
  ...["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS"],
  ...["PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED"],
  ...["INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"]
];
var sentences = [
  "There was an error processing the identity token",
  "There was an error processing the credentials for this request",
  "The signature supplied in the request could not be verified",
  "The public key supplied in the request could not be parsed",
  "The certificate signing request could not be parsed",
  "Error creating a pre-certificate and signing it",
  "an equivalent entry already exists in the transparency log",
  "rate limit exceeded"
];
var GrpcError = object({ code: int().min(0).max(16).catch(2), message: string().catch("") });
function reasonOf(bytes) {
  try {
    const { code, message } = GrpcError.parse(JSON.parse(bytes.toString()));
    const sentence = sentences.find((known) => message.startsWith(known));
    return ` code ${code} ${grpcCodes[code]}${sentence === void 0 ? "" : `: ${sentence}`}`;
  } catch {
    return "";
  }
}

// src/platform/sigstore/fulcio.ts
var Chain = object({ chain: object({ certificates: array(string()).min(1) }) });
var Reply = union([
  object({ signedCertificateEmbeddedSct: Chain }).transform((reply) => reply.signedCertificateEmbeddedSct),
  object({ signedCertificateDetachedSct: Chain }).transform((reply) => reply.signedCertificateDetachedSct)
]);
async function requestCertificate(fulcio, token, limit, requestMs) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = publicKey.export({ type: "spki", format: "pem" });
  const proofOfPossession = sign("sha256", Buffer.from(token.claims.sub), privateKey).toString("base64");
  const request = {
    server: "Fulcio",
    reasonOf,
    url: `${fulcio.replace(/(?<!\/)\/+$/, "")}/api/v2/signingCert`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token.jwt },
      publicKeyRequest: { publicKey: { algorithm: "ECDSA", content }, proofOfPossession }
    })
  };
  const reply = await persist("SIGN_FAILED", limit, () => send(request, limit, requestMs));
  const leaf = readLeaf(reply);
  if (!leaf.publicKey.equals(publicKey)) throw new Fault("SIGN_FAILED", `Fulcio (${fulcio}) certified another key`);
  return { privateKey, certificate: leaf.raw, expires: Math.floor(leaf.validToDate.getTime() / 1e3) };
}
function readLeaf(reply) {
  try {
    const [leaf = ""] = Reply.parse(JSON.parse(reply.toString())).chain.certificates;
    return new X509Certificate(leaf);
  } catch (cause) {
    throw new Fault("SIGN_FAILED", "Fulcio answered something that is not a certificate chain", { cause });
  }
}

// src/platform/sigstore/rekor.ts
var Base64 = base64().min(1);
var LogEntry = object({
  logIndex: string().default("0"),
  logId: object({ keyId: Base64 }),
  kindVersion: object({ kind: literal("hashedrekord"), version: literal("0.0.2") }),
  inclusionProof: object({
    logIndex: string().default("0"),
    rootHash: Base64,
    treeSize: string(),
    hashes: array(Base64).default([]),
    checkpoint: object({ envelope: string().min(1) })
  }),
  canonicalizedBody: Base64
});
var Body = object({
  spec: object({
    hashedRekordV002: object({ data: object({ digest: Base64 }), signature: object({ content: Base64 }) })
  })
});
async function enterLog(rekor, witnessed, limit, requestMs) {
  const digest = witnessed.digest.toString("base64");
  const content = witnessed.signature.toString("base64");
  const rawBytes = witnessed.certificate.toString("base64");
  const verifier = { keyDetails: "PKIX_ECDSA_P256_SHA_256", x509Certificate: { rawBytes } };
  const request = {
    server: "Rekor",
    reasonOf,
    url: `${rekor.replace(/(?<!\/)\/+$/, "")}/api/v2/log/entries`,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ hashedRekordRequestV002: { digest, signature: { content, verifier } } })
  };
  const reply = await send(request, limit, requestMs);
  if (!reply.ok) return reply.status === 409 ? { ...reply, again: true } : reply;
  const entry = readEntry(reply.value);
  if (entry?.digest !== digest || entry.content !== content) {
    throw new Fault("SIGN_FAILED", `Rekor (${rekor}) answered with something else than the entry of this signature`);
  }
  return { ok: true, value: entry.logged };
}
function readEntry(reply) {
  try {
    const logged = LogEntry.parse(JSON.parse(reply.toString()));
    const body = Body.parse(JSON.parse(Buffer.from(logged.canonicalizedBody, "base64").toString()));
    const { data, signature } = body.spec.hashedRekordV002;
    return { logged, digest: data.digest, content: signature.content };
  } catch {
    return void 0;
  }
}

// src/platform/sigstore/rekor-v1.ts
import { createHash, X509Certificate as X509Certificate2 } from "node:crypto";
var Base642 = base64().min(1);
var Hex = hex();
var Proof = object({
  logIndex: int().min(0),
  rootHash: Hex,
  treeSize: int().min(1),
  hashes: array(Hex).max(64),
  checkpoint: string().min(1)
});
var Answer = record(
  string(),
  object({
    body: Base642,
    integratedTime: int().min(1),
    logID: Hex.length(64),
    logIndex: int().min(0),
    verification: object({ inclusionProof: Proof, signedEntryTimestamp: Base642 })
  })
);
var Body2 = object({
  kind: literal("dsse"),
  apiVersion: literal("0.0.1"),
  spec: object({
    payloadHash: object({ algorithm: literal("sha256"), value: Hex }),
    signatures: tuple([object({ signature: Base642, verifier: Base642 })])
  })
});
async function enterLogV1(rekor, witnessed, limit, requestMs) {
  const request = {
    server: "Rekor",
    reasonOf,
    url: `${rekor.replace(/(?<!\/)\/+$/, "")}/api/v1/log/entries`,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(proposedEntry(witnessed))
  };
  const reply = await send(request, limit, requestMs);
  if (!reply.ok) return reply.status === 409 ? { ...reply, again: true } : reply;
  const entry = readAnswer(reply.value);
  if (!entry || !isEntryOf(entry, witnessed)) {
    throw new Fault("SIGN_FAILED", `Rekor (${rekor}) answered with something else than the entry of this signature`);
  }
  return { ok: true, value: logEntry(entry) };
}
function proposedEntry({ statement, signature, certificate }) {
  const envelope = {
    payload: Buffer.from(statement).toString("base64"),
    payloadType: statementPayloadType,
    signatures: [{ sig: signature.toString("base64") }]
  };
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers: [verifierOf(certificate)] };
  return { kind: "dsse", apiVersion: "0.0.1", spec: { proposedContent } };
}
function verifierOf(certificate) {
  return Buffer.from(new X509Certificate2(certificate).toString()).toString("base64");
}
function readAnswer(reply) {
  try {
    const entries = Object.values(Answer.parse(JSON.parse(reply.toString())));
    return entries.length === 1 ? entries[0] : void 0;
  } catch {
    return void 0;
  }
}
function isEntryOf({ body }, { statement, signature, certificate }) {
  try {
    const { spec } = Body2.parse(JSON.parse(Buffer.from(body, "base64").toString()));
    const [logged] = spec.signatures;
    const verifier = new X509Certificate2(Buffer.from(logged.verifier, "base64"));
    return spec.payloadHash.value === createHash("sha256").update(statement).digest("hex") && logged.signature === signature.toString("base64") && verifier.raw.equals(certificate);
  } catch {
    return false;
  }
}
function logEntry({ body, integratedTime, logID, logIndex, verification }) {
  const { inclusionProof, signedEntryTimestamp } = verification;
  return {
    logIndex: String(logIndex),
    logId: { keyId: base642(logID) },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: base642(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(base642),
      checkpoint: { envelope: inclusionProof.checkpoint }
    },
    canonicalizedBody: body
  };
}
function base642(hex2) {
  return Buffer.from(hex2, "hex").toString("base64");
}

// src/platform/sigstore/timestamp.ts
import { createHash as createHash2, randomBytes } from "node:crypto";
async function requestTimestamp(authority, signature, limit, requestMs) {
  const imprint = createHash2("sha256").update(signature).digest();
  const nonce = randomBytes(8);
  nonce.writeUInt8(nonce.readUInt8(0) & 63 | 64, 0);
  const request = {
    server: "timestamp authority",
    reasonOf,
    url: endpointOf(authority),
    method: "POST",
    headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
    body: encodeQuery(imprint, nonce)
  };
  const reply = await persist("SIGN_FAILED", limit, () => send(request, limit, requestMs));
  if (!reply.includes(imprint) || !reply.includes(nonce)) {
    throw new Fault(
      "SIGN_FAILED",
      `the timestamp authority (${authority}) answered without a timestamp of this signature`
    );
  }
  return reply;
}
function endpointOf(authority) {
  const url = new URL(authority);
  return url.pathname === "/" ? `${url.origin}/api/v1/timestamp` : authority;
}
function encodeQuery(imprint, nonce) {
  const head = Buffer.from("30430201013031300d060960864801650304020105000420", "hex");
  return Buffer.concat([head, imprint, Buffer.from("0208", "hex"), nonce, Buffer.from("0101ff", "hex")]);
}

// src/platform/sigstore/keyless.ts
var margin = 60;
function openKeylessSigner(signing, identity, clock, patience = usualPatience) {
  const certify = holdCertificate(clock, async (limit) => {
    const token = await identity.token("sigstore");
    if (!token) throw new Fault("OIDC_MISSING", "keyless signing needs an OIDC token, and this job has none");
    return requestCertificate(signing.fulcio, token, limit, patience.requestMs);
  });
  const enter = logOf(signing, patience);
  const signOnce = async (statement) => {
    const limit = AbortSignal.timeout(patience.totalMs);
    const { privateKey, certificate } = await certify(limit);
    const encoded = encodeForSigning(statement);
    const { signature, entry } = await persist("SIGN_FAILED", limit, async () => {
      const signature2 = sign2("sha256", encoded, privateKey);
      const logged = await enter({ statement, encoded, signature: signature2, certificate }, limit);
      return logged.ok ? { ok: true, value: { signature: signature2, entry: logged.value } } : logged;
    });
    const stamp = await requestTimestamp(signing["timestamp-authority"], signature, limit, patience.requestMs);
    return encodeBundle(statement, signature, {
      certificate: { rawBytes: certificate.toString("base64") },
      tlogEntries: [entry],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp.toString("base64") }] }
    });
  };
  return { identity: "certificate", sign: signOnce };
}
function logOf({ rekor, "rekor-version": version }, { requestMs }) {
  return async ({ encoded, ...signed }, limit) => {
    if (version === "v1") return enterLogV1(rekor, signed, limit, requestMs);
    const digest = createHash3("sha256").update(encoded).digest();
    return enterLog(rekor, { digest, ...signed }, limit, requestMs);
  };
}
function holdCertificate(clock, request) {
  let latest;
  return async (limit) => {
    const seen = latest;
    const held = await seen?.catch(() => void 0);
    if (held && held.expires - clock.now() > margin) return held;
    if (latest === void 0 || latest === seen) latest = request(limit);
    return latest;
  };
}
export {
  openKeylessSigner
};
