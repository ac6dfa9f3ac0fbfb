// The auditor's questions as they are asked on a command line, with the bucket and an anchor file alone. Answers have to fit their
// published form; what they say is for the tests to judge.
import * as z from 'zod';
import { type Clinic, names } from '../../local-cloud/clinic.ts';
import { DeployAnswer, RunningAnswer } from '../../src/audit/answers.ts';
import { runCli } from '../../src/main/cli.ts';
import type { World } from './deploy-world.ts';

/** Runs a command line of the auditor with `--json`. */
export async function ask(clinic: Clinic, argv: readonly string[]): Promise<{ code: number; json: unknown }> {
  const out: string[] = [];
  const terminal = { variables: process.env, root: clinic.root, clock: clinic.cloud.clock, err: () => {} };
  const code = await runCli([...argv, '--json'], { ...terminal, out: (text) => void out.push(text) });
  return { code, json: JSON.parse(out.join('\n')) };
}

const Answered = z.looseObject({
  answer: z.unknown().optional(),
  error: z.looseObject({ code: z.string() }).optional(),
});

/** Question 2 about one run, by an anchor file. The answer has to fit its published form. */
export async function askDeploy(
  world: World,
  runId: string,
  anchor: string,
  repositoryId: string = names.repositoryId,
) {
  const question = ['audit', 'deploy', `${repositoryId}/${runId}`, '--store', world.clinic.store, '--anchor', anchor];
  const { code, json } = await ask(world.clinic, question);
  const { answer, error } = Answered.parse(json);
  return { code, fault: error?.code ?? '', answer: answer === undefined ? undefined : DeployAnswer.parse(answer) };
}

/** Question 5 about the image at a time, by an anchor file. */
export async function askRunning(world: World, digest: string, at: string, anchor: string) {
  const question = ['audit', 'running', digest, '--at', at, '--store', world.clinic.store, '--anchor', anchor];
  const { code, json } = await ask(world.clinic, question);
  const { answer, error } = Answered.parse(json);
  return { code, fault: error?.code ?? '', answer: answer === undefined ? undefined : RunningAnswer.parse(answer) };
}

/** The anchor's JSON as `config anchor` prints it for this clinic's store as it is now. */
export async function makeAnchor({ clinic }: World): Promise<unknown> {
  const { code, json } = await ask(clinic, [
    'config',
    'anchor',
    '--config',
    clinic.configPath,
    '--store',
    clinic.store,
  ]);
  if (code !== 0) throw new Error(JSON.stringify(json));
  return Answered.parse(json).answer;
}
