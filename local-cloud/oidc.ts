// GitHub's OIDC issuer on loopback: discovery, keys, and the address a job asks for its token. Signatures are real (RS256).
// It does no TLS, no permission check (every registered job may have tokens), no key rotation, and no subject customization
// beyond the two forms of `sub`.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { SharedClock } from './clock.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** What is true of a job; its token says the same. Ids are GitHub's numeric ids as text. */
export type Job = {
  repository: string;
  repositoryId: string;
  ownerId: string;
  visibility: 'private' | 'internal' | 'public';
  ref: string;
  sha: string;
  event: string;
  actor: string;
  actorId: string;
  workflow: string;
  /** The caller's workflow, `OWNER/REPO/.github/workflows/FILE@REF`, and its commit. */
  workflowRef: string;
  workflowSha: string;
  /** The innermost workflow, the contract. */
  jobWorkflowRef: string;
  jobWorkflowSha: string;
  runId: string;
  runNumber: string;
  runAttempt: string;
  runnerEnvironment: 'github-hosted' | 'self-hosted';
  environment?: string | undefined;
  /** `sub` with owner and repository ids, as in repositories made after 15 July 2026. */
  immutableSubject: boolean;
};

/** Claims as they go into a token. */
export type TokenClaims = Record<string, unknown>;

/** A running issuer. */
export type OidcIssuer = LoopbackServer & {
  /** A token with any claims: `drop` removes, `overrides` replaces. Without overrides: those of `exampleJob()`. */
  mint(overrides?: TokenClaims, drop?: string[]): Promise<string>;
  /** The token this job would get for an audience. */
  jobToken(job: Job, audience: string): Promise<string>;
  /** Registers a job; the variables are those its runner would set. Its facts may be changed afterwards: tokens follow. */
  register(job: Job): { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string };
};

/** A job of a service that calls the contract `build-sign.yml`, with anything replaced. */
export function exampleJob(overrides: Partial<Job> = {}): Job {
  return {
    repository: 'clinic/intake-api',
    repositoryId: '700100200',
    ownerId: '500600',
    visibility: 'private',
    ref: 'refs/heads/main',
    sha: '1f'.repeat(20),
    event: 'push',
    actor: 'maria',
    actorId: '41001',
    workflow: 'release',
    workflowRef: 'clinic/intake-api/.github/workflows/release.yml@refs/heads/main',
    workflowSha: '1f'.repeat(20),
    jobWorkflowRef: 'clinic/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.0.0',
    jobWorkflowSha: 'c0'.repeat(20),
    runId: '9000000001',
    runNumber: '17',
    runAttempt: '1',
    runnerEnvironment: 'github-hosted',
    immutableSubject: false,
    ...overrides,
  };
}

function subjectOf(job: Job): string {
  const [owner = '', name = ''] = job.repository.split('/');
  const who = job.immutableSubject ? `${owner}@${job.ownerId}/${name}@${job.repositoryId}` : job.repository;
  if (job.environment !== undefined) return `repo:${who}:environment:${job.environment.replaceAll(':', '%3A')}`;
  return job.event === 'pull_request' ? `repo:${who}:pull_request` : `repo:${who}:ref:${job.ref}`;
}

function claimsOf(job: Job): TokenClaims {
  return {
    sub: subjectOf(job),
    actor: job.actor,
    actor_id: job.actorId,
    base_ref: '',
    check_run_id: `${job.runId}7`,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    event_name: job.event,
    head_ref: '',
    job_workflow_ref: job.jobWorkflowRef,
    job_workflow_sha: job.jobWorkflowSha,
    ref: job.ref,
    ref_protected: 'true',
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: job.repository,
    repository_id: job.repositoryId,
    repository_owner: job.repository.split('/')[0],
    repository_owner_id: job.ownerId,
    repository_visibility: job.visibility,
    run_attempt: job.runAttempt,
    run_id: job.runId,
    run_number: job.runNumber,
    runner_environment: job.runnerEnvironment,
    sha: job.sha,
    workflow: job.workflow,
    workflow_ref: job.workflowRef,
    workflow_sha: job.workflowSha,
  };
}

/** Starts an issuer with a new key. Tokens live for 300 seconds of the shared clock, like GitHub's. */
export async function startOidc(clock: SharedClock): Promise<OidcIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
  const jobs = new Map<string, { job: Job; bearer: string }>();

  const mint = (overrides: TokenClaims = {}, drop: string[] = []) => {
    const now = clock.now();
    const times = { iat: now, nbf: now - 300, exp: now + 300 };
    const all = {
      iss: server.url,
      aud: 'sigstore',
      jti: randomUUID(),
      ...claimsOf(exampleJob()),
      ...times,
      ...overrides,
    };
    const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !drop.includes(name)));
    return new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' }).sign(privateKey);
  };
  const jobToken = (job: Job, audience: string) =>
    mint(
      { aud: audience, environment: undefined, ...claimsOf(job) },
      job.environment === undefined ? ['environment'] : [],
    );

  const answerJob = async (call: Call): Promise<Reply> => {
    const entry = jobs.get(call.path);
    if (!entry) return { status: 404, body: { message: 'no such job' } };
    if (call.headers['authorization'] !== `Bearer ${entry.bearer}`)
      return { status: 401, body: { message: 'bad bearer' } };
    const audience =
      call.url.searchParams.get('audience') ?? `https://github.com/${entry.job.repository.split('/')[0]}`;
    return { status: 200, body: { value: await jobToken(entry.job, audience) } };
  };
  const server = await startServer(clock, async (call) => {
    if (call.path === '/.well-known/jwks') return { status: 200, body: { keys: [key] } };
    if (call.path !== '/.well-known/openid-configuration') return answerJob(call);
    return {
      status: 200,
      body: {
        issuer: server.url,
        jwks_uri: `${server.url}/.well-known/jwks`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public', 'pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid'],
      },
    };
  });
  const register = (job: Job) => {
    const path = `/jobs/${randomUUID()}/idtoken`;
    const bearer = randomUUID();
    jobs.set(path, { job, bearer });
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}${path}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    };
  };
  return { ...server, mint, jobToken, register };
}
