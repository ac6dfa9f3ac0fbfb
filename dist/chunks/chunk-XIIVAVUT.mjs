import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  StoreSpec
} from "./chunk-U53HIHDH.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import {
  Fault
} from "./chunk-DJ7CADVQ.mjs";

// src/config/store-spec.ts
function parseStoreSpec(text) {
  const [, type = "", rest = ""] = /^(dir|s3):(.+)$/.exec(text) ?? [];
  const [bucket = "", query = ""] = rest.split("?", 2);
  const candidate = type === "s3" ? { type, bucket, ...Object.fromEntries(new URLSearchParams(query)) } : { type, path: rest };
  const parsed = StoreSpec.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const form = "expected dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT";
  throw new Fault(
    "STORE_INVALID",
    `${JSON.stringify(text)}: ${form}; ${external_exports.prettifyError(parsed.error).replace(/\n\s*/g, " ")}`
  );
}

export {
  parseStoreSpec
};
