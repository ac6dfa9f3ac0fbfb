// What every command answers, on every surface. One type, so that no door has to know which command it opened.

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
};
