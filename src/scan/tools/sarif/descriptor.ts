// Everything about SARIF, which is a format that any tool writes: it is taken in, never run.
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';

/** SARIF 2.1.0. It proves what it says, and never satisfies a required scan (model, ScanRequirement). */
export const sarif: ToolDescriptor = { adapter, versions: [], exitCodes: [0, 1], invocations: {} };
