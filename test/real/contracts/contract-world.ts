// The clinic with its two contracts as they are in this repository, in repositories that act can fetch, beside a real Sigstore and a
// real registry; AWS and GitHub's API are stand-ins. It runs callers and says what GitHub would say of them, and judges nothing.
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { type Clinic, names, openClinic, people } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { emptyRepository } from '../../local-cloud/github.ts';
import { exampleJob, type Job } from '../../local-cloud/oidc.ts';
import type { LoopbackServer } from '../../local-cloud/server.ts';
import { type RealRegistry, startRealRegistry } from '../servers/registry.ts';
import { type RealSigstore, startRealSigstore } from '../servers/sigstore.ts';
import { type ActProcess, type ActRun, startAct } from './act.ts';
import { copyExample, type Example, pushBaseImage } from './clinic-source.ts';
import { commitAll, git, openWorkTree, startForge, type TokenAsk } from './forge.ts';
import { forAct } from './transformation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** A commit of a calling repository. */
export type Source = { repository: string; sha: string };

/** A run to start. `claims` replaces what GitHub would say; `tamper` is for stubs/tamper.mjs; `path` comes before every program. */
export type RunRequest = {
  source: Source;
  workflow: string;
  eventName?: 'push' | 'workflow_dispatch';
  inputs?: Record<string, string>;
  runId?: string;
  actor?: { id: number; login: string };
  claims?: Partial<Job>;
  tamper?: readonly object[];
  path?: readonly string[];
};

/** An ended run with its id. */
export type EndedRun = ActRun & { runId: string };

/** The world of the contracts. */
export type ContractWorld = {
  clinic: Clinic;
  sigstore: RealSigstore;
  registry: RealRegistry;
  forge: LoopbackServer;
  folder: string;
  /** The commit that every action comes from, and the one with the contracts as act runs them. */
  written: string;
  released: string;
  /** A file with every image that was deployed, one a line; while `hold` exists a deploy waits before it ends. */
  deployed: string;
  hold: string;
  /** Called before each token is minted; what it awaits holds the job. */
  beforeToken: (ask: TokenAsk) => Promise<void> | void;
  /** Commits an example to a service's repository, with the callers beside it. */
  commit(repository: string, example: Example, by?: 'maria' | 'ines', change?: (folder: string) => void): Source;
  /** Starts a run. */
  start(request: RunRequest): Promise<ActProcess & { runId: string; folder: string }>;
  /** Runs to the end. */
  run(request: RunRequest): Promise<EndedRun>;
  close(): Promise<void>;
};

/** Lets a test change the configuration before the contracts are released with it. */
export type WorldOptions = { config?: (config: Record<string, unknown>) => void };

/** Opens the world. The contracts are those of this repository, with `dist/` as it is committed. */
export async function openContractWorld(options: WorldOptions = {}): Promise<ContractWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-contracts-'));
  const [deployed, hold] = [join(folder, 'deployed'), join(folder, 'hold')];
  const clinic = await openClinic(sharedClock(), { deployCommand: [deployProgram(folder, deployed, hold), '{image}'] });
  const [sigstore, registry] = await Promise.all([
    startRealSigstore(clinic.cloud.sigstore.oidc.url),
    startRealRegistry('referrers'),
  ]);
  const runs = new Map<string, Partial<Job>>();
  const bearer = randomUUID();
  const files = new Map([['gitleaks', join(toolsFolder(), 'bin/gitleaks')]]);
  const mint = async (ask: TokenAsk) => {
    await world.beforeToken(ask);
    return clinic.cloud.sigstore.oidc.jobToken(jobOf(ask, runs.get(ask.run), world.written), ask.audience);
  };
  const forge = await startForge(clinic.cloud.clock, join(folder, 'repositories'), { bearer, mint, files });
  const bases = new Map<Example, string>();
  const trees = new Map<string, string>();
  const close = async () => {
    rmSync(hold, { force: true });
    await Promise.all([sigstore.stop(), registry.stop(), forge.close(), clinic.close()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const release = { folder, clinic, sigstore, registry, forge, bearer, options };
  const commits = await closeUnless(close, () => releaseContracts(release));
  const stubs = layOutStubs(folder);
  writeDocker(join(folder, 'programs'));

  const commit: ContractWorld['commit'] = (repository, example, by = 'maria', change = () => {}) => {
    const tree = trees.get(repository) ?? join(folder, 'trees', repository);
    if (!trees.has(repository)) openWorkTree(join(folder, 'repositories'), repository, tree);
    trees.set(repository, tree);
    for (const name of readdirSync(tree)) if (name !== '.git') rmSync(join(tree, name), { recursive: true });
    const base = bases.get(example) ?? pushBaseImage(example, registry.host);
    bases.set(example, base);
    copyExample(example, tree, base);
    cpSync(join(here, 'callers'), join(tree, '.github/workflows'), { recursive: true });
    change(tree);
    const sha = commitAll(tree, 'Change appointments', { by, time: clinic.cloud.clock.now() });
    if (repository === names.repository) clinic.addCommit(sha, people[by]);
    return { repository, sha };
  };

  let lastRun = 7_000_000_000;
  const start: ContractWorld['start'] = async (request) => {
    lastRun += 1;
    const { source, workflow, eventName = 'push', inputs = {}, actor = people.maria } = request;
    const runId = request.runId ?? String(lastRun);
    const run = mkdtempSync(join(folder, `run-${runId}-`));
    const caller = join(run, 'caller');
    git(folder, ['clone', '--quiet', join(folder, 'repositories', `${source.repository}.git`), caller]);
    git(caller, ['-c', 'advice.detachedHead=false', 'checkout', '--quiet', source.sha]);
    const facts = { event: eventName, runId, actor: actor.login, actorId: String(actor.id) };
    runs.set(runId, { ...callerFacts(source, workflow), ...facts, ...request.claims });
    registerRun(clinic, source, { ...facts, actor });
    const token = `ghs_${randomUUID()}`;
    const permissions = ['actions', 'contents', 'deployments', 'pull-requests'] as const;
    clinic.cloud.github.tokens.set(token, { repository: source.repository, permissions: [...permissions] });
    const process = await startAct({
      ...{ folder: run, caller, workflow, eventName, actor: actor.login, token, local: stubs },
      event: { ref: 'refs/heads/main', inputs, repository: { full_name: source.repository } },
      path: [...(request.path ?? []), join(folder, 'programs')],
      variables: {
        GITHUB_SERVER_URL: forge.url,
        GITHUB_REPOSITORY: source.repository,
        GITHUB_REPOSITORY_ID: source.repository === names.sandbox ? names.sandboxId : names.repositoryId,
        GITHUB_RUN_ID: runId,
        GITHUB_REF: 'refs/heads/main',
        SAFEGUARD_TOOLS: toolsFolder(),
        SAFEGUARD_TEST_TAMPER: JSON.stringify(request.tamper ?? []),
      },
    });
    return { ...process, runId, folder: run };
  };

  const world: ContractWorld = {
    ...{ clinic, sigstore, registry, forge, folder, ...commits, deployed, hold, beforeToken: () => {}, commit, start },
    run: async (request) => {
      const { ended, runId } = await start(request);
      return { ...(await ended), runId };
    },
    close,
  };
  return world;
}

/** What a step that may fail gives; when it does, nothing is left running. */
async function closeUnless<T>(close: () => Promise<void>, step: () => T): Promise<T> {
  try {
    return step();
  } catch (error) {
    await close();
    throw error;
  }
}

/** What GitHub says of a run of a service's own workflow on main. */
function callerFacts({ repository, sha }: Source, workflow: string): Partial<Job> {
  const repositoryId = repository === names.sandbox ? names.sandboxId : names.repositoryId;
  const workflowRef = `${repository}/.github/workflows/${workflow}@refs/heads/main`;
  return { repository, repositoryId, ownerId: '500600', sha, workflow, workflowRef, workflowSha: sha };
}

/** The job that asks, as GitHub would know it: the workflow it is written in, and its environment. */
function jobOf(ask: TokenAsk, run: Partial<Job> | undefined, contractSha: string): Job {
  if (run === undefined) throw new Error(`nobody registered run ${ask.run}`);
  const environment = ask.environment === '' ? {} : { environment: ask.environment };
  return exampleJob({ jobWorkflowRef: ask.workflow, jobWorkflowSha: contractSha, ...environment, ...run });
}

type RunFacts = { event: string; runId: string; actor: { id: number; login: string } };

function registerRun({ cloud }: Clinic, { repository, sha }: Source, { event, runId, actor }: RunFacts): void {
  const known =
    cloud.github.repositories.get(repository) ??
    emptyRepository(Number(names.sandboxId), { id: 500600, login: 'clinic' });
  cloud.github.repositories.set(repository, known);
  const facts = { run_attempt: 1, event, head_sha: sha, head_branch: 'main' };
  known.runs.set(Number(runId), { id: Number(runId), status: 'in_progress', ...facts, actor, triggering_actor: actor });
}

/** A program that notes what it was asked to deploy, and waits, at most a minute, as long as a test says so. */
function deployProgram(folder: string, deployed: string, hold: string): string {
  const path = join(folder, 'deploy.sh');
  const lines = [
    ...['#!/bin/sh', `printf '%s\\n' "$1" >> '${deployed}'`, 'count=0'],
    `while [ -e '${hold}' ] && [ $count -lt 600 ]; do sleep 0.1; count=$((count + 1)); done`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 });
  return path;
}

/** `docker` for the steps of a contract. */
function writeDocker(folder: string): void {
  mkdirSync(folder);
  const words = [process.execPath, '--disable-warning=ExperimentalWarning', join(here, 'docker.ts')];
  const line = `SAFEGUARD_TOOLS='${toolsFolder()}' exec ${words.map((word) => `'${word}'`).join(' ')} "$@"`;
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
}

/** The stubs, at the commits that the contracts pin. */
function layOutStubs(folder: string): Map<string, string> {
  const texts = ['build-sign.yml', 'deploy-prod.yml'].map((file) =>
    readFileSync(join(root, '.github/workflows', file), 'utf8'),
  );
  const pinned = new Set(
    texts.flatMap((text) => [...text.matchAll(/uses: (actions\/[\w-]+@[0-9a-f]{40})\b/g)].map(([, name = '']) => name)),
  );
  const stubs = new Map<string, string>();
  for (const name of pinned) {
    const place = join(folder, 'stubs', name);
    cpSync(join(here, 'stubs', name.slice('actions/'.length, name.indexOf('@'))), place, { recursive: true });
    for (const file of ['runner.mjs', 'tamper.mjs']) cpSync(join(here, 'stubs', file), join(place, file));
    stubs.set(name, place);
  }
  return stubs;
}

type Release = {
  folder: string;
  clinic: Clinic;
  sigstore: RealSigstore;
  registry: RealRegistry;
  forge: LoopbackServer;
  bearer: string;
  options: WorldOptions;
};

/** An older release, the contracts as they are written, and on top of that, with the release's tag, as act runs them. */
function releaseContracts(release: Release): { written: string; released: string } {
  const { folder, clinic, forge, bearer } = release;
  const tree = join(folder, 'trees', names.contracts);
  openWorkTree(join(folder, 'repositories'), names.contracts, tree);
  writeFileSync(join(tree, 'README.md'), 'The compliance repository of the clinic.\n');
  const older = commitAll(tree, 'Begin', { tag: 'v0.9.0' });
  for (const path of ['.github', 'actions', 'action.yml', 'dist', 'LICENSE'])
    cpSync(join(root, path), join(tree, path), { recursive: true });
  writeConfiguration(release, older);
  for (const name of ['safeguard.yml', 'trusted-root.json']) cpSync(join(clinic.folder, name), join(tree, name));
  writeToolsLock(tree);
  const written = commitAll(tree, 'Release the contracts');
  for (const file of ['build-sign.yml', 'deploy-prod.yml']) {
    const path = join(tree, '.github/workflows', file);
    const workflow = `${names.contracts}/.github/workflows/${file}@${names.release}`;
    const place = { repository: names.contracts, commit: written, workflow, tokenUrl: `${forge.url}/token`, bearer };
    writeFileSync(path, forAct(readFileSync(path, 'utf8'), place));
  }
  return { written, released: commitAll(tree, 'Make them run under act', { tag: 'v1.0.0' }) };
}

/** The clinic's own configuration with the real servers in it; the release that runs cannot list itself. */
function writeConfiguration({ clinic, sigstore, registry, options }: Release, older: string): void {
  writeFileSync(join(clinic.folder, 'trusted-root.json'), sigstore.trustedRoot.bytes);
  const { config } = clinic;
  config['signing'] = sigstore.signing;
  Object.assign(Object(config['contracts']), { releases: [{ version: 'v0.9.0', sha: older }], minimum: 'v0.9.0' });
  for (const service of Object.values(Object(config['services']))) {
    const { repository } = Object(service);
    Object(service).registry = { repository: `${registry.host}/${repository.split('/')[1]}`, auth: 'anonymous' };
  }
  options.config?.(config);
  clinic.writeConfig();
}

/** No scanner is pinned here: they come from the folder of installed tools, which `SAFEGUARD_TOOLS` names. */
function writeToolsLock(tree: string): void {
  writeFileSync(
    join(tree, 'tools.lock.json'),
    JSON.stringify({ schema: 'safeguard.tools-lock/v1', local: true, tools: {} }),
  );
}

/** Lets Trivy look at infrastructure too, for it is quicker; no kind is left out, because act hands on what a skipped job did not say. */
export function useQuickScans(config: Record<string, unknown>): void {
  Object(config['services'])[names.repositoryId].policy = { scans: { infrastructure: { tools: ['trivy'] } } };
}

/** How each job ended, by its id; one that did not run is not there. */
export function resultsOf({ jobs }: ActRun): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { result }]) => [id, result]));
}

/** The steps of a job that ran and how each ended, by name. */
export function stepsOf({ jobs }: ActRun, job: string): Record<string, string> {
  return Object.fromEntries((jobs[job]?.steps ?? []).map(({ name, result }) => [name, result]));
}

/** Ids of the rules that denied in a job, as its log names them. */
export function deniedIn({ jobs }: ActRun, job: string): string[] {
  const lines = (jobs[job]?.steps ?? []).flatMap((step) => step.lines);
  return lines.flatMap((line) => /^\s*denied (gate\.[a-z_.]+):/.exec(line)?.[1] ?? []);
}

/** An output of a job's step; '' where it has none. */
export function outputOf({ jobs }: ActRun, job: string, name: string): string {
  return jobs[job]?.outputs[name] ?? '';
}
