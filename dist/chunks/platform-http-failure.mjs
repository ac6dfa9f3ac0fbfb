const require = (name) => process.getBuiltinModule(name);

// src/platform/http/failure.ts
function failureCode(error) {
  if (typeof error === "string") return error;
  for (let [at, depth] = [error, 0]; typeof at === "object" && at !== null && depth < 5; depth += 1) {
    const code = "code" in at ? at.code : void 0;
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{2,59}$/.test(code)) return code;
    const inner = "cause" in at ? at.cause : void 0;
    if (inner === void 0) return kindOf(at);
    at = inner;
  }
  return "an error without a code";
}
function isOwnMistake(error) {
  return ["TypeError", "RangeError", "ReferenceError"].includes(failureCode(error));
}
var kinds = ["ReferenceError", "AbortError", "TimeoutError", "TypeError", "SyntaxError", "RangeError", "Error"];
function kindOf(error) {
  const name = "name" in error ? error.name : void 0;
  return kinds.find((kind) => kind === name) ?? "an error without a code";
}

export {
  failureCode,
  isOwnMistake
};
