const require = (name) => process.getBuiltinModule(name);

// src/scan/severity.ts
var severities = ["info", "low", "medium", "high", "critical"];
var words = {
  critical: "critical",
  high: "high",
  error: "high",
  important: "high",
  medium: "medium",
  moderate: "medium",
  warning: "medium",
  low: "low",
  note: "low",
  negligible: "low",
  info: "info",
  informational: "info",
  none: "info"
};
function severityOfWord(word) {
  const key = typeof word === "string" ? word.trim().toLowerCase() : "";
  return Object.hasOwn(words, key) ? words[key] : void 0;
}
function ratingOfWord(word) {
  if (word === void 0 || word === null) return void 0;
  const silent = typeof word === "string" && ["", "unknown"].includes(word.trim().toLowerCase());
  return silent ? void 0 : severityOfWord(word) ?? "critical";
}
function severityOfScore(score) {
  const value = numberOf(score);
  if (value === void 0) return void 0;
  if (value >= 9) return "critical";
  if (value >= 7) return "high";
  if (value >= 4) return "medium";
  return value > 0 ? "low" : "info";
}
function severityOfOldScore(score) {
  const value = numberOf(score);
  if (value === void 0) return void 0;
  if (value >= 7) return "high";
  return value >= 4 ? "medium" : "low";
}
function numberOf(score) {
  const text = typeof score === "string" ? /^\s*(\d{1,2}(?:[.,]\d{1,20})?)(?:\/10)?\s*$/.exec(score)?.[1] : void 0;
  const value = text === void 0 ? score : Number(text.replace(",", "."));
  return typeof value === "number" && value >= 0 && value <= 10 ? value : void 0;
}
function worstSeverity(sources) {
  return worstKnown(sources) ?? "critical";
}
function worstKnown(sources) {
  const ranks = sources.map((source) => source === void 0 ? -1 : severities.indexOf(source));
  return severities[Math.max(-1, ...ranks)];
}
function isAtLeast(severity, threshold) {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}

export {
  severities,
  severityOfWord,
  ratingOfWord,
  severityOfScore,
  severityOfOldScore,
  worstSeverity,
  worstKnown,
  isAtLeast
};
