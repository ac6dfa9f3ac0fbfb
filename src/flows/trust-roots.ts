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

/** Trust material for one service. */
export async function openServiceTrust(ports: Pick<Ports, 'files'>, loaded: LoadedConfig, service: Service) {
  const { openTrust } = await import('../attest/trust.ts');
  const { signing } = loaded.config;
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const keys = service.keys
    ? [service.keys.build, service.keys.deploy].map((key) => new Uint8Array(Buffer.from(key['public-key'], 'base64')))
    : [];
  return openTrust({
    trustedRoot,
    keys,
    certificateTransparency: signing.mode === 'keyless' && signing['certificate-transparency'],
    requireLogForKeys: false,
  });
}
