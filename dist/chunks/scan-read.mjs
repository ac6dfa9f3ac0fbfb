const require = (name) => process.getBuiltinModule(name);
import {
  compareVersions,
  countPackages,
  ignoredInSource,
  lackingJava,
  makeFinding,
  nearestFix,
  proven,
  readFields,
  severityOfAny,
  severityOfVector,
  trivyProblem,
  unproven,
  worstVector
} from "./vendor-ae-cvss-calculator.mjs";
import {
  severityOfOldScore,
  severityOfScore,
  severityOfWord,
  worstKnown,
  worstSeverity
} from "./scan-severity.mjs";
import "./vendor-canonicalize.mjs";
import {
  parseJsonBytes,
  textEndsEarly
} from "./base-json-text.mjs";
import "./model-ids.mjs";
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
  counted,
  printable
} from "./base-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  isFault,
  textOf
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/scan/adapter.ts
function conform(schema, document) {
  const parsed = schema.safeParse(document);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.map(String).join(".") || "the top"}: ${issue.message}`);
  const text3 = printable(issues.join("; "), 300);
  return { misfit: unproven("SCAN_MALFORMED", `the report is not what this tool writes: ${text3}`) };
}
function exitMismatch(raw, findings) {
  const open = findings.filter((finding) => !finding.suppressed).length;
  if (raw.run.exit_code === 1 === open > 0) return void 0;
  const text3 = `${raw.run.tool} ended with exit code ${raw.run.exit_code}, but its report holds ${open} open findings`;
  return unproven("SCAN_EXIT_CODE", text3);
}
function hasKeys(document, ...keys) {
  return typeof document === "object" && document !== null && keys.every((key) => Object.hasOwn(document, key));
}

// src/scan/adapters/checkov.ts
var Check = looseObject({
  check_id: string().min(1),
  check_name: string().nullish(),
  file_path: string(),
  file_line_range: array(number()).nullish(),
  severity: unknown().optional(),
  resource: string().nullish(),
  guideline: unknown().optional()
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
  read(raw, document, log) {
    const parts2 = [document].flat();
    if (parts2.every((part) => !hasKeys(part, "results"))) {
      return unproven("SCAN_NOTHING_SCANNED", "checkov found nothing it can check");
    }
    const conformed = conform(Report, parts2);
    if ("misfit" in conformed) return conformed.misfit;
    const frameworks = conformed.value;
    const unread = frameworks.reduce((sum, framework) => sum + parsingErrors(framework), 0);
    if (unread > 0) return unproven("SCAN_FAILED", `checkov could not parse ${counted(unread, "file")}`);
    const complaint2 = logProblem(log);
    if (complaint2) return complaint2;
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
var complaint = /^\S+ \S+ \[[^\]\n]*\] \[(WARNI|ERROR|CRITI)[^\]\n]*\] *(.*)$/gm;
var harmless = ["No defaultValue for parameter id = ", "Failed to parse tags for entity "];
function logProblem(log) {
  const complaints = [...log.matchAll(complaint)].map(([, level, text3 = ""]) => ({ level, text: text3 }));
  const bad = complaints.find(
    ({ level, text: text3 }) => level !== "WARNI" || !harmless.some((start) => text3.startsWith(start))
  );
  const found = bad?.text ?? /^Traceback \(most recent call last\):.*$/m.exec(log)?.[0];
  if (found === void 0) return void 0;
  return unproven("SCAN_FAILED", `checkov says that something was not checked: ${printable(found, 300)}`);
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
  const resource = check.resource ?? "";
  return makeFinding(raw, {
    rule: check.check_id,
    severity: worstSeverity([severityOfWord(check.severity)]),
    title: check.check_name ?? "",
    path: check.file_path,
    line: check.file_line_range?.[0] ?? 0,
    resource,
    url: typeof check.guideline === "string" ? check.guideline : "",
    suppressed,
    // A resource keeps its name when lines above it come and go.
    identity: resource === "" ? void 0 : resource
  });
}

// src/scan/adapters/gitleaks.ts
var Leak = looseObject({
  RuleID: string().min(1),
  Description: string(),
  StartLine: number(),
  StartColumn: number().optional(),
  Commit: string().nullish(),
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
    const problem = logProblem2(lines, leaks.length);
    if (problem) return problem;
    const found = leaks.map(
      (leak) => makeFinding(raw, {
        rule: leak.RuleID,
        severity: "critical",
        title: leak.Description,
        path: leak.File,
        line: leak.StartLine,
        column: leak.StartColumn,
        commit: leak.Commit ?? ""
      })
    );
    const opened = lines.filter((line) => line.level === "TRC" && line.text.startsWith("scanning path ")).length;
    const files = Math.max(opened, new Set(leaks.map((leak) => leak.File)).size);
    const hidden = hiddenFindings(raw, lines);
    const readable = hidden.filter((finding) => finding !== void 0);
    if (readable.length < hidden.length)
      return unproven("SCAN_NO_PROOF", "gitleaks says that it skipped a finding, and it cannot be read which");
    return exitMismatch(raw, found) ?? proven([...found, ...readable], { files, packages: 0 });
  }
};
function logLines(log) {
  const plain = log.replace(/\u001b\[[0-9;]*m/g, "");
  const form = /^\S+ (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*?)\r?$/gm;
  return [...plain.matchAll(form)].map((match) => ({ level: match[1] ?? "", text: match[2] ?? "" }));
}
function logProblem2(lines, leaks) {
  const spoken = lines.filter((line) => line.level !== "DBG" && line.level !== "TRC");
  const trouble2 = spoken.find((line) => line.level !== "INF" && !/^leaks found: \d+$/.test(line.text));
  if (trouble2)
    return unproven("SCAN_FAILED", "the log of gitleaks holds a warning or error, so part of the target was left out");
  const bytes = numbersIn(spoken, /^scanned ~(\d+) bytes \(/);
  const commits = numbersIn(spoken, /^(\d+) commits scanned\.$/);
  const clean = spoken.filter((line) => line.text === "no leaks found").map(() => 0);
  const counts = [...numbersIn(spoken, /^leaks found: (\d+)$/), ...clean];
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
  const skipped = lines.filter(({ level, text: text3 }) => level === "DBG" && text3.startsWith("skipping finding: "));
  return skipped.map(({ text: text3 }) => hiddenFinding(raw, text3.slice(text3.lastIndexOf(" ", text3.indexOf("=")) + 1)));
}
function hiddenFinding(raw, fields) {
  const fingerprint = readFields(fields)?.get("fingerprint") ?? "";
  const [, path, rule, line] = /^(.*):([^:]+):(\d+)$/s.exec(fingerprint) ?? [];
  if (path === void 0 || rule === void 0) return void 0;
  const title = "Hidden by an ignore file of the repository";
  return makeFinding(raw, { rule, severity: "critical", title, path, line: Number(line), suppressed: true });
}

// src/scan/adapters/osv-filtered.ts
function filteredFindings(raw, sources, log) {
  const unmatched = sources.flatMap(
    ({ source, packages }) => (packages ?? []).filter(isUnmatched).map((entry) => ({ path: source.path, entry }))
  );
  const hidden = hiddenFindings2(raw, log);
  const problem = countProblem("packages without a version", filteredCount(log, "unscannable"), unmatched.length) ?? countProblem("entries", filteredCount(log, "hidden"), hidden.length);
  if (problem) return { problem };
  const open = unmatched.filter(({ path, entry }) => !isLocal(path, entry));
  return { findings: [...open.map(({ path, entry }) => unmatchedFinding(raw, path, entry)), ...hidden] };
}
function countProblem(noun, counted2, named) {
  if (named >= counted2) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `the log of osv-scanner says that ${counted2} ${noun} were filtered, and only ${named} are named; run it with --all-packages`
  );
}
function isUnmatched({ package: about, vulnerabilities, groups }) {
  const { name, version, ecosystem = "", commit = "" } = about;
  if ((vulnerabilities ?? []).length + (groups ?? []).length > 0) return false;
  if (ecosystem === "Maven" && name === "unknown") return true;
  if (commit !== "") return commit.length < 40;
  return name === "" || version === "" || ecosystem === "";
}
var lockFiles = {
  npm: ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"],
  PyPI: ["uv.lock"],
  NuGet: ["packages.lock.json"]
};
function isLocal(path, { package: { name, version, ecosystem = "", commit = "" } }) {
  if (version !== "" || commit !== "" || name === "") return false;
  const file = path.split(/[/\\]/).at(-1) ?? "";
  if (ecosystem === "Go") return file === "go.mod" && /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(name);
  return Object.hasOwn(lockFiles, ecosystem) && (lockFiles[ecosystem] ?? []).includes(file);
}
function unmatchedFinding(raw, path, entry) {
  const { name, version, commit } = entry.package;
  const pinned = version !== "" || commit !== void 0;
  return makeFinding(raw, {
    rule: pinned ? "unknown-package" : "unpinned-requirement",
    severity: "high",
    title: pinned ? "No vulnerabilities were looked up: name, ecosystem or whole commit is missing" : "No vulnerabilities were looked up: the requirement names no exact version",
    package: version || commit ? `${name}@${version || commit}` : name,
    path,
    commit
  });
}
function hiddenFindings2(raw, log) {
  return [...log.matchAll(/^(?:Package )?(\S+)(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because:/gm)].map(
    (match) => makeFinding(raw, {
      rule: match[1] ?? "",
      severity: "critical",
      title: "1 entry hidden by a configuration file of the repository",
      suppressed: true
    })
  );
}
var harmless2 = /^non container relevant package/;
var unscannable = /^local\/unscannable package/;
function filteredCount(log, which) {
  const counts = [...log.matchAll(/^Filtered (\d+) (.*)$/gm)];
  const ours = counts.filter(([, , what = ""]) => {
    if (harmless2.test(what)) return false;
    return unscannable.test(what) === (which === "unscannable");
  });
  return ours.reduce((sum, match) => sum + Number(match[1]), 0);
}

// src/scan/adapters/osv-finding.ts
function osvFindings(raw, { source, packages }) {
  return (packages ?? []).flatMap((entry) => {
    const groups = openGroups(entry);
    const records = [...entry.vulnerabilities ?? [], ...missingRecords(entry)];
    return records.map((record2) => findingOf2(raw, source.path, entry, record2, groups));
  });
}
function missingRecords({ groups, vulnerabilities }) {
  const known = new Set((vulnerabilities ?? []).map(({ id }) => id));
  const missing = (groups ?? []).filter((group) => !group.ids.some((id) => known.has(id)));
  return missing.map(({ ids, aliases }) => ({ id: ids[0] ?? aliases?.[0] ?? "unnamed-vulnerability" }));
}
function findingOf2(raw, path, entry, vulnerability2, groups) {
  const { name, version, commit } = entry.package;
  const ours = (vulnerability2.affected ?? []).filter((affected) => isAbout(affected, entry));
  const group = groups.get(vulnerability2.id);
  return makeFinding(raw, {
    rule: vulnerability2.id,
    severity: worstSeverity([
      severityOfWord(vulnerability2.database_specific?.severity),
      ...ours.flatMap((affected) => [affected.database_specific, affected.ecosystem_specific]).map(severityOfWords),
      ...ratingsOf(vulnerability2, ours).map(severityOfRating),
      group?.severity
    ]),
    title: vulnerability2.summary ?? "",
    aliases: aliasesOf(vulnerability2, group),
    package: `${name}@${version || commit || ""}`,
    fixed: fixFor(version, ours),
    path,
    cvss: worstVector(ratingsOf(vulnerability2, ours).map(({ score }) => score)),
    url: `https://osv.dev/${encodeURIComponent(vulnerability2.id.toWellFormed())}`,
    commit
  });
}
function openGroups({ groups, vulnerabilities }) {
  const records = new Map((vulnerabilities ?? []).map((record2) => [record2.id, record2]));
  const known = /* @__PURE__ */ new Map();
  for (const group of groups ?? []) {
    const ids = [...group.ids, ...group.aliases ?? []].slice(0, 100);
    const severity2 = severityOfGroup(group, records);
    for (const id of group.ids) {
      const other = known.get(id);
      known.set(id, { ids: [...other?.ids ?? [], ...ids], severity: worstKnown([other?.severity, severity2]) });
    }
  }
  return known;
}
function isAbout({ package: about }, { package: ours }) {
  if (!about || nameOf(about.name, ours.ecosystem) !== nameOf(ours.name, ours.ecosystem)) return false;
  return !about.ecosystem || !ours.ecosystem || about.ecosystem === ours.ecosystem;
}
function nameOf(name, ecosystem) {
  return ecosystem === "PyPI" ? name.toLowerCase().replace(/[-_.]+/g, "-") : name;
}
function ratingsOf(vulnerability2, affected) {
  return [...vulnerability2.severity ?? [], ...affected.flatMap((one) => one.severity ?? [])];
}
function severityOfGroup(group, records) {
  const ours = group.ids.flatMap((id) => records.get(id) ?? []);
  const ratings = ours.flatMap((record2) => ratingsOf(record2, record2.affected ?? []));
  const isOld = ratings.length > 0 && ratings.every(({ type }) => type === "CVSS_V2");
  return isOld ? severityOfOldScore(group.max_severity) : severityOfAny(group.max_severity);
}
function severityOfWords(words) {
  return severityOfWord(words?.severity);
}
function severityOfRating({ type, score }) {
  const known = severityOfVector(score) ?? severityOfWord(score);
  if (known !== void 0 || !type?.startsWith("CVSS_")) return known;
  return type === "CVSS_V2" ? severityOfOldScore(score) : severityOfScore(score);
}
function aliasesOf({ id, aliases, upstream }, group) {
  const same = (upstream ?? []).filter((other) => id.endsWith(`-${other}`));
  return [...aliases ?? [], ...same, ...group?.ids ?? []];
}
function fixFor(installed, ours) {
  const ranges = ours.flatMap((affected) => affected.ranges ?? []).filter((range) => range.type !== "GIT");
  const fixes = ranges.map((range) => {
    const semver = range.type === "SEMVER";
    const events = range.events ?? [];
    const begins = events.flatMap((event) => event.introduced ?? []);
    const nearest = nearestFix(
      installed,
      events.flatMap((event) => event.fixed ?? []),
      semver
    );
    if (nearest === "" || !begins.some((begin) => isReached(begin, installed, semver))) return "";
    const next = begins.filter((begin) => !isReached(begin, installed, semver));
    return next.some((begin) => compareVersions(begin, nearest, semver) < 0) ? "" : nearest;
  });
  return nearestFix(installed, fixes);
}
function isReached(begin, installed, semver) {
  return begin === "0" || compareVersions(begin, installed, semver) <= 0;
}

// src/scan/adapters/osv-log.ts
var harmless3 = [
  /^$/,
  /^Scanning dir /,
  /^Starting filesystem walk for root: /,
  /^Scanned .* file and found \d+ packages?$/,
  /^Status: new inodes: \d+, /,
  /^End status: \d+ dirs visited, /,
  /^Loaded \S+(?: \S+)* local db from /,
  // What configuration files and the scanner itself filtered is judged by the reader of the report.
  /^Loaded filter from: /,
  /^Package .* has been filtered out because: /,
  /^\S+(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because: /,
  /^Filtered \d+ /,
  // Counted among the packages without a version, and judged with them.
  /^Skipping .*: short commit hash "[^"]{0,100}" cannot be queried; OSV API requires a full 40-character SHA\.$/,
  /^\S*\.toml has unused ignores:$/,
  /^ - \S+$/,
  /^warning: .* has multiple ignores for \S+ - only the first will be used!$/,
  /^Skipping call analysis on Go code since Go is not installed\.$/,
  /^(?:ignoring|overriding) license for package /
];
function osvLogProblem(log) {
  const line = log.split(/\r?\n/).find((text3) => !harmless3.some((form) => form.test(text3)));
  if (line === void 0) return void 0;
  return unproven("SCAN_FAILED", `osv-scanner did not read or match everything: ${printable(line, 300)}`);
}
function missingDatabases(log) {
  const names = [...log.matchAll(/^could not load db for ([A-Za-z][\w. -]{0,40}) ecosystem: /gm)].map(
    ([, name = ""]) => name
  );
  return [...new Set(names)].slice(0, 10);
}

// src/scan/adapters/osv-record.ts
var text = string().nullish();
var Event = looseObject({ introduced: text, fixed: text, last_affected: text });
var Range = looseObject({ type: text, events: array(Event).nullish() });
var Rating = looseObject({ type: text, score: unknown().optional() });
var Words = looseObject({ severity: unknown().optional() });
var Affected = looseObject({
  package: looseObject({ name: string(), ecosystem: text, purl: text }).nullish(),
  ranges: array(Range).nullish(),
  versions: array(string()).nullish(),
  severity: array(Rating).nullish(),
  database_specific: Words.nullish(),
  ecosystem_specific: Words.nullish()
});
var Vulnerability = looseObject({
  id: string().min(1),
  summary: text,
  aliases: array(string()).nullish(),
  upstream: array(string()).nullish(),
  affected: array(Affected).nullish(),
  severity: array(Rating).nullish(),
  database_specific: Words.nullish()
});
var Group = looseObject({
  ids: array(string()),
  aliases: array(string()).nullish(),
  max_severity: unknown().optional()
});
var Package = looseObject({
  package: looseObject({
    name: string(),
    version: string(),
    ecosystem: string().optional(),
    commit: string().optional()
  }),
  groups: array(Group).nullish(),
  vulnerabilities: array(Vulnerability).nullish()
});
var Source = looseObject({
  source: looseObject({ path: string() }),
  packages: array(Package).nullable()
});
var Report3 = looseObject({ results: array(Source) });

// src/scan/adapters/osv-scanner.ts
var nothingFound = 128;
var osvScanner = {
  kinds: ["dependencies"],
  exitCodes: [0, 1],
  versions: ["2"],
  explain({ run }, log) {
    if (run.exit_code === nothingFound)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner found no packages (exit code 128)");
    const missing = missingDatabases(log);
    if (missing.length === 0) return void 0;
    return unproven(
      "SCAN_EXIT_CODE",
      `osv-scanner ended with exit code ${run.exit_code}: it has no database of ${missing.join(", ")}; name it in tools.lock.json under osv-scanner.database.ecosystems`
    );
  },
  recognizes: (document) => hasKeys(document, "results") && !["errors", "check_type", "summary", "runs"].some((key) => hasKeys(document, key)),
  read(raw, document, log) {
    const conformed = conform(Report3, document);
    if ("misfit" in conformed) return conformed.misfit;
    const sources = conformed.value.results;
    const entries = sources.flatMap((source) => source.packages ?? []);
    if (entries.length === 0)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner lists no package; it needs --all-packages");
    const complaint2 = osvLogProblem(log);
    if (complaint2) return complaint2;
    const filtered = filteredFindings(raw, sources, log);
    if ("problem" in filtered) return filtered.problem;
    const found = sources.flatMap((source) => osvFindings(raw, source));
    const findings = [...found, ...filtered.findings];
    const packages = entries.filter((entry) => !isUnmatched(entry)).length;
    if (packages + findings.length === 0)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner lists only packages of the repository itself");
    return exitMismatch(raw, found) ?? proven(findings, { files: sources.length, packages });
  }
};

// src/scan/adapters/sarif-rules.ts
function openRuleBook(run) {
  const rules = /* @__PURE__ */ new Map();
  const components = /* @__PURE__ */ new Map();
  for (const component of [run.tool.driver, ...run.tool.extensions ?? []]) {
    for (const name of [nameKey(component.name), guidKey(component.guid)])
      if (!components.has(name)) components.set(name, component);
    for (const rule of component.rules ?? [])
      for (const key of rule.guid ? [rule.id, guidKey(rule.guid)] : [rule.id])
        rules.set(key, worseOf(describe(rule), rules.get(key)));
  }
  const book = { run, rules, components };
  return { ...book, levels: levelsSet({ ...book, levels: /* @__PURE__ */ new Map() }) };
}
function levelsSet(book) {
  const levels = /* @__PURE__ */ new Map();
  const overrides = (book.run.invocations ?? []).flatMap((invocation) => invocation.ruleConfigurationOverrides ?? []);
  for (const { descriptor, configuration } of overrides) {
    if (configuration?.level === void 0) continue;
    const level = severityOfLevel(configuration.level);
    for (const id of /* @__PURE__ */ new Set([descriptor.id ?? "", ...lookUp(book, descriptor).map((rule) => rule.id)]))
      levels.set(id, worstSeverity([level, levels.get(id)]));
  }
  levels.delete("");
  return levels;
}
function rulesOf(book, result) {
  const id = result.ruleId || result.rule?.id || "";
  const found = lookUp(book, { ...result.rule, id, index: result.rule?.index ?? result.ruleIndex ?? -1 });
  const levels = [id, ...found.map((rule) => rule.id)].flatMap((name) => book.levels.get(name) ?? []);
  return [...found, ...levels.map((level) => ({ ...nothing, level }))];
}
var nothing = { id: "", title: "", aliases: [], url: "", level: void 0, score: void 0 };
function lookUp(book, reference) {
  const indexed = ownerOf(book, reference)?.rules?.[reference.index ?? -1];
  const names = [guidKey(reference.guid), ...idAndParents(reference.id ?? "")];
  const found = names.flatMap((name) => book.rules.get(name) ?? []).slice(0, 1);
  return [...indexed ? [describe(indexed)] : [], ...found];
}
function idAndParents(id) {
  const parts2 = id.split("/").slice(0, 20);
  return parts2.map((_, at) => at === 0 ? id : parts2.slice(0, -at).join("/")).filter((name) => name !== "");
}
function guidKey(guid) {
  return `guid
${(guid ?? "").toLowerCase()}`;
}
function nameKey(name) {
  return `name
${name}`;
}
function ownerOf({ run, components }, { toolComponent }) {
  const { index = -1, guid, name } = toolComponent ?? {};
  if (index >= 0) return run.tool.extensions?.[index];
  if (guid) return components.get(guidKey(guid));
  return name ? components.get(nameKey(name)) : run.tool.driver;
}
function describe(rule) {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? "",
    aliases: (rule.deprecatedIds ?? []).slice(0, 50).filter((id) => typeof id === "string"),
    url: typeof rule.helpUri === "string" ? rule.helpUri : "",
    level: level === void 0 ? void 0 : severityOfLevel(level),
    score: severityOfAny(rule.properties?.["security-severity"])
  };
}
function worseOf(rule, other) {
  if (other === void 0) return rule;
  return { ...other, level: worstKnown([rule.level, other.level]), score: worstKnown([rule.score, other.score]) };
}
function severityOfLevel(level) {
  return severityOfWord(level) ?? "critical";
}
function severityOf(result, rules) {
  const scores = [severityOfAny(result.properties?.["security-severity"]), ...rules.map((rule) => rule.score)];
  const isUndecided = (result.kind ?? "fail") !== "fail" && result.level === "none";
  if (result.level !== void 0 && !isUndecided) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const level = worstKnown(rules.map((rule) => rule.level)) ?? "medium";
  return worstSeverity([level, ...scores]);
}

// src/scan/adapters/sarif-finding.ts
function sarifFindings(raw, run) {
  const book = openRuleBook(run);
  const bases = new Map(Object.entries(run.originalUriBaseIds ?? {}));
  return (run.results ?? []).filter(isProblem).map((result) => findingOf3(raw, book, bases, result));
}
var noProblem = ["pass", "informational", "notApplicable"];
function isProblem({ kind, baselineState }) {
  return !noProblem.includes(kind) && baselineState !== "absent";
}
function findingOf3(raw, book, bases, result) {
  const rules = rulesOf(book, result);
  const rule = result.ruleId || result.rule?.id || rules[0]?.id || "";
  const [location] = result.locations ?? [];
  const region = location?.physicalLocation?.region;
  const { path, base } = placeOf(book.run, bases, location?.physicalLocation?.artifactLocation);
  const logical = location?.logicalLocations?.[0];
  return makeFinding(raw, {
    rule,
    severity: severityOf(result, rules),
    title: rules.find((one) => one.title !== "")?.title ?? "",
    aliases: aliasesOf2(
      rule,
      rules.flatMap((one) => one.aliases)
    ),
    path,
    line: region?.startLine ?? 0,
    column: region?.startColumn ?? 0,
    resource: logical?.fullyQualifiedName ?? logical?.name ?? "",
    url: rules.find((one) => one.url !== "")?.url ?? "",
    status: statusOf(result),
    suppressed: isSuppressed(result),
    identity: identityOf(result, base)
  });
}
function aliasesOf2(rule, former) {
  return vulnerability.test(rule) ? former.filter((id) => vulnerability.test(id)) : [];
}
var vulnerability = /^(?:CVE-\d{4}-|GHSA-|(?:GO|PYSEC|RUSTSEC|OSV)-\d{4}-|MAL-\d{4}-)/;
function statusOf({ kind, baselineState }) {
  const words = [kind === "fail" ? void 0 : kind, baselineState];
  return words.filter((word) => typeof word === "string").join(" ");
}
function isSuppressed({ suppressions }) {
  const list = suppressions ?? [];
  return list.length > 0 && list.every(({ status }) => status === void 0 || status === null || status === "accepted");
}
function identityOf({ fingerprints, partialFingerprints }, base) {
  const [own, partial] = [marksOf(fingerprints), marksOf(partialFingerprints)];
  const marks = own.length > 0 ? own : partial;
  return marks.length === 0 ? void 0 : JSON.stringify([base, ...marks]);
}
function marksOf(marks) {
  const texts = Object.entries(marks ?? {}).flatMap(
    ([key, mark]) => typeof mark === "string" && mark !== "requires login" ? [[key, mark]] : []
  );
  return texts.sort(([a], [b]) => a < b ? -1 : 1);
}
var [mostBases, longestBase] = [10, 1e3];
function placeOf(run, bases, location) {
  const known = location?.uri === void 0 ? run.artifacts?.[location?.index ?? -1]?.location : location;
  let path = known?.uri ?? "";
  let base = known?.uriBaseId ?? "";
  for (let depth = 0; depth < mostBases && !isAbsolute(path); depth += 1) {
    const { uri = "", uriBaseId = "" } = bases.get(base) ?? {};
    if (uri === "" || uri.length > longestBase || isAbsolute(uri)) break;
    path = `${uri.replace(/\/?$/, "/")}${path}`;
    base = uriBaseId;
  }
  return { path: decoded(path), base };
}
function isAbsolute(uri) {
  return /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(uri);
}
function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

// src/scan/adapters/sarif-log.ts
var Properties = looseObject({ "security-severity": unknown().optional() }).nullish();
var Configuration = looseObject({ level: unknown().optional() });
var Rule = looseObject({
  id: string(),
  guid: string().nullish(),
  deprecatedIds: array(unknown()).nullish(),
  helpUri: unknown().optional(),
  name: string().optional(),
  shortDescription: looseObject({ text: string().optional() }).optional(),
  defaultConfiguration: Configuration.optional(),
  properties: Properties
});
var ToolComponent = looseObject({ name: string(), guid: string().nullish(), rules: array(Rule).nullish() });
var RuleReference = looseObject({
  id: string().optional(),
  index: int().optional(),
  guid: string().nullish(),
  toolComponent: looseObject({ index: int().optional(), guid: string().nullish(), name: string().nullish() }).nullish()
});
var Message = looseObject({
  id: string().optional(),
  text: string().optional(),
  markdown: string().optional()
});
var Notification = looseObject({
  level: unknown().optional(),
  descriptor: looseObject({ id: string().optional() }).nullish(),
  message: Message.nullish(),
  exception: unknown().optional()
});
var Invocation = looseObject({
  executionSuccessful: boolean(),
  exitCode: number().nullish(),
  exitSignalName: string().nullish(),
  exitSignalNumber: number().nullish(),
  processStartFailureMessage: string().nullish(),
  toolExecutionNotifications: array(Notification).nullish(),
  toolConfigurationNotifications: array(Notification).nullish(),
  ruleConfigurationOverrides: array(looseObject({ descriptor: RuleReference, configuration: Configuration.optional() })).nullish()
});
var Parts = record(string(), unknown());
var ArtifactLocation = looseObject({
  uri: string().optional(),
  uriBaseId: string().optional(),
  index: int().optional()
});
var Location = looseObject({
  physicalLocation: looseObject({
    artifactLocation: ArtifactLocation.optional(),
    region: looseObject({ startLine: number().optional(), startColumn: number().optional() }).optional()
  }).optional(),
  logicalLocations: array(looseObject({ fullyQualifiedName: string().nullish(), name: string().nullish() })).nullish()
});
var Result = looseObject({
  ruleId: string().optional(),
  ruleIndex: int().optional(),
  rule: RuleReference.optional(),
  level: unknown().optional(),
  kind: unknown().optional(),
  locations: array(Location).nullish(),
  suppressions: array(looseObject({ status: unknown().optional() })).nullish(),
  baselineState: unknown().optional(),
  partialFingerprints: record(string(), unknown()).nullish(),
  fingerprints: record(string(), unknown()).nullish(),
  properties: Properties
});
var Run = looseObject({
  tool: looseObject({ driver: ToolComponent, extensions: array(ToolComponent).nullish() }),
  invocations: array(Invocation).nullish(),
  conversion: looseObject({ invocation: Invocation.nullish() }).nullish(),
  externalPropertyFileReferences: Parts.nullish(),
  results: array(Result).nullish(),
  artifacts: array(looseObject({ location: ArtifactLocation.optional() })).nullish(),
  originalUriBaseIds: record(string(), ArtifactLocation).nullish(),
  versionControlProvenance: array(looseObject({ revisionId: string().optional() })).nullish()
});
var Report4 = looseObject({
  version: literal("2.1.0"),
  runs: array(Run).nullable(),
  inlineExternalProperties: array(Parts).nullish()
});

// src/scan/adapters/sarif-run.ts
function sarifProblem(raw, log) {
  const runs = log.runs ?? [];
  if (runs.length === 0) return unproven("SCAN_NOTHING_SCANNED", "the SARIF log has no run");
  const inlined = (log.inlineExternalProperties ?? []).map(elsewhere).find((part) => part !== void 0);
  if (inlined !== void 0)
    return unproven(
      "SCAN_NO_PROOF",
      `the SARIF log keeps ${inlined} outside of its runs (inlineExternalProperties), where they are not read`
    );
  return runs.map((run) => runProblem(raw, run)).find((found) => found !== void 0);
}
var sideParts = ["guid", "runGuid", "schema", "version", "properties", "externalizedProperties", "taxonomies"];
var moreSideParts = ["translations", "policies", "addresses", "graphs", "logicalLocations", "threadFlowLocations"];
var harmlessParts = [...sideParts, ...moreSideParts, "webRequests", "webResponses", "artifacts"];
function elsewhere(parts2) {
  return Object.entries(parts2).find(([name, part]) => !harmlessParts.includes(name) && !isEmpty(part))?.[0];
}
function isEmpty(part) {
  return part === null || part === void 0 || Array.isArray(part) && part.length === 0;
}
function runProblem(raw, run) {
  const tool = run.tool.driver.name;
  const external = elsewhere(run.externalPropertyFileReferences ?? {});
  if (external !== void 0)
    return unproven(
      "SCAN_NO_PROOF",
      `${tool} keeps ${printable(external, 100)} in other files (externalPropertyFileReferences); hand in one whole log`
    );
  const invocations = [...run.invocations ?? [], ...run.conversion?.invocation ? [run.conversion.invocation] : []];
  const failed = invocations.map((invocation) => invocationProblem(tool, invocation)).find((found) => found !== void 0);
  if (failed) return failed;
  if (!run.results) return unproven("SCAN_FAILED", `${tool} has no results array: it did not begin its analysis`);
  return revisionProblem(raw, run);
}
function invocationProblem(tool, invocation) {
  const { executionSuccessful, exitCode, exitSignalName, exitSignalNumber, processStartFailureMessage } = invocation;
  if (!executionSuccessful) return unproven("SCAN_FAILED", `${tool} says that its run did not succeed`);
  if ((exitCode ?? 0) !== 0) return unproven("SCAN_FAILED", `${tool} ended with exit code ${exitCode}`);
  if (exitSignalName || (exitSignalNumber ?? 0) !== 0)
    return unproven("SCAN_FAILED", `${tool} was ended by the signal ${exitSignalName || exitSignalNumber}`);
  if (processStartFailureMessage) return unproven("SCAN_FAILED", `${tool} could not be started`);
  const notices = [
    ...invocation.toolExecutionNotifications ?? [],
    ...invocation.toolConfigurationNotifications ?? []
  ];
  const bad = notices.filter(isTrouble);
  const [first] = bad;
  if (!first) return void 0;
  return unproven(
    "SCAN_FAILED",
    `${tool} reports ${counted(bad.length, "problem")} of its own, the first: ${printable(wordsOf(first), 200) || "it does not say which"}`
  );
}
var trouble = /pars|syntax|lex(?:er|ical)|tim(?:e|ed)[ _-]?out|time limit|deadline|memory|exceed|too (?:large|big|many|long|deep)|fail|error|exception|crash|abort|kill|unable|could ?n[o']t|cannot|can't|unsupported|not supported|skip|ignor|exclud|miss|incomplete|partial|truncat|unresolved|not found|unread|denied|corrupt|invalid|malformed/i;
var harmlessWarning = /deprecat|newer version|update (?:is )?available|telemetry|metrics|experimental/i;
function isTrouble(notice) {
  const level = typeof notice.level === "string" ? notice.level.toLowerCase() : notice.level;
  const words = wordsOf(notice);
  if (notice.exception !== void 0 && notice.exception !== null) return true;
  if (level === "note" || level === "none") return trouble.test(words);
  return !((level === "warning" || level === void 0) && harmlessWarning.test(words) && !trouble.test(words));
}
function wordsOf({ descriptor, message }) {
  return [descriptor?.id, message?.id, message?.text ?? message?.markdown].filter(Boolean).join(": ");
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
    const problem = sarifProblem(raw, conformed.value);
    if (problem) return problem;
    const findings = runs.flatMap((run) => sarifFindings(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : void 0;
    return contradiction ?? proven(findings, { files, packages: 0 });
  }
};

// src/scan/adapters/semgrep.ts
var Result2 = looseObject({
  check_id: string().min(1),
  path: string().min(1),
  start: looseObject({ line: number(), col: number().optional() }),
  extra: looseObject({
    severity: unknown().optional(),
    is_ignored: boolean().nullish(),
    fingerprint: unknown().optional(),
    metadata: looseObject({ source: unknown().optional() }).nullish().catch(void 0)
  })
});
var Report5 = looseObject({
  version: string().min(1).optional(),
  results: array(Result2),
  errors: array(looseObject({ type: unknown().optional(), level: unknown().optional() })),
  paths: looseObject({
    scanned: array(string().min(1)).optional(),
    skipped: array(looseObject({ path: unknown().optional(), reason: unknown().optional() })).nullish()
  }).optional(),
  skipped_rules: array(unknown()).optional()
});
var semgrep = {
  kinds: ["source"],
  exitCodes: [0, 1],
  versions: ["1"],
  recognizes: (document) => hasKeys(document, "results", "errors") && !hasKeys(document, "experimental_config"),
  read(raw, document, log) {
    const conformed = conform(Report5, document);
    if ("misfit" in conformed) return conformed.misfit;
    const { version, results, errors, paths, skipped_rules: skipped = [] } = conformed.value;
    if (errors.length > 0)
      return unproven("SCAN_FAILED", `semgrep reports ${counted(errors.length, "error")} of its own`);
    if (skipped.length > 0) return unproven("SCAN_FAILED", `semgrep skipped ${counted(skipped.length, "rule")}`);
    const left = skippedProblem(paths?.skipped ?? []) ?? logProblem3(log);
    if (left) return left;
    if (version === void 0 || paths?.scanned === void 0) {
      return unproven("SCAN_NO_PROOF", "the report names no version or no scanned paths; semgrep 1.x writes both");
    }
    if (paths.scanned.length === 0) return unproven("SCAN_NOTHING_SCANNED", "semgrep scanned no file");
    const findings = results.map((result) => findingOf4(raw, result));
    return exitProblem(raw, findings) ?? proven(findings, { files: paths.scanned.length, packages: 0 });
  }
};
var harmlessReasons = ["always_skipped", "wrong_language", "irrelevant_rule", "binary"];
function skippedProblem(skipped) {
  const left = skipped.filter(({ reason }) => !harmlessReasons.includes(reason));
  const [first] = left;
  if (!first) return void 0;
  const text3 = `semgrep passed over ${counted(left.length, "file")}, the first because of ${JSON.stringify(first.reason)}`;
  return unproven("SCAN_FAILED", `${text3}: ${JSON.stringify(first.path)}`);
}
var leftOut = /^[ \t\u2022]*(?:Scan skipped:|Partially scanned:|Scan was limited to|Some files were skipped)/m;
function logProblem3(log) {
  if (!leftOut.test(log)) return void 0;
  return unproven(
    "SCAN_FAILED",
    "the summary in the log of semgrep says that files were skipped or only partly scanned"
  );
}
function exitProblem(raw, findings) {
  if (raw.run.argv.includes("--error")) return exitMismatch(raw, findings);
  if (raw.run.exit_code === 0) return void 0;
  return unproven("SCAN_EXIT_CODE", "semgrep ended with exit code 1, which without --error does not mean findings");
}
function severityOf2(word) {
  const severity2 = worstSeverity([severityOfWord(word)]);
  return severity2 === "info" ? "low" : severity2;
}
function findingOf4(raw, { check_id: rule, path, start, extra }) {
  const { fingerprint, metadata } = extra;
  return makeFinding(raw, {
    rule,
    severity: severityOf2(extra.severity),
    title: rule.split(".").at(-1) ?? "",
    path,
    line: start.line,
    column: start.col,
    url: typeof metadata?.source === "string" ? metadata.source : "",
    suppressed: extra.is_ignored ?? false,
    // Without a login Semgrep writes `requires login` where its fingerprint would stand.
    identity: typeof fingerprint === "string" && /^[0-9a-f]{32,}(?:_\d+)?$/.test(fingerprint) ? fingerprint : void 0
  });
}

// src/scan/adapters/trivy-report.ts
var severity = unknown().optional();
var text2 = string().optional();
var Vulnerability2 = looseObject({
  VulnerabilityID: string().min(1),
  PkgName: string(),
  InstalledVersion: text2,
  FixedVersion: text2,
  PkgPath: text2,
  Title: text2,
  Severity: severity,
  Status: text2,
  PrimaryURL: text2,
  VendorIDs: array(string()).nullish(),
  PkgIdentifier: looseObject({ PURL: text2 }).nullish(),
  VendorSeverity: record(string(), int()).nullish(),
  CVSS: record(
    string(),
    looseObject({
      V2Score: unknown().optional(),
      V3Score: unknown().optional(),
      V40Score: unknown().optional(),
      V2Vector: unknown().optional(),
      V3Vector: unknown().optional(),
      V40Vector: unknown().optional()
    })
  ).nullish()
});
var Misconfiguration = looseObject({
  ID: string().min(1),
  Title: text2,
  Severity: severity,
  Status: text2,
  PrimaryURL: text2,
  CauseMetadata: looseObject({ Resource: text2, StartLine: number().optional() }).optional()
});
var Secret = looseObject({
  RuleID: string().min(1),
  Title: text2,
  Severity: severity,
  StartLine: number().optional()
});
var License = looseObject({ Name: string(), PkgName: text2, FilePath: text2, Severity: severity });
var Hidden = looseObject({
  VulnerabilityID: text2,
  RuleID: text2,
  ID: text2,
  Name: text2,
  PkgName: text2,
  InstalledVersion: text2,
  PkgPath: text2,
  Title: text2,
  Severity: severity
});
var Modified = looseObject({ Status: text2, Finding: Hidden });
var count2 = int().min(0).optional();
var Result3 = looseObject({
  Target: string(),
  Class: text2,
  Type: text2,
  Packages: array(looseObject({ Name: unknown().optional(), Version: unknown().optional() })).nullish(),
  Vulnerabilities: array(Vulnerability2).nullish(),
  Misconfigurations: array(Misconfiguration).nullish(),
  Secrets: array(Secret).nullish(),
  Licenses: array(License).nullish(),
  MisconfSummary: looseObject({ Successes: count2, Failures: count2, Exceptions: count2 }).nullish(),
  ExperimentalModifiedFindings: array(Modified).nullish()
});
var Report6 = looseObject({
  SchemaVersion: literal(2),
  ArtifactType: string(),
  ArtifactName: text2,
  Metadata: looseObject({
    RepoDigests: array(string()).nullish(),
    OS: looseObject({ Family: text2, Name: text2, EOSL: boolean().optional() }).nullish()
  }).nullish(),
  Results: array(Result3).nullish()
});
var parts = {
  result: Result3,
  vulnerability: Vulnerability2,
  misconfiguration: Misconfiguration,
  secret: Secret,
  license: License,
  modified: Modified
};

// src/scan/adapters/trivy-finding.ts
function trivyFindings(raw, result) {
  const { Target: target } = result;
  const drafts = [
    ...(result.Vulnerabilities ?? []).map((item) => vulnerabilityDraft(item, target)),
    ...(result.Misconfigurations ?? []).filter((item) => item.Status !== "PASS").map((item) => checkDraft(item, target)),
    ...(result.Secrets ?? []).map((item) => secretDraft(item, target)),
    ...(result.Licenses ?? []).map((item) => licenseDraft(item)),
    ...(result.ExperimentalModifiedFindings ?? []).map((item) => hiddenDraft(item, target))
  ];
  return drafts.map((draft) => makeFinding(raw, draft));
}
function vulnerabilityDraft(item, target) {
  const { VulnerabilityID: rule, InstalledVersion: installed = "" } = item;
  const scores = Object.values(item.CVSS ?? {});
  return {
    rule,
    severity: worstSeverity([
      severityOfWord(item.Severity),
      ...Object.values(item.VendorSeverity ?? {}).map((level) => vendorLevels[level]),
      ...scores.flatMap(severitiesOf)
    ]),
    title: item.Title ?? "",
    // Other vendors' ids name advisories about several vulnerabilities, of which one exception must not cover the rest.
    aliases: (item.VendorIDs ?? []).filter((id) => /^(?:GHSA|CVE|GO|PYSEC|RUSTSEC)-/.test(id)),
    package: `${item.PkgName}@${installed}`,
    fixed: nearestFix(
      installed,
      (item.FixedVersion ?? "").split(",").map((version) => version.trim())
    ),
    path: item.PkgPath || target,
    purl: item.PkgIdentifier?.PURL ?? "",
    cvss: worstVector(scores.flatMap(({ V40Vector, V3Vector, V2Vector }) => [V40Vector, V3Vector, V2Vector])),
    url: item.PrimaryURL ?? "",
    status: item.Status ?? ""
  };
}
var vendorLevels = [void 0, "low", "medium", "high", "critical"];
function severitiesOf(scores) {
  return [
    severityOfOldScore(scores.V2Score) ?? severityOfVector(scores.V2Vector),
    severityOfScore(scores.V3Score) ?? severityOfVector(scores.V3Vector),
    severityOfScore(scores.V40Score) ?? severityOfVector(scores.V40Vector)
  ];
}
function checkDraft(item, target) {
  const { Resource: resource = "", StartLine: line = 0 } = item.CauseMetadata ?? {};
  return {
    rule: item.ID,
    severity: worstSeverity([severityOfWord(item.Severity)]),
    title: item.Title ?? "",
    path: target,
    line,
    resource,
    url: item.PrimaryURL ?? "",
    suppressed: item.Status === "EXCEPTION",
    // A resource keeps its name when lines above it come and go.
    identity: resource === "" ? void 0 : resource
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
function hiddenDraft({ Status: status, Finding: hidden }, target) {
  const { VulnerabilityID, RuleID, ID, Name, PkgName, InstalledVersion = "" } = hidden;
  const plain = {
    rule: VulnerabilityID ?? RuleID ?? ID ?? (Name === void 0 ? "" : `license:${Name}`),
    severity: worstSeverity([severityOfWord(hidden.Severity)]),
    title: hidden.Title ?? "",
    package: PkgName === void 0 ? "" : `${PkgName}@${InstalledVersion}`,
    path: hidden.PkgPath || target
  };
  return { ...plain, ...ownDraft(hidden, target), status, suppressed: true };
}
function ownDraft(hidden, target) {
  if (hidden.VulnerabilityID !== void 0) {
    const { data } = parts.vulnerability.safeParse(hidden);
    return data && vulnerabilityDraft(data, target);
  }
  const { data: check } = parts.misconfiguration.safeParse(hidden);
  if (check) return checkDraft(check, target);
  const { data: secret } = parts.secret.safeParse(hidden);
  if (secret) return secretDraft(secret, target);
  const { data: license } = parts.license.safeParse(hidden);
  return license && licenseDraft(license);
}

// src/scan/adapters/trivy.ts
var trivy = {
  kinds: ["image", "dependencies", "infrastructure"],
  exitCodes: [0],
  versions: ["0"],
  explain: (_, log) => lackingJava(log),
  recognizes: (document) => hasKeys(document, "SchemaVersion"),
  read(raw, document, log) {
    const conformed = conform(Report6, document);
    if ("misfit" in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = trivyProblem(raw, report, log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => trivyFindings(raw, result)), ...ignoredFindings(raw, log)];
    return proven(findings, { files: results.length, packages: countPackages(results) });
  }
};
function ignoredFindings(raw, log) {
  return ignoredInSource(log).map(
    ({ rule, path, line }) => makeFinding(raw, {
      rule,
      severity: "critical",
      title: "Hidden by a comment in the source",
      path,
      line,
      suppressed: true
    })
  );
}

// src/scan/options.ts
var any = /^/;
var nothing2 = /^\/dev\/null$/;
var ownRules = /^(?:<rules>|\/.*)$/s;
var semgrep2 = {
  commands: ["scan"],
  flags: [
    ...["--oss-only", "--error", "--strict", "--no-rewrite-rule-ids", "--disable-nosem", "--no-git-ignore"],
    ...["--x-ignore-semgrepignore-files", "--disable-version-check", "--json", "--verbose", "-v", "--time"]
  ],
  values: {
    "--config": ownRules,
    "-c": ownRules,
    "-f": ownRules,
    "--max-target-bytes": /^0$/,
    "--metrics": any,
    "--output": any,
    "-o": any,
    "--jobs": any,
    "-j": any,
    // What runs out of time or memory is an error in the report.
    "--timeout": any,
    "--timeout-threshold": any,
    "--max-memory": any
  },
  targets: 100
};
var osvScanner2 = {
  commands: ["scan", "source"],
  flags: [
    ...["--recursive", "-r", "--offline", "--offline-vulnerabilities", "--no-ignore", "--no-resolve", "--all-packages"],
    ...["--all-vulns"]
  ],
  values: {
    "--config": nothing2,
    "--no-call-analysis": any,
    "--format": any,
    "-f": any,
    "--output-file": any,
    "--output": any,
    "--verbosity": /^info$/
  },
  targets: 100
};
var checkov2 = {
  commands: [],
  flags: ["--skip-download", "--compact"],
  values: {
    "--download-external-modules": any,
    "--output": any,
    "-o": any,
    "--framework": /^all$/
  },
  // As two words the folder's own .checkov.yml would be read (measured).
  joined: { "--directory": any },
  targets: 0
};
var gitleaks2 = {
  commands: ["dir", "directory", "file", "git", "detect"],
  flags: [
    ...["--ignore-gitleaks-allow", "--no-banner", "--no-color", "--no-git", "--follow-symlinks", "--verbose", "-v"],
    "--redact"
  ],
  values: {
    "--config": ownRules,
    "-c": ownRules,
    "--gitleaks-ignore-path": any,
    "-i": any,
    "--log-level": /^(?:trace|debug|info)$/,
    "-l": /^(?:trace|debug|info)$/,
    "--report-format": any,
    "-f": any,
    "--report-path": any,
    "-r": any,
    "--exit-code": /^1$/,
    "--max-archive-depth": any,
    "--source": any,
    "-s": any
  },
  joined: { "--redact": any },
  targets: 1
};
function naming(...wanted) {
  return {
    test: (value) => /^[a-z]+(?:,[a-z]+)*$/.test(value) && value.split(",").some((word) => wanted.includes(word))
  };
}
function trivy2(kind) {
  const scanners = kind === "infrastructure" ? naming("misconfig", "config") : naming("vuln");
  const folders = ["filesystem", "fs", "repository", "repo"];
  const commands = {
    image: ["image", "i"],
    dependencies: folders,
    infrastructure: ["config", "conf", ...folders],
    source: [],
    secrets: []
  };
  return {
    commands: commands[kind],
    flags: [
      ...["--skip-db-update", "--skip-java-db-update", "--skip-check-update", "--skip-policy-update", "--offline-scan"],
      ...["--no-progress", "--skip-version-check", "--disable-telemetry", "--list-all-pkgs", "--include-dev-deps"],
      ...["--include-non-failures", "--show-suppressed", "--dependency-tree", "--debug", "-d"]
    ],
    values: {
      "--input": any,
      "--cache-dir": any,
      "--cache-backend": any,
      "--scanners": scanners,
      "--ignorefile": nothing2,
      "--format": any,
      "-f": any,
      "--output": any,
      "-o": any,
      "--timeout": any,
      "--parallel": any,
      "--pkg-types": /^(?:os,library|library,os)$/,
      // Any use of it is refused by Trivy's own reader, for another reason.
      "--exit-code": any
    },
    targets: 1
  };
}
function optionProblem({ run }) {
  const options = optionsOf(run.tool, run.kind);
  const odd = options && (oddWord(options, run.argv) ?? targetsOwnRules(options, run.argv));
  if (odd === void 0) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `${run.tool} ran with ${JSON.stringify(printable(odd, 200))}, which is not known to leave nothing out; run it without`
  );
}
function optionsOf(tool, kind) {
  if (tool === "sarif") return void 0;
  if (tool === "trivy") return trivy2(kind);
  return { semgrep: semgrep2, "osv-scanner": osvScanner2, checkov: checkov2, gitleaks: gitleaks2 }[tool];
}
function oddWord(options, [program = "", ...words]) {
  if (isSetting(program)) return program;
  let targets = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word.startsWith("-")) {
      const taken = takeOption(options, word, words[at + 1]);
      if (taken === void 0) return formOf(options.values, word) ? `${word} ${words[at + 1] ?? ""}` : word;
      at += taken;
    } else if (targets > 0 || !options.commands.includes(word)) {
      targets += 1;
      if (targets > options.targets || isSetting(word)) return word;
    }
  }
  return void 0;
}
function targetsOwnRules({ values }, argv) {
  const target = (argv.at(-1) ?? "").replace(/(?<!\/)\/+$/, "");
  return argv.find((word, at) => {
    const [name = "", path = ""] = /^(-[^=]*)=(.*)$/s.exec(word)?.slice(1) ?? [argv[at - 1], word];
    return formOf(values, name) === ownRules && target.startsWith("/") && path.startsWith(`${target}/`);
  });
}
function takeOption(options, word, next) {
  const equals = word.indexOf("=");
  if (equals < 0) {
    if (options.flags.includes(word)) return 0;
    return next !== void 0 && !next.startsWith("-") && formOf(options.values, word)?.test(next) ? 1 : void 0;
  }
  const [name, value] = [word.slice(0, equals), word.slice(equals + 1)];
  const form = formOf(options.joined ?? {}, name) ?? formOf(options.values, name);
  return form?.test(value) || options.flags.includes(name) && value === "true" ? 0 : void 0;
}
function formOf(forms, name) {
  return Object.hasOwn(forms, name) ? forms[name] : void 0;
}
function isSetting(word) {
  return /^[A-Za-z_]\w*=/.test(word) || /^(?:.*\/)?env$/.test(word);
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
  const problem = integrityProblem(raw) ?? targetProblem(raw, expected) ?? exitProblem2(raw, adapter) ?? optionProblem(raw);
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
  const parts2 = [
    ["report", raw.run.report, raw.report],
    ["log", raw.run.log, raw.log],
    ["SBOM", raw.run.sbom, raw.sbom]
  ];
  const odd = parts2.find(([, content, bytes]) => !holds(content, bytes));
  return odd && unproven(
    "SCAN_HASH_MISMATCH",
    `the ${odd[0]} is not the one the run of ${raw.run.tool} wrote; it was changed or cut on the way`
  );
}
function holds(content, bytes) {
  if (content === null || bytes === null) return content === bytes;
  return content.bytes === bytes.length && content.sha256 === sha256Hex(bytes);
}
function targetProblem(raw, expected) {
  const { kind, target, tool } = raw.run;
  if (kind !== expected.kind) return unproven("SCAN_WRONG_TARGET", `the run is of kind ${kind}, not ${expected.kind}`);
  if (!adapters[tool].kinds.includes(kind))
    return unproven("SCAN_WRONG_TOOL", `${tool} cannot prove a scan of kind ${kind}`);
  if (nameOf2(target) === nameOf2(expected.target)) return void 0;
  return unproven("SCAN_WRONG_TARGET", `the run is about ${nameOf2(target)}, not about ${nameOf2(expected.target)}`);
}
function nameOf2(target) {
  return target.type === "image" ? `image ${target.digest}` : `commit ${target.commit}`;
}
function exitProblem2(raw, adapter) {
  const { tool, tool_version: version, exit_code: code } = raw.run;
  const family = /^v?\d+/.exec(version)?.[0];
  if (family !== void 0 && adapter.versions.length > 0 && !adapter.versions.includes(family)) {
    return unproven(
      "SCAN_EXIT_CODE",
      `the exit codes of ${tool} ${version} are not known; known are versions ${adapter.versions.join(", ")}`
    );
  }
  if (adapter.exitCodes.includes(code)) return void 0;
  const explained = adapter.explain?.(raw, new TextDecoder().decode(raw.log));
  if (explained) return explained;
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
export {
  readScan
};
