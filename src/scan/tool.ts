// What a scanner is to the rest of the scan room: one descriptor, from which running it, reading it and judging its command line follow. No
// tool's own rules live here.
import { Fault } from '../base/fault.ts';
import type { ScanKind, Severity } from '../model/finding.ts';
import type { Digest } from '../model/ids.ts';
import type { DatabaseNeed } from '../model/ports.ts';
import type { Adapter } from './adapter.ts';

/**
 * Where things lie; all paths are absolute. `target` is the source folder, or for an image its OCI layout folder with the image's
 * `digest`; `work` is an empty private folder in which the program runs, so that it finds no configuration there. `rules` is a file, or a
 * folder of the files `ruleFiles`.
 */
export type Places = {
  target: string;
  digest?: Digest | undefined;
  report: string;
  rules?: string;
  ruleFiles?: readonly string[];
  database?: string;
  work: string;
};

/**
 * Arguments and the whole environment; the report is read from the file `places.report` or from standard output. `sbom`: arguments of
 * a second run that prints an SBOM. `logLine`: the form of the log's lines that may be kept, where others can quote a secret.
 */
export type ToolInvocation = {
  args: string[];
  environment: Record<string, string>;
  reportFrom: 'file' | 'stdout';
  sbom?: string[];
  logLine?: RegExp;
};

/** One way to run a tool; it is handed the environment that every program gets. */
export type Invoke = (places: Places, environment: Record<string, string>) => ToolInvocation;

/** What the value of an option may be. */
export type Form = Pick<RegExp, 'test'>;

/**
 * `commands`: subcommands, which stand before the target. `flags` take no value; `values` take one, as the next word or after `=`;
 * `joined` take one after `=` only. `targets`: how many other words there may be.
 */
export type Options = {
  commands: readonly string[];
  flags: readonly string[];
  values: Readonly<Record<string, Form>>;
  joined?: Readonly<Record<string, Form>>;
  targets: number;
};

/** Rules whose findings are equally bad, for one reason. */
export type RatedRules = { severity: Severity; reason: string; rules: readonly string[] };

/**
 * Everything about one scanner that its line in `src/model/scanners.ts` does not say. What its report and its log must say for a run to
 * count is the adapter's.
 */
export type ToolDescriptor = {
  adapter: Adapter;
  /** Leading numbers of the versions whose exit codes and reports are known; empty when versions have no order. */
  versions: readonly string[];
  /** What findings count as that the tool leaves unrated; of a rule that no entry names they are critical. */
  severities?: readonly RatedRules[];
  /** Exit codes after which a report may count (threat A3). */
  exitCodes: readonly number[];
  /** How to ask for the version, and the text before it; absent for a format, which is not a program. */
  version?: { args: readonly string[]; environment?: Readonly<Record<string, string>>; label?: RegExp };
  /** How it is run, for each kind of scan that it can make. */
  invocations: Readonly<Partial<Record<ScanKind, Invoke>>>;
  /** The options with which it leaves nothing out; absent for a format. */
  options?: (kind: ScanKind) => Options;
  /** The vulnerability database, and the kinds of scan that use it; absent where it needs none. */
  database?: DatabaseNeed & { kinds: readonly ScanKind[] };
  /** True when the log shows that the run ended for lack of the second database, and must be repeated with it. */
  lacksSecondDatabase?: (log: string) => boolean;
};

/** Any value. */
export const any = /^/;
/** A file that is always empty. */
export const nothing = /^\/dev\/null$/;
/** Rules that were named by their place, not taken from a registry or from wherever the tool ran. */
export const ownRules = /^(?:<rules>(?:\/[\w-]+\.ya?ml)?|\/.*)$/s;

/** The path, which must be there. Throws TOOL_MISSING with the reason. */
export function needed(path: string | undefined, reason: string): string {
  if (path === undefined) throw new Fault('TOOL_MISSING', reason);
  return path;
}
