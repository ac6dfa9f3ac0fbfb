const require = (name) => process.getBuiltinModule(name);
import {
  listedFirst,
  named
} from "./base-text.mjs";

// src/base/mistakes.ts
function mistakesOf({ issues }, whole) {
  const sentences = issues.slice(0, 3).map((issue) => mistakeOf(issue, whole));
  return [...sentences, ...issues.length > 3 ? [`and ${issues.length - 3} more`] : []].join("; ");
}
function mistakeOf(issue, whole) {
  const path = issue.path.length === 0 ? whole : issue.path.map((key) => named(String(key))).join(".");
  if (issue.code === "unrecognized_keys") return `${path}: ${listedFirst(issue.keys.map(named), 10)} is not known`;
  if (issue.message.endsWith("received undefined")) return `${path} is missing`;
  return `${path}: ${issue.message.replace(/^Invalid \w+: /, "")}`;
}
function placesOf({ issues }) {
  const places = issues.slice(0, 3).map((issue) => {
    const path = issue.path.map((key) => typeof key === "number" ? `[${key}]` : plainKey(String(key))).join(".");
    const expected = "expected" in issue ? `expected ${String(issue.expected)}` : issue.code;
    return `${path || "the whole"}: ${expected}`;
  });
  return [...places, ...issues.length > 3 ? [`and ${issues.length - 3} more`] : []].join("; ");
}
function plainKey(key) {
  return /^[A-Za-z][A-Za-z0-9_-]{0,29}$/.test(key) ? key : "(another key)";
}

export {
  mistakesOf,
  placesOf
};
