// Pinned scanners as the flows see them.
import type { ScanTool } from '../finding.ts';
import type { EpochSeconds, Sha256 } from '../ids.ts';

/**
 * A verified program with its data. `databaseAt` is when the vulnerability database was built, `rulesSha256` the digest of the
 * rule set; `ruleFiles` are the names of its files where `rules` is a folder.
 * `addJavaDatabase` fetches the second database, of JAR files, into the same folder and says when it was built; absent where none is named.
 */
export type LocatedTool = {
  path: string;
  sha256: Sha256;
  environment: Record<string, string>;
  database?: string;
  databaseAt?: EpochSeconds;
  addJavaDatabase?: () => Promise<EpochSeconds>;
  rules?: string;
  ruleFiles?: readonly string[];
  rulesSha256?: Sha256;
};

/** One run of a program; `variables` are set beside those that every program gets. */
export type ProgramCall = { args: readonly string[]; variables?: Readonly<Record<string, string>> };

/**
 * A database that the program itself fetches from the places that a lock names. `file` is the database below the cache folder, `built` where its
 * maker's time of building stands: under `key` of a JSON file below that folder, or of what a second run prints. `title` is for messages.
 */
export type FetchedByProgram = {
  title: string;
  fetch: (cache: string, from: readonly string[]) => ProgramCall;
  built: { key: string } & ({ file: string } | { print: (cache: string) => ProgramCall });
  file: string;
};

/** What a scan needs beside its program; `fetch` and `fetchSecond` for databases that the program fetches itself. */
export type DatabaseNeed = { fetch?: FetchedByProgram; fetchSecond?: FetchedByProgram };

/** Finds pinned scanners. Throws TOOL_MISSING, TOOL_CHECKSUM_MISMATCH, and the faults of fetching. */
export interface Tools {
  /** Verified anew at each call. A database is fetched only where the scan needs one. */
  locate(tool: ScanTool, need?: DatabaseNeed): Promise<LocatedTool>;
}
