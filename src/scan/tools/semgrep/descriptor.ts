// Everything about Semgrep that code outside this folder needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeSemgrep, options, quiet } from './invocation.ts';

/** Semgrep 1.x: our own rules, no database. */
export const semgrep: ToolDescriptor = {
  adapter,
  versions: ['1'],
  exitCodes: [0, 1],
  version: { args: ['--version', '--disable-version-check'], environment: quiet },
  invocations: { source: invokeSemgrep },
  options: () => options,
};
