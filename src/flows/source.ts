// Looks at a checked-out source before an image is built from it. Git LFS leaves small texts where files should be, and a submodule
// that was not fetched is an empty folder: an image built from them differs from what the commit means, and scans of it see nothing.
import { join } from 'node:path';
import { isFault } from '../base/fault.ts';
import { counted, printable } from '../base/text.ts';
import { describeGaps, type FoundSource, isPointer, pointerLimit } from '../image/source.ts';
import type { Answer } from '../model/answer.ts';
import type { RepositoryPath } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';

/** The checkout, and what will be built of it. */
export type SourceInputs = { path: string; context: RepositoryPath; dockerfile: RepositoryPath };

type Files = Pick<Ports['files'], 'entries' | 'read' | 'resolve' | 'size'>;

/** The command `source`. What is found is refused; a folder that cannot be read is a fault. */
export async function checkSource(
  { path, context, dockerfile }: SourceInputs,
  ports: Pick<Ports, 'files' | 'log'>,
): Promise<Answer<{ files: string }>> {
  ports.log.step('source', `looking at the source in ${printable(context, 200)}`);
  const root = await ports.files.resolve(path);
  const strays = [
    ...(await strayProblem(ports.files, root, 'context', context)),
    ...(await strayProblem(ports.files, root, 'dockerfile', dockerfile)),
  ];
  const found: FoundSource = { files: new Set(), pointers: [], empty: [] };
  if (strays.length === 0) {
    await walk(ports.files, await ports.files.resolve(join(root, context)), root, found);
    await lookAtFile(ports.files, await ports.files.resolve(join(root, dockerfile)), root, found);
  }
  const refusals = [...strays, ...describeGaps(found, context)];
  const refused = refusals.length > 0;
  const text = refused
    ? ['Refused: nothing is built.', ...refusals.map((line) => `  - ${line}`)].join('\n')
    : `The source is whole: ${counted(found.files.size, 'file')}, no pointer of Git LFS, no empty submodule.`;
  return {
    outputs: { files: String(found.files.size) },
    denied: refused,
    text,
    json: { refusals, files: found.files.size },
  };
}

/** A path of the repository that a link leads out of it, or that is not there. */
async function strayProblem(files: Files, root: string, name: string, path: RepositoryPath): Promise<string[]> {
  try {
    const real = await files.resolve(join(root, path));
    if (real === root || real.startsWith(`${root}/`)) return [];
    return [`${name}: ${path} is a link out of the repository. Keep what is built inside of it.`];
  } catch (error) {
    if (!isFault(error, 'FILE_MISSING') && !isFault(error, 'FILE_UNSAFE')) throw error;
    return [
      `${name}: ${path} does not exist at this commit. Add it, or change build.${name} of the service in safeguard.yml.`,
    ];
  }
}

/** Git keeps no empty folder, so that one in a fresh checkout is the place of a submodule. Links are not followed, as builders do not. */
async function walk(files: Files, folder: string, root: string, found: FoundSource): Promise<void> {
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = await files.entries(next);
    if (entries.length === 0) found.empty.push(next.slice(root.length + 1) || '.');
    for (const { name, kind } of entries) {
      const path = join(next, name);
      if (kind === 'folder' && path !== join(root, '.git')) pending.push(path);
      if (kind === 'file') await lookAtFile(files, path, root, found);
    }
  }
}

async function lookAtFile(files: Files, path: string, root: string, found: FoundSource): Promise<void> {
  if (found.files.has(path)) return;
  found.files.add(path);
  if ((await files.size(path)) >= pointerLimit) return;
  if (isPointer(await files.read(path, pointerLimit))) found.pointers.push(path.slice(root.length + 1));
}
