const require = (name) => process.getBuiltinModule(name);
import {
  canonicalBytes,
  canonicalText
} from "./vendor-canonicalize.mjs";
import {
  ScanKind,
  ScanRun,
  ScanTool
} from "./model-config.mjs";
import {
  defaultJsonLimits,
  parseJsonBytes,
  textEndsEarly
} from "./base-json-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  counted,
  listed,
  printable
} from "./base-text.mjs";
import {
  Sha256
} from "./model-ids.mjs";
import {
  array,
  boolean,
  int,
  literal,
  looseObject,
  number,
  record,
  string,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/scan/finding.ts
function makeFinding(raw, draft) {
  const rule = clean(draft.rule, 300) || "unnamed-rule";
  const name = clean(draft.package ?? "", 300);
  const path = relativePath(draft.path ?? "", targetFolders(raw.run.argv));
  const line = Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(draft.line ?? 0)));
  return {
    tool: raw.run.tool,
    kind: raw.run.kind,
    rule,
    severity: draft.severity,
    title: clean(draft.title, 300),
    package: name,
    fixed: clean(draft.fixed ?? "", 200),
    path,
    line,
    fingerprint: Sha256.parse(sha256Hex(canonicalText([rule, name, path, line]))),
    suppressed: draft.suppressed ?? false
  };
}
function proven(findings, lookedAt) {
  return { proven: true, findings, lookedAt, suppressed: findings.filter((finding) => finding.suppressed).length };
}
function unproven(code, message) {
  return { proven: false, code, message: clean(message, 1e3) };
}
function relativePath(path, folders) {
  const plain = path.replace(/^file:(?:\/\/[^/]*)?/, "").replaceAll("\\", "/");
  const folder = folders.find((candidate) => plain.startsWith(`${candidate}/`));
  const parts = [];
  for (const part of plain.slice(folder === void 0 ? 0 : folder.length).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== "." && !(parts.length === 0 && /^[A-Za-z]:$/.test(part))) parts.push(part);
  }
  return clean(parts.join("/"), 1e3);
}
function targetFolders(argv) {
  const folders = argv.map((word) => word.slice(word.startsWith("--") ? word.indexOf("=") + 1 : 0).replace(/\/+$/, ""));
  return folders.filter((folder) => folder.startsWith("/")).sort((a, b) => b.length - a.length);
}
function clean(text2, limit) {
  return printable(text2.toWellFormed(), limit).toWellFormed();
}

// src/scan/adapter.ts
function conform(schema, document) {
  const parsed = schema.safeParse(document);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.map(String).join(".") || "the top"}: ${issue.message}`);
  const text2 = printable(issues.join("; "), 300);
  return { misfit: unproven("SCAN_MALFORMED", `the report is not what this tool writes: ${text2}`) };
}
function exitMismatch(raw, findings) {
  const open = findings.filter((finding) => !finding.suppressed).length;
  if (raw.run.exit_code === 1 === open > 0) return void 0;
  const text2 = `${raw.run.tool} ended with exit code ${raw.run.exit_code}, but its report holds ${open} open findings`;
  return unproven("SCAN_EXIT_CODE", text2);
}
function hasKeys(document, ...keys) {
  return typeof document === "object" && document !== null && keys.every((key) => Object.hasOwn(document, key));
}

// src/scan/severity.ts
var severities = ["info", "low", "medium", "high", "critical"];
var words = {
  critical: "critical",
  high: "high",
  error: "high",
  medium: "medium",
  moderate: "medium",
  warning: "medium",
  low: "low",
  note: "low",
  info: "info",
  none: "info"
};
function severityOfWord(word) {
  const key = typeof word === "string" ? word.toLowerCase() : "";
  return Object.hasOwn(words, key) ? words[key] : void 0;
}
function severityOfScore(score) {
  const value = typeof score === "string" && score.trim() !== "" ? Number(score) : score;
  if (typeof value !== "number" || !(value >= 0 && value <= 10)) return void 0;
  if (value >= 9) return "critical";
  if (value >= 7) return "high";
  if (value >= 4) return "medium";
  return value > 0 ? "low" : "info";
}
function worstSeverity(sources) {
  const ranks = sources.map((source) => source === void 0 ? -1 : severities.indexOf(source));
  return severities[Math.max(-1, ...ranks)] ?? "critical";
}
function isAtLeast(severity2, threshold) {
  return severities.indexOf(severity2) >= severities.indexOf(threshold);
}

// src/scan/adapters/checkov.ts
var Check = looseObject({
  check_id: string().min(1),
  check_name: string().nullish(),
  file_path: string(),
  file_line_range: array(number()).nullish(),
  severity: unknown().optional()
});
var count = int().min(0);
var Framework = looseObject({
  check_type: string().min(1),
  results: looseObject({
    passed_checks: array(Check).optional(),
    failed_checks: array(Check),
    skipped_checks: array(Check).optional(),
    parsing_errors: array(unknown()).optional()
  }),
  summary: looseObject({
    passed: count,
    failed: count,
    skipped: count,
    parsing_errors: count.optional(),
    parsingerrors: count.optional()
  })
});
var Report = array(Framework);
var checkov = {
  kinds: ["infrastructure"],
  exitCodes: [0, 1],
  versions: ["2", "3"],
  recognizes: (document) => [document].flat().every((part) => hasKeys(part, "check_type", "summary") || hasKeys(part, "checkov_version", "passed")),
  read(raw, document) {
    const parts = [document].flat();
    if (parts.every((part) => !hasKeys(part, "results"))) {
      return unproven("SCAN_NOTHING_SCANNED", "checkov found nothing it can check");
    }
    const conformed = conform(Report, parts);
    if ("misfit" in conformed) return conformed.misfit;
    const frameworks = conformed.value;
    const unread = frameworks.reduce((sum, framework) => sum + parsingErrors(framework), 0);
    if (unread > 0) return unproven("SCAN_FAILED", `checkov could not parse ${counted(unread, "file")}`);
    const odd = frameworks.find((framework) => !listsFitSummary(framework));
    if (odd) return unproven("SCAN_NO_PROOF", `the lists and the summary of framework ${odd.check_type} disagree`);
    const checked = frameworks.reduce((sum, { summary }) => sum + summary.passed + summary.failed + summary.skipped, 0);
    if (checked === 0) return unproven("SCAN_NOTHING_SCANNED", "checkov made no check");
    const findings = frameworks.flatMap((framework) => findingsOf(raw, framework));
    return exitMismatch(raw, findings) ?? proven(findings, { files: countFiles(frameworks), packages: 0 });
  }
};
function parsingErrors({ results, summary }) {
  return Math.max(summary.parsing_errors ?? 0, summary.parsingerrors ?? 0, (results.parsing_errors ?? []).length);
}
function listsFitSummary({ results, summary }) {
  return results.failed_checks.length === summary.failed && (results.skipped_checks ?? []).length === summary.skipped;
}
function countFiles(frameworks) {
  const checks = frameworks.flatMap(({ results }) => [
    ...results.passed_checks ?? [],
    ...results.failed_checks,
    ...results.skipped_checks ?? []
  ]);
  return new Set(checks.map((check) => check.file_path)).size;
}
function findingsOf(raw, { results }) {
  const failed = results.failed_checks.map((check) => findingOf(raw, check, false));
  return [...failed, ...(results.skipped_checks ?? []).map((check) => findingOf(raw, check, true))];
}
function findingOf(raw, check, suppressed) {
  return makeFinding(raw, {
    rule: check.check_id,
    severity: worstSeverity([severityOfWord(check.severity)]),
    title: check.check_name ?? "",
    path: check.file_path,
    line: check.file_line_range?.[0] ?? 0,
    suppressed
  });
}

// src/scan/adapters/gitleaks.ts
var Leak = looseObject({
  RuleID: string().min(1),
  Description: string(),
  StartLine: number(),
  File: string()
});
var Report2 = array(Leak);
var gitleaks = {
  kinds: ["secrets"],
  exitCodes: [0, 1],
  versions: ["8", "v8"],
  recognizes: (document) => Array.isArray(document) && document.every((leak) => hasKeys(leak, "RuleID", "File")),
  read(raw, document, log) {
    const conformed = conform(Report2, document);
    if ("misfit" in conformed) return conformed.misfit;
    const leaks = conformed.value;
    const lines = logLines(log);
    const problem = logProblem(lines, leaks.length);
    if (problem) return problem;
    const found = leaks.map(
      (leak) => makeFinding(raw, {
        rule: leak.RuleID,
        severity: "critical",
        title: leak.Description,
        path: leak.File,
        line: leak.StartLine
      })
    );
    const opened = lines.filter((line) => line.level === "TRC" && line.text.startsWith("scanning path ")).length;
    const files = Math.max(opened, new Set(leaks.map((leak) => leak.File)).size);
    return exitMismatch(raw, found) ?? proven([...found, ...hiddenFindings(raw, lines)], { files, packages: 0 });
  }
};
function logLines(log) {
  const plain = log.replace(/\u001b\[[0-9;]*m/g, "");
  const form = /^\S+ (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*?)\r?$/gm;
  return [...plain.matchAll(form)].map((match) => ({ level: match[1] ?? "", text: match[2] ?? "" }));
}
function logProblem(lines, leaks) {
  const spoken = lines.filter((line) => line.level !== "DBG" && line.level !== "TRC");
  const trouble = spoken.find((line) => line.level !== "INF" && !/^leaks found: \d+$/.test(line.text));
  if (trouble)
    return unproven("SCAN_FAILED", "the log of gitleaks holds a warning or error, so part of the target was left out");
  const bytes = numbersIn(spoken, /^scanned ~(\d+) bytes \(/);
  const commits = numbersIn(spoken, /^(\d+) commits scanned\.$/);
  const clean2 = spoken.filter((line) => line.text === "no leaks found").map(() => 0);
  const counts = [...numbersIn(spoken, /^leaks found: (\d+)$/), ...clean2];
  if (bytes.length !== 1 || commits.length > 1 || counts.length !== 1) {
    return unproven(
      "SCAN_NO_PROOF",
      "the log of gitleaks does not say once how much was scanned and how many leaks were found"
    );
  }
  if (bytes[0] === 0 || commits[0] === 0) return unproven("SCAN_NOTHING_SCANNED", "gitleaks scanned nothing");
  if (counts[0] === leaks) return void 0;
  return unproven("SCAN_NO_PROOF", `the log of gitleaks counts ${counts[0]} leaks, its report ${leaks}`);
}
function numbersIn(lines, form) {
  return lines.flatMap((line) => form.exec(line.text)?.slice(1, 2) ?? []).map(Number);
}
function hiddenFindings(raw, lines) {
  return lines.flatMap(({ text: text2 }) => {
    const match = /^skipping finding: .* fingerprint="?(.*?):([^:]+):(\d+)"?$/.exec(text2);
    if (!match) return [];
    const [, path = "", rule = "", line] = match;
    const title = "Hidden by an ignore file of the repository";
    return [makeFinding(raw, { rule, severity: "critical", title, path, line: Number(line), suppressed: true })];
  });
}

// src/scan/adapters/osv-scanner.ts
var Range = looseObject({ events: array(looseObject({ fixed: string().optional() })).nullish() });
var Affected = looseObject({
  package: looseObject({ name: string() }).optional(),
  ranges: array(Range).nullish()
});
var Vulnerability = looseObject({
  id: string().min(1),
  summary: string().optional(),
  affected: array(Affected).nullish(),
  database_specific: looseObject({ severity: unknown().optional() }).nullish()
});
var Package = looseObject({
  package: looseObject({ name: string(), version: string(), commit: string().optional() }),
  groups: array(looseObject({ ids: array(string()), max_severity: unknown().optional() })).nullish(),
  vulnerabilities: array(Vulnerability).nullish()
});
var Source = looseObject({
  source: looseObject({ path: string() }),
  packages: array(Package).nullable()
});
var Report3 = looseObject({ results: array(Source) });
var failedLine = /^(?:could not load db for|Error during extraction:).*$/m;
var osvScanner = {
  kinds: ["dependencies"],
  exitCodes: [0, 1],
  versions: ["2"],
  recognizes: (document) => hasKeys(document, "results") && !["errors", "check_type", "summary", "runs"].some((key) => hasKeys(document, key)),
  read(raw, document, log) {
    const conformed = conform(Report3, document);
    if ("misfit" in conformed) return conformed.misfit;
    const sources = conformed.value.results;
    const packages = sources.reduce((sum, source) => sum + (source.packages ?? []).length, 0);
    if (packages === 0)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner lists no package; it needs --all-packages");
    const [failed] = failedLine.exec(log) ?? [];
    if (failed !== void 0)
      return unproven("SCAN_FAILED", `osv-scanner did not match everything: ${printable(failed, 300)}`);
    const hidden = filteredFindings(raw, log);
    if (hidden.length < filteredCount(log)) {
      return unproven(
        "SCAN_NO_PROOF",
        `the log says that ${filteredCount(log)} entries were filtered and names ${hidden.length}`
      );
    }
    const found = sources.flatMap(
      ({ source, packages: list }) => (list ?? []).flatMap((entry) => (entry.vulnerabilities ?? []).map((v) => findingOf2(raw, source.path, entry, v)))
    );
    const findings = [...found, ...hidden];
    return exitMismatch(raw, findings) ?? proven(findings, { files: sources.length, packages });
  }
};
function findingOf2(raw, path, entry, vulnerability) {
  const { name, version, commit } = entry.package;
  const scores = (entry.groups ?? []).filter((group) => group.ids.includes(vulnerability.id)).map((g) => g.max_severity);
  return makeFinding(raw, {
    rule: vulnerability.id,
    severity: worstSeverity([
      severityOfWord(vulnerability.database_specific?.severity),
      ...scores.map(severityOfScore)
    ]),
    title: vulnerability.summary ?? "",
    package: `${name}@${version || commit || ""}`,
    fixed: firstFix(name, vulnerability),
    path
  });
}
function firstFix(name, vulnerability) {
  const ours = (vulnerability.affected ?? []).filter((affected) => affected.package?.name === name);
  const events = ours.flatMap((affected) => (affected.ranges ?? []).flatMap((range) => range.events ?? []));
  return events.find((event) => event.fixed !== void 0)?.fixed ?? "";
}
function filteredFindings(raw, log) {
  return [...log.matchAll(/^(?:Package )?(\S+)(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because:/gm)].map(
    (match) => makeFinding(raw, {
      rule: match[1] ?? "",
      severity: "critical",
      title: `${counted(1, "entry")} hidden by a configuration file of the repository`,
      suppressed: true
    })
  );
}
function filteredCount(log) {
  return [...log.matchAll(/^Filtered (\d+) /gm)].reduce((sum, match) => sum + Number(match[1]), 0);
}

// src/scan/adapters/sarif-log.ts
var Properties = looseObject({ "security-severity": unknown().optional() }).nullish();
var Rule = looseObject({
  id: string(),
  name: string().optional(),
  shortDescription: looseObject({ text: string().optional() }).optional(),
  defaultConfiguration: looseObject({ level: unknown().optional() }).optional(),
  properties: Properties
});
var ToolComponent = looseObject({ name: string(), rules: array(Rule).nullish() });
var Notification = looseObject({ level: unknown().optional() });
var Invocation = looseObject({
  executionSuccessful: boolean(),
  toolExecutionNotifications: array(Notification).nullish(),
  toolConfigurationNotifications: array(Notification).nullish()
});
var Location = looseObject({
  physicalLocation: looseObject({
    artifactLocation: looseObject({ uri: string().optional(), index: int().optional() }).optional(),
    region: looseObject({ startLine: number().optional() }).optional()
  }).optional()
});
var Result = looseObject({
  ruleId: string().optional(),
  ruleIndex: int().optional(),
  rule: looseObject({
    id: string().optional(),
    index: int().optional(),
    toolComponent: looseObject({ index: int().optional() }).optional()
  }).optional(),
  level: unknown().optional(),
  kind: unknown().optional(),
  locations: array(Location).nullish(),
  suppressions: array(unknown()).nullish(),
  properties: Properties
});
var Run = looseObject({
  tool: looseObject({ driver: ToolComponent, extensions: array(ToolComponent).nullish() }),
  invocations: array(Invocation).nullish(),
  results: array(Result).nullish(),
  artifacts: array(looseObject({ location: looseObject({ uri: string().optional() }).optional() })).nullish(),
  versionControlProvenance: array(looseObject({ revisionId: string().optional() })).nullish()
});
var Report4 = looseObject({ version: literal("2.1.0"), runs: array(Run).nullable() });

// src/scan/adapters/sarif.ts
var sarif = {
  kinds: ["source", "dependencies", "image", "infrastructure", "secrets"],
  exitCodes: [0, 1],
  versions: [],
  recognizes: (document) => hasKeys(document, "runs", "version"),
  read(raw, document) {
    const conformed = conform(Report4, document);
    if ("misfit" in conformed) return conformed.misfit;
    const runs = conformed.value.runs ?? [];
    if (runs.length === 0) return unproven("SCAN_NOTHING_SCANNED", "the SARIF log has no run");
    const problem = runs.map((run) => runProblem(raw, run)).find((found) => found !== void 0);
    if (problem) return problem;
    const findings = runs.flatMap((run) => findingsOf2(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : void 0;
    return contradiction ?? proven(findings, { files, packages: 0 });
  }
};
function runProblem(raw, run) {
  const tool = run.tool.driver.name;
  for (const invocation of run.invocations ?? []) {
    if (!invocation.executionSuccessful) return unproven("SCAN_FAILED", `${tool} says that its run did not succeed`);
    const notices = [
      ...invocation.toolExecutionNotifications ?? [],
      ...invocation.toolConfigurationNotifications ?? []
    ];
    const errors = notices.filter((notice) => notice.level === "error").length;
    if (errors > 0) return unproven("SCAN_FAILED", `${tool} reports ${counted(errors, "error")} of its own`);
  }
  if (!run.results) return unproven("SCAN_FAILED", `${tool} has no results array: it did not begin its analysis`);
  return revisionProblem(raw, run);
}
function revisionProblem(raw, run) {
  const { target } = raw.run;
  if (target.type !== "source") return void 0;
  const other = (run.versionControlProvenance ?? []).find(
    (place) => place.revisionId && place.revisionId !== target.commit
  );
  if (!other) return void 0;
  return unproven(
    "SCAN_WRONG_TARGET",
    `${run.tool.driver.name} scanned revision ${other.revisionId}, not ${target.commit}`
  );
}
function findingsOf2(raw, run) {
  const named = /* @__PURE__ */ new Map();
  const components = [run.tool.driver, ...run.tool.extensions ?? []];
  for (const rule of components.flatMap((component) => component.rules ?? [])) {
    named.set(rule.id, worseOf(describe(rule), named.get(rule.id)));
  }
  return (run.results ?? []).map((result) => findingOf3(raw, run, result, rulesOf(run, result, named)));
}
function findingOf3(raw, run, result, rules) {
  const location = result.locations?.[0]?.physicalLocation;
  const artifact = location?.artifactLocation;
  const uri = artifact?.uri ?? run.artifacts?.[artifact?.index ?? -1]?.location?.uri ?? "";
  return makeFinding(raw, {
    rule: result.ruleId ?? result.rule?.id ?? rules[0]?.id ?? "",
    severity: severityOf(result, rules),
    title: rules.find((rule) => rule.title !== "")?.title ?? "",
    path: decoded(uri),
    line: location?.region?.startLine ?? 0,
    suppressed: (result.suppressions ?? []).length > 0
  });
}
function describe(rule) {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? "",
    level: level === void 0 ? void 0 : severityOfLevel(level),
    score: severityOfScore(rule.properties?.["security-severity"])
  };
}
function worseOf(rule, other) {
  if (other === void 0) return rule;
  return { ...other, level: worstKnown([rule.level, other.level]), score: worstKnown([rule.score, other.score]) };
}
function worstKnown(sources) {
  return sources.some((source) => source !== void 0) ? worstSeverity(sources) : void 0;
}
function severityOfLevel(level) {
  return severityOfWord(level) ?? "critical";
}
function rulesOf(run, result, named) {
  const component = result.rule?.toolComponent?.index;
  const owner = component === void 0 ? run.tool.driver : run.tool.extensions?.[component];
  const indexed = owner?.rules?.[result.rule?.index ?? result.ruleIndex ?? -1];
  const id = result.ruleId ?? result.rule?.id ?? "";
  const found = named.get(id) ?? named.get(id.replace(/\/[^/]*$/, ""));
  return [...indexed ? [describe(indexed)] : [], ...found ? [found] : []];
}
function severityOf(result, rules) {
  const scores = [severityOfScore(result.properties?.["security-severity"]), ...rules.map((rule) => rule.score)];
  if (result.level !== void 0) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const isFailure = (result.kind ?? "fail") === "fail";
  const level = worstKnown(rules.map((rule) => rule.level)) ?? (isFailure ? "medium" : "info");
  return worstSeverity([level, ...scores]);
}
function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

// src/scan/adapters/semgrep.ts
var Result2 = looseObject({
  check_id: string().min(1),
  path: string().min(1),
  start: looseObject({ line: number() }),
  extra: looseObject({ severity: unknown().optional(), is_ignored: boolean().nullish() })
});
var Report5 = looseObject({
  version: string().min(1).optional(),
  results: array(Result2),
  errors: array(looseObject({ type: unknown().optional(), level: unknown().optional() })),
  paths: looseObject({ scanned: array(string()).optional() }).optional(),
  skipped_rules: array(unknown()).optional()
});
var semgrep = {
  kinds: ["source"],
  exitCodes: [0, 1],
  versions: ["1"],
  recognizes: (document) => hasKeys(document, "results", "errors") && !hasKeys(document, "experimental_config"),
  read(raw, document) {
    const conformed = conform(Report5, document);
    if ("misfit" in conformed) return conformed.misfit;
    const { version, results, errors, paths, skipped_rules: skipped = [] } = conformed.value;
    if (errors.length > 0)
      return unproven("SCAN_FAILED", `semgrep reports ${counted(errors.length, "error")} of its own`);
    if (skipped.length > 0) return unproven("SCAN_FAILED", `semgrep skipped ${counted(skipped.length, "rule")}`);
    if (version === void 0 || paths?.scanned === void 0) {
      return unproven("SCAN_NO_PROOF", "the report names no version or no scanned paths; semgrep 1.x writes both");
    }
    if (paths.scanned.length === 0) return unproven("SCAN_NOTHING_SCANNED", "semgrep scanned no file");
    const findings = results.map((result) => findingOf4(raw, result));
    return exitProblem(raw, findings) ?? proven(findings, { files: paths.scanned.length, packages: 0 });
  }
};
function exitProblem(raw, findings) {
  if (raw.run.argv.includes("--error")) return exitMismatch(raw, findings);
  if (raw.run.exit_code === 0) return void 0;
  return unproven("SCAN_EXIT_CODE", "semgrep ended with exit code 1, which without --error does not mean findings");
}
function findingOf4(raw, result) {
  return makeFinding(raw, {
    rule: result.check_id,
    severity: worstSeverity([severityOfWord(result.extra.severity)]),
    title: result.check_id.split(".").at(-1) ?? "",
    path: result.path,
    line: result.start.line,
    suppressed: result.extra.is_ignored ?? false
  });
}

// src/scan/adapters/trivy-report.ts
var severity = unknown().optional();
var text = string().optional();
var Vulnerability2 = looseObject({
  VulnerabilityID: string().min(1),
  PkgName: string(),
  InstalledVersion: text,
  FixedVersion: text,
  PkgPath: text,
  Title: text,
  Severity: severity,
  VendorSeverity: record(string(), int()).nullish(),
  CVSS: record(
    string(),
    looseObject({
      V2Score: unknown().optional(),
      V3Score: unknown().optional(),
      V40Score: unknown().optional()
    })
  ).nullish()
});
var Misconfiguration = looseObject({
  ID: string().min(1),
  Title: text,
  Severity: severity,
  Status: text,
  CauseMetadata: looseObject({ StartLine: number().optional() }).optional()
});
var Secret = looseObject({
  RuleID: string().min(1),
  Title: text,
  Severity: severity,
  StartLine: number().optional()
});
var License = looseObject({ Name: string(), PkgName: text, FilePath: text, Severity: severity });
var Hidden = looseObject({
  VulnerabilityID: text,
  RuleID: text,
  ID: text,
  PkgName: text,
  InstalledVersion: text,
  PkgPath: text,
  Title: text,
  Severity: severity
});
var count2 = int().min(0).optional();
var Result3 = looseObject({
  Target: string(),
  Packages: array(unknown()).nullish(),
  Vulnerabilities: array(Vulnerability2).nullish(),
  Misconfigurations: array(Misconfiguration).nullish(),
  Secrets: array(Secret).nullish(),
  Licenses: array(License).nullish(),
  MisconfSummary: looseObject({ Successes: count2, Failures: count2, Exceptions: count2 }).nullish(),
  ExperimentalModifiedFindings: array(looseObject({ Finding: Hidden })).nullish()
});
var Report6 = looseObject({
  SchemaVersion: literal(2),
  ArtifactType: string(),
  ArtifactName: text,
  Metadata: looseObject({ RepoDigests: array(string()).nullish() }).nullish(),
  Results: array(Result3).nullish()
});

// src/scan/adapters/trivy.ts
var trivy = {
  kinds: ["image", "dependencies", "infrastructure"],
  exitCodes: [0],
  versions: ["0"],
  recognizes: (document) => hasKeys(document, "SchemaVersion"),
  read(raw, document, log) {
    const conformed = conform(Report6, document);
    if ("misfit" in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = targetProblem(raw, report) ?? exitProblem2(raw) ?? logProblem2(log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => findingsOf3(raw, result)), ...ignoredInSource(raw, log)];
    const packages = results.reduce((sum, result) => sum + (result.Packages ?? []).length, 0);
    const checks = results.reduce((sum, result) => sum + checksOf(result), 0);
    if ((raw.run.kind === "infrastructure" ? checks : packages + findings.length) === 0) {
      return unproven(
        "SCAN_NOTHING_SCANNED",
        `trivy lists no ${raw.run.kind === "infrastructure" ? "checks" : "packages"}`
      );
    }
    return proven(findings, { files: results.length, packages });
  }
};
function exitProblem2(raw) {
  if (!raw.run.argv.some((word) => word.startsWith("--exit-code"))) return void 0;
  return unproven("SCAN_EXIT_CODE", "trivy ran with --exit-code, so its exit code cannot be told from a failure");
}
var artifactTypes = { image: ["container_image"], source: ["filesystem", "repository"] };
function targetProblem(raw, report) {
  const { target } = raw.run;
  const expected = artifactTypes[target.type];
  if (!expected.includes(report.ArtifactType)) {
    return unproven(
      "SCAN_WRONG_TARGET",
      `trivy scanned a ${report.ArtifactType}, not the ${target.type} that was to be scanned`
    );
  }
  if (target.type === "source") return void 0;
  const names = [report.ArtifactName ?? "", ...report.Metadata?.RepoDigests ?? []];
  const digests = names.flatMap((name) => /@(sha256:[0-9a-f]{64})$/.exec(name)?.slice(1) ?? []);
  if (digests.length === 0) {
    return unproven("SCAN_NO_PROOF", "the report names no image digest; scan the layout as LAYOUT@sha256:DIGEST");
  }
  if (digests.every((digest) => digest === target.digest)) return void 0;
  return unproven("SCAN_WRONG_TARGET", `the report is about ${digests.join(" and ")}, not about ${target.digest}`);
}
var harmlessError = /\tERROR\t\[misconfig\] Falling back to embedded checks/;
function logProblem2(log) {
  const errors = log.split("\n").filter((line) => /\t(?:ERROR|FATAL)\t/.test(line) && !harmlessError.test(line));
  if (errors.length === 0) return void 0;
  return unproven(
    "SCAN_FAILED",
    `the log of trivy holds ${counted(errors.length, "error")}, so part of the target was not read`
  );
}
function ignoredInSource(raw, log) {
  return [...log.matchAll(/\] Ignore finding\trule="([^"]*)" range="([^"]*?):(\d+)(?:-\d+)?"/g)].map(
    (match) => makeFinding(raw, {
      rule: match[1] ?? "",
      severity: "critical",
      title: "Hidden by a comment in the source",
      path: match[2] ?? "",
      line: Number(match[3]),
      suppressed: true
    })
  );
}
function checksOf({ MisconfSummary: summary, Misconfigurations: list }) {
  return Math.max(
    (summary?.Successes ?? 0) + (summary?.Failures ?? 0) + (summary?.Exceptions ?? 0),
    (list ?? []).length
  );
}
function findingsOf3(raw, result) {
  const drafts = [
    ...(result.Vulnerabilities ?? []).map((item) => vulnerabilityDraft(item, result.Target)),
    ...(result.Misconfigurations ?? []).filter((item) => item.Status !== "PASS").map((item) => checkDraft(item, result.Target)),
    ...(result.Secrets ?? []).map((item) => secretDraft(item, result.Target)),
    ...(result.Licenses ?? []).map((item) => licenseDraft(item)),
    ...(result.ExperimentalModifiedFindings ?? []).map((item) => hiddenDraft(item.Finding, result.Target))
  ];
  return drafts.map((draft) => makeFinding(raw, draft));
}
function vulnerabilityDraft(item, target) {
  const vendors = Object.values(item.VendorSeverity ?? {}).map((level) => vendorLevels[level]);
  const scores = Object.values(item.CVSS ?? {}).flatMap((score) => [score.V2Score, score.V3Score, score.V40Score]);
  return {
    rule: item.VulnerabilityID,
    severity: worstSeverity([severityOfWord(item.Severity), ...vendors, ...scores.map(severityOfScore)]),
    title: item.Title ?? "",
    package: `${item.PkgName}@${item.InstalledVersion ?? ""}`,
    fixed: item.FixedVersion?.split(",")[0]?.trim() ?? "",
    path: item.PkgPath || target
  };
}
var vendorLevels = [void 0, "low", "medium", "high", "critical"];
function checkDraft(item, target) {
  return {
    rule: item.ID,
    severity: worstSeverity([severityOfWord(item.Severity)]),
    title: item.Title ?? "",
    path: target,
    line: item.CauseMetadata?.StartLine ?? 0,
    suppressed: item.Status === "EXCEPTION"
  };
}
function secretDraft(item, target) {
  const severity2 = worstSeverity([severityOfWord(item.Severity)]);
  return { rule: item.RuleID, severity: severity2, title: item.Title ?? "", path: target, line: item.StartLine ?? 0 };
}
function licenseDraft(item) {
  const severity2 = worstSeverity([severityOfWord(item.Severity)]);
  return { rule: `license:${item.Name}`, severity: severity2, title: "", package: item.PkgName ?? "", path: item.FilePath ?? "" };
}
function hiddenDraft(item, target) {
  return {
    rule: item.VulnerabilityID ?? item.RuleID ?? item.ID ?? "",
    severity: worstSeverity([severityOfWord(item.Severity)]),
    title: item.Title ?? "",
    package: item.PkgName === void 0 ? "" : `${item.PkgName}@${item.InstalledVersion ?? ""}`,
    path: item.PkgPath || target,
    suppressed: true
  };
}

// src/scan/read.ts
var adapters = {
  semgrep,
  "osv-scanner": osvScanner,
  trivy,
  checkov,
  gitleaks,
  sarif
};
function readScan(raw, expected) {
  const adapter = adapters[raw.run.tool];
  const problem = integrityProblem(raw) ?? targetProblem2(raw, expected) ?? exitProblem3(raw, adapter);
  if (problem) return problem;
  if (raw.report.length === 0) return unproven("SCAN_EMPTY", `the report of ${raw.run.tool} is empty`);
  const parsed = parseReport(raw.report);
  if ("problem" in parsed) return parsed.problem;
  if (!adapter.recognizes(parsed.document)) {
    return unproven("SCAN_WRONG_TOOL", `the report is JSON, but not what ${raw.run.tool} writes`);
  }
  return adapter.read(raw, parsed.document, new TextDecoder().decode(raw.log));
}
function integrityProblem(raw) {
  const parts = [
    ["report", raw.run.report, raw.report],
    ["log", raw.run.log, raw.log],
    ["SBOM", raw.run.sbom, raw.sbom]
  ];
  const odd = parts.find(([, content, bytes]) => !holds(content, bytes));
  return odd && unproven(
    "SCAN_HASH_MISMATCH",
    `the ${odd[0]} is not the one the run of ${raw.run.tool} wrote; it was changed or cut on the way`
  );
}
function holds(content, bytes) {
  if (content === null || bytes === null) return content === bytes;
  return content.bytes === bytes.length && content.sha256 === sha256Hex(bytes);
}
function targetProblem2(raw, expected) {
  const { kind, target, tool } = raw.run;
  if (kind !== expected.kind) return unproven("SCAN_WRONG_TARGET", `the run is of kind ${kind}, not ${expected.kind}`);
  if (!adapters[tool].kinds.includes(kind))
    return unproven("SCAN_WRONG_TOOL", `${tool} cannot prove a scan of kind ${kind}`);
  if (nameOf(target) === nameOf(expected.target)) return void 0;
  return unproven("SCAN_WRONG_TARGET", `the run is about ${nameOf(target)}, not about ${nameOf(expected.target)}`);
}
function nameOf(target) {
  return target.type === "image" ? `image ${target.digest}` : `commit ${target.commit}`;
}
var nothingFound = 128;
function exitProblem3(raw, adapter) {
  const { tool, tool_version: version, exit_code: code } = raw.run;
  const family = /^v?\d+/.exec(version)?.[0];
  if (family !== void 0 && adapter.versions.length > 0 && !adapter.versions.includes(family)) {
    return unproven(
      "SCAN_EXIT_CODE",
      `the exit codes of ${tool} ${version} are not known; known are versions ${adapter.versions.join(", ")}`
    );
  }
  if (adapter.exitCodes.includes(code)) return void 0;
  if (tool === "osv-scanner" && code === nothingFound) {
    return unproven("SCAN_NOTHING_SCANNED", "osv-scanner found no packages (exit code 128)");
  }
  return unproven(
    "SCAN_EXIT_CODE",
    `${tool} ended with exit code ${code}; a report counts only after ${adapter.exitCodes.join(" or ")}`
  );
}
function parseReport(bytes) {
  try {
    return { document: parseJsonBytes(bytes) };
  } catch (error) {
    return { problem: unproven(codeOf(error), textOf(error)) };
  }
}
function codeOf(error) {
  if (isFault(error, "JSON_TOO_LARGE") || isFault(error, "JSON_TOO_DEEP")) return "SCAN_TOO_LARGE";
  return isFault(error, "JSON_INVALID") && error.cause === textEndsEarly ? "SCAN_TRUNCATED" : "SCAN_MALFORMED";
}

// src/flows/raw-scans.ts
import { join } from "node:path";

// src/scan/summarize.ts
function summarizeScan(raw, reading, threshold) {
  const { run } = raw;
  const findings = reading.proven ? reading.findings : [];
  return {
    kind: run.kind,
    tool: run.tool,
    tool_version: run.tool_version,
    tool_sha256: run.tool_sha256,
    exit_code: run.exit_code,
    started_at: run.started_at,
    finished_at: run.finished_at,
    target: run.target,
    database_at: run.database_at,
    rules_sha256: run.rules_sha256,
    report_sha256: run.report.sha256,
    log_sha256: run.log.sha256,
    replay: raw.replay,
    proven: reading.proven,
    problem_code: reading.proven ? "" : reading.code,
    problem: reading.proven ? "" : reading.message,
    looked_at_files: reading.proven ? reading.lookedAt.files : 0,
    looked_at_packages: reading.proven ? reading.lookedAt.packages : 0,
    suppressed: reading.proven ? reading.suppressed : 0,
    counts: countSeverities(findings),
    threshold,
    findings: findings.filter((finding) => isAtLeast(finding.severity, threshold)).sort(compareFindings)
  };
}
function countSeverities(findings) {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}
function compareFindings(a, b) {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || compareKeys(keyOf(a), keyOf(b)) || a.line - b.line;
}
function keyOf(finding) {
  return [finding.rule, finding.package, finding.path, finding.title, finding.fixed, String(finding.suppressed)].join(
    "\n"
  );
}
function compareKeys(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/flows/raw-scans.ts
var reportLimit = 64 * 1024 * 1024;
function runSha256(run) {
  return Sha256.parse(sha256Hex(canonicalBytes(run)));
}
async function collectRawScans(ports, runs, run, digest, threshold) {
  const collected = [];
  for (const folder of await runFolders(ports, runs)) {
    await ports.files.list(folder.path);
    const raw = await readRawScan(ports, folder.path, run);
    const expected = { kind: raw.run.kind, target: targetOf(raw.run.kind, run, digest) };
    const reading = changedRun(folder, raw) ?? readScan(raw, expected);
    collected.push({ raw, reading, summary: summarizeScan(raw, reading, threshold) });
  }
  return collected;
}
async function runFolders(ports, { folder, said }) {
  if (said === void 0) return (await namesIn(ports, folder)).map((name) => ({ path: join(folder, name), name }));
  const found = [];
  for (const kind of ScanKind.options) {
    const place = join(folder, kind);
    const names = await namesIn(ports, place);
    const handed = readLines(kind, said[kind]);
    const gone = [...handed.keys()].filter((name) => !names.includes(name));
    if (gone.length > 0)
      throw new Fault(
        "HANDOVER_INCOMPLETE",
        `${place} lacks ${listed(gone)}, which the job scan-${kind} handed over; it holds ${listed(names)}`
      );
    for (const name of names) found.push({ path: join(place, name), name, kind, expected: handed.get(name) ?? "" });
  }
  return found;
}
async function namesIn(ports, folder) {
  return await ports.files.exists(folder) ? ports.files.list(folder) : [];
}
function readLines(kind, lines) {
  const handed = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const [, name = "", sha256 = ""] = /^([a-z-]+) ([0-9a-f]{64})$/.exec(line) ?? [];
    const own = ScanTool.options.some((tool) => name === `${kind}-${tool}`);
    if (!own || handed.has(name))
      throw new Fault(
        "HANDOVER_INVALID",
        `the job scan-${kind} handed over ${JSON.stringify(printable(line, 200))}${handed.has(name) ? " twice" : ""}; expected ${kind}-TOOL and a SHA-256, once each: it speaks for its own kind alone`
      );
    handed.set(name, sha256);
  }
  return handed;
}
function changedRun({ name, kind, expected }, raw) {
  if (expected === void 0) return void 0;
  const own = `${raw.run.kind}-${raw.run.tool}`;
  const found = runSha256(raw.run);
  if (expected === found && own === name && raw.run.kind === kind) return void 0;
  const message = expected === "" ? `the job scan-${kind} did not hand over the run ${name}` : expected === found ? `the folder ${name} of scan-${kind} holds a run of ${raw.run.tool} for ${raw.run.kind}` : `the run ${name} has sha256 ${found}, the job scan-${kind} handed over ${expected}; it was changed on the way`;
  return { proven: false, code: "SCAN_HASH_MISMATCH", message };
}
async function readRawScan(ports, folder, run) {
  const parsed = ScanRun.safeParse(
    parseJsonBytes(await ports.files.read(join(folder, "run.json"), 1024 * 1024), defaultJsonLimits)
  );
  if (!parsed.success)
    throw new Fault(
      "RECORD_INVALID",
      `${join(folder, "run.json")}: ${parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ")}`
    );
  const [report, log] = await Promise.all(
    ["report.json", "log.txt"].map((name) => ports.files.read(join(folder, name), reportLimit))
  );
  const sbom = parsed.data.sbom ? await ports.files.read(join(folder, "sbom.json"), reportLimit) : null;
  const replay = run.source !== "token" || parsed.data.run_id !== run.run_id;
  return { run: parsed.data, report: report ?? new Uint8Array(), log: log ?? new Uint8Array(), sbom, replay };
}
function targetOf(kind, run, digest) {
  return kind === "image" ? { type: "image", digest } : { type: "source", commit: run.commit };
}

export {
  readScan,
  runSha256,
  collectRawScans,
  readRawScan
};
