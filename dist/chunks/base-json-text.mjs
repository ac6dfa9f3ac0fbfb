const require = (name) => process.getBuiltinModule(name);
import {
  Fault
} from "./base-fault-register.mjs";

// src/base/json-text.ts
var defaultJsonLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 512 };
var textEndsEarly = "the text ends early";
function parseJsonBytes(bytes, limits = defaultJsonLimits) {
  if (bytes.length > limits.maxBytes) {
    throw new Fault("JSON_TOO_LARGE", `the JSON text has ${bytes.length} bytes; at most ${limits.maxBytes} are read`);
  }
  const text = decode(bytes);
  checkText(text, limits.maxDepth);
  return JSON.parse(text);
}
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("JSON_INVALID", `the JSON text of ${bytes.length} bytes is not valid UTF-8`, { cause });
  }
}
var scalarForm = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/y;
var escapeForm = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
var cutScalarForm = /(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|-?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?)?)?)$/y;
var cutEscapeForm = /\\(?:u[0-9a-fA-F]{0,3})?$/y;
function checkText(text, maxDepth) {
  const open = [];
  let expected = "value";
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === " " || character === "\n" || character === "\r" || character === "	") {
      at += 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      expected = afterString(text, { start: at, end }, expected, open);
      at = end;
    } else if (character === "{" || character === "[") {
      if (expected !== "value" && expected !== "item") throw invalid(at, expected);
      if (open.length === maxDepth) {
        throw new Fault("JSON_TOO_DEEP", `the JSON text nests deeper than ${maxDepth} levels at offset ${at}`);
      }
      open.push(character === "{" ? /* @__PURE__ */ new Set() : null);
      expected = character === "{" ? "member" : "item";
      at += 1;
    } else if (character === "}" || character === "]") {
      expected = afterClose(character, at, expected, open);
      at += 1;
    } else if (character === "," || character === ":") {
      expected = afterPunctuation(character, at, expected, open);
      at += 1;
    } else {
      if (expected !== "value" && expected !== "item") throw invalid(at, expected);
      at = endOfScalar(text, at, expected);
      expected = afterValue(open);
    }
  }
  if (expected !== "end") throw endsEarly(`at offset ${at}, where ${names[expected]} was expected`);
}
function afterValue(open) {
  return open.length === 0 ? "end" : "comma";
}
function afterString(text, { start, end }, expected, open) {
  if (expected === "value" || expected === "item") return afterValue(open);
  if (expected !== "key" && expected !== "member") throw invalid(start, expected);
  addKey(text, start, end, open.at(-1) ?? /* @__PURE__ */ new Set());
  return "colon";
}
function addKey(text, start, end, keys) {
  const raw = text.slice(start, end);
  const key = raw.includes("\\") ? String(JSON.parse(raw)) : raw.slice(1, -1);
  if (keys.has(key))
    throw new Fault("JSON_DUPLICATE_KEY", `the JSON text repeats a key of one object at offset ${start}`);
  if (key === "__proto__") throw new Fault("JSON_INVALID", `the JSON text has the key "__proto__" at offset ${start}`);
  keys.add(key);
}
function afterClose(character, at, expected, open) {
  const inArray = open.at(-1) === null;
  const fits = character === "]" ? inArray && expected !== "value" : expected === "member" || expected === "comma";
  if (!fits || character === "}" && inArray) throw invalid(at, expected);
  open.pop();
  return afterValue(open);
}
function afterPunctuation(character, at, expected, open) {
  if (expected !== (character === "," ? "comma" : "colon")) throw invalid(at, expected);
  return character === "," && open.at(-1) !== null ? "key" : "value";
}
function endOfScalar(text, at, expected) {
  const end = endOfMatch(scalarForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutScalarForm, text, at) > at) throw endsEarly(`inside the value at offset ${at}`);
  throw invalid(at, expected);
}
function endOfString(text, start) {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) throw new Fault("JSON_INVALID", `the JSON text has a bare control character at offset ${at}`);
    at = code === 92 ? endOfEscape(text, at) : at + 1;
  }
  throw endsEarly(`inside the string that begins at offset ${start}`);
}
function endOfEscape(text, at) {
  const end = endOfMatch(escapeForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutEscapeForm, text, at) > at) throw endsEarly(`inside the escape at offset ${at}`);
  throw new Fault("JSON_INVALID", `the JSON text has a bad escape at offset ${at}`);
}
function endOfMatch(form, text, at) {
  form.lastIndex = at;
  form.test(text);
  return form.lastIndex;
}
var names = {
  value: "a value",
  item: 'a value or "]"',
  key: "a key",
  member: 'a key or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: "the end"
};
function invalid(at, expected) {
  return new Fault("JSON_INVALID", `the JSON text is not valid at offset ${at}: ${names[expected]} was expected`);
}
function endsEarly(place) {
  return new Fault("JSON_INVALID", `the JSON text ends ${place}`, { cause: textEndsEarly });
}

export {
  defaultJsonLimits,
  textEndsEarly,
  parseJsonBytes
};
