// Runs a scanner as its descriptor says: offline, from trusted options only, with everything the scanned repository could say about the
// scan switched off or made visible (threat A14). It must never take an option from the repository.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import type { ScanKind, ScanTool } from '../model/finding.ts';
import type { DatabaseNeed } from '../model/ports.ts';
import type { Places, ToolInvocation } from './tool.ts';
import { tools } from './tools/index.ts';

/** The log as it may be kept: whole, or only its lines of the form `logLine`. */
export function keptLog(invocation: ToolInvocation, log: Uint8Array): Uint8Array {
  const { logLine } = invocation;
  if (logLine === undefined) return log;
  const lines = new TextDecoder().decode(log).split('\n');
  return new TextEncoder().encode(lines.flatMap((line) => (logLine.test(line) ? [`${line}\n`] : [])).join(''));
}

/** How to run a tool for a kind of scan. Throws INPUT_INVALID for a pair that proves nothing, TOOL_MISSING when rules or a database are missing. */
export function toolInvocation(kind: ScanKind, tool: ScanTool, places: Places): ToolInvocation {
  const invoke = tools[tool].invocations[kind];
  if (invoke === undefined) throw new Fault('INPUT_INVALID', `${tool} cannot be run for scans of kind ${kind}`);
  return invoke(places, { HOME: places.work });
}

/** The database that a tool needs for a kind of scan, or undefined when it needs none. */
export function databaseNeed(kind: ScanKind, tool: ScanTool): DatabaseNeed | undefined {
  const { database } = tools[tool];
  return database?.kinds.includes(kind) ? database : undefined;
}

/** True when the run ended for lack of a second database, and must be repeated with it. */
export function lacksSecondDatabase(tool: ScanTool, log: Uint8Array): boolean {
  return tools[tool].lacksSecondDatabase?.(new TextDecoder().decode(log)) ?? false;
}

/**
 * Arguments that only make a tool print its version; offline. Throws INPUT_INVALID for a format, which is not a
 * program.
 */
export function versionInvocation(tool: ScanTool): { args: string[]; environment: Record<string, string> } {
  const { version } = tools[tool];
  if (version === undefined) throw new Fault('INPUT_INVALID', `${tool} is a format, not a program that can be run`);
  return { args: [...version.args], environment: { ...version.environment } };
}

/** The version as the tool printed it, without its label; at most 100 printable characters. Throws TOOL_FAILED when it printed nothing. */
export function parseVersion(tool: ScanTool, stdout: string): string {
  const line = stdout.split('\n').find((text) => text.trim() !== '') ?? '';
  const label = tools[tool].version?.label ?? '';
  const version = printable(line.trim().replace(label, ''), 100);
  if (version === '') throw new Fault('TOOL_FAILED', `${tool} printed no version`);
  return version;
}
