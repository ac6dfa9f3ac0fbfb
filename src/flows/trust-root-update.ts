// Renews the pinned trusted root of a Sigstore instance: fetched by TUF, checked by our own reading, written beside safeguard.yml,
// and its digest put in place of the old one. It says what changed; a person reviews and commits it.
import { join } from 'node:path';
import { compareServices, describeRootChanges } from '../attest/root-changes.ts';
import { openTrust } from '../attest/trust.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault, isFault } from '../base/fault.ts';
import { toIso } from '../base/time.ts';
import { parseConfig } from '../config/parse.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';
import type { Signing } from '../model/signing.ts';

type Keyless = Extract<Signing, { mode: 'keyless' }>;

/** Where the repository is, the root file to start from where it is not the public one, and whether anything is written. */
export type TrustRootInputs = { mirror: string; root?: string | undefined; write: boolean };

/** The command `trust-root update`. Throws INPUT_INVALID without keyless signing, TRUST_ROOT_UNVERIFIED, TRUST_ROOT_INVALID. */
export async function updateTrustRoot(inputs: TrustRootInputs, ports: Ports, loaded: LoadedConfig) {
  const signing = keylessOf(loaded);
  const folder = await ports.files.temporary('trust-root');
  const repository = await ports.trustRepository({ mirror: inputs.mirror, root: inputs.root, folder });
  const fetched = await repository.target('trusted_root.json');
  if (!fetched) throw new Fault('TRUST_ROOT_UNVERIFIED', `${inputs.mirror} vouches for no trusted_root.json`);
  openTrust({
    trustedRoot: fetched,
    keys: [],
    certificateTransparency: signing['certificate-transparency'],
    requireLogForKeys: false,
  });
  const pinned = signing['trusted-root'];
  const path = join(loaded.folder, pinned.path);
  const changes = describeRootChanges(await readIfThere(ports, path), fetched);
  const services = await repository.target('signing_config.v0.2.json');
  const notes = services ? compareServices(services, signing, toIso(ports.clock.now())) : [];
  const sha256 = sha256Hex(fetched);
  const changed = sha256 !== pinned.sha256;
  if (changed && inputs.write) await replaceRoot(ports, loaded, path, { bytes: fetched, old: pinned.sha256, sha256 });
  return answer(inputs, { path: pinned.path, sha256, changed, changes, notes });
}

function keylessOf({ config: { signing } }: LoadedConfig): Keyless {
  if (signing.mode === 'keyless') return signing;
  throw new Fault('INPUT_INVALID', 'signing.mode in safeguard.yml is kms, which trusts keys and no root', {
    hint: 'Nothing has to be updated; a key is rotated by its pin under keys: of the service.',
  });
}

/** The file of before, null where there is none or none that could be compared. */
async function readIfThere(ports: Pick<Ports, 'files'>, path: string): Promise<Uint8Array | null> {
  try {
    const bytes = await ports.files.read(path, 4 * 1024 * 1024);
    describeRootChanges(null, bytes);
    return bytes;
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) return null;
    throw isFault(error) && !error.code.startsWith('JSON_') ? error : unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): Fault {
  return new Fault('TRUST_ROOT_INVALID', `${path} is no trusted root, so nothing can be compared with it`, {
    hint: 'Move that file away and run the command again; it then counts as a first one.',
    cause,
  });
}

/** The file first: broken off in between, the digest does not fit, everything refuses, and running the command again repairs it. */
async function replaceRoot(
  ports: Pick<Ports, 'files' | 'configSource'>,
  { bytes }: LoadedConfig,
  path: string,
  root: { bytes: Uint8Array; old: string; sha256: string },
): Promise<void> {
  const config = ports.configSource.path;
  const parts = new TextDecoder().decode(bytes).split(root.old);
  const text = parts.join(root.sha256);
  if (parts.length !== 2 || 'problems' in parseConfig(text, config))
    throw new Fault('CONFIG_INVALID', `${config}: expected the digest ${root.old} exactly once`, {
      hint: `Write ${root.sha256} under signing.trusted-root.sha256 by hand, after running this command with --write false.`,
    });
  await ports.files.write(path, root.bytes);
  await ports.files.write(config, new TextEncoder().encode(text));
}

type Renewal = { path: string; sha256: string; changed: boolean; changes: string[]; notes: string[] };

function answer({ mirror, write }: TrustRootInputs, { path, sha256, changed, changes, notes }: Renewal) {
  const head = changed
    ? `${path}: ${write ? 'replaced by' : 'not replaced, there is'} the trusted root that ${mirror} vouches for, sha256 ${sha256}.`
    : `${path} is the trusted root that ${mirror} vouches for, sha256 ${sha256}.`;
  const todo =
    changed && write
      ? [
          'Review both files, commit them, cut a release, and print the anchor again with --merge (docs/guide/audit.md).',
        ]
      : [];
  return {
    outputs: { changed: String(changed), sha256 },
    denied: changed && !write,
    text: [head, ...changes, ...notes.map((note) => `Note: ${note}`), ...todo].join('\n'),
    json: { path, sha256, changed, written: changed && write, changes, notes },
  };
}
