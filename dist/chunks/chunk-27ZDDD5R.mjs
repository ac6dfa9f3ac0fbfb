const require = (name) => process.getBuiltinModule(name);
import {
  _enum,
  array,
  string
} from "./chunk-NFRHUIVR.mjs";

// src/commands/handover.ts
var imageOrigin = _enum(["build", "prebuilt"]).default("build").describe("How the image came to be: built by this run, or handed in by digest; the provenance says so.");
var RunLine = string().regex(/^[a-z-]+ [0-9a-f]{64}$/, "expected NAME SHA256");
var runLines = string().transform((text) => text.split(/\r?\n/).map((line) => line.trim())).transform((lines) => lines.filter((line) => line !== "" && !line.startsWith("#"))).pipe(array(RunLine)).optional().describe(
  "One line per scan run, NAME SHA256, as the scan jobs said; a run that differs or that nobody handed over proves nothing. Lines that begin with # are comments."
);

export {
  imageOrigin,
  runLines
};
