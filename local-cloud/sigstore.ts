// A private Sigstore on loopback: issuer, Fulcio, Rekor v2 and a timestamp authority, with the trusted root that fits
// them. It only starts the parts; each part's header lists what it leaves out.
import { createHash, type KeyObject } from 'node:crypto';
import { sha256Hex } from '../src/base/digest.ts';
import { toIso } from '../src/base/time.ts';
import { spki } from './certificate.ts';
import type { SharedClock } from './clock.ts';
import { type FulcioServer, startFulcio } from './fulcio.ts';
import { type OidcIssuer, startOidc } from './oidc.ts';
import { type RekorServer, startRekor } from './rekor.ts';
import { startTsa, type TsaServer } from './tsa.ts';

/** A running Sigstore. `trustedRoot` is the file to pin: its JSON, exact bytes and SHA-256. */
export type LocalSigstore = {
  oidc: OidcIssuer;
  fulcio: FulcioServer;
  rekor: RekorServer;
  tsa: TsaServer;
  trustedRoot: { json: Record<string, unknown>; bytes: Uint8Array; sha256: string };
  close(): Promise<void>;
};

/** Starts all four. With `ctLog` certificates carry an SCT and the trusted root lists the CT log. */
export async function startSigstore(clock: SharedClock, options = { ctLog: false }): Promise<LocalSigstore> {
  const oidc = await startOidc(clock);
  const [fulcio, rekor, tsa] = await Promise.all([
    startFulcio(clock, oidc.url, options),
    startRekor(clock),
    startTsa(clock),
  ]);
  const json = trustedRootOf(fulcio, rekor, tsa, toIso(clock.now() - 31_557_600));
  const bytes = new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
  return {
    oidc,
    fulcio,
    rekor,
    tsa,
    trustedRoot: { json, bytes, sha256: sha256Hex(bytes) },
    close: async () => void (await Promise.all([oidc, fulcio, rekor, tsa].map((server) => server.close()))),
  };
}

/** The trusted root of running servers, stand-ins or real ones, valid from `start` (ISO 8601) on. */
export function trustedRootOf(
  fulcio: Pick<FulcioServer, 'url' | 'chain' | 'ctLog'>,
  rekor: Pick<RekorServer, 'url' | 'publicKey'>,
  tsa: Pick<TsaServer, 'url' | 'chain'>,
  start: string,
): Record<string, unknown> {
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf(rekor.url, rekor.publicKey, start)],
    certificateAuthorities: [authorityOf(fulcio.url, 'fulcio', fulcio.chain, start)],
    ctlogs: fulcio.ctLog ? [logOf(fulcio.ctLog.url, fulcio.ctLog.publicKey, start)] : [],
    timestampAuthorities: [authorityOf(`${tsa.url}/api/v1/timestamp`, 'tsa', tsa.chain, start)],
  };
}

function logOf(baseUrl: string, key: KeyObject, start: string) {
  const bytes = spki(key);
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: bytes.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: { start } },
    logId: { keyId: createHash('sha256').update(bytes).digest('base64') },
  };
}

function authorityOf(uri: string, commonName: string, chain: Buffer[], start: string) {
  const certificates = chain.map((certificate) => ({ rawBytes: certificate.toString('base64') }));
  return {
    subject: { organization: 'local-cloud', commonName },
    uri,
    certChain: { certificates },
    validFor: { start },
  };
}
