// Opens the servers a job may talk to, each with the role that is meant for it and nothing more.
import type { EnvironmentName } from '../../model/ids.ts';
import type { BundleSigner, CloudSession, Registry } from '../../model/ports.ts';
import { lockOf } from '../../model/services.ts';
import type { RoleName } from '../../trust/session-policy.ts';
import type { WriteDeps } from '../evidence/write.ts';
import { assumeRole } from './roles.ts';
import type { ServiceSession, Session } from './session.ts';

/** The service's registry, under a session where it wants one. */
export function openServiceRegistry(
  { ports, loaded, service }: ServiceSession,
  held?: CloudSession,
): Promise<Registry> {
  const { repository, auth, region, endpoint } = service.registry;
  return ports.registry(
    repository,
    { kind: auth, region: region ?? service.roles?.pusher.region, endpoint, local: loaded.config.local },
    held,
  );
}

/** A signer for one contract of the service: keyless by the job's own identity, or with the service's key. */
export function openSigner(
  { ports, loaded, service }: ServiceSession,
  part: 'build' | 'deploy',
  held?: CloudSession,
): Promise<BundleSigner> {
  const key = service.keys?.[part];
  return ports.signer(loaded.config, key && held ? { ...key, session: held } : undefined);
}

/** Evidence that can be written: store and signer under one role, and whether the environment does without locks. */
export type OpenEvidence = {
  deps: WriteDeps;
  /** The session that store and signer were opened with; undefined where they need none. */
  held: CloudSession | undefined;
  role: Extract<RoleName, 'recorder' | 'writer'>;
  environment: EnvironmentName | null;
};

/** Takes the role and opens what writing evidence needs. Throws ROLE_REFUSED and what the store or the signer throws. */
export async function openEvidence(
  session: Session,
  role: OpenEvidence['role'],
  environment: EnvironmentName | null,
): Promise<OpenEvidence> {
  const { ports, loaded, service } = session;
  const held = await assumeRole(session, role, environment);
  const store = await ports.store(loaded.config.store, held);
  const signer = await openManifestSigner(session, role, held);
  const lock = lockOf(service, environment);
  const { clock, log } = ports;
  const { retention } = loaded.config;
  return { deps: { store, signer, clock, log, retention, lock, signed: new Map() }, held, role, environment };
}

/** Seconds of a session that writing evidence may take; with less left, the role is taken again (threat C5). */
const reserve = 600;

/** The same evidence under a session that lasts: what was opened, or opened anew where it ends soon. */
export async function renewEvidence(session: Session, opened: OpenEvidence): Promise<OpenEvidence> {
  const ends = opened.held?.expiresAt ?? 0;
  if (ends === 0 || ends - session.ports.clock.now() > reserve) return opened;
  return openEvidence(session, opened.role, opened.environment);
}

/**
 * The build key belongs to the pusher alone: the recorder role also trusts deploy-prod, which must not sign as a build. Outside the
 * environment deploy-prod holds no key, so what it records there stays unsigned, says so, and never counts.
 */
async function openManifestSigner(
  session: Session,
  role: OpenEvidence['role'],
  held: CloudSession | undefined,
): Promise<BundleSigner | null> {
  if (role === 'writer') return openSigner(session, 'deploy', held);
  const keyed = session.loaded.config.signing.mode === 'kms';
  if (keyed && session.job.part === 'deploy') return null;
  // A certificate is the job's own, so without keys the part does not matter.
  const holder = keyed ? await assumeRole(session, 'pusher', null) : undefined;
  return openSigner(session, 'build', holder);
}
