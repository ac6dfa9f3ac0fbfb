// The clinic as its build contract sees it: one packed image, recorded scanner runs, and ways to change one thing of them. It
// runs the doors that production uses and decides nothing itself.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { stringify } from 'yaml';
import * as z from 'zod';
import {
  type Clinic,
  type ClinicOptions,
  clinicFolder,
  names,
  openClinic,
  people,
  type Step,
} from '../../local-cloud/clinic.ts';
import { type SharedClock, sharedClock } from '../../local-cloud/clock.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { asJob, runJob } from '../../local-cloud/runner.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { exitCodeOf, textOf } from '../../src/base/fault.ts';
import { commands } from '../../src/commands/index.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { runCli } from '../../src/main/cli.ts';
import { readInputs } from '../../src/main/runner.ts';
import { wirePorts } from '../../src/main/wire.ts';
import type { Config } from '../../src/model/config.ts';
import type { Ports } from '../../src/model/ports.ts';

// Whole journeys: on a busy machine one test may take longer than a usual one.
jest.setTimeout(60_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const Facts = z.looseObject({ recorded_at: z.int(), commits: z.record(z.string(), z.string()) });
const facts = Facts.parse(JSON.parse(readFileSync(join(root, 'examples/recorded/facts.json'), 'utf8')));

/** Runs as recorded: of the image that is clean, of the one with planted findings, and runs that went wrong. */
export const recorded = {
  clean: join(root, 'examples/recorded/clinic-api'),
  planted: join(root, 'examples/recorded/clinic-api-planted'),
  broken: join(root, 'examples/recorded/broken'),
} as const;

/** Names of the five run folders. */
export const runNames = [
  'dependencies-osv-scanner',
  'image-trivy',
  'infrastructure-checkov',
  'secrets-gitleaks',
  'source-semgrep',
] as const;

/** When the clean runs were recorded, and the commit they are of. */
export const recordedAt = facts.recorded_at;
export const commit = facts.commits['clinic-api'] ?? '';
export const plantedCommit = facts.commits['clinic-api-planted'] ?? '';

/** The clinic with a packed image that nobody has published yet. */
export type BuildWorld = { clinic: Clinic; layout: string; digest: string };

/** How an action ended. `masks` are the secrets the runner was asked to hide; they are not among the lines. */
export type Ended = {
  code: number;
  lines: string[];
  masks: string[];
  outputs: Record<string, string>;
  summary: string;
};

/** A clinic whose clock stands 5 minutes after the runs were recorded, unless another one is given. */
export async function openBuildWorld(
  options: Partial<ClinicOptions> = {},
  clock: SharedClock = sharedClock(recordedAt + 300),
): Promise<BuildWorld> {
  const clinic = await openClinic(clock, { deployCommand: ['/bin/true', '{image}'], ...options });
  for (const sha of [commit, plantedCommit]) clinic.addCommit(sha, people.maria);
  const layout = clinicFolder(clinic, 'layout');
  const { digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout);
  return { clinic, layout, digest };
}

/** Packs the example with planted findings. */
export function packPlanted({ clinic }: BuildWorld): { folder: string; digest: string } {
  return packImage(
    join(root, 'examples/clinic-api-planted'),
    join(root, 'node_modules'),
    clinicFolder(clinic, 'planted-layout'),
  );
}

/** Runs an action through its door. */
export async function act({ clinic }: BuildWorld, name: string, step: Step): Promise<Ended> {
  const said: string[] = [];
  const surroundings = { variables: step.variables, root: clinic.root, clock: clinic.cloud.clock };
  const code = await runJob(name, { ...surroundings, say: (line) => void said.push(line) });
  const mask = '::add-mask::';
  return {
    code,
    lines: said.filter((line) => !line.startsWith(mask)),
    masks: said.filter((line) => line.startsWith(mask)).map((line) => line.slice(mask.length)),
    outputs: readOutputs(step.outputFile),
    summary: readFileSync(step.summaryFile, 'utf8'),
  };
}

/** Runs a command line with an auditor's credentials; `text` is its answer, or, without an answer, the reason it printed. */
export async function ask(
  { clinic }: BuildWorld,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number; text: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const sinks = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const surroundings = { variables: { ...clinic.auditor, ...more }, root: clinic.root, clock: clinic.cloud.clock };
  Object.assign(process.env, clinic.auditor);
  const code = await runCli(argv, { ...surroundings, ...sinks });
  return { code, text: (out.length > 0 ? out : err).join('\n') };
}

/** Runs a command with some ports replaced, for instance by ones with less patience than a person has. */
export async function actWith(
  { clinic }: BuildWorld,
  name: string,
  step: Step,
  replace: (ports: Ports) => Partial<Ports>,
): Promise<{ code: number; text: string }> {
  const log = { step: () => {}, info: () => {}, warn: () => {} };
  const wired = wirePorts({ variables: step.variables, root: clinic.root, clock: clinic.cloud.clock, log });
  try {
    const command = await commands[name]?.();
    if (!command) throw new Error(`no command ${name}`);
    const side = { variables: step.variables, say: () => {} };
    const inputs = await asJob(side, () => readInputs(Object.keys(command.inputs.shape)));
    const result = await command.execute(inputs, { ...wired.ports, ...replace(wired.ports) });
    return { code: result.denied ? 1 : 0, text: result.text };
  } catch (error) {
    return { code: exitCodeOf(error), text: textOf(error) };
  } finally {
    await wired.dispose();
  }
}

function readOutputs(file: string): Record<string, string> {
  const found = readFileSync(file, 'utf8').matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

let lastRun = 9_000_000_100;
/** A run id that no test has used yet. */
export function newRun(): string {
  lastRun += 1;
  return String(lastRun);
}

/** A step of the build contract in a run of its own; by default `publish`'s inputs for the clean image. */
export function buildStep(world: BuildWorld, inputs: Record<string, string> = {}, job: Partial<Job> = {}): Step {
  const usual = { layout: world.layout, runs: recorded.clean };
  return world.clinic.buildStep(job.sha ?? commit, { ...usual, ...inputs }, { runId: newRun(), ...job });
}

/** Publishes the clean image, with anything replaced. */
export function publish(
  world: BuildWorld,
  inputs: Record<string, string> = {},
  job: Partial<Job> = {},
): Promise<Ended> {
  return act(world, 'publish', buildStep(world, inputs, job));
}

const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };

/** Gates an image before approval, in a run started by ines. */
export async function gate(world: BuildWorld, inputs: Record<string, string> = {}): Promise<Ended & { runId: string }> {
  const runId = newRun();
  const asked = { phase: 'before-approval', digest: world.digest, environment: names.environment, ...inputs };
  const step = world.clinic.deployStep(commit, runId, asked, { ...byInes, environment: undefined });
  return { ...(await act(world, 'gate', step)), runId };
}

/** Gates and deploys an image in a run started by ines and approved by jonas; returns how the later of both ended, and what both printed. */
export async function deploy(
  world: BuildWorld,
  inputs: Record<string, string> = {},
): Promise<Ended & { runId: string }> {
  const gated = await gate(world, inputs);
  if (gated.code !== 0) return gated;
  const { runId } = gated;
  world.clinic.approve(runId, people.jonas);
  const asked = { digest: world.digest, environment: names.environment, ...inputs };
  const handed = { 'approved-digest': asked.digest, 'ledger-head': gated.outputs['ledger-head'] || 'none' };
  const step = world.clinic.deployStep(commit, runId, { ...asked, ...handed }, byInes);
  const ended = await act(world, 'deploy', step);
  return {
    ...ended,
    lines: [...gated.lines, ...ended.lines],
    masks: [...gated.masks, ...ended.masks],
    summary: `${gated.summary}${ended.summary}`,
    runId,
  };
}

/** Ids of the rules that denied, as the log names them. */
export function deniedRules({ lines }: { lines: readonly string[] }): string[] {
  return lines.flatMap((line) => /^\s*denied (gate\.[a-z_.]+):/.exec(line)?.[1] ?? []);
}

/** A folder with copies of some of the recorded runs. */
export function someRuns({ clinic }: BuildWorld, kept: readonly string[], from: string = recorded.clean): string {
  const folder = mkdtempSync(join(clinic.folder, 'runs-'));
  for (const name of kept) cpSync(join(from, name), join(folder, name), { recursive: true });
  return folder;
}

type Run = Record<string, unknown>;
/** What `editRun` may change: run.json, and the bytes of the report; `refit` writes the report's new digest into run.json. */
export type RunEdit = { run?: (run: Run) => Run; report?: (bytes: Buffer) => Uint8Array; refit?: boolean };

/** Changes one run in place. */
export function editRun(folder: string, name: string, { run = (it) => it, report, refit = true }: RunEdit): void {
  const [runFile, reportFile] = ['run.json', 'report.json'].map((file) => join(folder, name, file));
  const text = readFileSync(runFile ?? '', 'utf8');
  let changed: Run = run(JSON.parse(text));
  if (report) {
    const bytes = report(readFileSync(reportFile ?? ''));
    writeFileSync(reportFile ?? '', bytes);
    if (refit) changed = { ...changed, report: { sha256: sha256Hex(bytes), bytes: bytes.length } };
  }
  writeFileSync(runFile ?? '', JSON.stringify(changed));
}

/** The five clean runs with one of them changed. */
export function changedRuns(world: BuildWorld, name: string, edit: RunEdit): string {
  const folder = someRuns(world, runNames);
  editRun(folder, name, edit);
  return folder;
}

/** Works under another configuration, and puts the old one back. */
export async function withConfig<T>(
  { clinic }: BuildWorld,
  change: (config: Record<string, unknown>) => void,
  work: () => Promise<T>,
): Promise<T> {
  const before = structuredClone(clinic.config);
  change(clinic.config);
  clinic.writeConfig();
  try {
    return await work();
  } finally {
    for (const name of Object.keys(clinic.config)) delete clinic.config[name];
    Object.assign(clinic.config, before);
    clinic.writeConfig();
  }
}

/** A section of the configuration, to be changed in place. */
export function section(config: Record<string, unknown>, ...path: string[]): Record<string, unknown> {
  return path.reduce((found, name) => Object(found[name]), config);
}

/** The section of the clinic's service. */
export function serviceSection(config: Record<string, unknown>, ...path: string[]): Record<string, unknown> {
  return section(config, 'services', names.service, ...path);
}

/** The configuration as the product reads it. */
export function parsedConfig({ clinic }: BuildWorld): Config {
  const parsed = parseConfig(stringify(clinic.config, { aliasDuplicateObjects: false }), 'safeguard.yml');
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}
