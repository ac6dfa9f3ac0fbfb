const require = (name) => process.getBuiltinModule(name);
import {
  require_dist as require_dist3
} from "./vendor-sigstore-bundle.mjs";
import {
  require_dist as require_dist2
} from "./vendor-sigstore-core.mjs";
import {
  require_dist
} from "./vendor-sigstore-protobuf-specs.mjs";
import {
  _enum,
  array,
  custom,
  looseObject,
  parseJsonBytes,
  quoted,
  record,
  strictObject,
  string,
  textOf,
  unknown
} from "./ground.mjs";
import {
  __toESM
} from "./empty.mjs";

// src/platform/tools/publisher-signature.ts
var import_bundle = __toESM(require_dist3(), 1);
var import_protobuf_specs = __toESM(require_dist(), 1);
var import_verify = __toESM(require_dist2(), 1);
var thresholds = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 };
var statementType = "application/vnd.in-toto+json";
var Statement = looseObject({
  _type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  predicateType: _enum(["https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2"]),
  subject: array(looseObject({ digest: looseObject({ sha256: string().regex(/^[0-9a-f]{64}$/) }) })).min(1).max(1e3)
});
var Form = strictObject({
  mediaType: _enum([
    "application/vnd.dev.sigstore.bundle.v0.3+json",
    "application/vnd.dev.sigstore.bundle+json;version=0.3"
  ]),
  verificationMaterial: strictObject({
    certificate: strictObject({ rawBytes: string() }),
    tlogEntries: array(unknown()).min(1),
    timestampVerificationData: unknown().optional()
  }),
  messageSignature: unknown().optional(),
  dsseEnvelope: unknown().optional()
}).refine((form) => Boolean(form.messageSignature) !== Boolean(form.dsseEnvelope), {
  error: "expected either a signature over the file or a statement"
});
var JsonObject = record(string(), unknown());
function verifyPublisher(bundleBytes, artifact, trustedRoot, { identity, issuer }) {
  try {
    const root = import_protobuf_specs.TrustedRoot.fromJSON(JsonObject.parse(parseJsonBytes(trustedRoot)));
    const bundle = (0, import_bundle.bundleFromJSON)(readBundle(bundleBytes));
    const entity = (0, import_verify.toSignedEntity)(bundle, Buffer.from(artifact.bytes));
    const signer = new import_verify.Verifier((0, import_verify.toTrustMaterial)(root), thresholds).verify(entity);
    const found = signer.identity?.subjectAlternativeName ?? "";
    const foundIssuer = signer.identity?.extensions?.issuer ?? "";
    if (found !== identity || foundIssuer !== issuer)
      return `expected a signature by ${identity} of ${issuer}, found one by ${shown(found)} of ${shown(foundIssuer)}`;
    if (bundle.content.$case === "messageSignature") return "";
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    return statementProblem(payload, payloadType, artifact.sha256);
  } catch (error) {
    return `its signature does not hold: ${quoted(textOf(error), 300)}`;
  }
}
function readBundle(bytes) {
  const value = parseJsonBytes(bytes);
  Form.parse(value);
  return SerializedForm.parse(value);
}
var SerializedForm = custom((value) => typeof value === "object" && value !== null);
function statementProblem(payload, payloadType, sha256) {
  if (payloadType !== statementType) return `the signed payload is ${shown(payloadType)}, expected ${statementType}`;
  const statement = Statement.safeParse(parseJsonBytes(payload));
  if (!statement.success) return "the signed statement is not provenance of files by their SHA-256";
  const named = statement.data.subject.some(({ digest }) => digest.sha256 === sha256);
  return named ? "" : `the signed statement does not name sha256 ${sha256}`;
}
function shown(text) {
  return text === "" ? "nobody" : quoted(text, 300);
}
export {
  verifyPublisher
};
