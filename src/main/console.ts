// Loggers for the two doors. Everything goes to stderr (command line) or, sanitized, to the runner's log; never to stdout
// where a command's answer belongs.
import { textOf } from '../base/fault.ts';
import type { Logger } from '../base/logger.ts';
import { openRedactor, type Redactor } from '../base/redaction.ts';
import { logLine } from '../base/text.ts';
import { codeOf } from '../platform/local/files.ts';

type Sink = (line: string) => void;

/** What nobody caught ends the process with exit code 70 and in one line by `say`: Node itself would print requests and answers with it. */
export function endOnDefect(say: (text: string) => void): void {
  process.on('uncaughtException', (error: unknown) => {
    say(textOf(error));
    process.exit(70);
  });
}

/** A reader that goes away early (`| head -1`) is no defect: what was decided stays the exit code. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (codeOf(error) !== 'EPIPE') throw error;
    });
}

/** The columns that prose may take on a terminal, at most 100, which is as long as a line is read well; undefined for a pipe or a file. */
export function lineWidth(stream: { isTTY?: boolean; columns?: number }): number | undefined {
  return stream.isTTY ? Math.min(stream.columns || 80, 100) : undefined;
}

/** The runner's log: each step and notice as one sanitized line. */
export function runnerLogger(sink: Sink, { redact }: Redactor = openRedactor()): Logger {
  const say = (text: string) => sink(logLine(redact(text)));
  return {
    step: (_name, text) => say(text),
    info: (text) => say(`  ${text}`),
    warn: (text) => say(`warning: ${text}`),
  };
}

/** A terminal: silent for the first second, then the current step and every later one; warnings at once. */
export function terminalLogger(
  sink: Sink,
  quietMilliseconds = 1000,
  { redact }: Redactor = openRedactor(),
): Logger & { stop(): void } {
  let loud = false;
  let last = '';
  const timer = setTimeout(() => {
    loud = true;
    if (last) sink(last);
  }, quietMilliseconds);
  timer.unref();
  const say = (line: string) => {
    last = logLine(redact(line));
    if (loud) sink(last);
  };
  return {
    step: (_name, text) => say(text),
    info: (text) => say(`  ${text}`),
    warn: (text) => sink(logLine(redact(`warning: ${text}`))),
    stop: () => clearTimeout(timer),
  };
}
