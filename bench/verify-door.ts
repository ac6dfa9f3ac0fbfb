// A process of its own that verifies every bundle of a folder: `ours` by the room attest with its trust opened once, `naive` by the
// library as its page shows it, all from the start for each bundle. Prints how many verified and its peak memory.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { openTrust } from '../src/attest/trust.ts';
import { verifyBundle } from '../src/attest/verify.ts';
import { ownPeakMb } from './measure.ts';

const [mode = '', folder = '', root = '', most = '0'] = process.argv.slice(2);
const trustedRoot = readFileSync(root);

function openOurs(): (bytes: Uint8Array) => boolean {
  const trust = openTrust({ trustedRoot, keys: [], certificateTransparency: false, requireLogForKeys: false });
  return (bytes) => verifyBundle(bytes, trust).verified;
}

function verifyNaively(bytes: Uint8Array): boolean {
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot.toString())));
  const bundle = bundleFromJSON(JSON.parse(new TextDecoder().decode(bytes)));
  new Verifier(material, { ctlogThreshold: 0 }).verify(toSignedEntity(bundle));
  return true;
}

const verify = mode === 'ours' ? openOurs() : verifyNaively;
const names = readdirSync(folder).sort().slice(0, Number(most));
const started = performance.now();
const verified = names.filter((name) => verify(readFileSync(join(folder, name)))).length;
process.stdout.write(JSON.stringify({ verified, ms: performance.now() - started, peakMb: ownPeakMb() }));
