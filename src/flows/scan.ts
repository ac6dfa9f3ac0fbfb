// Runs one scanner and keeps its run: raw report, log, program digest, exit code, times, target. Whether it proved anything
// is said here for people; the gate reads the raw bytes again and decides for itself.
import { basename, join, resolve } from 'node:path';
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { counted, inCode, listed, quoted } from '../base/text.ts';
import type { RawScan, ScanKind, ScanReading, ScanTarget, ScanTool } from '../model/finding.ts';
import { ScanRun } from '../model/finding.ts';
import { type Commit, type Digest, RunId, Sha256 } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { provingTools } from '../model/scanners.ts';
import { reportScan } from '../report/findings.ts';
import { runSha256, scanTarget } from '../scan/handover.ts';
import { describeLook, namePlaces, refuseUnfinished } from '../scan/running.ts';
import type { ToolInvocation } from '../scan/tool.ts';
import { readRawScan } from './collect/raw-scans.ts';

const outputLimit = 64 * 1024 * 1024;
const timeoutSeconds = 30 * 60;

/** What to scan. `path` is a source folder, or an OCI layout for kind image. */
export type ScanRequest = { kind: ScanKind; tool: ScanTool; path: string; target: ScanTarget; runs: string };

type ScanPorts = Pick<Ports, 'files' | 'programs' | 'tools' | 'clock' | 'log' | 'job'>;

/** What the command `scan` is given; `tools` in the order they run. */
export type ScanInputs = {
  kind: ScanKind;
  tool: readonly ScanTool[];
  path?: string | undefined;
  digest?: Digest | undefined;
  commit?: Commit | undefined;
  runs: string;
  report?: string | undefined;
  replay?: string | undefined;
};

/** Runs every tool, or takes the one recorded run or SARIF file in. Throws INPUT_INVALID for combinations that make no sense. */
export async function scanWithTools(inputs: ScanInputs, ports: ScanPorts) {
  const { kind, tool: tools, runs, replay } = inputs;
  const target = scanTarget(kind, inputs.digest, inputs.commit);
  const [tool] = tools;
  if (new Set(tools).size < tools.length)
    throw new Fault('INPUT_INVALID', `tool: expected each tool once, got ${listed(tools)}`);
  // Before anything is fetched: a program that makes no such scan would be downloaded only to be refused.
  const unfit = tools.find((one) => one !== 'sarif' && !provingTools(kind).includes(one));
  if (unfit !== undefined)
    throw new Fault('INPUT_INVALID', `tool: ${unfit} makes no scan of ${kind}; expected ${listed(provingTools(kind))}`);
  if (tools.length > 1 && (replay !== undefined || tools.includes('sarif')))
    throw new Fault('INPUT_INVALID', `tool: expected one tool with replay, and sarif alone; got ${listed(tools)}`);
  const answers = [];
  if (tool !== undefined && replay !== undefined)
    answers.push(await replayScan({ kind, tool, runs, target, recorded: replay }, ports));
  else if (tool === 'sarif') answers.push(await takeSarif({ kind, runs, target, report: inputs.report ?? '' }, ports));
  else
    for (const one of tools)
      answers.push(await runScan({ kind, tool: one, runs, target, path: inputs.path ?? '.' }, ports));
  return {
    outputs: {
      'run-sha256': answers.map(({ outputs }) => `${outputs.name} ${outputs['run-sha256']}`).join('\n'),
      proven: String(answers.every(({ outputs }) => outputs.proven === 'true')),
    },
    denied: answers.some(({ denied }) => denied),
    ...showFindings(answers),
    json: answers.map(({ json }) => json),
  };
}

/** What each run says of itself, and under it what it found; a scan denies for no finding, so that they are warnings. */
function showFindings(answers: readonly ReturnType<typeof scanAnswer>[]) {
  const shown = answers.map(({ text, outputs: { folder }, json: { reading } }) => {
    const findings = reading.proven ? reading.findings : [];
    return { text, ...reportScan({ findings, all: join(folder, 'report.json') }) };
  });
  return {
    text: shown.flatMap(({ text, lines }) => [text, ...lines]).join('\n'),
    summary: shown.map(({ text, markdown }) => `${inCode(text)}\n\n${markdown}`).join('\n'),
    annotations: shown.flatMap(({ annotations }) => annotations),
  };
}

/** Runs the tool and writes `<runs>/<kind>-<tool>/`. Denied unless the run proves that it looked at the target. */
export async function runScan(request: ScanRequest, ports: ScanPorts) {
  const { kind, tool } = request;
  ports.log.step(`scan-${kind}`, `running ${tool} for ${kind}`);
  // Asked before anything is fetched or run: an absent folder would read as a target in which nothing was found.
  await ports.files.list(request.path);
  // Loaded where a tool is run: what rates CVSS vectors takes as long to load as all else.
  const { databaseNeed, lacksSecondDatabase, toolInvocation } = await import('../scan/invocation.ts');
  const located = await ports.tools.locate(tool, databaseNeed(kind, tool));
  const work = await ports.files.temporary(`safeguard-${tool}-`);
  const version = await readVersion(ports, tool, located, work);
  const reportPath = join(work, 'report.json');
  const places = {
    target: resolve(request.path),
    report: reportPath,
    work,
    ...(request.target.type === 'image' ? { digest: request.target.digest } : {}),
    ...(located.rules ? { rules: located.rules } : {}),
    ...(located.ruleFiles ? { ruleFiles: located.ruleFiles } : {}),
    ...(located.database ? { database: located.database } : {}),
  };
  const invocation = toolInvocation(kind, tool, places);
  const options = {
    environment: { ...located.environment, ...invocation.environment },
    folder: work,
    timeoutSeconds,
    outputLimit,
  };
  const startedAt = ports.clock.now();
  const program = { tool, path: located.path, invocation, reportPath };
  const runOnce = async () => runProgram(ports, program, options);
  const first = await runOnce();
  // A database that is large and seldom needed is fetched when the program says that it lacks it.
  const javaAt = lacksSecondDatabase(tool, first.log) ? await located.addJavaDatabase?.() : undefined;
  const { result, report, log } = javaAt === undefined ? first : await runOnce();
  const sbom =
    invocation.sbom && result.exitCode === 0 ? await readSbomRun(ports, located.path, invocation.sbom, options) : null;
  const run = ScanRun.parse({
    schema: 'safeguard.scan-run/v1',
    kind,
    tool,
    ...(ports.job.GITHUB_RUN_ID ? { run_id: RunId.parse(ports.job.GITHUB_RUN_ID) } : {}),
    tool_version: version,
    tool_sha256: located.sha256,
    argv: [tool, ...invocation.args].map((word) => namePlaces(word, places)),
    exit_code: result.exitCode,
    started_at: startedAt,
    finished_at: ports.clock.now(),
    target: request.target,
    database_at: located.databaseAt ?? null,
    ...(javaAt === undefined ? {} : { java_database_at: javaAt }),
    rules_sha256: located.rulesSha256 ?? null,
    report: contentOf(report),
    log: contentOf(log),
    sbom: sbom ? contentOf(sbom) : null,
  });
  return keepRun(ports, request, { run, report, log, sbom, replay: false });
}

type RunOptions = Parameters<Ports['programs']['run']>[2];

/** A scanner as it is called, and where it leaves its report. */
type Program = { tool: ScanTool; path: string; invocation: ToolInvocation; reportPath: string };

async function runProgram(ports: ScanPorts, { tool, path, invocation, reportPath }: Program, options: RunOptions) {
  const { keptLog } = await import('../scan/invocation.ts');
  const result = await ports.programs.run(path, invocation.args, options);
  refuseUnfinished(tool, result, { timeoutSeconds, outputLimit });
  const report = invocation.reportFrom === 'stdout' ? result.stdout : await readReport(ports, reportPath);
  return { result, report, log: keptLog(invocation, result.stderr) };
}

/** Takes in a SARIF file that another tool wrote. Its findings count, but it never satisfies a requirement: nothing proves what ran. */
async function takeSarif(request: Omit<ScanRequest, 'path' | 'tool'> & { report: string }, ports: ScanPorts) {
  if (request.report === '')
    throw new Fault('INPUT_INVALID', 'report: missing; tool sarif needs the SARIF file to take in');
  ports.log.step(`scan-${request.kind}`, `taking in the SARIF file ${request.report}`);
  const report = await ports.files.read(request.report, outputLimit);
  const now = ports.clock.now();
  const run = ScanRun.parse({
    schema: 'safeguard.scan-run/v1',
    kind: request.kind,
    tool: 'sarif',
    ...(ports.job.GITHUB_RUN_ID ? { run_id: ports.job.GITHUB_RUN_ID } : {}),
    tool_version: '2.1.0',
    tool_sha256: sha256Hex(report),
    argv: ['sarif'],
    exit_code: 0,
    started_at: now,
    finished_at: now,
    target: request.target,
    database_at: null,
    rules_sha256: null,
    report: contentOf(report),
    log: contentOf(new Uint8Array()),
    sbom: null,
  });
  return keepRun(
    ports,
    { ...request, tool: 'sarif' },
    { run, report, log: new Uint8Array(), sbom: null, replay: false },
  );
}

/** Hands a recorded run in again. It keeps its own times and run id, by which everyone sees that it is a replay. */
export async function replayScan(request: Omit<ScanRequest, 'path'> & { recorded: string }, ports: ScanPorts) {
  ports.log.step(`scan-${request.kind}`, `handing in the recorded run of ${request.tool}`);
  const raw = await readRawScan(ports, request.recorded, { run_id: '', source: 'local' });
  if (raw.run.kind !== request.kind || raw.run.tool !== request.tool) {
    throw new Fault(
      'INPUT_INVALID',
      `${request.recorded} holds a run of ${raw.run.tool} for ${raw.run.kind}, not of ${request.tool} for ${request.kind}`,
    );
  }
  return keepRun(ports, request, { ...raw, replay: true });
}

async function keepRun(ports: ScanPorts, request: Omit<ScanRequest, 'path'>, raw: RawScan) {
  const folder = join(request.runs, `${request.kind}-${request.tool}`);
  const files: [string, Uint8Array | null][] = [
    ['report.json', raw.report],
    ['log.txt', raw.log],
    ['sbom.json', raw.sbom],
    ['run.json', canonicalBytes(raw.run)],
  ];
  // run.json last: a folder without it is not a run.
  for (const [name, bytes] of files) if (bytes) await ports.files.write(join(folder, name), bytes);
  const { readScan } = await import('../scan/read.ts');
  return scanAnswer(folder, raw, readScan(raw, { kind: request.kind, target: request.target }));
}

function scanAnswer(folder: string, raw: RawScan, reading: ScanReading) {
  const name = `${raw.run.tool} ${raw.run.tool_version}`;
  const text = reading.proven
    ? `${name} ${describeLook(reading.lookedAt)} and found ${counted(reading.findings.length, 'problem')}${raw.replay ? ' (recorded run, handed in again)' : ''}.`
    : `${name} proves nothing: ${reading.code}: ${reading.message}`;
  const outputs = { folder, name: basename(folder), 'run-sha256': runSha256(raw.run), proven: String(reading.proven) };
  return { outputs, denied: !reading.proven, text, json: { run: raw.run, replay: raw.replay, reading } };
}

async function readVersion(
  ports: ScanPorts,
  tool: ScanTool,
  located: { path: string; environment: Record<string, string> },
  folder: string,
): Promise<string> {
  const { parseVersion, versionInvocation } = await import('../scan/invocation.ts');
  const { args, environment } = versionInvocation(tool);
  const options = {
    environment: { ...located.environment, ...environment },
    folder,
    timeoutSeconds: 60,
    outputLimit: 64 * 1024,
  };
  const result = await ports.programs.run(located.path, args, options);
  refuseUnfinished(tool, result, { timeoutSeconds, outputLimit });
  return parseVersion(tool, Buffer.concat([result.stdout, result.stderr]).toString('utf8'));
}

async function readReport(ports: ScanPorts, path: string): Promise<Uint8Array> {
  // A missing report is an empty one here: readScan then says SCAN_EMPTY with the tool's exit code beside it.
  return (await ports.files.exists(path)) ? ports.files.read(path, outputLimit) : new Uint8Array();
}

async function readSbomRun(
  ports: ScanPorts,
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Uint8Array> {
  const result = await ports.programs.run(program, args, options);
  if (result.exitCode === 0 && result.stdout.length > 0) return result.stdout;
  throw new Fault(
    'TOOL_FAILED',
    `the SBOM could not be made (exit code ${result.exitCode}); the tool said ${quoted(Buffer.from(result.stderr).toString('utf8').slice(-300), 300)}`,
  );
}

function contentOf(bytes: Uint8Array) {
  return { sha256: Sha256.parse(sha256Hex(bytes)), bytes: bytes.length };
}
