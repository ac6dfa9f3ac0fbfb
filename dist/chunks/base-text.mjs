const require = (name) => process.getBuiltinModule(name);

// src/base/text.ts
var unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
function printable(text, limit = 500) {
  const flat = text.replace(/\r?\n|\t/g, " ").replace(unseen, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  return flat.length > limit ? `${flat.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}\u2026` : flat;
}
function shortTicks(text) {
  return text.replace(/`{10,}/g, (run) => `\\u{60}*${run.length}`);
}
function fenceFor(text, least) {
  const runs = (text.match(/`+/g) ?? []).map((run) => run.length);
  return "`".repeat(Math.max(least, ...runs.map((length) => length + 1)));
}
function inCode(text, limit = 4e3) {
  const shown = shortTicks(printable(text, limit));
  if (shown === "") return "";
  const fence = fenceFor(shown, 1);
  const blank = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${blank}${shown}${blank}${fence}`;
}
function tableCell(markdown) {
  return markdown.replace(/(\\?)\|/g, (_, slash) => slash === "" ? "\\|" : "\\\\u{7c}");
}
function logLine(text, limit = 2e3) {
  return printable(text, limit).replaceAll("##[", "##\u2009[").replace(/^(\s*)::/, "$1:\u2009:");
}
function counted(count, noun, plural = `${noun}s`) {
  return `${count} ${count === 1 ? noun : plural}`;
}
function listed(items) {
  if (items.length === 0) return "none";
  const last = items[items.length - 1] ?? "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export {
  printable,
  shortTicks,
  fenceFor,
  inCode,
  tableCell,
  logLine,
  counted,
  listed
};
