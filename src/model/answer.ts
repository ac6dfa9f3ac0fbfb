// What every command answers, on every surface. One type, so that no door has to know which command it opened.

/** An answer; `denied` is the policy's no (exit code 1), `text` is for people, `json` for programs, `summary` Markdown (by default `text`). */
export type Answer<Outputs extends object = Record<string, string>> = {
  outputs: Outputs;
  denied: boolean;
  text: string;
  json: unknown;
  summary?: string;
};
