const require = (name) => process.getBuiltinModule(name);
import {
  ServiceName
} from "./ground.mjs";

// src/commands/which-service.ts
var whichService = {
  service: ServiceName.optional().describe(
    "Service, by its name in safeguard.yml; only where the repository has several."
  )
};

export {
  whichService
};
