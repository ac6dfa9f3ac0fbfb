const require = (name) => process.getBuiltinModule(name);
import {
  StoreSpec
} from "./model-config.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/base/mistakes.ts
function mistakesOf({ issues }, whole) {
  const sentences = issues.slice(0, 3).map((issue) => mistakeOf(issue, whole));
  return [...sentences, ...issues.length > 3 ? [`and ${issues.length - 3} more`] : []].join("; ");
}
function mistakeOf(issue, whole) {
  const path = issue.path.length === 0 ? whole : issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return `${path}: ${issue.keys.join(", ")} is not known`;
  if (issue.message.endsWith("received undefined")) return `${path} is missing`;
  return `${path}: ${issue.message.replace(/^Invalid \w+: /, "")}`;
}

// src/config/store-spec.ts
function parseStoreSpec(text) {
  const [, type = "", rest = ""] = /^(dir|s3):(.+)$/.exec(text) ?? [];
  const [bucket = "", query = ""] = rest.split("?", 2);
  const candidate = type === "s3" ? { type, bucket, ...Object.fromEntries(new URLSearchParams(query)) } : { type, path: rest };
  const parsed = StoreSpec.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const form = "expected dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT";
  const why = type === "" ? "" : `; ${mistakesOf(parsed.error, "the store")}`;
  throw new Fault("STORE_INVALID", `${JSON.stringify(text)}: ${form}${why}`);
}

export {
  mistakesOf,
  parseStoreSpec
};
