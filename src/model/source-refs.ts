// Which refs a service may be built and deployed from. Every comparison with a service's refs goes through `acceptsRef`; the policy library
// `refs.rego` says the same to the gate. Git allows no `*` in the name of a ref, so an entry that holds one is a pattern and nothing else.

/** What a branch is called in full. */
export const branchPrefix = 'refs/heads/';
/** What a tag is called in full. */
export const tagPrefix = 'refs/tags/';

/** True for an entry that stands for many refs. */
export function isRefPattern(entry: string): boolean {
  return entry.includes('*');
}

/** True where one of the entries is exactly the ref, or a pattern for it: `*` stands for any characters but `/`, or for none. */
export function acceptsRef(entries: readonly string[], ref: string): boolean {
  // Blanks and control characters are in no name of git's, so that a ref which holds one is not what it seems.
  if (!/^[!-~\u0080-\uffff]+$/.test(ref) || isRefPattern(ref)) return false;
  return entries.some((entry) => entry === ref || (isRefPattern(entry) && fits(entry, ref)));
}

/** The names of the branches among the entries. */
export function branchesOf(entries: readonly string[]): string[] {
  return entries.flatMap((entry) => (entry.startsWith(branchPrefix) ? [entry.slice(branchPrefix.length)] : []));
}

/** True where a listed branch has to hold the commit of the run: on a tag, if the service lists branches at all. */
export function needsBranch(entries: readonly string[], ref: string): boolean {
  return ref.startsWith(tagPrefix) && branchesOf(entries).length > 0;
}

function fits(pattern: string, ref: string): boolean {
  const [wanted, got] = [pattern.split('/'), ref.split('/')];
  return wanted.length === got.length && wanted.every((part, at) => fitsPart(part, got[at] ?? ''));
}

/** One part between slashes, with no more than two `*` in it. */
function fitsPart(pattern: string, part: string): boolean {
  const [before = '', ...rest] = pattern.split('*');
  const after = rest.pop();
  if (after === undefined) return pattern === part;
  if (rest.length > 1 || part.length < before.length + after.length) return false;
  const between = part.slice(before.length, part.length - after.length);
  return part.startsWith(before) && part.endsWith(after) && between.includes(rest[0] ?? '');
}
