const require = (name) => process.getBuiltinModule(name);
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./config-day.mjs";
import {
  RepositoryPath,
  counted,
  describeGaps,
  isFault,
  isPointer,
  pointerLimit,
  printable,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/source.ts
import { join } from "node:path";
async function checkSource({ path, context, dockerfile }, ports) {
  ports.log.step("source", `looking at the source in ${printable(context, 200)}`);
  const root = await ports.files.resolve(path);
  const strays = [
    ...await strayProblem(ports.files, root, "context", context),
    ...await strayProblem(ports.files, root, "dockerfile", dockerfile)
  ];
  const found = { files: /* @__PURE__ */ new Set(), pointers: [], empty: [] };
  if (strays.length === 0) {
    await walk(ports.files, await ports.files.resolve(join(root, context)), root, found);
    await lookAtFile(ports.files, await ports.files.resolve(join(root, dockerfile)), root, found);
  }
  const refusals = [...strays, ...describeGaps(found, context)];
  const refused = refusals.length > 0;
  const text = refused ? ["Refused: nothing is built.", ...refusals.map((line) => `  - ${line}`)].join("\n") : `The source is whole: ${counted(found.files.size, "file")}, no pointer of Git LFS, no empty submodule.`;
  return {
    outputs: { files: String(found.files.size) },
    denied: refused,
    text,
    json: { refusals, files: found.files.size }
  };
}
async function strayProblem(files, root, name, path) {
  try {
    const real = await files.resolve(join(root, path));
    if (real === root || real.startsWith(`${root}/`)) return [];
    return [`${name}: ${path} is a link out of the repository. Keep what is built inside of it.`];
  } catch (error) {
    if (!isFault(error, "FILE_MISSING") && !isFault(error, "FILE_UNSAFE")) throw error;
    return [
      `${name}: ${path} does not exist at this commit. Add it, or change build.${name} of the service in safeguard.yml.`
    ];
  }
}
async function walk(files, folder, root, found) {
  const pending = [folder];
  for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
    const entries = await files.entries(next);
    if (entries.length === 0) found.empty.push(next.slice(root.length + 1) || ".");
    for (const { name, kind } of entries) {
      const path = join(next, name);
      if (kind === "folder" && path !== join(root, ".git")) pending.push(path);
      if (kind === "file") await lookAtFile(files, path, root, found);
    }
  }
}
async function lookAtFile(files, path, root, found) {
  if (found.files.has(path)) return;
  found.files.add(path);
  if (await files.size(path) >= pointerLimit) return;
  if (isPointer(await files.read(path, pointerLimit))) found.pointers.push(path.slice(root.length + 1));
}

// src/commands/source.ts
var source = defineCommand({
  name: "source",
  summary: "Refuse a checked-out source that is not whole, before it is built: pointers of Git LFS, empty submodules, a context or Dockerfile that a link leads out of the repository.",
  surfaces: ["action"],
  inputs: strictObject({
    path: string().describe("Root of the checked-out repository."),
    context: RepositoryPath.describe("Folder of the build context."),
    dockerfile: RepositoryPath.describe("Dockerfile.")
  }),
  outputs: strictObject({ files: string().describe("Number of files that were looked at.") }),
  permissions: {},
  config: "none",
  run: async (inputs, ports) => checkSource(inputs, ports)
});
export {
  source
};
