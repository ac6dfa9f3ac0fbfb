const require = (name) => process.getBuiltinModule(name);
import {
  Fault
} from "./base-fault-register.mjs";

// src/base/time.ts
function toIso(epochSeconds) {
  if (!Number.isInteger(epochSeconds) || epochSeconds < 0 || epochSeconds > 253402300799) {
    throw new Fault("TIME_INVALID", `${epochSeconds} is not a time in whole epoch seconds`);
  }
  return new Date(epochSeconds * 1e3).toISOString().replace(".000Z", "Z");
}
function fromIso(text) {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const milliseconds = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new Fault("TIME_INVALID", `${JSON.stringify(text)} is not an ISO 8601 time with zone`);
  const day = text.slice(0, 10);
  const real = new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().slice(0, 10);
  if (real !== day) throw new Fault("TIME_INVALID", `the calendar has no ${day}`);
  return Math.floor(milliseconds / 1e3);
}
function toDay(epochSeconds) {
  return toIso(epochSeconds).slice(0, 10);
}
function addYears(epochSeconds, years) {
  const date = new Date(epochSeconds * 1e3);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return Math.floor(date.getTime() / 1e3);
}

export {
  toIso,
  fromIso,
  toDay,
  addYears
};
