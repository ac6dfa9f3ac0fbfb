const require = (name) => process.getBuiltinModule(name);
import {
  assumeRole
} from "./trust-policy-document.mjs";
import {
  chosenEnvironment
} from "./ground.mjs";

// src/flows/collect/for-approval.ts
async function collectForApproval(session, digest, asked) {
  const { collectForDeploy, openReach } = await import("./flows-collect-for-deploy.mjs");
  const credentials = await assumeRole(session, "recorder", null);
  const store = await session.ports.store(session.loaded.config.store, credentials);
  const environment = chosenEnvironment(session.service, asked);
  const target = { phase: "before-approval", digest, environment, handedOver: null };
  return collectForDeploy(session, await openReach(session, store, credentials), target);
}

export {
  collectForApproval
};
