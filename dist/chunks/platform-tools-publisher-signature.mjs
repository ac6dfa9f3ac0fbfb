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
  array,
  custom,
  looseObject,
  parseJsonBytes,
  quoted,
  record,
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
var Statement = looseObject({
  subject: array(looseObject({ digest: looseObject({ sha256: string().optional() }) })).max(1e3)
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
    return namesDigest(bundle.content.dsseEnvelope.payload, artifact.sha256) ? "" : `the signed statement does not name sha256 ${artifact.sha256}`;
  } catch (error) {
    return `its signature does not hold: ${quoted(textOf(error), 300)}`;
  }
}
function readBundle(bytes) {
  const value = JsonObject.parse(parseJsonBytes(bytes));
  return SerializedForm.parse(value);
}
var SerializedForm = custom((value) => typeof value === "object" && value !== null);
function namesDigest(payload, sha256) {
  const statement = Statement.safeParse(parseJsonBytes(payload));
  return statement.success && statement.data.subject.some(({ digest }) => digest.sha256 === sha256);
}
function shown(text) {
  return text === "" ? "nobody" : quoted(text, 300);
}
export {
  verifyPublisher
};
