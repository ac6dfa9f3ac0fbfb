// The one way from a raw run to findings: first that the bytes are the run's and the run is the one asked for, then the tool's own
// proof of work. It must never throw, and never say "no findings" without proof.
import { sha256Hex } from '../base/digest.ts';
import { isFault, textOf } from '../base/fault.ts';
import { parseJsonBytes, textEndsEarly } from '../base/json-text.ts';
import type {
  Content,
  RawScan,
  ScanKind,
  ScanReading,
  ScanTarget,
  ScanTool,
  Severity,
  SeverityMap,
} from '../model/finding.ts';
import { kindsOf } from '../model/scanners.ts';
import { unproven } from './finding.ts';
import { optionProblem } from './options.ts';
import type { ToolDescriptor } from './tool.ts';
import { tools } from './tools/index.ts';

/**
 * What the raw run proves: all its findings, or the code of the first reason why it proves nothing (threats A1 to A14). Never throws.
 * `severities` goes before the ones that the house gives to what a tool leaves unrated.
 */
export function readScan(
  raw: RawScan,
  expected: { kind: ScanKind; target: ScanTarget },
  severities: SeverityMap = {},
): ScanReading {
  const descriptor = tools[raw.run.tool];
  const { adapter } = descriptor;
  const problem =
    integrityProblem(raw) ?? targetProblem(raw, expected) ?? exitProblem(raw, descriptor) ?? optionProblem(raw);
  if (problem) return problem;
  if (raw.report.length === 0) return unproven('SCAN_EMPTY', `the report of ${raw.run.tool} is empty`);
  const parsed = parseReport(raw.report);
  if ('problem' in parsed) return parsed.problem;
  if (!adapter.recognizes(parsed.document)) {
    return unproven('SCAN_WRONG_TOOL', `the report is JSON, but not what ${raw.run.tool} writes`);
  }
  const inHand = { ...raw, severities: severitiesOf(raw.run.tool, descriptor, severities) };
  return adapter.read(inHand, parsed.document, new TextDecoder().decode(raw.log));
}

/** A map and no object: a rule may have any name, that of a property of objects too. */
function severitiesOf(tool: ScanTool, descriptor: ToolDescriptor, own: SeverityMap): ReadonlyMap<string, Severity> {
  const ours = (descriptor.severities ?? []).flatMap(({ severity, rules }) =>
    rules.map((rule): [string, Severity] => [rule, severity]),
  );
  return new Map([...ours, ...Object.entries(own[tool] ?? {})]);
}

function integrityProblem(raw: RawScan): ScanReading | undefined {
  const parts: [string, Content | null, Uint8Array | null][] = [
    ['report', raw.run.report, raw.report],
    ['log', raw.run.log, raw.log],
    ['SBOM', raw.run.sbom, raw.sbom],
  ];
  const odd = parts.find(([, content, bytes]) => !holds(content, bytes));
  return (
    odd &&
    unproven(
      'SCAN_HASH_MISMATCH',
      `the ${odd[0]} is not the one the run of ${raw.run.tool} wrote; it was changed or cut on the way`,
    )
  );
}

function holds(content: Content | null, bytes: Uint8Array | null): boolean {
  if (content === null || bytes === null) return content === bytes;
  return content.bytes === bytes.length && content.sha256 === sha256Hex(bytes);
}

function targetProblem(raw: RawScan, expected: { kind: ScanKind; target: ScanTarget }): ScanReading | undefined {
  const { kind, target, tool } = raw.run;
  if (kind !== expected.kind) return unproven('SCAN_WRONG_TARGET', `the run is of kind ${kind}, not ${expected.kind}`);
  if (!kindsOf(tool).includes(kind)) return unproven('SCAN_WRONG_TOOL', `${tool} cannot prove a scan of kind ${kind}`);
  if (nameOf(target) === nameOf(expected.target)) return undefined;
  return unproven('SCAN_WRONG_TARGET', `the run is about ${nameOf(target)}, not about ${nameOf(expected.target)}`);
}

function nameOf(target: ScanTarget): string {
  return target.type === 'image' ? `image ${target.digest}` : `commit ${target.commit}`;
}

function exitProblem(raw: RawScan, { adapter, versions, exitCodes }: ToolDescriptor): ScanReading | undefined {
  const { tool, tool_version: version, exit_code: code } = raw.run;
  const family = /^v?\d+/.exec(version)?.[0];
  if (family !== undefined && versions.length > 0 && !versions.includes(family)) {
    return unproven(
      'SCAN_EXIT_CODE',
      `the exit codes of ${tool} ${version} are not known; known are versions ${versions.join(', ')}`,
    );
  }
  if (exitCodes.includes(code)) return undefined;
  const explained = adapter.explain?.(raw, new TextDecoder().decode(raw.log));
  if (explained) return explained;
  return unproven(
    'SCAN_EXIT_CODE',
    `${tool} ended with exit code ${code}; a report counts only after ${exitCodes.join(' or ')}`,
  );
}

function parseReport(bytes: Uint8Array): { document: unknown } | { problem: ScanReading } {
  try {
    return { document: parseJsonBytes(bytes) };
  } catch (error) {
    return { problem: unproven(codeOf(error), textOf(error)) };
  }
}

function codeOf(error: unknown): 'SCAN_TOO_LARGE' | 'SCAN_TRUNCATED' | 'SCAN_MALFORMED' {
  if (isFault(error, 'JSON_TOO_LARGE') || isFault(error, 'JSON_TOO_DEEP')) return 'SCAN_TOO_LARGE';
  return isFault(error, 'JSON_INVALID') && error.cause === textEndsEarly ? 'SCAN_TRUNCATED' : 'SCAN_MALFORMED';
}
