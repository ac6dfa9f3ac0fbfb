// Everything about Grype that code outside this folder needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeDependencies, invokeImage, options } from './invocation.ts';

/** Grype 0.x, never with `--fail-on`. */
export const grype: ToolDescriptor = {
  adapter,
  versions: ['0'],
  exitCodes: [0],
  version: { args: ['--version'], label: /^grype +/ },
  invocations: { image: invokeImage, dependencies: invokeDependencies },
  options: () => options,
  database: { kinds: ['image', 'dependencies'] },
  unlocked:
    'Fetching its published database has not been tried: it comes from one host and not from a registry. Install program and database into the folder of tools.',
};
