// The list of scanners: what config, commands and platform must know of a tool without knowing it by name. Everything
// else about a tool is in `src/scan/tools/<name>/`, which the register there binds to this list.
import * as z from 'zod';

/** The five kinds of scan. Each kind runs in a separate job. */
export const ScanKind = z.enum(['source', 'dependencies', 'image', 'infrastructure', 'secrets']);
export type ScanKind = z.infer<typeof ScanKind>;

/**
 * `form`: a program of one file, one that pip installs from a hash-locked list, or a format that any tool writes. `database`: how a lock names
 * the vulnerability database: as archives per ecosystem, or as what the program fetches itself, from repositories or by its maker's listing.
 */
export type Scanner = {
  name: string;
  kinds: readonly ScanKind[];
  form: 'binary' | 'python' | 'format';
  database?: 'archives' | 'repositories' | 'listing';
};

/** Of several for one kind the first is the one that examples and demonstration use. */
const list = [
  { name: 'semgrep', kinds: ['source'], form: 'python' },
  { name: 'osv-scanner', kinds: ['dependencies'], form: 'binary', database: 'archives' },
  { name: 'checkov', kinds: ['infrastructure'], form: 'python' },
  { name: 'trivy', kinds: ['image', 'dependencies', 'infrastructure'], form: 'binary', database: 'repositories' },
  { name: 'gitleaks', kinds: ['secrets'], form: 'binary' },
  { name: 'grype', kinds: ['image', 'dependencies'], form: 'binary', database: 'listing' },
  { name: 'sarif', kinds: ScanKind.options, form: 'format' },
] as const satisfies readonly Scanner[];

/** Tools whose native output proves what they looked at, and generic SARIF, which alone never satisfies a required scan. */
export const ScanTool = z.enum(list.map(({ name }) => name));
export type ScanTool = z.infer<typeof ScanTool>;

/** Every scanner, in the order of the list. */
export const scanners: readonly (Scanner & { name: ScanTool })[] = list;

/** The kinds of scan that a tool can make. */
export function kindsOf(tool: ScanTool): readonly ScanKind[] {
  return scanners.find(({ name }) => name === tool)?.kinds ?? [];
}

/** The tools whose report proves a scan of a kind: never a format, of which nothing says what ran. */
export function provingTools(kind: ScanKind): readonly ScanTool[] {
  return scanners.filter(({ form, kinds }) => form !== 'format' && kinds.includes(kind)).map(({ name }) => name);
}
