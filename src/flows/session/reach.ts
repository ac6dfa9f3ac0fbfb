// Opens the servers a job may talk to, each with the role that is meant for it and nothing more.
import { environmentOf } from '../../config/effective.ts';
import type { LoadedConfig, Service } from '../../model/config.ts';
import type { EnvironmentName } from '../../model/ids.ts';
import type { AwsCredentials, BundleSigner, Ports, Registry } from '../../model/ports.ts';
import { assumeRole, type RoleName } from '../assume.ts';
import type { WriteDeps } from '../evidence/write.ts';
import type { Job } from './job.ts';

/** The service's registry, with credentials where it wants some. */
export function openServiceRegistry(
  ports: Pick<Ports, 'registry'>,
  loaded: LoadedConfig,
  service: Service,
  credentials?: AwsCredentials,
): Promise<Registry> {
  const { repository, auth, region, endpoint } = service.registry;
  return ports.registry(
    repository,
    { kind: auth, region: region ?? loaded.config.sts?.region, endpoint, local: loaded.config.local },
    credentials,
  );
}

/** A signer for one contract of the service: keyless by the job's own identity, or with the service's key. */
export function openSigner(
  ports: Pick<Ports, 'signer'>,
  loaded: LoadedConfig,
  service: Service,
  part: 'build' | 'deploy',
  credentials?: AwsCredentials,
): Promise<BundleSigner> {
  const key = service.keys?.[part];
  return ports.signer(loaded.config, key && credentials ? { ...key, credentials } : undefined);
}

/** Everything needed to write evidence: store and signer under one role, and whether the environment does without locks. */
export async function openEvidence(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  role: Extract<RoleName, 'recorder' | 'writer'>,
  environment: EnvironmentName | null,
): Promise<{ deps: WriteDeps; credentials: AwsCredentials | undefined }> {
  const credentials = await assumeRole(ports, loaded, job, role, environment);
  const store = await ports.store(loaded.config.store, credentials);
  const signer = await openManifestSigner(ports, loaded, job, role, credentials);
  const lock = environment === null ? buildLock(job.service) : environmentOf(job.service, environment).lock;
  return {
    deps: {
      store,
      signer,
      clock: ports.clock,
      log: ports.log,
      retention: loaded.config.retention,
      lock,
      signed: new Map(),
    },
    credentials,
  };
}

/** Evidence that can be written, and the session it is written in. */
export type OpenEvidence = Awaited<ReturnType<typeof openEvidence>>;

/** Seconds of a session that writing evidence may take; with less left, the role is taken again (THREATS C5). */
const reserve = 600;

/** The same evidence under a session that lasts: what was opened, or opened anew where it ends soon. */
export async function renewEvidence(
  opened: OpenEvidence,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  role: Extract<RoleName, 'recorder' | 'writer'>,
  environment: EnvironmentName | null,
): Promise<OpenEvidence> {
  const ends = opened.credentials?.expiresAt ?? 0;
  if (ends === 0 || ends - ports.clock.now() > reserve) return opened;
  return openEvidence(ports, loaded, job, role, environment);
}

/**
 * The build key belongs to the pusher alone: the recorder role also trusts deploy-prod, which must not sign as a build. Outside the
 * environment deploy-prod holds no key, so what it records there stays unsigned, says so, and never counts.
 */
async function openManifestSigner(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  role: 'recorder' | 'writer',
  credentials: AwsCredentials | undefined,
): Promise<BundleSigner | null> {
  if (role === 'writer') return openSigner(ports, loaded, job.service, 'deploy', credentials);
  const keyed = loaded.config.signing.mode === 'kms';
  if (keyed && job.part === 'deploy') return null;
  // A certificate is the job's own, so without keys the part does not matter.
  const holder = keyed ? await assumeRole(ports, loaded, job, 'pusher', null) : undefined;
  return openSigner(ports, loaded, job.service, 'build', holder);
}

/** A build's evidence must satisfy the strictest environment it may be deployed to. */
export function buildLock(service: Service): 'compliance' | 'none' {
  return Object.values(service.environments).every((environment) => environment.lock === 'none')
    ? 'none'
    : 'compliance';
}
