// What a flow may say while it works. The answer of a command is never logged; it is returned.

/** Progress and notices for people; implementations sanitize every line and write to stderr or the runner's log. */
export interface Logger {
  /** A step boundary: `name` is stable (tests stop a process there), `text` is for people. */
  step(name: string, text: string): void;
  info(text: string): void;
  warn(text: string): void;
}
