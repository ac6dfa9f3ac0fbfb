const require = (name) => process.getBuiltinModule(name);
import {
  sha256Hex
} from "./chunk-4WUAPV3U.mjs";
import {
  Fault
} from "./chunk-4CWB63TB.mjs";

// src/flows/trust-roots.ts
import { join } from "node:path";
var rootLimit = 4 * 1024 * 1024;
async function readTrustedRoot(ports, loaded) {
  const { signing } = loaded.config;
  if (signing.mode === "kms") return null;
  const { path, sha256 } = signing["trusted-root"];
  const bytes = await ports.files.read(join(loaded.folder, path), rootLimit);
  const found = sha256Hex(bytes);
  if (found !== sha256) throw new Fault("TRUST_ROOT_INVALID", `${path}: expected sha256 ${sha256}, found ${found}`);
  return bytes;
}
async function openServiceTrust(ports, loaded, service) {
  const { openTrust } = await import("./trust-5GWPZ6M2.mjs");
  const { signing } = loaded.config;
  const pinned = service.keys ? [service.keys.build, service.keys.deploy] : [];
  return openTrust({
    trustedRoot: await readTrustedRoot(ports, loaded),
    keys: await Promise.all(pinned.map((key) => readPublicKey(ports, loaded, key))),
    certificateTransparency: signing.mode === "keyless" && signing["certificate-transparency"],
    requireLogForKeys: false
  });
}
async function readPublicKey(ports, loaded, key) {
  const pem = new TextDecoder().decode(await ports.files.read(join(loaded.folder, key["public-key"]), 64 * 1024));
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s+/g, ""), "base64"));
  const found = sha256Hex(der);
  if (found === key["spki-sha256"]) return der;
  throw new Fault(
    "TRUST_ROOT_INVALID",
    `${key["public-key"]}: expected a key of sha256 ${key["spki-sha256"]}, found ${found}`
  );
}

export {
  readTrustedRoot,
  openServiceTrust,
  readPublicKey
};
