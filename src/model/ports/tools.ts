// Pinned scanners as the flows see them.
import type { ScanKind, ScanTool } from '../finding.ts';
import type { EpochSeconds, Sha256 } from '../ids.ts';

/**
 * A verified program with its data. `databaseAt` is when the vulnerability database was built, `rulesSha256` the digest of the rule set.
 * `addJavaDatabase` fetches Trivy's Java database into the same folder and says when it was built; absent where none is named.
 */
export type LocatedTool = {
  path: string;
  sha256: Sha256;
  environment: Record<string, string>;
  database?: string;
  databaseAt?: EpochSeconds;
  addJavaDatabase?: () => Promise<EpochSeconds>;
  rules?: string;
  rulesSha256?: Sha256;
};

/** Where a pinned scanner lies. Throws TOOL_MISSING, TOOL_CHECKSUM_MISMATCH, and what fetching it can end with. */
export interface Tools {
  /** Verified anew at each call. Given the kind of scan, data that this kind does not use may be left out. */
  locate(tool: ScanTool, kind?: ScanKind): Promise<LocatedTool>;
}
