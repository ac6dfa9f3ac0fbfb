const require = (name) => process.getBuiltinModule(name);

// src/base/digest.ts
import { createHash } from "node:crypto";
function sha256Hex(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
function ociDigest(bytes) {
  return `sha256:${sha256Hex(bytes)}`;
}

export {
  sha256Hex,
  ociDigest
};
