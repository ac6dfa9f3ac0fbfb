const require = (name) => process.getBuiltinModule(name);
import {
  list
} from "./chunk-CKXTI7BL.mjs";
import {
  _enum,
  string
} from "./chunk-NFRHUIVR.mjs";

// src/commands/handover.ts
var imageOrigin = _enum(["build", "prebuilt"]).default("build").describe("How the image came to be: built by this run, or handed in by digest; the provenance says so.");
var runLines = list(string().regex(/^[a-z-]+ [0-9a-f]{64}$/, "expected NAME SHA256")).optional().describe(
  "One line per scan run, NAME SHA256, as the scan jobs said; a run that differs or that nobody handed over proves nothing."
);

export {
  imageOrigin,
  runLines
};
