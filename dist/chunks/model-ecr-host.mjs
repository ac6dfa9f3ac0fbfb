const require = (name) => process.getBuiltinModule(name);

// src/model/ecr-host.ts
function parseEcrHost(host) {
  const [, account, region] = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/.exec(
    host
  ) ?? [];
  return account !== void 0 && region !== void 0 ? { account, region } : void 0;
}

export {
  parseEcrHost
};
