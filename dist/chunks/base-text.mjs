const require = (name) => process.getBuiltinModule(name);

// src/base/text.ts
var unseenForms = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{16fe4}\u{13441}\u{13442}\u{1d159}`;
var unseen = new RegExp(`[${unseenForms}]|(?! )\\p{Zs}`, "gu");
var unseenInJson = new RegExp(`(?!\\n)[${unseenForms}]|(?! )\\p{Zs}`, "gu");
function printable(text, limit = 500) {
  const flat = text.slice(0, 2 * limit + 2).replace(/\r?\n|\t/g, " ");
  return cut(flat.replace(unseen, escaped), limit);
}
function escaped(character) {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
function escapedAll(text) {
  return Array.from(text, (character) => character === " " ? character : escaped(character)).join("");
}
function cut(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}\u2026` : text;
}
var quoteLimit = 100;
var doubleQuotes = String.raw`\u0022\u00ab\u00bb\u02ba\u02dd\u02ee\u02f5\u02f6\u05f4\u1cd3\u201c-\u201f\u2033\u2034\u2036\u2037\u2057\u275d\u275e\u2760\u276e\u276f\u2e42\u3003\u301d-\u301f\u309b\uff02\uff9e\u{1f676}-\u{1f678}`;
var singleQuotes = String.raw`\u0027\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02f4\u0374\u0384\u055a\u055b\u055d\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\u275b\u275c\u275f\ua78b\ua78c\uff07\uff40`;
var quoteLike = new RegExp(
  `(?:^|[ ${singleQuotes}${doubleQuotes}])\\p{M}{1,2}|[${doubleQuotes}]|(?<=[${singleQuotes}])[${singleQuotes}]`,
  "gu"
);
function quoted(text, limit = quoteLimit) {
  const shown = printable(text.slice(0, 20 * limit), 20 * limit).replace(/ {2,}/g, " ").replace(new RegExp("(?<=\\p{M}\\p{M})\\p{M}+", "gu"), "");
  return `"${cut(shown.replace(quoteLike, escapedAll), limit)}"`;
}
function named(text) {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/.test(text) ? text : quoted(text);
}
function placed(text) {
  return text.length <= 300 && /^[A-Za-z0-9._=+@,~:/-]+$/.test(text) ? text : quoted(text, 2 * quoteLimit);
}
function jsonText(value, indent) {
  return (JSON.stringify(value, null, indent) ?? "null").replace(
    unseenInJson,
    (character) => Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`
    ).join("")
  );
}
function shortTicks(text) {
  return text.replace(/`{10,}/g, (run) => `\\u{60}*${run.length}`);
}
function fenceFor(text, least) {
  const runs = (text.match(/`+/g) ?? []).map((run) => run.length);
  return "`".repeat(Math.max(least, ...runs.map((length) => length + 1)));
}
function inCode(text, limit = 4e3) {
  const shown = cut(shortTicks(printable(text, 4 * limit)), limit);
  if (shown === "") return "";
  const fence = fenceFor(shown, 1);
  const blank = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${blank}${shown}${blank}${fence}`;
}
function tableCell(markdown) {
  return markdown.replace(/(\\?)\|/g, (_, slash) => slash === "" ? "\\|" : "\\\\u{7c}");
}
function logLine(text, limit = 1e4) {
  return printable(text, limit).replaceAll("##[", "#\\u{23}[").replace(/^( *)::/, "$1:\\u{3a}");
}
function printableLines(text) {
  return linesBy(text, printable);
}
function logLines(text) {
  return linesBy(text, logLine);
}
function linesBy(text, shown) {
  return text.split("\n").map((line) => shown(line, Number.POSITIVE_INFINITY)).join("\n");
}
function counted(count, noun, plural = `${noun}s`) {
  return `${count} ${count === 1 ? noun : plural}`;
}
function listedFirst(items, most = 20) {
  const more = items.length - most;
  return listed(more > 0 ? [...items.slice(0, most), `${more} more`] : items);
}
function listed(items) {
  if (items.length === 0) return "none";
  const last = items[items.length - 1] ?? "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export {
  printable,
  quoteLimit,
  quoted,
  named,
  placed,
  jsonText,
  shortTicks,
  fenceFor,
  inCode,
  tableCell,
  logLine,
  printableLines,
  logLines,
  counted,
  listedFirst,
  listed
};
