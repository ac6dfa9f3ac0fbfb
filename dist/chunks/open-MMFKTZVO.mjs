const require = (name) => process.getBuiltinModule(name);
import "./chunk-CZB6YB3Q.mjs";

// src/platform/store/open.ts
async function openStore(spec, { credentials, local = true } = {}) {
  if (spec.type === "dir") return (await import("./dir-X2Z2UWFI.mjs")).openDirStore(spec.path);
  return (await import("./s3-3XB5BOFH.mjs")).openS3Store(spec, { credentials, local });
}
export {
  openStore
};
