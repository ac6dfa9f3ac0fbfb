// The parts of a SARIF 2.1.0 log that are read (OASIS, section 3). It never decides what they mean; unknown keys pass unread.
import * as z from 'zod';

const Properties = z.looseObject({ 'security-severity': z.unknown().optional() }).nullish();

const Configuration = z.looseObject({ level: z.unknown().optional() });

const Rule = z.looseObject({
  id: z.string(),
  guid: z.string().nullish(),
  deprecatedIds: z.array(z.unknown()).nullish(),
  helpUri: z.unknown().optional(),
  name: z.string().optional(),
  shortDescription: z.looseObject({ text: z.string().optional() }).optional(),
  defaultConfiguration: Configuration.optional(),
  properties: Properties,
});
/** A rule as the tool describes it (3.49). */
export type Rule = z.infer<typeof Rule>;

const ToolComponent = z.looseObject({ name: z.string(), guid: z.string().nullish(), rules: z.array(Rule).nullish() });
/** The tool itself or an extension of it (3.19). */
export type ToolComponent = z.infer<typeof ToolComponent>;

const RuleReference = z.looseObject({
  id: z.string().optional(),
  index: z.int().optional(),
  guid: z.string().nullish(),
  toolComponent: z
    .looseObject({ index: z.int().optional(), guid: z.string().nullish(), name: z.string().nullish() })
    .nullish(),
});
/** How a result or an invocation names a rule (3.52). */
export type RuleReference = z.infer<typeof RuleReference>;

const Message = z.looseObject({
  id: z.string().optional(),
  text: z.string().optional(),
  markdown: z.string().optional(),
});
const Notification = z.looseObject({
  level: z.unknown().optional(),
  descriptor: z.looseObject({ id: z.string().optional() }).nullish(),
  message: Message.nullish(),
  exception: z.unknown().optional(),
});
/** What a tool says about its own run (3.58). */
export type Notification = z.infer<typeof Notification>;

const Invocation = z.looseObject({
  executionSuccessful: z.boolean(),
  exitCode: z.number().nullish(),
  exitSignalName: z.string().nullish(),
  exitSignalNumber: z.number().nullish(),
  processStartFailureMessage: z.string().nullish(),
  toolExecutionNotifications: z.array(Notification).nullish(),
  toolConfigurationNotifications: z.array(Notification).nullish(),
  ruleConfigurationOverrides: z
    .array(z.looseObject({ descriptor: RuleReference, configuration: Configuration.optional() }))
    .nullish(),
});
/** One execution of a tool (3.20). */
export type Invocation = z.infer<typeof Invocation>;

const Parts = z.record(z.string(), z.unknown());

const ArtifactLocation = z.looseObject({
  uri: z.string().optional(),
  uriBaseId: z.string().optional(),
  index: z.int().optional(),
});
/** The place of a file, relative to a base that may itself be relative to another (3.4). */
export type ArtifactLocation = z.infer<typeof ArtifactLocation>;

const Location = z.looseObject({
  physicalLocation: z
    .looseObject({
      artifactLocation: ArtifactLocation.optional(),
      region: z.looseObject({ startLine: z.number().optional(), startColumn: z.number().optional() }).optional(),
    })
    .optional(),
  logicalLocations: z
    .array(z.looseObject({ fullyQualifiedName: z.string().nullish(), name: z.string().nullish() }))
    .nullish(),
});

const Result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: RuleReference.optional(),
  level: z.unknown().optional(),
  kind: z.unknown().optional(),
  locations: z.array(Location).nullish(),
  suppressions: z.array(z.looseObject({ status: z.unknown().optional() })).nullish(),
  baselineState: z.unknown().optional(),
  partialFingerprints: z.record(z.string(), z.unknown()).nullish(),
  fingerprints: z.record(z.string(), z.unknown()).nullish(),
  properties: Properties,
});
/** One result (3.27). */
export type Result = z.infer<typeof Result>;

const Run = z.looseObject({
  tool: z.looseObject({ driver: ToolComponent, extensions: z.array(ToolComponent).nullish() }),
  invocations: z.array(Invocation).nullish(),
  conversion: z.looseObject({ invocation: Invocation.nullish() }).nullish(),
  externalPropertyFileReferences: Parts.nullish(),
  results: z.array(Result).nullish(),
  artifacts: z.array(z.looseObject({ location: ArtifactLocation.optional() })).nullish(),
  originalUriBaseIds: z.record(z.string(), ArtifactLocation).nullish(),
  versionControlProvenance: z.array(z.looseObject({ revisionId: z.string().optional() })).nullish(),
});
/** One run of one tool (3.14); `results` null or absent means that it did not begin. */
export type Run = z.infer<typeof Run>;

/** A whole log; other versions than 2.1.0 are refused. */
export const Report = z.looseObject({
  version: z.literal('2.1.0'),
  runs: z.array(Run).nullable(),
  inlineExternalProperties: z.array(Parts).nullish(),
});
export type SarifLog = z.infer<typeof Report>;
