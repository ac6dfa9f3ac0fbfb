// Describes a finished scanner run: its arguments without this machine's folders, whether it completed, what it looked
// at.
import { Fault } from '../base/fault.ts';
import { counted, listed } from '../base/text.ts';
import type { ScanTool } from '../model/finding.ts';
import type { ProgramResult } from '../model/ports.ts';

/** Arguments with this machine's own folders named by what they are. The target stays: the reader finds it there to make paths relative. */
export function namePlaces(word: string, places: Readonly<Record<string, string | readonly string[]>>): string {
  const named = ['report', 'work', 'rules', 'database'];
  const byLength = Object.entries(places)
    .flatMap(([name, path]): [string, string][] =>
      named.includes(name) && typeof path === 'string' ? [[name, path]] : [],
    )
    .toSorted(([, a], [, b]) => b.length - a.length);
  return byLength.reduce((text, [name, path]) => text.replaceAll(path, `<${name}>`), word);
}

/** What a proven run looked at, as the end of a sentence. */
export function describeLook({ files, packages }: { files: number; packages: number }): string {
  const seen = [
    ...(files > 0 ? [counted(files, 'file')] : []),
    ...(packages > 0 ? [counted(packages, 'package')] : []),
  ];
  return seen.length > 0 ? `looked at ${listed(seen)}` : 'ran to its end (it does not count what it looks at)';
}

/** Throws TOOL_TIMEOUT or TOOL_FAILED for a run that did not come to its end, or whose output was cut. */
export function refuseUnfinished(
  tool: ScanTool,
  result: ProgramResult,
  { timeoutSeconds, outputLimit }: { timeoutSeconds: number; outputLimit: number },
): void {
  if (result.timedOut)
    throw new Fault('TOOL_TIMEOUT', `${tool} did not finish within ${timeoutSeconds / 60} minutes and was stopped`);
  if (result.signal !== '') throw new Fault('TOOL_FAILED', `${tool} was ended by ${result.signal}`);
  if (result.truncated) throw new Fault('TOOL_FAILED', `${tool} printed more than ${outputLimit} bytes`);
}
