const require = (name) => process.getBuiltinModule(name);
import "./chunk-CZB6YB3Q.mjs";

// src/platform/store/open.ts
async function openStore(spec, { credentials, local = true } = {}) {
  if (spec.type === "dir") return (await import("./dir-NQORH2OI.mjs")).openDirStore(spec.path);
  return (await import("./s3-IC2MQRDK.mjs")).openS3Store(spec, { credentials, local });
}
export {
  openStore
};
