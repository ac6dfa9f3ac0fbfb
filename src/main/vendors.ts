// Chooses the adapter that a configuration names, and loads no other. It adds no rule of its own and never falls back to another one.
import { Fault } from '../base/fault.ts';
import type { RegistryAuth } from '../model/config.ts';
import type { StoreSpec } from '../model/config-store.ts';
import type { Sha256 } from '../model/ids.ts';
import type { BundleSigner, Clock, CloudSession, IdentitySource, Registry, Store } from '../model/ports.ts';
import type { Signing } from '../model/signing.ts';

/** The store of a spec; without a session a folder, or S3 as whoever this machine is. Throws CONFIG_INVALID, FILE_UNSAFE, STORE_INVALID. */
export async function openStore(spec: StoreSpec, session?: CloudSession): Promise<Store> {
  if (spec.type === 'dir') return (await import('../platform/store/dir.ts')).openDirStore(spec.path);
  return (await import('../platform/cloud/aws/open.ts')).openBucket(spec, session);
}

/** How a repository is logged in to; `region` and `endpoint` are those of its cloud. */
type RegistryAccess = {
  kind: RegistryAuth;
  region?: string | undefined;
  endpoint?: string | undefined;
  local: boolean;
};

/** One repository; `mask` hears of passwords, `note` of what was found on the way. Throws INPUT_INVALID, REGISTRY_FAILED. */
export async function openRegistry(
  repository: string,
  access: RegistryAccess,
  session: CloudSession | undefined,
  listeners: { mask: (secret: string) => void; note: (text: string) => void },
): Promise<Registry> {
  const registry = await import('../platform/registry/registry.ts');
  if (access.kind !== 'ecr') return registry.openRegistry(repository, access, listeners);
  const { openLogin } = await import('../platform/cloud/aws/open.ts');
  return registry.openRegistry(repository, access, { ...listeners, cloudLogin: (place) => openLogin(place, session) });
}

/** What signs: the identity of a job, or a key of the service under a session. */
type SigningJob = {
  identity: IdentitySource;
  clock: Clock;
  key?: { id: string; 'spki-sha256': Sha256; session: CloudSession };
};

/** The signer for a `signing:` section. Throws INPUT_INVALID when mode kms comes without a key, and what its signers throw. */
export async function openSigner(signing: Signing, { identity, clock, key }: SigningJob): Promise<BundleSigner> {
  if (signing.mode === 'keyless')
    return (await import('../platform/sigstore/keyless.ts')).openKeylessSigner(signing, identity, clock);
  if (key) return (await import('../platform/cloud/aws/open.ts')).openKey(signing, key);
  throw new Fault('INPUT_INVALID', 'signing.mode is kms and no key was given; name one under keys: of the service');
}
