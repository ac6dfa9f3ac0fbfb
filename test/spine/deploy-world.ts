// The clinic with one published image and as many environments as a test wants, each with a deploy command whose effects can
// be counted. It runs the doors that production uses and decides nothing itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import {
  type Clinic,
  clinicFolder,
  clinicRole,
  names,
  openClinic,
  people,
  type Step,
} from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { runJob } from '../../local-cloud/runner.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { runnerLogger } from '../../src/main/console.ts';
import { Decision } from '../../src/model/decision.ts';
import { LedgerIntent, LedgerResult } from '../../src/model/evidence.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const Json = z.json();
const Facts = z.looseObject({ recorded_at: z.int(), commits: z.record(z.string(), z.string()) });
const facts = Facts.parse(JSON.parse(readFileSync(join(root, 'examples/recorded/facts.json'), 'utf8')));

/** Who starts deploys: neither the author of the change nor the approver. */
export const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };

/** The clinic with its published image. */
export type World = { clinic: Clinic; commit: string; digest: string; layout: string };

/** How an action ended: exit code, log without masks, outputs, and the names of the steps it went through. */
export type Ended = { code: number; lines: string[]; outputs: Record<string, string>; steps: string[] };

/** A clinic with the given environments beside production, and one image published from recorded scans. */
export async function openWorld(environments: readonly string[] = []): Promise<World> {
  const clinic = await openClinic(sharedClock(facts.recorded_at + 300), { deployCommand: ['/bin/true', '{image}'] });
  for (const name of [names.environment, ...environments]) addEnvironment(clinic, name);
  clinic.writeConfig();
  // An auditor has credentials in the environment of the process; an action is given its variables by the test.
  Object.assign(process.env, clinic.auditor);
  const commit = facts.commits['clinic-api'] ?? '';
  for (const sha of [olderCommit, commit]) clinic.addCommit(sha, people.maria);
  const layout = clinicFolder(clinic, 'layout');
  const { digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout);
  const world = { clinic, commit, digest, layout };
  const published = await publish(world, commit);
  if (published.code !== 0) throw new Error(published.lines.join('\n'));
  return world;
}

/** The parent of the published commit. */
export const olderCommit = 'a1'.repeat(20);

/** The recorded runs of the image that is published. */
export const recordedRuns = join(root, 'examples/recorded/clinic-api');

/** Publishes the packed image as built from `commit`, in a build run of its own. */
export function publish(
  { clinic, layout }: Pick<World, 'clinic' | 'layout'>,
  commit: string,
  runs = recordedRuns,
  runId = '9000000001',
): Promise<Ended> {
  return act(clinic, 'publish', clinic.buildStep(commit, { layout, runs }, { runId }));
}

/** A section of safeguard.yml as it will be written: change it and call `writeConfig`. */
export function section(clinic: Clinic, ...path: string[]): Record<string, unknown> {
  return path.reduce((found, name) => Object(found[name]), clinic.config);
}

/** The section of one environment of the service. */
export function environmentSection(clinic: Clinic, ...path: string[]): Record<string, unknown> {
  return section(clinic, 'services', names.service, 'environments', ...path);
}

/** The titles of an action's annotations, as the runner reads them. */
export function titlesOf({ lines }: Ended): string[] {
  return lines.flatMap((line) => /^::error title=([^:]*)::/.exec(line)?.[1] ?? []);
}

/** Where the deploy command of an environment leaves one line per effect. */
function effectsFile(clinic: Clinic, environment: string): string {
  return join(clinic.folder, `effects-${environment}`);
}

/** How often the deploy command of an environment acted. */
export function effectsOf({ clinic }: World, environment: string): number {
  try {
    return readFileSync(effectsFile(clinic, environment), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}

/** Protected in GitHub, with roles that trust the deploy contract in exactly this environment, and a command that leaves a line. */
function addEnvironment(clinic: Clinic, name: string): void {
  const protection = clinic.repository.environments.get(names.environment);
  if (protection) clinic.repository.environments.set(name, { ...protection });
  for (const role of ['writer', 'deployer'] as const) registerRole(clinic, name, role, ['v1.0.0', 'v1.1.0']);
  const command = ['/bin/sh', '-c', `echo "$0" >> ${effectsFile(clinic, name)}`, '{image}'];
  const { approvers } = environmentSection(clinic, names.environment);
  environmentSection(clinic)[name] = { approvers, deploy: { command } };
}

/** The role trusts these releases of deploy-prod.yml. */
function registerRole(clinic: Clinic, environment: string, role: DeployRole, versions: readonly string[]): void {
  const { arn, trustPolicy } = clinicRole(clinic, role, environment);
  const conditions: Record<string, unknown> = Object(trustPolicy.Statement[0]?.Condition.StringEquals);
  const claim = Object.keys(conditions).find((key) => key.endsWith(':job_workflow_ref')) ?? '';
  const contract = `${names.contracts}/.github/workflows/deploy-prod.yml@refs/tags`;
  conditions[claim] = versions.map((version) => `${contract}/${version}`);
  clinic.cloud.aws.sts.registerRole({ arn, trustPolicy, permissionsPolicy: permissions(role) });
}

type DeployRole = 'writer' | 'deployer';

function permissions(role: string): object {
  const Action = role === 'writer' ? ['s3:*', 'ecr:*'] : ['sts:GetCallerIdentity'];
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
}

/** While `work` is done, a role of an environment trusts another release only. */
export async function withoutTrust<T>(
  clinic: Clinic,
  environment: string,
  role: DeployRole,
  work: () => Promise<T>,
): Promise<T> {
  registerRole(clinic, environment, role, ['v7.0.0']);
  try {
    return await work();
  } finally {
    registerRole(clinic, environment, role, ['v1.0.0', 'v1.1.0']);
  }
}

/** Runs an action in this process, as the runner would by its stub; by the clinic's clock, or one that a test holds still. */
export async function act(
  clinic: Clinic,
  name: string,
  step: Step,
  clock: { now(): number } = clinic.cloud.clock,
): Promise<Ended> {
  const lines: string[] = [];
  const steps: string[] = [];
  const say = (line: string) => void (line.startsWith('::add-mask::') || lines.push(line));
  const log = runnerLogger(say);
  const code = await runJob(name, {
    variables: step.variables,
    root: clinic.root,
    clock,
    say,
    log: {
      ...log,
      step(reached, sentence) {
        steps.push(reached);
        log.step(reached, sentence);
      },
    },
  });
  const outputs = readFileSync(step.outputFile, 'utf8').matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return {
    code,
    lines,
    steps,
    outputs: Object.fromEntries([...outputs].map(([, key = '', , value = '']) => [key, value])),
  };
}

/** What one deploy may do otherwise. Without an approver jonas approves; null leaves the run without a review. */
export type DeployChange = {
  environment?: string;
  digest?: string;
  approved?: string;
  head?: string;
  commit?: string;
  approver?: { id: number; login: string } | null;
  job?: Partial<Job>;
};

/** The deploying job of a run, approved. */
export function deployStep(world: World, runId: string, change: DeployChange = {}): Step {
  const { environment = names.environment, digest = world.digest, commit = world.commit } = change;
  const head = change.head ?? headOf(world, environment);
  const inputs = { digest, environment, 'approved-digest': change.approved ?? digest, 'ledger-head': head };
  const { approver = people.jonas } = change;
  if (approver) review(world, runId, environment, approver);
  return world.clinic.deployStep(commit, runId, inputs, { ...byInes, environment, ...change.job });
}

/** Somebody reviews a run for an environment. */
export function review(
  { clinic }: World,
  runId: string,
  environment: string,
  user: { id: number; login: string },
  state = 'approved',
): void {
  const { approvals } = clinic.repository;
  const reviews = approvals.get(Number(runId)) ?? [];
  approvals.set(Number(runId), [...reviews, { state, comment: '', environments: [environment], user }]);
}

/** Deploys. */
export function deploy(world: World, runId: string, change: DeployChange = {}): Promise<Ended> {
  return act(world.clinic, 'deploy', deployStep(world, runId, change));
}

/** Closes the open intent of an environment from a run that jonas approved. */
export function reconcile(
  world: World,
  runId: string,
  inputs: { environment?: string; outcome?: string; reason?: string } = {},
  approver: { id: number; login: string } | null = people.jonas,
  job: Partial<Job> = {},
): Promise<Ended> {
  const { environment = names.environment, outcome = 'unknown', reason = reconcileReason } = inputs;
  if (approver) review(world, runId, environment, approver);
  const step = world.clinic.deployStep(
    world.commit,
    runId,
    { environment, outcome, reason },
    { ...byInes, environment, ...job },
  );
  return act(world.clinic, 'reconcile', step);
}

/** Why intents are closed in these tests. */
export const reconcileReason = 'the runner lost its power; seen in the cluster by hand';

/** The ledger of an environment as it lies in the bucket, in order. */
export function ledgerOf({ clinic }: World, environment: string) {
  const versions = clinic.bucket.list(`ledger/${names.repositoryId}/clinic-api/${environment}/`);
  const entries = versions.filter(({ deleteMarker }) => !deleteMarker);
  const objects = entries.map(({ key, bytes }) => ({
    key: key.slice(key.lastIndexOf('/') + 1),
    sha256: sha256Hex(bytes),
    json: Json.parse(JSON.parse(bytes.toString('utf8'))),
  }));
  const intents = objects.filter(({ key }) => key.endsWith('-intent.json'));
  const results = objects.filter(({ key }) => key.endsWith('-result.json'));
  return {
    keys: objects.map(({ key }) => key),
    intents: intents.map(({ json, sha256 }) => ({ ...LedgerIntent.parse(json), sha256 })),
    results: results.map(({ json, sha256 }) => ({ ...LedgerResult.parse(json), sha256 })),
  };
}

/** The ledger head as the preparing job hands it over. */
export function headOf(world: World, environment: string): string {
  return ledgerOf(world, environment).results.at(-1)?.sha256 ?? 'none';
}

/** The decision an action says it made, read from the bucket; undefined when it made none. */
export function decisionOf({ clinic }: World, ended: Ended): Decision | undefined {
  const sha256 = ended.outputs['decision-sha256'];
  if (!sha256) return undefined;
  const { bytes } = clinic.bucket.get(`blobs/${names.repositoryId}/sha256/${sha256}`, undefined);
  return Decision.parse(JSON.parse(bytes.toString('utf8')));
}

/** Ids of the rules that denied in the recorded decision. */
export function deniedRules(world: World, ended: Ended): string[] {
  return (decisionOf(world, ended)?.rules ?? []).filter((rule) => rule.verdict === 'deny').map((rule) => rule.id);
}

/** The fault code an action ended with, '' for none. */
export function faultOf(ended: Ended): string {
  return /^::error title=[^:]*::([A-Z][A-Z_]+)/m.exec(ended.lines.join('\n'))?.[1] ?? '';
}

/** The claims that an action, or a role, was refused for. */
export function refusedClaims({ lines }: Ended): string[] {
  const all = lines.flatMap((line) => line.split('%0A'));
  return [...new Set(all.flatMap((line) => /^\s*- (?:claim )?(\w+): expected /.exec(line)?.[1] ?? []))];
}
