const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  placed
} from "./ground.mjs";

// src/platform/local/store-limits.ts
var objectLimit = 20 * 1024 * 1024;
var usualListLimits = { versions: 1e6, pages: 1e4, milliseconds: 20 * 6e4 };
function watchList(what, limits) {
  const start = performance.now();
  let [versions, pages] = [0, 0];
  return (more) => {
    versions += more;
    pages += 1;
    const over = [
      versions > limits.versions && `more than ${limits.versions} versions`,
      pages > limits.pages && `more than ${limits.pages} pages`,
      performance.now() - start > limits.milliseconds && `not ended after ${limits.milliseconds / 1e3} s`
    ].find((text) => text !== false);
    if (over === void 0) return;
    throw new Fault("STORE_FAILED", `${what} has ${over}`, {
      hint: "Nothing was decided on a part of it. Ask about less, or let whoever guards the store find out who fills it."
    });
  };
}
function unreadable(uri, key, why) {
  return new Fault("OBJECT_UNREADABLE", `${uri}, ${placed(key)}: ${why}`);
}

export {
  objectLimit,
  usualListLimits,
  watchList,
  unreadable
};
