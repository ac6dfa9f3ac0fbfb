// The clinic: one organization with a compliance repository, a service and a sandbox, three people, an AWS account and a locked bucket.
// The demonstration, the integration tests and the benchmarks all play in it. It changes no rule of the product.
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { fullAccess } from './aws.ts';
import type { SharedClock } from './clock.ts';
import { type LocalCloud, startCloud } from './cloud.ts';
import { emptyRepository, type GitHubRepository } from './github.ts';
import { exampleJob, type Job } from './oidc.ts';
import type { Bucket } from './s3-bucket.ts';

const account = '111122223333';
const region = 'eu-central-1';
const owner = { id: 500600, login: 'clinic' };

/** The people of the clinic: maria writes, jonas and ines approve. */
export const people = {
  maria: { id: 41001, login: 'maria' },
  jonas: { id: 41002, login: 'jonas' },
  ines: { id: 41003, login: 'ines' },
} as const;

/** Fixed names of the clinic's world. */
export const names = {
  service: 'clinic-api',
  repository: 'clinic/clinic-api',
  repositoryId: '700100200',
  sandbox: 'clinic/sandbox',
  sandboxId: '700100300',
  contracts: 'clinic/compliance-workflows',
  contractsId: '700100100',
  release: 'refs/tags/v1.0.0',
  releaseSha: 'c0ffee00'.repeat(5),
  environment: 'production',
  bucket: 'clinic-evidence',
  /** An unsuitable bucket: its lock can be lifted with the right permission. */
  governedBucket: 'clinic-governed',
  account,
  region,
} as const;

/** A step as the runner would run it: the environment of one action. */
export type Step = { variables: Record<string, string>; job: Job; outputFile: string; summaryFile: string };

/** The clinic's world. `config` is the parsed safeguard.yml; change it and call `writeConfig`. */
export type Clinic = {
  cloud: LocalCloud;
  /** The compliance repository as the runner unpacked it: safeguard.yml, trusted root, policy. */
  folder: string;
  root: URL;
  configPath: string;
  config: Record<string, unknown>;
  repository: GitHubRepository;
  /** `host:port/clinic-api` of the registry. */
  image: string;
  /** The evidence bucket, open to tests that play an attacker. */
  bucket: Bucket;
  /** The one-line form of the store for auditors, and their credentials as environment variables. */
  store: string;
  auditor: Record<string, string>;
  writeConfig(): void;
  /** Adds a commit by `author` on top of the last one. */
  addCommit(sha: string, author: { id: number; login: string }): void;
  /** One step of the build contract's job (or, by overrides, of any other workflow). */
  buildStep(sha: string, inputs: Record<string, string>, overrides?: Partial<Job>): Step;
  /** One step of the deploy contract: with an environment the one job in it, without one the preparing job. */
  deployStep(sha: string, runId: string, inputs: Record<string, string>, overrides?: Partial<Job>): Step;
  /** Somebody reviews the run. */
  /** The run is over. */
  endRun(runId: string): void;
  approve(runId: string, user: { id: number; login: string }, state?: string): void;
  close(): Promise<void>;
};

/** What may differ: the deploy command, whether certificates or KMS keys sign, and whether a log promises to show the certificates. */
export type ClinicOptions = { deployCommand: string[]; signing?: 'keyless' | 'kms'; certificateTransparency?: boolean };

/** Opens the clinic under a clock. */
export async function openClinic(clock: SharedClock, options: ClinicOptions): Promise<Clinic> {
  const certificateTransparency = options.certificateTransparency ?? false;
  const cloud = await startCloud(clock, account, region, { ctLog: certificateTransparency });
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-clinic-'));
  const image = `${cloud.registry.host}/clinic-api`;
  const config = clinicConfig(cloud, options.deployCommand, certificateTransparency);
  const configPath = join(folder, 'safeguard.yml');
  writeFileSync(join(folder, 'trusted-root.json'), cloud.sigstore.trustedRoot.bytes);
  mkdirSync(join(folder, 'dist'));
  copyFileSync(new URL('../dist/policies.wasm', import.meta.url), join(folder, 'dist/policies.wasm'));
  const makeBucket = (name: string, mode: 'COMPLIANCE' | 'GOVERNANCE') =>
    cloud.aws.s3.createBucket({ name, account, defaultRetention: { mode, years: 6 } });
  const bucket = makeBucket(names.bucket, 'COMPLIANCE');
  makeBucket(names.governedBucket, 'GOVERNANCE');
  registerRoles(cloud);
  const auditor = cloud.aws.registerUser({ account, name: 'auditor', policy: fullAccess });
  const repository = addRepository(cloud);
  const clinic: Clinic = {
    cloud,
    folder,
    root: pathToFileURL(`${folder}/`),
    configPath,
    config,
    repository,
    image,
    bucket,
    store: `s3:${names.bucket}?${new URLSearchParams({ region, account, endpoint: cloud.aws.s3.url })}`,
    auditor: {
      AWS_ACCESS_KEY_ID: auditor.accessKeyId,
      AWS_SECRET_ACCESS_KEY: auditor.secretAccessKey,
      AWS_REGION: region,
    },
    writeConfig: () => writeFileSync(configPath, stringify(config, { aliasDuplicateObjects: false })),
    addCommit: (sha, author) => addCommit(repository, sha, author),
    buildStep: (sha, inputs, overrides = {}) => makeStep(clinic, inputs, buildJob(sha, overrides)),
    deployStep: (sha, runId, inputs, overrides = {}) => makeStep(clinic, inputs, deployJob(sha, runId, overrides)),
    endRun: (runId) => {
      const run = repository.runs.get(Number(runId));
      if (run) run.status = 'completed';
    },
    approve: (runId, user, state = 'approved') => {
      const reviews = repository.approvals.get(Number(runId)) ?? [];
      repository.approvals.set(Number(runId), [
        ...reviews,
        { state, comment: '', environments: [names.environment], user },
      ]);
    },
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.signing === 'kms') signWithKeys(clinic);
  clinic.writeConfig();
  return clinic;
}

function buildJob(sha: string, overrides: Partial<Job>): Job {
  return exampleJob({
    ...caller('release.yml', sha),
    ...contract('build-sign.yml'),
    runId: '9000000001',
    ...overrides,
  });
}

function deployJob(sha: string, runId: string, overrides: Partial<Job>): Job {
  const event = { event: 'workflow_dispatch', environment: names.environment };
  return exampleJob({ ...caller('deploy.yml', sha), runId, ...contract('deploy-prod.yml'), ...event, ...overrides });
}

function caller(file: string, sha: string): Partial<Job> {
  const workflowRef = `${names.repository}/.github/workflows/${file}@refs/heads/main`;
  const repository = { repository: names.repository, repositoryId: names.repositoryId, ownerId: String(owner.id) };
  return { ...repository, workflowRef, workflowSha: sha, sha };
}

function contract(file: string): Partial<Job> {
  return {
    jobWorkflowRef: `${names.contracts}/.github/workflows/${file}@${names.release}`,
    jobWorkflowSha: names.releaseSha,
  };
}

function makeStep(clinic: Clinic, inputs: Record<string, string>, job: Job): Step {
  const folder = mkdtempSync(join(clinic.folder, 'step-'));
  const [outputFile, summaryFile] = [join(folder, 'output'), join(folder, 'summary')];
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
  registerRun(clinic.repository, job);
  const token = `ghs_${randomUUID()}`;
  clinic.cloud.github.tokens.set(token, {
    repository: job.repository,
    permissions: ['actions', 'contents', 'deployments', 'pull-requests'],
  });
  const inputVariables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const variables = {
    ...Object.fromEntries(inputVariables),
    ...clinic.cloud.sigstore.oidc.register(job),
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: job.runId,
    GITHUB_JOB: job.environment === undefined ? 'publish' : 'deploy',
    GITHUB_SHA: job.sha,
    GITHUB_REF: job.ref,
    GITHUB_EVENT_NAME: job.event,
    GITHUB_REPOSITORY_ID: job.repositoryId,
    GITHUB_TOKEN: token,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
  };
  return { variables, job, outputFile, summaryFile };
}

function registerRun(repository: GitHubRepository, job: Job): void {
  const actor = { id: Number(job.actorId), login: job.actor };
  const known = repository.runs.get(Number(job.runId));
  const status = known?.status ?? 'in_progress';
  const facts = { run_attempt: Number(job.runAttempt), event: job.event, head_sha: job.sha, head_branch: 'main' };
  repository.runs.set(Number(job.runId), { id: Number(job.runId), status, ...facts, actor, triggering_actor: actor });
}

function addRepository(cloud: LocalCloud): GitHubRepository {
  const repository = emptyRepository(Number(names.repositoryId), owner);
  cloud.github.repositories.set(names.repository, repository);
  repository.environments.set(names.environment, {
    reviewers: [people.jonas, people.ines].map(({ id }) => ({ type: 'User', id })),
    preventSelfReview: true,
    canAdminsBypass: false,
    hideProtection: false,
  });
  return repository;
}

function addCommit(repository: GitHubRepository, sha: string, author: { id: number; login: string }): void {
  const parent = [...repository.commits.keys()].at(-1);
  const email = `${author.login}@clinic.example`;
  const by = { authorName: author.login, authorEmail: email, committerName: author.login, committerEmail: email };
  const commit = {
    sha,
    parents: parent === undefined ? [] : [parent],
    message: 'Change appointments',
    author,
    committer: author,
    ...by,
    verified: true,
  };
  repository.commits.set(sha, commit);
  repository.branches.set('main', sha);
  repository.pullRequests.push({ number: repository.pullRequests.length + 1, user: author, commits: [sha] });
}

/** The four roles. */
export type RoleName = 'pusher' | 'recorder' | 'writer' | 'deployer';
const roleNames: readonly RoleName[] = ['pusher', 'recorder', 'writer', 'deployer'];

type ServiceName = { name: string; repository: string; id: string };
const services: readonly ServiceName[] = [
  { name: names.service, repository: names.repository, id: names.repositoryId },
  { name: 'sandbox', repository: names.sandbox, id: names.sandboxId },
];

/** A role of the clinic's service, as AWS has it. */
export function clinicRole({ cloud }: Clinic, name: RoleName, environment: string = names.environment) {
  const [service] = services;
  if (!service) throw new Error('the clinic has no service');
  const trustPolicy = trustPolicyOf(cloud.sigstore.oidc.url, service, name, environment);
  return { arn: roleArn(service, name, environment), trustPolicy, permissionsPolicy: permissions(service, name) };
}

function roleArn(service: ServiceName, name: RoleName, environment: string = names.environment): string {
  const place = name === 'writer' || name === 'deployer' ? `.${environment}` : '';
  return `arn:aws:iam::${account}:role/safeguard.${service.name}${place}.${name}`;
}

function trustPolicyOf(issuer: string, service: ServiceName, name: RoleName, environment: string = names.environment) {
  const host = issuer.replace(/^https?:\/\//, '');
  const inEnvironment = name === 'writer' || name === 'deployer';
  const files =
    name === 'pusher'
      ? ['build-sign.yml']
      : name === 'recorder'
        ? ['build-sign.yml', 'deploy-prod.yml']
        : ['deploy-prod.yml'];
  const sub = inEnvironment
    ? `repo:${service.repository}:environment:${environment}`
    : `repo:${service.repository}:ref:refs/heads/main`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${host}:aud`]: 'sts.amazonaws.com',
            [`${host}:sub`]: sub,
            [`${host}:repository_id`]: service.id,
            [`${host}:job_workflow_ref`]: files.map(
              (file) => `${names.contracts}/.github/workflows/${file}@${names.release}`,
            ),
          },
        },
      },
    ],
  };
}

/** The key of a service and contract; KMS knows it by this id, and its public half is in `keys/<id>.pem`. */
function keyId(service: ServiceName, part: 'build' | 'deploy'): string {
  return `${service.repository.replace('/', '-')}-${part}`;
}

/** Makes a key per service and contract, and lets the configuration name them instead of Sigstore. */
function signWithKeys({ cloud, config, folder }: Clinic): void {
  mkdirSync(join(folder, 'keys'));
  const pinned = (service: ServiceName, part: 'build' | 'deploy') => {
    const key = cloud.addKey(keyId(service, part));
    writeFileSync(join(folder, 'keys', `${key.id}.pem`), key.publicKey.export({ type: 'spki', format: 'pem' }));
    return { id: key.id, 'public-key': `keys/${key.id}.pem`, 'spki-sha256': key.spkiSha256 };
  };
  config['signing'] = { mode: 'kms', region, endpoint: cloud.kms.url };
  const sections = Object(config['services']);
  for (const service of services)
    sections[service.name].keys = { build: pinned(service, 'build'), deploy: pinned(service, 'deploy') };
}

function permissions(service: ServiceName, name: RoleName): object {
  const key = keyId(service, name === 'writer' ? 'deploy' : 'build');
  const sign = {
    Effect: 'Allow',
    Action: ['kms:Sign', 'kms:GetPublicKey'],
    Resource: `arn:aws:kms:${region}:${account}:key/${key}`,
  };
  const registry = { Effect: 'Allow', Action: ['ecr:*'], Resource: '*' };
  const evidence = {
    Effect: 'Allow',
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::clinic-*'],
  };
  if (name === 'pusher') return { Version: '2012-10-17', Statement: [registry, sign] };
  return name === 'deployer' ? fullAccess : { Version: '2012-10-17', Statement: [registry, sign, evidence] };
}

function registerRoles(cloud: LocalCloud): void {
  const issuer = cloud.sigstore.oidc.url;
  for (const service of services) {
    for (const name of roleNames) {
      const policies = {
        trustPolicy: trustPolicyOf(issuer, service, name),
        permissionsPolicy: permissions(service, name),
      };
      cloud.aws.sts.registerRole({ arn: roleArn(service, name), ...policies });
    }
  }
}

function clinicConfig(
  cloud: LocalCloud,
  deployCommand: string[],
  certificateTransparency: boolean,
): Record<string, unknown> {
  const issuer = cloud.sigstore.oidc.url;
  const tools = (tool: string) => ({ tools: [tool] });
  return {
    version: 2,
    local: true,
    organization: { name: 'Clinic', 'owner-id': String(owner.id) },
    github: { api: cloud.github.url, issuer },
    accounts: { clinic: { id: account, region, 'sts-endpoint': cloud.aws.sts.url } },
    signing: {
      mode: 'keyless',
      instance: 'private',
      fulcio: cloud.sigstore.fulcio.url,
      rekor: cloud.sigstore.rekor.url,
      'timestamp-authority': `${cloud.sigstore.tsa.url}/api/v1/timestamp`,
      'trusted-root': { path: 'trusted-root.json', sha256: cloud.sigstore.trustedRoot.sha256 },
      'certificate-transparency': certificateTransparency,
    },
    store: { type: 's3', bucket: names.bucket, account: 'clinic', endpoint: cloud.aws.s3.url },
    contracts: {
      repository: names.contracts,
      'repository-id': names.contractsId,
      releases: [{ version: 'v1.0.0', sha: names.releaseSha }],
      minimum: 'v1.0.0',
    },
    people: Object.values(people).map(({ id, login }) => ({
      id: String(id),
      login,
      emails: [`${login}@clinic.example`],
    })),
    defaults: {
      threshold: 'high',
      'replayed-runs': 'allow',
      account: 'clinic',
      branches: ['main'],
      environment: { production: true, phi: true },
      scans: {
        source: tools('semgrep'),
        dependencies: tools('osv-scanner'),
        image: tools('trivy'),
        infrastructure: tools('checkov'),
        secrets: tools('gitleaks'),
      },
    },
    services: Object.fromEntries(
      services.map((service) => [service.name, serviceConfig(cloud, service, deployCommand)]),
    ),
  };
}

function serviceConfig(cloud: LocalCloud, service: ServiceName, deployCommand: string[]): Record<string, unknown> {
  return {
    repository: service.repository,
    'repository-id': service.id,
    registry: { repository: imageOf(cloud, service), auth: 'ecr', region, endpoint: cloud.ecr.url },
    environments: {
      [names.environment]: {
        approvers: Object.values(people).map(({ id }) => String(id)),
        deploy: { command: deployCommand },
      },
    },
  };
}

function imageOf(cloud: LocalCloud, service: ServiceName): string {
  return `${cloud.registry.host}/${service.repository.split('/')[1]}`;
}

/** A fresh folder inside the clinic's own. */
export function clinicFolder(clinic: Clinic, name: string): string {
  const path = join(clinic.folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
