const require = (name) => process.getBuiltinModule(name);
import {
  counted
} from "./ground.mjs";

// src/gate/ignored-referrers.ts
function ignoredText({ count, complete, reasons }) {
  const why = reasons.map((one) => `${one.count} because ${one.reason}`).join(", ");
  const more = complete ? "" : "; not everything that hangs on the image could be looked at";
  return `${counted(count, "referrer")} of the image ignored${why === "" ? "" : `: ${why}`}${more}`;
}

export {
  ignoredText
};
