// The parts of Trivy's JSON report (schema 2) that are read. It never decides what they mean; unknown keys pass unread.
import * as z from 'zod';

const severity = z.unknown().optional();
const text = z.string().optional();

const Vulnerability = z.looseObject({
  VulnerabilityID: z.string().min(1),
  PkgName: z.string(),
  InstalledVersion: text,
  FixedVersion: text,
  PkgPath: text,
  Title: text,
  Severity: severity,
  Status: text,
  PrimaryURL: text,
  VendorIDs: z.array(z.string()).nullish(),
  PkgIdentifier: z.looseObject({ PURL: text }).nullish(),
  VendorSeverity: z.record(z.string(), z.int()).nullish(),
  CVSS: z
    .record(
      z.string(),
      z.looseObject({
        V2Score: z.unknown().optional(),
        V3Score: z.unknown().optional(),
        V40Score: z.unknown().optional(),
        V2Vector: z.unknown().optional(),
        V3Vector: z.unknown().optional(),
        V40Vector: z.unknown().optional(),
      }),
    )
    .nullish(),
});

const Misconfiguration = z.looseObject({
  ID: z.string().min(1),
  Title: text,
  Severity: severity,
  Status: text,
  PrimaryURL: text,
  CauseMetadata: z.looseObject({ Resource: text, StartLine: z.number().optional() }).optional(),
});

const Secret = z.looseObject({
  RuleID: z.string().min(1),
  Title: text,
  Severity: severity,
  StartLine: z.number().optional(),
});

const License = z.looseObject({ Name: z.string(), PkgName: text, FilePath: text, Severity: severity });

/** A finding that Trivy shows as suppressed: it has the shape of the suppressed finding, and at least these parts. */
const Hidden = z.looseObject({
  VulnerabilityID: text,
  RuleID: text,
  ID: text,
  Name: text,
  PkgName: text,
  InstalledVersion: text,
  PkgPath: text,
  Title: text,
  Severity: severity,
});
const Modified = z.looseObject({ Status: text, Finding: Hidden });

const count = z.int().min(0).optional();
const Result = z.looseObject({
  Target: z.string(),
  Class: text,
  Type: text,
  Packages: z.array(z.looseObject({ Name: z.unknown().optional(), Version: z.unknown().optional() })).nullish(),
  Vulnerabilities: z.array(Vulnerability).nullish(),
  Misconfigurations: z.array(Misconfiguration).nullish(),
  Secrets: z.array(Secret).nullish(),
  Licenses: z.array(License).nullish(),
  MisconfSummary: z.looseObject({ Successes: count, Failures: count, Exceptions: count }).nullish(),
  ExperimentalModifiedFindings: z.array(Modified).nullish(),
});

/** A whole report; `Results` may be absent, which proves nothing. */
export const Report = z.looseObject({
  SchemaVersion: z.literal(2),
  ArtifactType: z.string(),
  ArtifactName: text,
  Metadata: z
    .looseObject({
      RepoDigests: z.array(z.string()).nullish(),
      OS: z.looseObject({ Family: text, Name: text, EOSL: z.boolean().optional() }).nullish(),
    })
    .nullish(),
  Results: z.array(Result).nullish(),
});
export type TrivyReport = z.infer<typeof Report>;

/** The parts of a result, to be read alone. */
export const parts = {
  result: Result,
  vulnerability: Vulnerability,
  misconfiguration: Misconfiguration,
  secret: Secret,
  license: License,
  modified: Modified,
};

/** The type of one part of a report. */
export type ResultOf<K extends keyof typeof parts> = z.infer<(typeof parts)[K]>;
