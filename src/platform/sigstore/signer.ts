// Chooses the signer that the configuration names. It adds no rule of its own.
import { Fault } from '../../base/fault.ts';
import type { BundleSigner, Clock, IdentitySource } from '../../model/ports.ts';
import type { Signing } from '../../model/signing.ts';
import { openKeylessSigner } from './keyless.ts';
import { type KmsKey, openKmsSigner } from './kms.ts';

/** The signer for a `signing:` section. Throws INPUT_INVALID when mode kms comes without a key, and what its signers throw. */
export async function openSigner(
  signing: Signing,
  job: { identity: IdentitySource; clock: Clock; key?: KmsKey },
): Promise<BundleSigner> {
  if (signing.mode === 'keyless') return openKeylessSigner(signing, job.identity, job.clock);
  if (job.key) return openKmsSigner(signing, job.key);
  throw new Fault('INPUT_INVALID', 'signing.mode is kms and no key was given; name one under keys: of the service');
}
