// The parts of a SARIF 2.1.0 log that are read (OASIS, section 3). It never decides what they mean; unknown keys pass unread.
import * as z from 'zod';

const Properties = z.looseObject({ 'security-severity': z.unknown().optional() }).nullish();

const Rule = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: z.looseObject({ text: z.string().optional() }).optional(),
  defaultConfiguration: z.looseObject({ level: z.unknown().optional() }).optional(),
  properties: Properties,
});
/** A rule as the tool describes it (3.49). */
export type Rule = z.infer<typeof Rule>;

const ToolComponent = z.looseObject({ name: z.string(), rules: z.array(Rule).nullish() });

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
});
/** One execution of a tool (3.20). */
export type Invocation = z.infer<typeof Invocation>;

const Parts = z.record(z.string(), z.unknown());

const Location = z.looseObject({
  physicalLocation: z
    .looseObject({
      artifactLocation: z.looseObject({ uri: z.string().optional(), index: z.int().optional() }).optional(),
      region: z.looseObject({ startLine: z.number().optional() }).optional(),
    })
    .optional(),
});

const Result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z
    .looseObject({
      id: z.string().optional(),
      index: z.int().optional(),
      toolComponent: z.looseObject({ index: z.int().optional() }).optional(),
    })
    .optional(),
  level: z.unknown().optional(),
  kind: z.unknown().optional(),
  locations: z.array(Location).nullish(),
  suppressions: z.array(z.unknown()).nullish(),
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
  artifacts: z.array(z.looseObject({ location: z.looseObject({ uri: z.string().optional() }).optional() })).nullish(),
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
