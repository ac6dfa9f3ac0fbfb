// Opens what signatures are verified against: the pinned trusted root beside safeguard.yml and the pinned keys of a service.
import { join } from 'node:path';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault } from '../../base/fault.ts';
import { type PinnedKey, pinnedKeys } from '../../config/pinned-keys.ts';
import type { LoadedConfig, Service } from '../../model/config.ts';
import type { Ports } from '../../model/ports.ts';

/** What reading the files that safeguard.yml names needs. */
type FileSession = { ports: Pick<Ports, 'files'>; loaded: LoadedConfig };

const rootLimit = 4 * 1024 * 1024;

/** The trusted root's bytes as pinned, null where only keys sign. Throws FILE_MISSING and TRUST_ROOT_INVALID, naming the key of safeguard.yml. */
export async function readTrustedRoot({ ports, loaded }: FileSession): Promise<Uint8Array | null> {
  const { signing } = loaded.config;
  if (signing.mode === 'kms') return null;
  const { path, sha256 } = signing['trusted-root'];
  const named = { name: 'signing.trusted-root.path', path, limit: rootLimit };
  const bytes = await readNamed({ ports, loaded }, named);
  const found = sha256Hex(bytes);
  if (found !== sha256)
    throw new Fault('TRUST_ROOT_INVALID', `signing.trusted-root: ${path}: expected sha256 ${sha256}, found ${found}`);
  return bytes;
}

/** Trust material for one service. Throws FILE_MISSING, TRUST_ROOT_INVALID when a file is not the pinned one. */
export async function openServiceTrust(session: FileSession & { service: Service }) {
  const { openTrust } = await import('../../attest/trust.ts');
  const { loaded, service } = session;
  const { signing } = loaded.config;
  const pinned = pinnedKeys(loaded.config).filter((key) => key.service === service.name);
  return openTrust({
    trustedRoot: await readTrustedRoot(session),
    keys: await Promise.all(pinned.map((key) => readPublicKey(session, key))),
    certificateTransparency: signing.mode === 'keyless' && signing['certificate-transparency'],
    requireLogForKeys: false,
  });
}

/** The public key as DER. Throws FILE_MISSING, and KEY_MISMATCH when it is not the pinned one, naming the key of safeguard.yml. */
export async function readPublicKey(session: FileSession, { service, part, key }: PinnedKey): Promise<Uint8Array> {
  const name = `services.${service}.keys.${part}`;
  const named = { name: `${name}.public-key`, path: key['public-key'], limit: 64 * 1024 };
  const bytes = await readNamed(session, named);
  const pem = new TextDecoder().decode(bytes);
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s+/g, ''), 'base64'));
  const found = sha256Hex(der);
  if (found === key['spki-sha256']) return der;
  throw new Fault(
    'KEY_MISMATCH',
    `${name}: ${key['public-key']}: expected a key of sha256 ${key['spki-sha256']}, found ${found}`,
  );
}

/** A warning for each file that safeguard.yml pins and that is missing or another one. Never throws for such a file. */
export async function findPinnedFiles(session: FileSession) {
  const keys = pinnedKeys(session.loaded.config).map((key) => readPublicKey(session, key));
  const read = await Promise.allSettled([readTrustedRoot(session), ...keys]);
  return read.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    if (!(one.reason instanceof Fault)) throw one.reason;
    const [path = '', ...rest] = one.reason.message.split(': ');
    return [{ path, message: rest.join(': '), remedy: 'nothing can be verified without this file' }];
  });
}

/** A file that safeguard.yml names; one that is missing is told with the key that names it. */
async function readNamed(
  { ports, loaded }: FileSession,
  { name, path, limit }: { name: string; path: string; limit: number },
): Promise<Uint8Array> {
  const whole = join(loaded.folder, path);
  return ports.files.read(whole, limit).catch((error: unknown) => {
    if (!isFault(error, 'FILE_MISSING')) throw error;
    throw new Fault('FILE_MISSING', `${name}: ${whole} does not exist`, {
      hint: `Put the file there, or correct ${name} in safeguard.yml.`,
      cause: error,
    });
  });
}
