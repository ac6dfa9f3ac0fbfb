// What is missing from a checked-out source although it looks whole: Git LFS leaves small texts where files should be, and a submodule
// that was not fetched is an empty folder.
import { counted, printable } from '../base/text.ts';

/** What a walk through the source found, by path below its root. */
export type FoundSource = { files: Set<string>; pointers: string[]; empty: string[] };

/** Sentences about what is not there; `context` is the folder that was walked. */
export function describeGaps({ pointers, empty }: FoundSource, context: string): string[] {
  return [
    ...(pointers.length > 0
      ? [
          `${counted(pointers.length, 'file')} of ${context} ${pointers.length === 1 ? 'is a pointer' : 'are pointers'} of Git LFS, whose content the contract does not fetch: ${some(pointers)}. Keep the content in Git itself, or move it out of the build context.`,
        ]
      : []),
    ...(empty.length > 0
      ? [
          `${counted(empty.length, 'folder')} of ${context} ${empty.length === 1 ? 'is' : 'are'} empty, as a submodule is that was not fetched: ${some(empty)}. Keep its files in this repository (for instance by git subtree), or take them from a base image or a package by digest, and remove the submodule.`,
        ]
      : []),
  ];
}

function some(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map((path) => JSON.stringify(printable(path, 200)));
  return [...shown, ...(paths.length > 5 ? [`${paths.length - 5} more`] : [])].join(', ');
}

/** A pointer has fewer than 1024 bytes and begins with its version (git-lfs, docs/spec.md; hawser is its name of before 2015). */
export const pointerLimit = 1024;
const pointerStarts = ['version https://git-lfs.github.com/spec/', 'version https://hawser.github.com/spec/'];

/** True for the text that Git LFS leaves in place of a file. */
export function isPointer(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  return pointerStarts.some((start) => text.startsWith(start));
}
