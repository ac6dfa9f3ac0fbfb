const require = (name) => process.getBuiltinModule(name);
import {
  reportScan
} from "./report-table.mjs";
import {
  readRawScan,
  runSha256,
  scanTarget
} from "./flows-collect-raw-scans.mjs";
import {
  Fault,
  RunId,
  ScanRun,
  Sha256,
  canonicalBytes,
  counted,
  inCode,
  listed,
  provingTools,
  quoted,
  sha256Hex
} from "./ground.mjs";

// src/flows/scan.ts
import { basename, join, resolve } from "node:path";

// src/scan/running.ts
function namePlaces(word, places) {
  const named = ["report", "work", "rules", "database"];
  const byLength = Object.entries(places).flatMap(
    ([name, path]) => named.includes(name) && typeof path === "string" ? [[name, path]] : []
  ).toSorted(([, a], [, b]) => b.length - a.length);
  return byLength.reduce((text, [name, path]) => text.replaceAll(path, `<${name}>`), word);
}
function describeLook({ files, packages }) {
  const seen = [
    ...files > 0 ? [counted(files, "file")] : [],
    ...packages > 0 ? [counted(packages, "package")] : []
  ];
  return seen.length > 0 ? `looked at ${listed(seen)}` : "ran to its end (it does not count what it looks at)";
}
function refuseUnfinished(tool, result, { timeoutSeconds: timeoutSeconds2, outputLimit: outputLimit2 }) {
  if (result.timedOut)
    throw new Fault("TOOL_TIMEOUT", `${tool} did not finish within ${timeoutSeconds2 / 60} minutes and was stopped`);
  if (result.signal !== "") throw new Fault("TOOL_FAILED", `${tool} was ended by ${result.signal}`);
  if (result.truncated) throw new Fault("TOOL_FAILED", `${tool} printed more than ${outputLimit2} bytes`);
}

// src/flows/scan.ts
var outputLimit = 64 * 1024 * 1024;
var timeoutSeconds = 30 * 60;
async function scanWithTools(inputs, ports) {
  const { kind, tool: tools, runs, replay } = inputs;
  const target = scanTarget(kind, inputs.digest, inputs.commit);
  const [tool] = tools;
  if (new Set(tools).size < tools.length)
    throw new Fault("INPUT_INVALID", `tool: expected each tool once, got ${listed(tools)}`);
  const unfit = tools.find((one) => one !== "sarif" && !provingTools(kind).includes(one));
  if (unfit !== void 0)
    throw new Fault("INPUT_INVALID", `tool: ${unfit} makes no scan of ${kind}; expected ${listed(provingTools(kind))}`);
  if (tools.length > 1 && (replay !== void 0 || tools.includes("sarif")))
    throw new Fault("INPUT_INVALID", `tool: expected one tool with replay, and sarif alone; got ${listed(tools)}`);
  const answers = [];
  if (tool !== void 0 && replay !== void 0)
    answers.push(await replayScan({ kind, tool, runs, target, recorded: replay }, ports));
  else if (tool === "sarif") answers.push(await takeSarif({ kind, runs, target, report: inputs.report ?? "" }, ports));
  else
    for (const one of tools)
      answers.push(await runScan({ kind, tool: one, runs, target, path: inputs.path ?? "." }, ports));
  return {
    outputs: {
      "run-sha256": answers.map(({ outputs }) => `${outputs.name} ${outputs["run-sha256"]}`).join("\n"),
      proven: String(answers.every(({ outputs }) => outputs.proven === "true"))
    },
    denied: answers.some(({ denied }) => denied),
    ...showFindings(answers),
    json: answers.map(({ json }) => json)
  };
}
function showFindings(answers) {
  const shown = answers.map(({ text, outputs: { folder }, json: { reading } }) => {
    const findings = reading.proven ? reading.findings : [];
    return { text, ...reportScan({ findings, all: join(folder, "report.json") }) };
  });
  return {
    text: shown.flatMap(({ text, lines }) => [text, ...lines]).join("\n"),
    summary: shown.map(({ text, markdown }) => `${inCode(text)}

${markdown}`).join("\n"),
    annotations: shown.flatMap(({ annotations }) => annotations)
  };
}
async function runScan(request, ports) {
  const { kind, tool } = request;
  ports.log.step(`scan-${kind}`, `running ${tool} for ${kind}`);
  await ports.files.list(request.path);
  const { databaseNeed, lacksSecondDatabase, toolInvocation } = await import("./scan-invocation.mjs");
  const located = await ports.tools.locate(tool, databaseNeed(kind, tool));
  const work = await ports.files.temporary(`safeguard-${tool}-`);
  const version = await readVersion(ports, tool, located, work);
  const reportPath = join(work, "report.json");
  const places = {
    target: resolve(request.path),
    report: reportPath,
    work,
    ...request.target.type === "image" ? { digest: request.target.digest } : {},
    ...located.rules ? { rules: located.rules } : {},
    ...located.ruleFiles ? { ruleFiles: located.ruleFiles } : {},
    ...located.database ? { database: located.database } : {}
  };
  const invocation = toolInvocation(kind, tool, places);
  const options = {
    environment: { ...located.environment, ...invocation.environment },
    folder: work,
    timeoutSeconds,
    outputLimit
  };
  const startedAt = ports.clock.now();
  const program = { tool, path: located.path, invocation, reportPath };
  const runOnce = async () => runProgram(ports, program, options);
  const first = await runOnce();
  const javaAt = lacksSecondDatabase(tool, first.log) ? await located.addJavaDatabase?.() : void 0;
  const { result, report, log } = javaAt === void 0 ? first : await runOnce();
  const sbom = invocation.sbom && result.exitCode === 0 ? await readSbomRun(ports, located.path, invocation.sbom, options) : null;
  const run = ScanRun.parse({
    schema: "safeguard.scan-run/v1",
    kind,
    tool,
    ...ports.job.GITHUB_RUN_ID ? { run_id: RunId.parse(ports.job.GITHUB_RUN_ID) } : {},
    tool_version: version,
    tool_sha256: located.sha256,
    argv: [tool, ...invocation.args].map((word) => namePlaces(word, places)),
    exit_code: result.exitCode,
    started_at: startedAt,
    finished_at: ports.clock.now(),
    target: request.target,
    database_at: located.databaseAt ?? null,
    ...javaAt === void 0 ? {} : { java_database_at: javaAt },
    rules_sha256: located.rulesSha256 ?? null,
    report: contentOf(report),
    log: contentOf(log),
    sbom: sbom ? contentOf(sbom) : null
  });
  return keepRun(ports, request, { run, report, log, sbom, replay: false });
}
async function runProgram(ports, { tool, path, invocation, reportPath }, options) {
  const { keptLog } = await import("./scan-invocation.mjs");
  const result = await ports.programs.run(path, invocation.args, options);
  refuseUnfinished(tool, result, { timeoutSeconds, outputLimit });
  const report = invocation.reportFrom === "stdout" ? result.stdout : await readReport(ports, reportPath);
  return { result, report, log: keptLog(invocation, result.stderr) };
}
async function takeSarif(request, ports) {
  if (request.report === "")
    throw new Fault("INPUT_INVALID", "report: missing; tool sarif needs the SARIF file to take in");
  ports.log.step(`scan-${request.kind}`, `taking in the SARIF file ${request.report}`);
  const report = await ports.files.read(request.report, outputLimit);
  const now = ports.clock.now();
  const run = ScanRun.parse({
    schema: "safeguard.scan-run/v1",
    kind: request.kind,
    tool: "sarif",
    ...ports.job.GITHUB_RUN_ID ? { run_id: ports.job.GITHUB_RUN_ID } : {},
    tool_version: "2.1.0",
    tool_sha256: sha256Hex(report),
    argv: ["sarif"],
    exit_code: 0,
    started_at: now,
    finished_at: now,
    target: request.target,
    database_at: null,
    rules_sha256: null,
    report: contentOf(report),
    log: contentOf(new Uint8Array()),
    sbom: null
  });
  return keepRun(
    ports,
    { ...request, tool: "sarif" },
    { run, report, log: new Uint8Array(), sbom: null, replay: false }
  );
}
async function replayScan(request, ports) {
  ports.log.step(`scan-${request.kind}`, `handing in the recorded run of ${request.tool}`);
  const raw = await readRawScan(ports, request.recorded, { run_id: "", source: "local" });
  if (raw.run.kind !== request.kind || raw.run.tool !== request.tool) {
    throw new Fault(
      "INPUT_INVALID",
      `${request.recorded} holds a run of ${raw.run.tool} for ${raw.run.kind}, not of ${request.tool} for ${request.kind}`
    );
  }
  return keepRun(ports, request, { ...raw, replay: true });
}
async function keepRun(ports, request, raw) {
  const folder = join(request.runs, `${request.kind}-${request.tool}`);
  const files = [
    ["report.json", raw.report],
    ["log.txt", raw.log],
    ["sbom.json", raw.sbom],
    ["run.json", canonicalBytes(raw.run)]
  ];
  for (const [name, bytes] of files) if (bytes) await ports.files.write(join(folder, name), bytes);
  const { readScan } = await import("./scan-read.mjs");
  return scanAnswer(folder, raw, readScan(raw, { kind: request.kind, target: request.target }));
}
function scanAnswer(folder, raw, reading) {
  const name = `${raw.run.tool} ${raw.run.tool_version}`;
  const text = reading.proven ? `${name} ${describeLook(reading.lookedAt)} and found ${counted(reading.findings.length, "problem")}${raw.replay ? " (recorded run, handed in again)" : ""}.` : `${name} proves nothing: ${reading.code}: ${reading.message}`;
  const outputs = { folder, name: basename(folder), "run-sha256": runSha256(raw.run), proven: String(reading.proven) };
  return { outputs, denied: !reading.proven, text, json: { run: raw.run, replay: raw.replay, reading } };
}
async function readVersion(ports, tool, located, folder) {
  const { parseVersion, versionInvocation } = await import("./scan-invocation.mjs");
  const { args, environment } = versionInvocation(tool);
  const options = {
    environment: { ...located.environment, ...environment },
    folder,
    timeoutSeconds: 60,
    outputLimit: 64 * 1024
  };
  const result = await ports.programs.run(located.path, args, options);
  refuseUnfinished(tool, result, { timeoutSeconds, outputLimit });
  return parseVersion(tool, Buffer.concat([result.stdout, result.stderr]).toString("utf8"));
}
async function readReport(ports, path) {
  return await ports.files.exists(path) ? ports.files.read(path, outputLimit) : new Uint8Array();
}
async function readSbomRun(ports, program, args, options) {
  const result = await ports.programs.run(program, args, options);
  if (result.exitCode === 0 && result.stdout.length > 0) return result.stdout;
  throw new Fault(
    "TOOL_FAILED",
    `the SBOM could not be made (exit code ${result.exitCode}); the tool said ${quoted(Buffer.from(result.stderr).toString("utf8").slice(-300), 300)}`
  );
}
function contentOf(bytes) {
  return { sha256: Sha256.parse(sha256Hex(bytes)), bytes: bytes.length };
}

export {
  scanWithTools,
  runScan,
  replayScan
};
