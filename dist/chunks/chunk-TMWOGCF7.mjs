import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  Decision
} from "./chunk-YB6RP5MZ.mjs";
import {
  SbomReference,
  ScanSummary
} from "./chunk-U53HIHDH.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";

// src/model/statement.ts
var predicateTypes = {
  scan: "https://safeguard.dev/scan-summary/v1",
  sbom: "https://safeguard.dev/sbom-reference/v1",
  provenance: "https://slsa.dev/provenance/v1",
  decision: "https://safeguard.dev/gate-decision/v1",
  manifest: "https://safeguard.dev/evidence-manifest/v1"
};
var PredicateType = external_exports.enum(predicateTypes);
var statementPayloadType = "application/vnd.in-toto+json";
var statementLimit = 256 * 1024;
var Statement = external_exports.looseObject({
  _type: external_exports.enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  subject: external_exports.array(external_exports.looseObject({ name: external_exports.string().optional(), digest: external_exports.record(external_exports.string(), external_exports.string()) })).min(1),
  predicateType: external_exports.string().min(1),
  predicate: external_exports.unknown()
});
var ScanPredicate = external_exports.strictObject({ schema: external_exports.literal("safeguard.scan-summary/v1"), summary: ScanSummary });
var SbomPredicate = external_exports.strictObject({ schema: external_exports.literal("safeguard.sbom-reference/v1"), sbom: SbomReference });
var DecisionPredicate = external_exports.strictObject({
  schema: external_exports.literal("safeguard.gate-decision/v1"),
  decision: Decision
});
var ProvenancePredicate = external_exports.looseObject({
  buildDefinition: external_exports.looseObject({
    buildType: external_exports.string().min(1),
    externalParameters: external_exports.looseObject({
      workflow: external_exports.looseObject({ ref: external_exports.string(), repository: external_exports.string(), path: external_exports.string() }),
      /** `build`: built by the contract; `prebuilt`: the image was handed in. */
      imageOrigin: external_exports.enum(["build", "prebuilt"]).optional()
    }),
    internalParameters: external_exports.looseObject({ github: external_exports.looseObject({ repository_id: external_exports.string(), event_name: external_exports.string() }) }).optional(),
    resolvedDependencies: external_exports.array(external_exports.looseObject({ uri: external_exports.string(), digest: external_exports.record(external_exports.string(), external_exports.string()) })).min(1)
  }),
  runDetails: external_exports.looseObject({
    builder: external_exports.looseObject({ id: external_exports.string().min(1) }),
    metadata: external_exports.looseObject({ invocationId: external_exports.string() }).optional()
  })
});
var contractOfPredicate = {
  [predicateTypes.scan]: "build",
  [predicateTypes.sbom]: "build",
  [predicateTypes.provenance]: "build",
  [predicateTypes.decision]: "build"
};

export {
  predicateTypes,
  statementPayloadType,
  statementLimit,
  Statement,
  ScanPredicate,
  SbomPredicate,
  DecisionPredicate,
  ProvenancePredicate,
  contractOfPredicate
};
