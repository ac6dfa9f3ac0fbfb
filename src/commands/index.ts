// The registry: a command's name and how to load it. Loading is lazy, so that a command starts without the others' code.
import type { Command } from './define.ts';

/** Every command by name; two-word names are sub-commands of the command line. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'config explain': async () => (await import('./config-explain.ts')).configExplain,
};
