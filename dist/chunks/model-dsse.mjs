const require = (name) => process.getBuiltinModule(name);
import {
  statementPayloadType
} from "./model-decision.mjs";

// src/model/dsse.ts
function encodeForSigning(statement) {
  const type = statementPayloadType;
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${statement.length} `), statement]);
}
function encodeBundle(statement, signature, verificationMaterial) {
  const bundle = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial,
    dsseEnvelope: {
      payload: Buffer.from(statement).toString("base64"),
      payloadType: statementPayloadType,
      signatures: [{ sig: Buffer.from(signature).toString("base64"), keyid: "" }]
    }
  };
  return new TextEncoder().encode(JSON.stringify(bundle));
}

export {
  encodeForSigning,
  encodeBundle
};
