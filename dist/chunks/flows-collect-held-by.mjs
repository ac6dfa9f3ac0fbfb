const require = (name) => process.getBuiltinModule(name);
import {
  branchPrefix,
  branchesOf,
  inParallel,
  needsBranch
} from "./ground.mjs";

// src/flows/collect/held-by.ts
async function readHeldBy(ports, config, service, { ref, commit }) {
  const refs = service["source-refs"];
  if (!needsBranch(refs, ref)) return void 0;
  const forge = await ports.forge(config);
  const branches = await inParallel(branchesOf(refs), async (branch) => ({
    ref: `${branchPrefix}${branch}`,
    ...await forge.standing(service.repository, branch, commit)
  }));
  return { commit, branches };
}

export {
  readHeldBy
};
