// The door that a GitHub runner opens: one stub per action calls this with its command's name. Only this file sets failure.
import { info, setSecret } from '@actions/core';
import { exitCodeOf, isFault, textOf } from '../base/fault.ts';
import type { Logger } from '../base/logger.ts';
import { openRedactor } from '../base/redaction.ts';
import { commands } from '../commands/index.ts';
import { endOnDefect, runnerLogger } from './console.ts';
import { isTooOld } from './node-version.ts';
import {
  annotate,
  annotateAll,
  checkFiles,
  fenced,
  readInputs,
  shortened,
  writeOutputs,
  writeSummary,
} from './runner.ts';
import { refuseOverrides, type Surroundings, wirePorts } from './wire.ts';

/** The surroundings of an action; `variables` are those of the process, `log` replaces the logger of the runner. */
export type Job = Omit<Surroundings, 'log' | 'mask' | 'configPath' | 'action'> & { log?: Logger };

/** Runs one command as an action and returns the process's exit code: 0 allow, 1 deny, 2 usage, 3 could not decide, 70 bug. */
export async function runAction(name: string, job: Job): Promise<number> {
  const redactor = job.redactor ?? openRedactor();
  const { redact } = redactor;
  const wired = wirePorts({ mask: setSecret, log: runnerLogger(info, redactor), ...job, redactor, action: true });
  try {
    refuseOverrides(job.variables);
    checkFiles();
    const command = await loadCommand(name);
    const result = await command.execute(readInputs(Object.keys(command.inputs.shape)), wired.ports);
    // The whole text first: a secret may be spread over several lines.
    const text = redact(result.text);
    for (const line of text.split('\n')) wired.ports.log.info(line);
    writeOutputs(mapValues(result.outputs, redact));
    const unwritten = await writeSummary(result.summary === undefined ? fenced(text) : redact(result.summary));
    if (unwritten !== '') wired.ports.log.warn(redact(unwritten));
    if (result.denied) annotate(`safeguard ${name}: ${result.failed ? 'failed' : 'denied'}`, shortened(text));
    const marks = result.annotations ?? [];
    annotateAll(
      marks.map((mark) => ({
        ...mark,
        ...{ title: redact(mark.title), message: redact(mark.message), path: redact(mark.path) },
      })),
      result.denied ? 1 : 0,
    );
    return result.denied ? 1 : 0;
  } catch (error) {
    const text = redact(isFault(error) ? `${textOf(error)}\n${error.hint}` : textOf(error));
    annotate(`safeguard ${name}`, text);
    const unwritten = await writeSummary(`**safeguard ${name} could not decide.**\n\n${fenced(text)}`);
    if (unwritten !== '') wired.ports.log.warn(redact(unwritten));
    return exitCodeOf(error);
  } finally {
    await wired.dispose();
  }
}

function mapValues(values: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

async function loadCommand(name: string) {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw new Error(`no command ${name}`);
  return load();
}

/** The process of an action; `root` is the repository that the program lies in. */
export async function main(name: string, root: URL): Promise<void> {
  if (isTooOld(process.versions.node)) {
    process.stderr.write(
      `safeguard needs Node 24.15 or newer, this is ${process.versions.node}; update the runner, which brings Node for actions\n`,
    );
    process.exitCode = 2;
    return;
  }
  const redactor = openRedactor();
  endOnDefect((text) => annotate(`safeguard ${name}`, redactor.redact(text)));
  process.exitCode = await runAction(name, { variables: process.env, root, redactor });
}
