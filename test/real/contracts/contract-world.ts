// The clinic with its two contracts as they are in this repository, in repositories that act can fetch, beside a real
// Sigstore and a real registry; AWS and GitHub's API are stand-ins. It runs callers and answers as GitHub would, and
// asserts nothing.
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clinic, names, openClinic, people } from '../../../local-cloud/clinic.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { emptyRepository } from '../../../local-cloud/github.ts';
import { exampleJob, type Job } from '../../../local-cloud/oidc.ts';
import type { LoopbackServer } from '../../../local-cloud/server.ts';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { type RealRegistry, startRealRegistry } from '../servers/registry.ts';
import { type RealSigstore, startRealSigstore } from '../servers/sigstore.ts';
import { type ActProcess, type ActRun, startAct } from './act.ts';
import { copyExample, type Example, pushBaseImage } from './clinic-source.ts';
import {
  deployProgram,
  filesOfForge,
  layOutStubs,
  type Release,
  releaseContracts,
  writeConfiguration,
  writeDocker,
} from './contract-release.ts';
import { commitAll, git, openWorkTree, startForge, type TokenAsk } from './forge.ts';

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
  /** More variables of every job, or others. */
  variables?: Readonly<Record<string, string>>;
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
  /** Releases the same contracts in another repository, under the configuration that `configure` gives. */
  release(repository: string, configure: (older: string) => string): Release;
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
  const mint = async (ask: TokenAsk) => {
    await world.beforeToken(ask);
    return clinic.cloud.sigstore.oidc.jobToken(jobOf(ask, runs.get(ask.run), world.written), ask.audience);
  };
  const forge = await startForge(clinic.cloud.clock, join(folder, 'repositories'), {
    bearer,
    mint,
    files: filesOfForge(),
  });
  const bases = new Map<Example, string>();
  const trees = new Map<string, string>();
  const close = async () => {
    rmSync(hold, { force: true });
    await Promise.all([sigstore.stop(), registry.stop(), forge.close(), clinic.close()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const { config = () => {} } = options;
  const trustedRoot = sigstore.trustedRoot.bytes;
  const release: ContractWorld['release'] = (repository, configure) =>
    releaseContracts({ folder, forge, bearer }, repository, trustedRoot, configure);
  const commits = await closeUnless(close, () =>
    release(names.contracts, (older) => writeConfiguration({ clinic, sigstore, registry }, older, config)),
  );
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
        ...request.variables,
      },
    });
    return { ...process, runId, folder: run };
  };

  const world: ContractWorld = {
    ...{
      clinic,
      sigstore,
      registry,
      forge,
      folder,
      ...commits,
      deployed,
      hold,
      beforeToken: () => {},
      commit,
      release,
      start,
    },
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
