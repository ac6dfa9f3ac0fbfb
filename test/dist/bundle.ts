// Runs the committed bundle as a runner does: the compliance repository unpacked in a folder, a child process on the
// `main` of an action.yml, INPUT_* and GITHUB_* in an environment without anything of the machine's own.
import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Clinic, openClinic, type Step } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The output and the files of a process. */
export type Ran = { code: number | null; out: string; err: string };

/** What a step left besides: its outputs, its summary, and the values it had masked. */
export type RanStep = Ran & { outputs: Record<string, string>; summary: string; masked: string[] };

const ActionFile = z.looseObject({ runs: z.strictObject({ using: z.literal('node24'), main: z.string() }) });

/** The clinic with the committed bundle and actions in its compliance repository, on the machine's own clock. */
export async function openBundledClinic(): Promise<Clinic> {
  const clinic = await openClinic(sharedClock(), { deployCommand: ['/bin/true', '{image}'] });
  for (const name of ['action.yml', 'actions', 'dist'])
    cpSync(join(repository, name), join(clinic.folder, name), { recursive: true });
  return clinic;
}

/** The program of an action as the runner finds it: `main`, from the folder of its action.yml. */
export function actionProgram(folder: string, name: string): string {
  const file = name === 'custody' ? join(folder, 'action.yml') : join(folder, 'actions', name, 'action.yml');
  return resolve(dirname(file), ActionFile.parse(parse(readFileSync(file, 'utf8'))).runs.main);
}

/** Every action that the repository offers. */
export function actionNames(): string[] {
  return ['custody', ...readdirSync(join(repository, 'actions'))];
}

/** Runs one step; `flags` are Node's own. */
export async function runStep(clinic: Clinic, name: string, step: Step, flags: string[] = []): Promise<RanStep> {
  const ran = await runProgram([...flags, actionProgram(clinic.folder, name)], step.variables, clinic.folder);
  const masks = ran.out.split('\n').filter((line) => line.startsWith('::add-mask::'));
  return {
    ...ran,
    outputs: readOutputs(step.outputFile),
    summary: readFileSync(step.summaryFile, 'utf8'),
    masked: masks.map((line) => line.slice('::add-mask::'.length)),
  };
}

/** Runs the command line of the bundle. */
export function runCommand(clinic: Clinic, args: string[], variables: Record<string, string> = {}): Promise<Ran> {
  return runProgram([join(clinic.folder, 'dist/cli.mjs'), ...args], variables, clinic.folder);
}

function runProgram(args: string[], variables: Record<string, string>, folder: string): Promise<Ran> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...variables },
  });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ran.err += text;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ ...ran, code }));
  });
}

/** The output file: `name<<mark`, lines, `mark`. */
function readOutputs(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n');
  const found: Record<string, string> = {};
  for (let at = 0; at < lines.length - 1; at += 1) {
    const [name = '', mark = ''] = (lines[at] ?? '').split('<<');
    const end = lines.indexOf(mark, at + 1);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}

/** Writes a module that notes each file Node loads; give it to Node with `--import`. Returns its path and that of the notes. */
export function loadTrace(folder: string): { hook: string; notes: string } {
  const [hook, notes] = [join(folder, 'trace.mjs'), join(folder, 'loaded.txt')];
  const text = `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    appendFileSync(${JSON.stringify(notes)}, url + '\\n');
    return next(url, context);
  },
});
`;
  writeFileSync(hook, text);
  return { hook, notes };
}
