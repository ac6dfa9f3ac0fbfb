// Names for the files of dist/chunks that last: after the command or package that a file is mostly about, never after its content.
// A reviewer then sees a change as a change of that file, and one more scanner does not rename half of the folder.
import { basename } from 'node:path';
import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** The lasting name of each chunk by the name that esbuild gave it, both without ending; no two are the same. */
export function chunkNames({ outputs }: Pick<Metafile, 'outputs'>): Map<string, string> {
  const chunks = Object.entries(outputs)
    .filter(([path]) => path.includes('/chunks/'))
    .map(([path, output]) => ({ given: basename(path, '.mjs'), name: subjectOf(output), inputs: inputsOf(output) }))
    .sort((a, b) => (a.inputs < b.inputs ? -1 : 1));
  const taken = new Map<string, number>();
  return new Map(
    chunks.map(({ given, name }) => {
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [given, count === 1 ? name : `${name}-${count}`];
    }),
  );
}

function inputsOf({ inputs }: Output): string {
  return Object.keys(inputs).sort().join('\n');
}

/** `ground` for what every other file needs; else the file that is loaded lazily, or else the one that takes most of the bytes. */
function subjectOf({ entryPoint, inputs }: Output): string {
  if (Object.keys(inputs).some((path) => path.endsWith('src/base/fault.ts'))) return 'ground';
  const largest = Object.entries(inputs).sort(
    ([a, x], [b, y]) => y.bytesInOutput - x.bytesInOutput || (a < b ? -1 : 1),
  );
  return nameOf(entryPoint ?? largest[0]?.[0] ?? 'empty');
}

/** `src/scan/read.ts` is `scan-read`, a file of a package is `vendor-` and the package. */
function nameOf(path: string): string {
  const vendor = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  const words = vendor ? `vendor-${vendor}` : path.replace(/^.*?src\//, '').replace(/\.ts$/, '');
  return words.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '');
}
