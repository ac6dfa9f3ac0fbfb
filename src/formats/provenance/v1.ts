// Provenance as we write and read it (slsa.dev/spec/v1.0/provenance), version 1. Frozen: never edited. It is somebody else's format, so
// what it says beyond these fields is left alone.
import * as z from 'zod';
import { ServiceName } from '../ids/v1.ts';

/** The workflow that was triggered, which may have called a contract. */
const Workflow = z.looseObject({ ref: z.string(), repository: z.string(), path: z.string() });

/**
 * SLSA build types: what the build contract builds, and what a listed workflow of the service builds in its own way. Identifiers and
 * API; their parameters are described by ProvenancePredicate.
 */
const buildTypes = {
  contract: 'https://safeguard.dev/buildtypes/build-sign/v1',
  direct: 'https://safeguard.dev/buildtypes/direct-workflow/v1',
} as const;

/** SLSA v1 provenance as we write it (slsa.dev/spec/v1.0/provenance); reading is lenient beyond these fields. */
export const ProvenancePredicate = z.lazy(() =>
  z.looseObject({
    buildDefinition: z.looseObject({
      buildType: z.enum(buildTypes),
      /** `inputs`: every input of the contract, as its caller gave it or as it is by default. */
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
