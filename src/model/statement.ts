// The in-toto statements that are signed, and which contract may make which predicate.
import * as z from 'zod';
import { Decision } from './decision.ts';
import { ManifestPredicate } from './evidence.ts';
import { SbomReference, ScanSummary } from './finding.ts';
import type { Digest } from './ids.ts';

/** Predicate type URIs. They are identifiers and API for six years; SLSA's own is used where it fits. */
export const predicateTypes = {
  scan: 'https://safeguard.dev/scan-summary/v1',
  sbom: 'https://safeguard.dev/sbom-reference/v1',
  provenance: 'https://slsa.dev/provenance/v1',
  decision: 'https://safeguard.dev/gate-decision/v1',
  manifest: 'https://safeguard.dev/evidence-manifest/v1',
} as const;
export const PredicateType = z.enum(predicateTypes);
export type PredicateType = z.infer<typeof PredicateType>;

/** DSSE payload type of every statement. */
export const statementPayloadType = 'application/vnd.in-toto+json';

/** Largest statement that is ever signed, in bytes (FACTS: public Rekor refuses 3.5 MB; ours stay far below). */
export const statementLimit = 256 * 1024;

/** An in-toto Statement as read back after verification; v0.1 is what cosign writes. */
export const Statement = z.looseObject({
  _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: z.array(z.looseObject({ name: z.string().optional(), digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.string().min(1),
  predicate: z.unknown(),
});
export type Statement = z.infer<typeof Statement>;

/** Predicate of a scan statement. */
export const ScanPredicate = z.strictObject({ schema: z.literal('safeguard.scan-summary/v1'), summary: ScanSummary });
/** Predicate of an SBOM reference. */
export const SbomPredicate = z.strictObject({ schema: z.literal('safeguard.sbom-reference/v1'), sbom: SbomReference });
/** Predicate of a decision statement. */
export const DecisionPredicate = z.strictObject({
  schema: z.literal('safeguard.gate-decision/v1'),
  decision: Decision,
});
export { ManifestPredicate };

/** SLSA v1 provenance as we write it (slsa.dev/spec/v1.0/provenance); reading is lenient beyond these fields. */
export const ProvenancePredicate = z.looseObject({
  buildDefinition: z.looseObject({
    buildType: z.string().min(1),
    externalParameters: z.looseObject({
      workflow: z.looseObject({ ref: z.string(), repository: z.string(), path: z.string() }),
      /** `build`: built by the contract; `prebuilt`: the image was handed in. */
      imageOrigin: z.enum(['build', 'prebuilt']).optional(),
    }),
    internalParameters: z
      .looseObject({ github: z.looseObject({ repository_id: z.string(), event_name: z.string() }) })
      .optional(),
    resolvedDependencies: z.array(z.looseObject({ uri: z.string(), digest: z.record(z.string(), z.string()) })).min(1),
  }),
  runDetails: z.looseObject({
    builder: z.looseObject({ id: z.string().min(1) }),
    metadata: z.looseObject({ invocationId: z.string() }).optional(),
  }),
});

/** Who may be shown to have made what: `build` = build-sign.yml or a listed direct workflow, `deploy` = deploy-prod.yml. */
export const contractOfPredicate = {
  [predicateTypes.scan]: 'build',
  [predicateTypes.sbom]: 'build',
  [predicateTypes.provenance]: 'build',
  [predicateTypes.decision]: 'build',
} as const;

/** One artifact's subject. */
export type Subject = { name: string; digest: Digest };
