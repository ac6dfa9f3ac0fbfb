const require = (name) => process.getBuiltinModule(name);
import {
  Decision
} from "./model-evidence.mjs";
import {
  SbomReference,
  ScanSummary
} from "./model-config.mjs";
import {
  _enum,
  array,
  literal,
  looseObject,
  record,
  strictObject,
  string,
  unknown
} from "./vendor-zod.mjs";

// src/model/statement.ts
var predicateTypes = {
  scan: "https://safeguard.dev/scan-summary/v1",
  sbom: "https://safeguard.dev/sbom-reference/v1",
  provenance: "https://slsa.dev/provenance/v1",
  decision: "https://safeguard.dev/gate-decision/v1",
  manifest: "https://safeguard.dev/evidence-manifest/v1"
};
var PredicateType = _enum(predicateTypes);
var statementPayloadType = "application/vnd.in-toto+json";
var statementLimit = 256 * 1024;
var Statement = looseObject({
  _type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  subject: array(looseObject({ name: string().optional(), digest: record(string(), string()) })).min(1),
  predicateType: string().min(1),
  predicate: unknown()
});
var ScanPredicate = strictObject({ schema: literal("safeguard.scan-summary/v1"), summary: ScanSummary });
var SbomPredicate = strictObject({ schema: literal("safeguard.sbom-reference/v1"), sbom: SbomReference });
var DecisionPredicate = strictObject({
  schema: literal("safeguard.gate-decision/v1"),
  decision: Decision
});
var ProvenancePredicate = looseObject({
  buildDefinition: looseObject({
    buildType: string().min(1),
    externalParameters: looseObject({
      workflow: looseObject({ ref: string(), repository: string(), path: string() }),
      /** `build`: built by the contract; `prebuilt`: the image was handed in. */
      imageOrigin: _enum(["build", "prebuilt"]).optional()
    }),
    internalParameters: looseObject({ github: looseObject({ repository_id: string(), event_name: string() }) }).optional(),
    resolvedDependencies: array(looseObject({ uri: string(), digest: record(string(), string()) })).min(1)
  }),
  runDetails: looseObject({
    builder: looseObject({ id: string().min(1) }),
    metadata: looseObject({ invocationId: string() }).optional()
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
