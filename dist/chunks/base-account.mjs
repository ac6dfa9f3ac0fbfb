const require = (name) => process.getBuiltinModule(name);
import {
  named
} from "./base-text.mjs";

// src/base/account.ts
function accountText(login, id) {
  return `${named(login)} (${login.endsWith("[bot]") ? "bot" : "user"} ${id})`;
}

export {
  accountText
};
