const require = (name) => process.getBuiltinModule(name);

// src/base/text.ts
var unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
function printable(text, limit = 500) {
  const flat = text.replace(/\r?\n|\t/g, " ").replace(unsafe, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  return flat.length > limit ? `${flat.slice(0, limit - 1)}\u2026` : flat;
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
  logLine,
  counted,
  listed
};
