const require = (name) => process.getBuiltinModule(name);
import "./chunk-CZB6YB3Q.mjs";

// src/platform/store/open.ts
async function openStore(spec, { credentials, local = true } = {}) {
  if (spec.type === "dir") return (await import("./dir-NIJVC7R4.mjs")).openDirStore(spec.path);
  return (await import("./s3-2GPZ6QMK.mjs")).openS3Store(spec, { credentials, local });
}
export {
  openStore
};
