// Everything about OSV-Scanner that code outside this folder needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeOsvScanner, options } from './invocation.ts';

/** OSV-Scanner 2.x, with the advisories of each ecosystem as its database. */
export const osvScanner: ToolDescriptor = {
  adapter,
  versions: ['2'],
  exitCodes: [0, 1],
  version: { args: ['--version'], label: /^osv-scanner version: */i },
  invocations: { dependencies: invokeOsvScanner },
  options: () => options,
  database: { kinds: ['dependencies'] },
};
