const require = (name) => process.getBuiltinModule(name);
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./model-ecr-host.mjs";
import "./config-day.mjs";
import "./model-config.mjs";
import "./model-scanners.mjs";
import "./base-time.mjs";
import "./vendor-zod-2.mjs";
import "./base-digest.mjs";
import {
  RepositoryPath
} from "./model-ids.mjs";
import {
  counted,
  printable
} from "./base-text.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  isFault
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/source.ts
import { join } from "node:path";

// src/image/source.ts
function describeGaps({ pointers, empty }, context) {
  return [
    ...pointers.length > 0 ? [
      `${counted(pointers.length, "file")} of ${context} ${pointers.length === 1 ? "is a pointer" : "are pointers"} of Git LFS, whose content the contract does not fetch: ${some(pointers)}. Keep the content in Git itself, or move it out of the build context.`
    ] : [],
    ...empty.length > 0 ? [
      `${counted(empty.length, "folder")} of ${context} ${empty.length === 1 ? "is" : "are"} empty, as a submodule is that was not fetched: ${some(empty)}. Keep its files in this repository (for instance by git subtree), or take them from a base image or a package by digest, and remove the submodule.`
    ] : []
  ];
}
function some(paths) {
  const shown = paths.slice(0, 5).map((path) => JSON.stringify(printable(path, 200)));
  return [...shown, ...paths.length > 5 ? [`${paths.length - 5} more`] : []].join(", ");
}
var pointerLimit = 1024;
var pointerStarts = ["version https://git-lfs.github.com/spec/", "version https://hawser.github.com/spec/"];
function isPointer(bytes) {
  const text = new TextDecoder().decode(bytes);
  return pointerStarts.some((start) => text.startsWith(start));
}

// src/flows/source.ts
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
