// Everything about Semgrep that the rest of the house needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeSemgrep, options, quiet } from './invocation.ts';

/** Semgrep 1.x: rules of our own, no database. */
export const semgrep: ToolDescriptor = {
  adapter,
  versions: ['1'],
  exitCodes: [0, 1],
  version: { args: ['--version', '--disable-version-check'], environment: quiet },
  invocations: { source: invokeSemgrep },
  options: () => options,
};
