const require = (name) => process.getBuiltinModule(name);
import {
  require_dist as require_dist2
} from "./vendor-sigstore-core.mjs";
import {
  require_dist
} from "./vendor-sigstore-protobuf-specs.mjs";
import {
  Fault,
  Sha256,
  _enum,
  _null,
  array,
  base64,
  iso_exports,
  literal,
  parseJsonBytes,
  printable,
  sha256Hex,
  strictObject,
  string,
  textOf,
  url
} from "./ground.mjs";
import {
  __toESM
} from "./empty.mjs";

// src/attest/trust.ts
var import_protobuf_specs = __toESM(require_dist(), 1);
var import_verify = __toESM(require_dist2(), 1);

// src/attest/certificate-memory.ts
var most = 64;
function rememberCertificate(certificate) {
  freeze(certificate.root);
  const answers = /* @__PURE__ */ new Map();
  const remembered = Object.create(certificate, {
    root: { value: rememberEncoding(certificate.root) },
    tbsCertificate: { value: rememberEncoding(certificate.tbsCertificate) },
    publicKey: { get: once(() => certificate.publicKey) },
    verify: {
      value: (issuer = remembered) => {
        const key = issuer.publicKey.toString("base64");
        const answer = answers.get(key) ?? certificate.verify(issuer);
        answers.set(key, answer);
        return answer;
      }
    }
  });
  return remembered;
}
function rememberSigners() {
  const kept = /* @__PURE__ */ new Map();
  return (der, certificate) => {
    const name = sha256Hex(der);
    const known = kept.get(name) ?? rememberCertificate(certificate);
    kept.delete(name);
    kept.set(name, known);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return known;
  };
}
function rememberEncoding(encoded) {
  return Object.create(encoded, { toDER: { value: once(() => encoded.toDER()) } });
}
function once(make) {
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
function freeze(encoded) {
  for (const part of encoded.subs) freeze(part);
  Object.freeze(encoded.subs);
  Object.freeze(encoded);
}

// src/attest/trusted-root.ts
import { createPublicKey, X509Certificate } from "node:crypto";
var Instant = iso_exports.datetime({ offset: true });
var Validity = strictObject({ start: Instant, end: Instant.nullish() }).refine(({ start, end }) => !end || Date.parse(start) < Date.parse(end), "expected an end after the start");
var algorithms = {
  PKIX_ECDSA_P256_SHA_256: { encoding: "spki", kind: "ec prime256v1" },
  PKIX_ED25519: { encoding: "spki", kind: "ed25519" },
  PKCS1_RSA_PKCS1V5: { encoding: "pkcs1", kind: "rsa" }
};
var Log = strictObject({
  baseUrl: url({ protocol: /^https?$/ }),
  hashAlgorithm: literal("SHA2_256"),
  publicKey: strictObject({
    rawBytes: base64().min(1),
    keyDetails: literal(["PKIX_ECDSA_P256_SHA_256", "PKIX_ED25519", "PKCS1_RSA_PKCS1V5"]),
    validFor: Validity
  }),
  logId: strictObject({ keyId: base64().length(44, "expected 32 bytes") }),
  operator: string().nullish(),
  // The library would take this id instead of logId; no root in use carries one.
  checkpointKeyId: _null().optional()
}).superRefine((log, context) => {
  const problem = logProblem(log.publicKey, log.logId.keyId);
  if (problem) context.addIssue({ code: "custom", ...problem });
});
var Chain = array(strictObject({ rawBytes: base64().min(1) })).min(1);
var Authority = strictObject({
  subject: strictObject({ organization: string().nullish(), commonName: string().nullish() }).nullish(),
  uri: string().nullish(),
  certChain: strictObject({ certificates: Chain }),
  validFor: Validity,
  operator: string().nullish()
});
var CertificateAuthority = Authority.refine((authority) => isChain(readChain(authority)), {
  error: "expected certification authorities, each issued by the next, the last by itself",
  path: ["certChain"]
});
var TimestampAuthority = Authority.refine((authority) => isTimestampChain(readChain(authority)), {
  error: "expected a time stamping certificate and its authorities, each issued by the next, the last by itself",
  path: ["certChain"]
});
var mediaTypes = [
  "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  "application/vnd.dev.sigstore.trustedroot.v0.1+json"
];
var MediaType = _enum(mediaTypes, { error: ({ input }) => mediaTypeProblem(input) });
function mediaTypeProblem(input) {
  const expected = `expected ${mediaTypes[0]}, as TUF and gh attestation trusted-root give it`;
  const version = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=|\.v)(\d{1,6}\.\d{1,6})(?:\+json)?$/.exec(
    String(input)
  )?.[1];
  if (version !== void 0) return `version ${version} is newer than this version of Safeguard reads; ${expected}`;
  return `${typeof input === "string" ? printable(JSON.stringify(input), 100) : "nothing"} is no trusted root; ${expected}`;
}
var TrustedRootDocument = strictObject({
  mediaType: MediaType,
  tlogs: array(Log).min(1),
  certificateAuthorities: array(CertificateAuthority).min(1),
  // The protobuf JSON form leaves out what is empty.
  ctlogs: array(Log).optional(),
  timestampAuthorities: array(TimestampAuthority).optional()
});
function logProblem({ rawBytes, keyDetails }, keyId) {
  const { encoding, kind } = algorithms[keyDetails];
  const key = readKey(Buffer.from(rawBytes, "base64"), encoding);
  if (key?.kind !== kind) return { message: `expected a key of ${keyDetails}`, path: ["publicKey", "rawBytes"] };
  const expected = Buffer.from(sha256Hex(key.spki), "hex").toString("base64");
  if (kind === "ed25519" || keyId === expected) return void 0;
  return { message: `expected the sha256 of the key, ${expected}`, path: ["logId", "keyId"] };
}
function readKey(der, encoding) {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: "der", type: encoding });
    const kind = [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve].filter(Boolean).join(" ");
    return { key, kind, spki: new Uint8Array(key.export({ format: "der", type: "spki" })) };
  } catch {
    return void 0;
  }
}
function readChain(authority) {
  try {
    return authority.certChain.certificates.map(({ rawBytes }) => new X509Certificate(Buffer.from(rawBytes, "base64")));
  } catch {
    return [];
  }
}
function isChain(chain) {
  const issuers = [...chain.slice(1), ...chain.slice(-1)];
  return chain.length > 0 && chain.every((certificate, i) => certificate.ca && isIssued(certificate, issuers[i]));
}
function isTimestampChain([leaf, ...authorities]) {
  const stamps = leaf !== void 0 && !leaf.ca && leaf.keyUsage?.includes("1.3.6.1.5.5.7.3.8");
  return stamps && isIssued(leaf, authorities[0]) && isChain(authorities);
}
function isIssued(certificate, issuer) {
  return issuer !== void 0 && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

// src/attest/trust.ts
var rootLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 16 };
function openTrust(input) {
  const { trustedRoot, keys, certificateTransparency, requireLogForKeys } = input;
  if (!trustedRoot && (keys.length === 0 || requireLogForKeys)) {
    throw new Fault("TRUST_ROOT_INVALID", `expected a trusted root${requireLogForKeys ? "" : " or a key"}, got none`);
  }
  const root = trustedRoot ? readRoot(trustedRoot, certificateTransparency) : import_protobuf_specs.TrustedRoot.fromJSON({});
  const material = rememberAuthorities((0, import_verify.toTrustMaterial)(root));
  const ctlogThreshold = certificateTransparency ? 1 : 0;
  return {
    rootSha256: trustedRoot && Sha256.parse(sha256Hex(trustedRoot)),
    certificates: trustedRoot && new import_verify.Verifier(material, { tlogThreshold: 1, timestampThreshold: 1, ctlogThreshold }),
    keys: keys.map((spki, index) => openKey(spki, `keys[${index}]`, material, requireLogForKeys ? 1 : 0)),
    logs: material.tlogs,
    signers: rememberSigners()
  };
}
function rememberAuthorities(material) {
  const remember = (authority) => ({
    ...authority,
    certChain: authority.certChain.map(rememberCertificate)
  });
  return {
    ...material,
    certificateAuthorities: material.certificateAuthorities.map(remember),
    timestampAuthorities: material.timestampAuthorities.map(remember)
  };
}
function readRoot(bytes, certificateTransparency) {
  const read = TrustedRootDocument.safeParse(readJson(bytes));
  const issue = read.error?.issues[0];
  if (issue) throw new Fault("TRUST_ROOT_INVALID", `trusted root ${pathOf(issue.path)}: ${printable(issue.message)}`);
  const root = import_protobuf_specs.TrustedRoot.fromJSON(read.data);
  if (certificateTransparency && root.ctlogs.length === 0) {
    throw new Fault(
      "TRUST_ROOT_INVALID",
      "trusted root $.ctlogs: expected at least one log, because certificate transparency is on"
    );
  }
  return root;
}
function readJson(bytes) {
  try {
    return parseJsonBytes(bytes, rootLimits);
  } catch (cause) {
    throw new Fault("TRUST_ROOT_INVALID", `the trusted root cannot be read: ${textOf(cause)}`, { cause });
  }
}
function pathOf(path) {
  return `$${path.map((part) => typeof part === "number" ? `[${part}]` : `.${String(part)}`).join("")}`;
}
function openKey(spki, name, material, threshold) {
  const read = readKey(spki, "spki");
  if (read?.kind !== "ec prime256v1" || Buffer.compare(read.spki, spki) !== 0) {
    throw new Fault("TRUST_ROOT_INVALID", `${name}: expected the DER form (SPKI) of an ECDSA P-256 public key`);
  }
  const publicKey = read.key;
  const always = { ...material, publicKey: () => ({ publicKey, validFor: () => true }) };
  const verifier = new import_verify.Verifier(always, { tlogThreshold: threshold, timestampThreshold: threshold, ctlogThreshold: 0 });
  return { spkiSha256: Sha256.parse(sha256Hex(spki)), publicKey, verifier };
}

export {
  openTrust
};
