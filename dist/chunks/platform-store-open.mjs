const require = (name) => process.getBuiltinModule(name);
import "./empty.mjs";

// src/platform/store/open.ts
async function openStore(spec, { credentials, local = true } = {}) {
  if (spec.type === "dir") return (await import("./platform-store-dir.mjs")).openDirStore(spec.path);
  return (await import("./platform-store-s3.mjs")).openS3Store(spec, { credentials, local });
}
export {
  openStore
};
