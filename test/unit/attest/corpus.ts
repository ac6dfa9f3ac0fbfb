// Where the Sigstore conformance vectors are, beside the repository; a fresh clone has none, and then no vector is run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openTrust, type TrustMaterial } from '../../../src/attest/trust.ts';

const sigstore = fileURLToPath(new URL('../../../../shared/corpus/sigstore/', import.meta.url));
const vectors = `${sigstore}conformance/bundle-verify/`;

/** True where the corpus is there. */
export const corpusPresent = existsSync(vectors);

/** The trusted root of the public instance. */
export const publicRoot = corpusPresent ? readFileSync(`${sigstore}tuf-public-good/targets/trusted_root.json`) : null;

/** The trusted root of the staging instance. */
export const stagingRoot = corpusPresent ? readFileSync(`${sigstore}tuf-staging/targets/trusted_root.json`) : null;

/** One vector, its files read; `trust` opens its root, and may throw. */
export type Vector = {
  name: string;
  good: boolean;
  bundle: Uint8Array;
  artifact: Uint8Array;
  san: string;
  issuer: string;
  root: Uint8Array;
  key: Uint8Array | null;
  trust(): TrustMaterial;
};

const beacon =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

/** Every vector, in name order. */
export const conformanceVectors: Vector[] = (corpusPresent ? readdirSync(vectors, { withFileTypes: true }) : [])
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readVector(name));

/** One vector by name. */
export function vector(name: string): Vector {
  return readVector(name);
}

function readVector(name: string): Vector {
  const path = `${vectors}${name}/`;
  const read = (file: string) => (existsSync(path + file) ? readFileSync(path + file) : null);
  const pem = read('key.pub');
  const root = read('trusted_root.json') ?? readFileSync(`${sigstore}tuf-public-good/targets/trusted_root.json`);
  // One vector's key is no point on its curve, so the armor is taken off without parsing.
  const key = pem && new Uint8Array(Buffer.from(pem.toString().replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  return {
    name,
    good: !name.endsWith('_fail'),
    bundle: readFileSync(`${path}bundle.sigstore.json`),
    artifact: read('artifact') ?? readFileSync(`${vectors}a.txt`),
    san: read('identity')?.toString().trim() ?? beacon,
    issuer: read('issuer')?.toString().trim() ?? 'https://token.actions.githubusercontent.com',
    root,
    key,
    trust: () =>
      openTrust({ trustedRoot: root, keys: key ? [key] : [], certificateTransparency: true, requireLogForKeys: true }),
  };
}
