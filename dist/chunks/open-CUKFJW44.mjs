import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import "./chunk-BYTK4B6N.mjs";

// src/platform/store/open.ts
async function openStore(spec, { credentials, local = true } = {}) {
  if (spec.type === "dir") return (await import("./dir-TUFP5CI3.mjs")).openDirStore(spec.path);
  return (await import("./s3-U6BVRMHC.mjs")).openS3Store(spec, { credentials, local });
}
export {
  openStore
};
