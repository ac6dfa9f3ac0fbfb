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

/**
 * A database that the program itself fetches: its arguments, and the files below the cache folder that hold it and say in `UpdatedAt` when it
 * was built. `title` is for messages.
 */
export type FetchedByProgram = {
  title: string;
  args: (cache: string, repositories: readonly string[]) => readonly string[];
  metadata: string;
  file: string;
};

/** What a scan needs beside its program; `fetch` and `fetchSecond` for databases that a lock names as repositories. */
export type DatabaseNeed = { fetch?: FetchedByProgram; fetchSecond?: FetchedByProgram };

/** Finds pinned scanners. Throws TOOL_MISSING, TOOL_CHECKSUM_MISMATCH, and the faults of fetching. */
export interface Tools {
  /** Verified anew at each call. A database is fetched only where the scan needs one. */
  locate(tool: ScanTool, need?: DatabaseNeed): Promise<LocatedTool>;
}
