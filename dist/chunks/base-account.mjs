const require = (name) => process.getBuiltinModule(name);

// src/base/account.ts
function accountText(login, id) {
  return `${login} (${login.endsWith("[bot]") ? "bot" : "user"} ${id})`;
}

export {
  accountText
};
