// Signs with a certificate of the job's OIDC identity: Fulcio, then Rekor (v2, or v1 where configured), then a timestamp authority, all mandatory.
// It never signs without a log entry and a timestamp, and the private key never leaves memory.
import { createHash, sign } from 'node:crypto';
import { Fault } from '../../base/fault.ts';
import { encodeBundle, encodeForSigning } from '../../model/dsse.ts';
import type { BundleSigner, Clock, IdentitySource } from '../../model/ports.ts';
import type { Signing } from '../../model/signing.ts';
import { type Outcome, type Patience, persist, usualPatience } from '../http/exchange.ts';
import { type Certified, requestCertificate } from './fulcio.ts';
import { enterLog } from './rekor.ts';
import { enterLogV1 } from './rekor-v1.ts';
import { requestTimestamp } from './timestamp.ts';

/** The `signing:` section of a configuration whose mode is keyless. */
export type KeylessSigning = Extract<Signing, { mode: 'keyless' }>;

/** A certificate with less than this left, in seconds, is not used: a signature may take 60 s and its timestamp must fall inside. */
const margin = 60;

/**
 * A signer with one certificate for all its statements, renewed when 60 s or less of it are left; statements may be signed at
 * the same time. Throws OIDC_MISSING where the job has no identity, SIGN_FAILED naming server and status.
 */
export function openKeylessSigner(
  signing: KeylessSigning,
  identity: IdentitySource,
  clock: Clock,
  patience: Patience = usualPatience,
): BundleSigner {
  const certify = holdCertificate(clock, async (limit) => {
    const token = await identity.token('sigstore');
    if (!token) throw new Fault('OIDC_MISSING', 'keyless signing needs an OIDC token, and this job has none');
    return requestCertificate(signing.fulcio, token, limit, patience.requestMs);
  });
  const enter = logOf(signing, patience);
  const signOnce = async (statement: Uint8Array): Promise<Uint8Array> => {
    const limit = AbortSignal.timeout(patience.totalMs);
    const { privateKey, certificate } = await certify(limit);
    const encoded = encodeForSigning(statement);
    // Each attempt signs anew: when a reply was lost, the log has that signature and would refuse it for ever (409).
    const { signature, entry } = await persist('SIGN_FAILED', limit, async () => {
      const signature = sign('sha256', encoded, privateKey);
      const logged = await enter({ statement, encoded, signature, certificate }, limit);
      return logged.ok ? { ok: true, value: { signature, entry: logged.value } } : logged;
    });
    const stamp = await requestTimestamp(signing['timestamp-authority'], signature, limit, patience.requestMs);
    return encodeBundle(statement, signature, {
      certificate: { rawBytes: certificate.toString('base64') },
      tlogEntries: [entry],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp.toString('base64') }] },
    });
  };
  return { identity: 'certificate', sign: signOnce };
}

type Signed = { statement: Uint8Array; encoded: Buffer; signature: Buffer; certificate: Buffer };

/** Enters a signature into the configured log by the version of its interface. */
function logOf({ rekor, 'rekor-version': version }: KeylessSigning, { requestMs }: Patience) {
  return async ({ encoded, ...signed }: Signed, limit: AbortSignal): Promise<Outcome<Record<string, unknown>>> => {
    if (version === 'v1') return enterLogV1(rekor, signed, limit, requestMs);
    const digest = createHash('sha256').update(encoded).digest();
    return enterLog(rekor, { digest, ...signed }, limit, requestMs);
  };
}

/** Shares one certificate between callers; of several that find it missing or old, the first renews and the others wait. */
function holdCertificate(clock: Clock, request: (limit: AbortSignal) => Promise<Certified>) {
  let latest: Promise<Certified> | undefined;
  return async (limit: AbortSignal): Promise<Certified> => {
    const seen = latest;
    const held = await seen?.catch(() => undefined);
    if (held && held.expires - clock.now() > margin) return held;
    if (latest === undefined || latest === seen) latest = request(limit);
    return latest;
  };
}
