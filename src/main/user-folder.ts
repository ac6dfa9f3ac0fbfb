// Where the user stands. `npm run` starts a script in the folder of its package, also when it is called from elsewhere (`npm --prefix DIR`
// or a folder below), and leaves the user's own folder in INIT_CWD: a relative path means what the user sees.
import { realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder in which `npm run` of this very script was called; undefined where npm did not start us so, or moved us nowhere. A process
 * below another script inherits the variables, and stands where that script put it.
 */
export function userFolder(
  variables: Readonly<Record<string, string | undefined>>,
  { script, root, current }: { script: string; root: URL; current: string },
): string | undefined {
  const { npm_lifecycle_event: event, INIT_CWD: called } = variables;
  if (event !== script || !called) return undefined;
  if (realpathSync(current) !== realpathSync(fileURLToPath(root))) return undefined;
  return statSync(called, { throwIfNoEntry: false })?.isDirectory() ? called : undefined;
}
