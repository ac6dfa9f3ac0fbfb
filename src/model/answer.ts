// What every command answers, on every surface. One type, so that no door has to know which command it opened.

/** A mark at a line of the repository in the job's view; `path` '' is nowhere, `line` 0 the whole file. Its words may be a stranger's. */
export type Annotation = { level: 'error' | 'warning'; title: string; message: string; path: string; line: number };

/**
 * An answer; `denied` is the policy's no (exit code 1), `text` is for people, `json` for programs, `summary` Markdown (by default `text`).
 * `failed` is set beside `denied` where nothing was refused, but what was allowed did not succeed; `verbatim` where `text` is itself a
 * file, whose lines no terminal may break.
 */
export type Answer<Outputs extends object = Record<string, string>> = {
  outputs: Outputs;
  denied: boolean;
  failed?: boolean;
  verbatim?: boolean;
  text: string;
  json: unknown;
  summary?: string;
  annotations?: readonly Annotation[];
};
