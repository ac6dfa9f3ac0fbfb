// Opens what signatures are verified against: the pinned trusted root beside safeguard.yml and the pinned keys of a service.
import { join } from 'node:path';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';

const rootLimit = 4 * 1024 * 1024;

/** The trusted root's bytes as pinned, null where only keys sign. Throws TRUST_ROOT_INVALID when the file is not the pinned one. */
export async function readTrustedRoot(ports: Pick<Ports, 'files'>, loaded: LoadedConfig): Promise<Uint8Array | null> {
  const { signing } = loaded.config;
  if (signing.mode === 'kms') return null;
  const { path, sha256 } = signing['trusted-root'];
  const bytes = await ports.files.read(join(loaded.folder, path), rootLimit);
  const found = sha256Hex(bytes);
  if (found !== sha256) throw new Fault('TRUST_ROOT_INVALID', `${path}: expected sha256 ${sha256}, found ${found}`);
  return bytes;
}

/** Trust material for one service. Throws TRUST_ROOT_INVALID when a file is not the pinned one. */
export async function openServiceTrust(ports: Pick<Ports, 'files'>, loaded: LoadedConfig, service: Service) {
  const { openTrust } = await import('../attest/trust.ts');
  const { signing } = loaded.config;
  const pinned = service.keys ? [service.keys.build, service.keys.deploy] : [];
  return openTrust({
    trustedRoot: await readTrustedRoot(ports, loaded),
    keys: await Promise.all(pinned.map((key) => readPublicKey(ports, loaded, key))),
    certificateTransparency: signing.mode === 'keyless' && signing['certificate-transparency'],
    requireLogForKeys: false,
  });
}

type PinnedKey = NonNullable<Service['keys']>['build'];

/** The public key as DER. Throws TRUST_ROOT_INVALID when it is not the pinned one. */
export async function readPublicKey(
  ports: Pick<Ports, 'files'>,
  loaded: LoadedConfig,
  key: PinnedKey,
): Promise<Uint8Array> {
  const pem = new TextDecoder().decode(await ports.files.read(join(loaded.folder, key['public-key']), 64 * 1024));
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s+/g, ''), 'base64'));
  const found = sha256Hex(der);
  if (found === key['spki-sha256']) return der;
  throw new Fault(
    'TRUST_ROOT_INVALID',
    `${key['public-key']}: expected a key of sha256 ${key['spki-sha256']}, found ${found}`,
  );
}
