// The doors of AWS for sessions: each reads the credentials of a session and loads the client of one service alone.
import type { StoreSpec } from '../../../model/config-store.ts';
import type { Sha256 } from '../../../model/ids.ts';
import type { BundleSigner, CloudSession, RegistryLogin, Store } from '../../../model/ports.ts';
import type { EcrPlace } from './ecr.ts';
import type { KmsSigning } from './kms.ts';
import { AwsSession } from './session.ts';

/** A bucket as a store. Without a session as whoever this machine is; plain http reaches loopback alone, by the rule of the spec. */
export async function openBucket(
  spec: Extract<StoreSpec, { type: 's3' }>,
  session: CloudSession | undefined,
): Promise<Store> {
  const { openS3Store } = await import('./s3.ts');
  return openS3Store(spec, { credentials: AwsSession.read(session), local: true });
}

/** A KMS key as a signer. Throws KEY_MISMATCH, SIGN_FAILED. */
export async function openKey(
  signing: KmsSigning,
  { session, ...key }: { id: string; 'spki-sha256': Sha256; session: CloudSession },
): Promise<BundleSigner> {
  const { openKmsSigner } = await import('./kms.ts');
  return openKmsSigner(signing, { ...key, credentials: AwsSession.read(session) });
}

/** The login of an ECR registry; without a session as whoever this machine is. */
export function openLogin(place: Omit<EcrPlace, 'credentials'>, session: CloudSession | undefined): RegistryLogin {
  const credentials = AwsSession.read(session);
  let login: RegistryLogin | undefined;
  return async () => {
    login ??= (await import('./ecr.ts')).ecrLogin({ ...place, ...(credentials ? { credentials } : {}) });
    return login();
  };
}
