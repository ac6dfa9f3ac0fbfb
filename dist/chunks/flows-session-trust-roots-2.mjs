const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  isFault,
  sha256Hex
} from "./ground.mjs";

// src/flows/session/trust-roots.ts
import { join } from "node:path";

// src/config/pinned-keys.ts
function pinnedKeys(config) {
  return Object.values(config.services).flatMap(
    ({ name, "evidence-name": evidenceName, "repository-id": repositoryId, keys }) => keys ? ["build", "deploy"].map((part) => ({
      service: name,
      evidenceName,
      repositoryId,
      part,
      key: keys[part]
    })) : []
  );
}

// src/flows/session/trust-roots.ts
var rootLimit = 4 * 1024 * 1024;
async function readTrustedRoot({ ports, loaded }) {
  const { signing } = loaded.config;
  if (signing.mode === "kms") return null;
  const { path, sha256 } = signing["trusted-root"];
  const named = { name: "signing.trusted-root.path", path, limit: rootLimit };
  const bytes = await readNamed({ ports, loaded }, named);
  const found = sha256Hex(bytes);
  if (found !== sha256)
    throw new Fault("TRUST_ROOT_INVALID", `signing.trusted-root: ${path}: expected sha256 ${sha256}, found ${found}`);
  return bytes;
}
async function openServiceTrust(session) {
  const { openTrust } = await import("./attest-trust.mjs");
  const { loaded, service } = session;
  const { signing } = loaded.config;
  const pinned = pinnedKeys(loaded.config).filter((key) => key.service === service.name);
  return openTrust({
    trustedRoot: await readTrustedRoot(session),
    keys: await Promise.all(pinned.map((key) => readPublicKey(session, key))),
    certificateTransparency: signing.mode === "keyless" && signing["certificate-transparency"],
    requireLogForKeys: false
  });
}
async function readPublicKey(session, { service, part, key }) {
  const name = `services.${service}.keys.${part}`;
  const named = { name: `${name}.public-key`, path: key["public-key"], limit: 64 * 1024 };
  const bytes = await readNamed(session, named);
  const pem = new TextDecoder().decode(bytes);
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s+/g, ""), "base64"));
  const found = sha256Hex(der);
  if (found === key["spki-sha256"]) return der;
  throw new Fault(
    "KEY_MISMATCH",
    `${name}: ${key["public-key"]}: expected a key of sha256 ${key["spki-sha256"]}, found ${found}`
  );
}
async function findPinnedFiles(session) {
  const keys = pinnedKeys(session.loaded.config).map((key) => readPublicKey(session, key));
  const read = await Promise.allSettled([readTrustedRoot(session), ...keys]);
  return read.flatMap((one) => {
    if (one.status === "fulfilled") return [];
    if (!(one.reason instanceof Fault)) throw one.reason;
    const [path = "", ...rest] = one.reason.message.split(": ");
    return [{ path, message: rest.join(": "), remedy: "nothing can be verified without this file" }];
  });
}
async function readNamed({ ports, loaded }, { name, path, limit }) {
  const whole = join(loaded.folder, path);
  return ports.files.read(whole, limit).catch((error) => {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw new Fault("FILE_MISSING", `${name}: ${whole} does not exist`, {
      hint: `Put the file there, or correct ${name} in safeguard.yml.`,
      cause: error
    });
  });
}

export {
  pinnedKeys,
  readTrustedRoot,
  openServiceTrust,
  readPublicKey,
  findPinnedFiles
};
