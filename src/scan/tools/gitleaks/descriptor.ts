// Everything about Gitleaks that code outside this folder needs.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeGitleaks, options } from './invocation.ts';

/** Gitleaks 8, with our rules or its own, and no database. */
export const gitleaks: ToolDescriptor = {
  adapter,
  versions: ['8', 'v8'],
  exitCodes: [0, 1],
  version: { args: ['version'] },
  invocations: { secrets: invokeGitleaks },
  options: () => options,
};
