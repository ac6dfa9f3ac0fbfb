// The in-toto statements that are signed, and which contract may make which predicate.
import * as z from 'zod';
import { Decision } from './decision.ts';
import { ManifestPredicate } from './evidence.ts';
import { ScanSummary } from './finding.ts';
import { type Digest, EpochSeconds, ServiceName } from './ids.ts';

/** Predicate type URIs. They are identifiers and API for six years; the field's own are used where they fit. */
export const predicateTypes = {
  scan: 'https://safeguard.dev/scan-summary/v1',
  cyclonedx: 'https://cyclonedx.org/bom',
  spdx: 'https://spdx.dev/Document',
  provenance: 'https://slsa.dev/provenance/v1',
  acceptance: 'https://safeguard.dev/image-acceptance/v1',
  decision: 'https://safeguard.dev/gate-decision/v1',
  manifest: 'https://safeguard.dev/evidence-manifest/v1',
} as const;
export const PredicateType = z.enum(predicateTypes);
export type PredicateType = z.infer<typeof PredicateType>;

/** DSSE payload type of every statement. */
export const statementPayloadType = 'application/vnd.in-toto+json';

/** Largest signed statement in bytes, except one that carries an SBOM. */
export const statementLimit = 256 * 1024;

/** Largest Sigstore bundle that is made or read, in bytes: what GitHub takes as an attestation. */
export const bundleLimit = 16 * 1024 * 1024;

/** Largest part of a bundle beside its payload; real ones stay below 16 KiB. A library's time grows with the square of some of it. */
export const proofLimit = 64 * 1024;

/**
 * Largest statement that carries an SBOM: its bundle, in base64, still fits. The log holds only its digest, so no log
 * limits it.
 */
export const sbomStatementLimit = ((bundleLimit - proofLimit) / 4) * 3;

/** An in-toto Statement as read back after verification; v0.1 is what cosign writes. */
export const Statement = z.lazy(() =>
  z.looseObject({
    _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
    subject: z.array(z.looseObject({ name: z.string().optional(), digest: z.record(z.string(), z.string()) })).min(1),
    predicateType: z.string().min(1),
    /** Optional in version 1; readers that need it report that it is missing. */
    predicate: z.unknown().optional(),
  }),
);
export type Statement = z.infer<typeof Statement>;

/** Predicate of a scan statement. */
export const ScanPredicate = z.strictObject({
  schema: z.literal('safeguard.scan-summary/v1'),
  service: ServiceName,
  summary: ScanSummary,
});
/** Predicate of a decision statement. */
export const DecisionPredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.gate-decision/v1'),
    decision: Decision,
  }),
);
export { ManifestPredicate };

/** The workflow that was triggered, which may have called a contract. */
const Workflow = z.looseObject({ ref: z.string(), repository: z.string(), path: z.string() });

/**
 * SLSA build types: what the build contract builds, and what a listed workflow of the service builds in its own way. Identifiers and
 * API; their parameters are described by ProvenancePredicate.
 */
export const buildTypes = {
  contract: 'https://safeguard.dev/buildtypes/build-sign/v1',
  direct: 'https://safeguard.dev/buildtypes/direct-workflow/v1',
} as const;

/** SLSA v1 provenance as we write it (slsa.dev/spec/v1.0/provenance); reading is lenient beyond these fields. */
export const ProvenancePredicate = z.lazy(() =>
  z.looseObject({
    buildDefinition: z.looseObject({
      buildType: z.enum(buildTypes),
      /** `inputs`: every input of the contract, as its caller gave it or by default. */
      externalParameters: z.looseObject({ workflow: Workflow, inputs: z.record(z.string(), z.string()) }),
      internalParameters: z
        .looseObject({
          github: z.looseObject({ repository_id: z.string(), event_name: z.string() }),
          safeguard: z.looseObject({ service: ServiceName }).optional(),
        })
        .optional(),
      resolvedDependencies: z
        .array(z.looseObject({ uri: z.string(), digest: z.record(z.string(), z.string()) }))
        .min(1),
    }),
    runDetails: z.looseObject({
      builder: z.looseObject({ id: z.string().min(1) }),
      metadata: z.looseObject({ invocationId: z.string() }).optional(),
    }),
  }),
);

/**
 * An image that was accepted, not built: handed in by digest, scanned and decided about. Its builder, build time and
 * source are unknown and not stated; `source` is the commit whose source was scanned with it.
 */
export const AcceptancePredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.image-acceptance/v1'),
    origin: z.literal('prebuilt'),
    accepted_at: EpochSeconds,
    service: ServiceName,
    source: z.strictObject({
      repository_id: z.string(),
      repository: z.string(),
      ref: z.string(),
      commit: z.string(),
    }),
    workflow: z.strictObject(Workflow.shape),
    inputs: z.record(z.string(), z.string()),
    accepted_by: z.strictObject({
      contract_ref: z.string(),
      contract_sha: z.string(),
      event_name: z.string(),
      actor_id: z.string(),
      invocation_id: z.string(),
    }),
  }),
);

/** What every published image carries, each part under one of its predicate types, made by build-sign.yml or a listed direct workflow. */
export const buildStatements = {
  scan: [predicateTypes.scan],
  sbom: [predicateTypes.cyclonedx, predicateTypes.spdx],
  provenance: [predicateTypes.provenance, predicateTypes.acceptance],
  decision: [predicateTypes.decision],
} as const;

/** One artifact's subject. */
export type Subject = { name: string; digest: Digest };

/** Media type and artifact type of a Sigstore bundle as a referrer, as cosign writes and reads it. */
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** The annotation in which a referrer says what its bundle is about. */
export const predicateAnnotation = 'dev.sigstore.bundle.predicateType';
