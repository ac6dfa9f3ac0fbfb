// The parts of OSV-Scanner's JSON that are read, with the OSV records in it (OSV schema 1.7). It never decides what they mean.
import * as z from 'zod';

const text = z.string().nullish();

const Event = z.looseObject({ introduced: text, fixed: text, last_affected: text });
const Range = z.looseObject({ type: text, events: z.array(Event).nullish() });
const Rating = z.looseObject({ type: text, score: z.unknown().optional() });

const Words = z.looseObject({ severity: z.unknown().optional() });

const Affected = z.looseObject({
  package: z.looseObject({ name: z.string(), ecosystem: text, purl: text }).nullish(),
  ranges: z.array(Range).nullish(),
  versions: z.array(z.string()).nullish(),
  severity: z.array(Rating).nullish(),
  database_specific: Words.nullish(),
  ecosystem_specific: Words.nullish(),
});
/** What a record says about one package (OSV, `affected`). */
export type Affected = z.infer<typeof Affected>;

const Vulnerability = z.looseObject({
  id: z.string().min(1),
  summary: text,
  aliases: z.array(z.string()).nullish(),
  upstream: z.array(z.string()).nullish(),
  affected: z.array(Affected).nullish(),
  severity: z.array(Rating).nullish(),
  database_specific: Words.nullish(),
});
/** One OSV record. */
export type Vulnerability = z.infer<typeof Vulnerability>;

const Group = z.looseObject({
  ids: z.array(z.string()),
  aliases: z.array(z.string()).nullish(),
  max_severity: z.unknown().optional(),
});
/** Records that OSV-Scanner treats as one vulnerability. */
export type Group = z.infer<typeof Group>;

const Package = z.looseObject({
  package: z.looseObject({
    name: z.string(),
    version: z.string(),
    ecosystem: z.string().optional(),
    commit: z.string().optional(),
  }),
  groups: z.array(Group).nullish(),
  vulnerabilities: z.array(Vulnerability).nullish(),
});
/** A package that was found, with its vulnerabilities. */
export type Package = z.infer<typeof Package>;

const Source = z.looseObject({
  source: z.looseObject({ path: z.string() }),
  packages: z.array(Package).nullable(),
});
/** A file in which packages were found. */
export type Source = z.infer<typeof Source>;

/** A whole report. */
export const Report = z.looseObject({ results: z.array(Source) });
