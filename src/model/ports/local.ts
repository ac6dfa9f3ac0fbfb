// This machine as the flows see it: clock, files, programs, and the place of the configuration.
import type { EpochSeconds, Sha256 } from '../ids.ts';

/** The clock; the only source of "now". */
export interface Clock {
  now(): EpochSeconds;
}

/** Local files. Paths are absolute or relative to the working directory; links out of a given folder are refused (FILE_UNSAFE). */
export interface Files {
  /** Bytes of a regular file, at most `limit` bytes. Throws FILE_MISSING, FILE_UNSAFE, FILE_FAILED, FILE_TOO_LARGE. */
  read(path: string, limit: number): Promise<Uint8Array>;
  /**
   * Writes under a temporary name and renames, so that a half-written file never looks complete. Creates folders.
   * Throws FILE_FAILED.
   */
  write(path: string, bytes: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names of the direct entries of a folder, sorted. Throws FILE_MISSING, FILE_UNSAFE for what is no folder or has more than 100,000 entries. */
  list(path: string): Promise<string[]>;
  /** The direct entries of a folder by name, with what they are; links are not followed. Throws FILE_MISSING, FILE_UNSAFE. */
  entries(path: string): Promise<{ name: string; kind: 'file' | 'folder' | 'link' | 'other' }[]>;
  /** The absolute path without links. Throws FILE_MISSING, and FILE_UNSAFE for links in a circle. */
  resolve(path: string): Promise<string>;
  /** Streaming SHA-256 of a regular file of at most 64 GiB; FILE_UNSAFE above. */
  sha256(path: string): Promise<Sha256>;
  /** Length of a regular file in bytes. */
  size(path: string): Promise<number>;
  /** A new private folder that is removed when the command ends. */
  temporary(prefix: string): Promise<string>;
}

/** A finished program. Output is capped; `truncated` says so. */
export type ProgramResult = {
  exitCode: number;
  signal: string;
  stdout: Uint8Array;
  stderr: Uint8Array;
  truncated: boolean;
  timedOut: boolean;
};

/** Runs programs: absolute path, argv array, an environment built from nothing (and a random mark of the run), never a shell. */
export interface Programs {
  /** Throws TOOL_MISSING for a program that is not there, TOOL_FAILED for one that could not be started: no file, or one that may not be run. */
  check(program: string): Promise<void>;
  run(
    program: string,
    args: readonly string[],
    options: { environment: Record<string, string>; folder: string; timeoutSeconds: number; outputLimit: number },
  ): Promise<ProgramResult>;
}

/** Where the configuration is read from. */
export type ConfigSource = { path: string; origin: 'beside-bundle' | 'flag' };
