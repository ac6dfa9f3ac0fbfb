// Everything about Checkov that code outside this folder needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeCheckov, options } from './invocation.ts';
import { severities } from './severities/index.ts';

/** Checkov 2 and 3, with its built-in checks and no database. */
export const checkov: ToolDescriptor = {
  adapter,
  versions: ['2', '3'],
  severities,
  exitCodes: [0, 1],
  version: { args: ['--version'] },
  invocations: { infrastructure: invokeCheckov },
  options: () => options,
};
