const require = (name) => process.getBuiltinModule(name);
import {
  ScanTool,
  Severity,
  counted,
  inCode,
  jsonText,
  placed,
  printable,
  quoted,
  tableCell,
  toDay
} from "./ground.mjs";

// src/report/exceptions.ts
var proposedDays = 30;
var daySeconds = 86400;
var reason = "REPLACE: why this finding does no harm in this service, and what ends the exception.";
var vulnerabilityId = /^(?:(?:CVE|GHSA|MAL|OSV)-|[A-Z]+-\d{4}[-:]\d+)/i;
function draftException(finding, now) {
  const tool = ScanTool.safeParse(finding.tool);
  const place = scopeOf(finding);
  if (!tool.success || place === void 0) return void 0;
  const rule = idsOf(finding).find((id2) => nameable(id2) && (hasPackage(place) || !needsPackage(finding, id2)));
  if (rule === void 0) return void 0;
  const days = { from: toDay(now), until: toDay(now + proposedDays * daySeconds) };
  const id = `EX-${days.from.replaceAll("-", "")}-${finding.fingerprint.slice(0, 8).toUpperCase()}`;
  return { id, rule, tool: tool.data, ...place, ...days };
}
function idsOf({ rule, aliases = [], package: name, tool }) {
  return name !== "" || tool === "sarif" ? [rule, ...aliases] : [rule];
}
function nameable(id) {
  return id.length >= 3 && !/[*?]/.test(id);
}
function needsPackage({ tool }, id) {
  return tool !== "sarif" && vulnerabilityId.test(id);
}
function hasPackage(place) {
  return place.package !== void 0;
}
function scopeOf({ tool, package: name, path }) {
  if (name !== "") return tool === "sarif" ? void 0 : { package: name };
  return path === "" || /[*?\ufffd]/.test(path) ? void 0 : { path };
}
function exceptionYaml({ id, rule, tool, package: name, path, from, until }) {
  const values = {
    id: yamlText(id),
    rule: yamlText(rule),
    tool,
    ...name === void 0 ? {} : { package: yamlText(name) },
    ...path === void 0 ? {} : { path: yamlText(path) },
    reason: yamlText(reason),
    "requested-by": "ID-OF-WHO-ASKS",
    "approved-by": "ID-OF-ANOTHER-PERSON",
    from: yamlText(from),
    until: yamlText(until)
  };
  const lines = Object.entries(values).map(([key, value]) => `${`${key}:`.padEnd(15)}${value}`);
  return ["exceptions:", ...lines.map((line, at2) => `${at2 === 0 ? "  - " : "    "}${line}`)];
}
function yamlText(text) {
  return jsonText(text).replaceAll("`", "\\u0060").replaceAll("##[", "#\\u0023[");
}

// src/report/rows.ts
function findingRows(findings) {
  const groups = Map.groupBy(
    findings.toSorted(compareFindings),
    ({ tool, rule, package: name }) => JSON.stringify([tool, rule, name])
  );
  return [...groups.values()].flatMap((group) => {
    const [finding] = group;
    return finding === void 0 ? [] : [{ finding, count: group.length, places: [...new Set(group.map(placeOf))] }];
  });
}
function placeOf({ path, line, resource = "" }) {
  if (path === "") return resource;
  return line > 0 ? `${path}:${line}` : path;
}
function morePlaces({ count }) {
  return count > 1 ? ` and ${counted(count - 1, "more place")}` : "";
}
function compareFindings(a, b) {
  return Severity.options.indexOf(a.severity) - Severity.options.indexOf(b.severity) || compareTexts(a.rule, b.rule) || compareTexts(a.package, b.package) || compareTexts(a.path, b.path) || a.line - b.line || compareTexts(a.tool, b.tool) || compareTexts(a.fingerprint, b.fingerprint);
}
function compareTexts(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/report/remedies.ts
function remedyOf({ finding }) {
  const { kind, package: name, fixed } = finding;
  if (name !== "") return fixed === "" ? { do: "replace", package: name } : { do: "raise", package: name, to: fixed };
  return { do: kind === "secrets" ? "revoke" : "change", place: placeOf(finding) };
}
function remedyText(remedy, name = placed) {
  switch (remedy.do) {
    case "raise":
      return `raise ${name(remedy.package)} to ${name(remedy.to)}`;
    case "replace":
      return `no fixed version of ${name(remedy.package)} is known: remove or replace it`;
    case "revoke":
      return `revoke the secret${at(remedy.place, name)} and take it out of the history`;
    case "change":
      return remedy.place === "" ? "change what the rule names; it says no place" : `change ${name(remedy.place)}`;
  }
}
function at(place, name) {
  return place === "" ? "" : ` at ${name(place)}`;
}

// src/report/table.ts
var mostRows = 50;
var lineWidth = 120;
var shortestTitle = 30;
var widestCell = 60;
var titleColumn = {
  title: "title",
  of: ({ finding: { rule, title } }) => rule.endsWith(title) ? "" : title
};
var columns = [
  { title: "severity", of: ({ finding }) => finding.severity },
  { title: "tool", of: ({ finding }) => finding.tool },
  { title: "rule", of: ({ finding }) => finding.rule },
  { title: "package", of: ({ finding }) => finding.package },
  { title: "fixed in", of: ({ finding }) => finding.fixed },
  { title: "place", of: ({ finding }) => placeOf(finding) }
];
function textTable(rows, all) {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows);
  const used = usedColumns(rows);
  const cells = [used.map(({ title }) => title), ...shown.map((row) => used.map((column) => textCell(column, row)))];
  const widths = used.map((_, at2) => Math.max(...cells.map((line) => (line[at2] ?? "").length)));
  const left = lineWidth - widths.reduce((sum, width) => sum + width + 2, 0);
  const titles = ["title", ...shown.map((row) => textTitle(row, Math.max(shortestTitle, left)))];
  const titled = titles.some((title, at2) => at2 > 0 && title !== "");
  const lines = cells.map(
    (line, at2) => [...line.map((cell, column) => cell.padEnd(widths[column] ?? 0)), ...titled ? [titles[at2] ?? ""] : []].join("  ").trimEnd()
  );
  return [...lines, ...closingLines(rows, all)];
}
function markdownTable(rows, all) {
  if (rows.length === 0) return [];
  const used = [...usedColumns(rows), ...rows.some((row) => titleColumn.of(row) !== "") ? [titleColumn] : []];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(used.map(({ title }) => title)),
    line(used.map(() => "---")),
    ...rows.slice(0, mostRows).map((row) => line(used.map((column) => markdownCell(column, row)))),
    "",
    ...closingLines(rows, all).flatMap((text) => [tableCell(inCode(text)), ""])
  ];
}
function usedColumns(rows) {
  const tools = new Set(rows.map(({ finding }) => finding.tool));
  return columns.filter(({ title, of }) => title === "tool" ? tools.size > 1 : rows.some((row) => of(row) !== ""));
}
function textCell({ title, of }, row) {
  const text = of(row);
  if (text === "") return "";
  const whole = placed(text);
  const shown = whole === text && text.length > widestCell ? `\u2026${text.slice(1 - widestCell)}` : whole;
  const cell = shown === text || whole === text ? shown : quoted(text, widestCell);
  return title === "place" ? `${cell}${morePlaces(row)}` : cell;
}
function textTitle(row, width) {
  const title = titleColumn.of(row);
  return title === "" ? "" : quoted(title, width - 2);
}
function markdownCell({ title, of }, row) {
  return `${tableCell(inCode(of(row), 300))}${title === "place" ? morePlaces(row) : ""}`;
}
function closingLines(rows, all) {
  const more = rows.length - mostRows;
  const findings = rows.reduce((sum, { count }) => sum + count, 0);
  const suppressed = rows.filter(({ finding }) => finding.suppressed).length;
  return [
    ...more > 0 ? [`and ${counted(more, "more row")}; all ${findings} findings are in ${all}`] : [],
    ...suppressed > 0 ? [
      `${counted(suppressed, "row")} of these ${suppressed === 1 ? "is" : "are"} suppressed in the repository, which changes nothing: they count`
    ] : []
  ];
}

// src/report/findings.ts
function reportScan({ findings, all }) {
  const rows = findingRows(findings);
  return {
    lines: textTable(rows, printable(all, 300)).map(indented),
    markdown: markdownTable(rows, printable(all, 300)).join("\n"),
    annotations: marksOf(rows, "warning")
  };
}
function reportDenied({ findings, all }, advised) {
  const rows = findingRows(findings);
  if (rows.length === 0) return { lines: [], markdown: "", annotations: [] };
  const title = `${counted(findings.length, "finding")} that ${findings.length === 1 ? "denies" : "deny"}`;
  const advice = rows.slice(0, mostAdvised);
  const more = rows.length - advice.length;
  const rest = more > 0 ? [`and ${counted(more, "more row")} of the table`] : [];
  const { words, yaml } = proposal(rows, advised);
  return {
    lines: [
      `${title}:`,
      ...textTable(rows, printable(all, 300)).map(indented),
      "What to do:",
      ...advice.map((row) => `  - ${placed(row.finding.rule)}: ${remedyText(remedyOf(row))}${morePlaces(row)}`),
      ...rest.map((text) => `  - ${text}`),
      words,
      ...yaml.map((line) => `    ${line}`)
    ],
    markdown: [
      `#### ${title}`,
      "",
      ...markdownTable(rows, printable(all, 300)),
      "What to do:",
      "",
      ...advice.map(
        (row) => `- ${markdownName(row.finding.rule)}: ${remedyText(remedyOf(row), markdownName)}${morePlaces(row)}`
      ),
      ...rest.map((text) => `- ${text}`),
      "",
      words,
      "",
      ...yaml.length > 0 ? ["```yaml", ...yaml, "```", ""] : []
    ].join("\n"),
    annotations: marksOf(rows, "error")
  };
}
function adviseOn(findings, now) {
  return findingRows(findings).map((row) => ({
    ...row,
    remedy: remedyOf(row),
    exception: draftException(row.finding, now) ?? null
  }));
}
var mostAdvised = 20;
function indented(line) {
  return `  ${line}`;
}
function markdownName(text) {
  return inCode(text, 300);
}
function proposal(rows, { service, now }) {
  const drafts = rows.flatMap((row) => draftException(row.finding, now) ?? []);
  const [draft] = drafts;
  if (draft === void 0)
    return { words: "No exception can name these: they have neither a package nor an exact path and rule.", yaml: [] };
  const words = [
    "Or, for a finding that does no harm here, let two people agree on an exception of at most 90 days;",
    `the one below is for the first row that one can name, under services.${service} in safeguard.yml`,
    "(the item alone where exceptions: is there already), with the reason and two numeric user ids filled in:"
  ];
  return { words: words.join(" "), yaml: exceptionYaml(draft) };
}
var mostMarks = 10;
function marksOf(rows, level) {
  return rows.slice(0, mostMarks).map((row) => {
    const { rule, severity, title, path, line, kind } = row.finding;
    const where = kind === "image" || /^\/|\/\//.test(path) ? "" : path;
    const words = [`${severity}: ${remedyText(remedyOf(row))}`, ...title === "" ? [] : [quoted(title)]];
    return { level, title: rule, message: `${words.join("; ")}${morePlaces(row)}`, path: where, line };
  });
}

export {
  reportScan,
  reportDenied,
  adviseOn
};
