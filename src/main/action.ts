// The door that a GitHub runner opens: one stub per action calls this with its command's name. Only this file sets failure.
import { exitCodeOf, isFault, textOf } from '../base/fault.ts';
import { commands } from '../commands/index.ts';
import { runnerLogger } from './console.ts';
import { errorAnnotation, readInputs, writeOutputs, writeSummary } from './runner.ts';
import { refuseOverrides, wirePorts } from './wire.ts';

/** Runs one command as an action and returns the process's exit code: 0 allow, 1 deny, 2 usage, 3 could not decide, 70 bug. */
export async function runAction(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const wired = wirePorts({ variables, log: runnerLogger(say) });
  try {
    refuseOverrides(variables);
    const command = await loadCommand(name);
    const result = await command.execute(readInputs(Object.keys(command.inputs.shape), variables), wired.ports);
    for (const line of result.text.split('\n')) wired.ports.log.info(line);
    await writeOutputs(result.outputs, variables);
    await writeSummary(result.summary ?? result.text, variables);
    if (result.denied) say(errorAnnotation(`safeguard ${name}: denied`, result.text));
    return result.denied ? 1 : 0;
  } catch (error) {
    say(errorAnnotation(`safeguard ${name}`, isFault(error) ? `${textOf(error)}\n${error.hint}` : textOf(error)));
    await writeSummary(`**safeguard ${name} could not decide.** ${textOf(error)}`, variables);
    return exitCodeOf(error);
  } finally {
    await wired.dispose();
  }
}

async function loadCommand(name: string) {
  const load = commands[name];
  if (!load) throw new Error(`no command ${name}`);
  return load();
}

/** The process of an action. */
export async function main(name: string): Promise<void> {
  process.exitCode = await runAction(name, process.env, (line) => process.stdout.write(`${line}\n`));
}
