const require = (name) => process.getBuiltinModule(name);
import {
  StoreSpec
} from "./chunk-SA4AT6VW.mjs";
import {
  prettifyError
} from "./chunk-NFRHUIVR.mjs";
import {
  Fault
} from "./chunk-4CWB63TB.mjs";

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
    `${JSON.stringify(text)}: ${form}; ${prettifyError(parsed.error).replace(/\n\s*/g, " ")}`
  );
}

export {
  parseStoreSpec
};
