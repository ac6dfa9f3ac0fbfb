const require = (name) => process.getBuiltinModule(name);
import {
  toDay
} from "./ground.mjs";

// src/config/day.ts
var daySeconds = 86400;
function dayStart(day) {
  const seconds = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / 1e3 : Number.NaN;
  return seconds >= 0 && toDay(seconds) === day ? seconds : Number.NaN;
}

export {
  daySeconds,
  dayStart
};
