// The parts of Grype's JSON report that are read. It never decides what they mean; unknown keys pass unread.
import * as z from 'zod';

const text = z.string().optional();

const Rated = z.looseObject({
  id: z.string().min(1),
  dataSource: text,
  severity: z.unknown().optional(),
  description: text,
  cvss: z
    .array(
      z.looseObject({
        version: z.unknown().optional(),
        vector: z.unknown().optional(),
        metrics: z.looseObject({ baseScore: z.unknown().optional() }).nullish(),
      }),
    )
    .nullish(),
});
export type Rated = z.infer<typeof Rated>;

const Match = z.looseObject({
  vulnerability: z.looseObject({
    ...Rated.shape,
    fix: z.looseObject({ versions: z.array(z.string()).nullish(), state: text }).nullish(),
  }),
  relatedVulnerabilities: z.array(Rated).nullish(),
  artifact: z.looseObject({
    id: text,
    name: z.string(),
    version: z.string(),
    type: text,
    purl: text,
    locations: z.array(z.looseObject({ path: text })).nullish(),
  }),
});
export type Match = z.infer<typeof Match>;

/** What decides what Grype leaves out, as it was in force, whether an option, a file or a variable set it. */
const Configuration = z.looseObject({
  distro: z.string(),
  exclude: z.array(z.string()).nullable(),
  'only-fixed': z.boolean(),
  'only-notfixed': z.boolean(),
  'ignore-wontfix': z.string(),
  'vex-documents': z.array(z.string()).nullable(),
  search: z.looseObject({ 'indexed-archives': z.boolean() }),
  alerts: z.looseObject({ 'enable-eol-distro-warnings': z.boolean() }),
});

/** A whole report. */
export const Report = z.looseObject({
  matches: z.array(Match),
  ignoredMatches: z.array(Match).nullish(),
  alertsByPackage: z.array(z.looseObject({ alerts: z.array(z.looseObject({ message: text })).nullish() })).nullish(),
  source: z.looseObject({ type: z.string(), target: z.unknown() }),
  descriptor: z.looseObject({
    name: z.literal('grype'),
    version: z.string(),
    configuration: Configuration,
    db: z.looseObject({ status: z.looseObject({ built: text, valid: z.boolean().optional(), error: text }) }),
  }),
});
export type GrypeReport = z.infer<typeof Report>;

/** What the source of an image states about it. */
export const ImageTarget = z.looseObject({ manifestDigest: z.string() });
