const require = (name) => process.getBuiltinModule(name);
import {
  _enum
} from "./vendor-zod.mjs";

// src/model/scanners.ts
var ScanKind = _enum(["source", "dependencies", "image", "infrastructure", "secrets"]);
var list = [
  { name: "semgrep", kinds: ["source"], form: "python" },
  { name: "osv-scanner", kinds: ["dependencies"], form: "binary", database: "archives" },
  { name: "checkov", kinds: ["infrastructure"], form: "python" },
  { name: "trivy", kinds: ["image", "dependencies", "infrastructure"], form: "binary", database: "repositories" },
  { name: "gitleaks", kinds: ["secrets"], form: "binary" },
  { name: "grype", kinds: ["image", "dependencies"], form: "binary", database: "installed" },
  { name: "sarif", kinds: ScanKind.options, form: "format" }
];
var ScanTool = _enum(list.map(({ name }) => name));
var scanners = list;
function kindsOf(tool) {
  return scanners.find(({ name }) => name === tool)?.kinds ?? [];
}
function provingTools(kind) {
  return scanners.filter(({ form, kinds }) => form !== "format" && kinds.includes(kind)).map(({ name }) => name);
}

export {
  ScanKind,
  ScanTool,
  scanners,
  kindsOf,
  provingTools
};
