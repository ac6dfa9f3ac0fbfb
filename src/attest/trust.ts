// What signatures are verified against: one pinned trusted root and the pinned keys of a service. It is opened once and
// then only read, never fetched, refreshed or taken from a bundle.
import type { KeyObject } from 'node:crypto';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, Verifier } from '@sigstore/verify';
import { sha256Hex } from '../base/digest.ts';
import { Fault, textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { printable } from '../base/text.ts';
import { Sha256 } from '../model/ids.ts';
import { rememberCertificate, rememberSigners } from './certificate-memory.ts';
import { readKey, TrustedRootDocument } from './trusted-root.ts';

const rootLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 16 };

/** A pinned key, ready to verify with. */
type TrustedKey = { spkiSha256: Sha256; publicKey: KeyObject; verifier: Verifier };

/** Opened trust: verifiers are made once and serve any number of bundles. */
export type TrustMaterial = {
  /** SHA-256 of the trusted root's exact bytes; null where only keys are trusted. */
  readonly rootSha256: Sha256 | null;
  /** Verifies certificates; null without a trusted root. */
  readonly certificates: Verifier | null;
  readonly keys: readonly TrustedKey[];
  /** The transparency logs with the time in which each was in service, both ends included. */
  readonly logs: Material['tlogs'];
  /** Knows a signer's certificate again. */
  readonly signers: ReturnType<typeof rememberSigners>;
};

type Material = ReturnType<typeof toTrustMaterial>;

/**
 * Opens a trusted root and SPKI keys (DER, ECDSA P-256) after our own check of both; certificates need one log entry, one time
 * stamp and, with `certificateTransparency`, one SCT; keys need entry and stamp only with `requireLogForKeys`. Throws
 * TRUST_ROOT_INVALID naming the field, also when there is nothing to trust.
 */
export function openTrust(input: {
  trustedRoot: Uint8Array | null;
  keys: readonly Uint8Array[];
  certificateTransparency: boolean;
  requireLogForKeys: boolean;
}): TrustMaterial {
  const { trustedRoot, keys, certificateTransparency, requireLogForKeys } = input;
  if (!trustedRoot && (keys.length === 0 || requireLogForKeys)) {
    throw new Fault('TRUST_ROOT_INVALID', `expected a trusted root${requireLogForKeys ? '' : ' or a key'}, got none`);
  }
  const root = trustedRoot ? readRoot(trustedRoot, certificateTransparency) : TrustedRoot.fromJSON({});
  const material = rememberAuthorities(toTrustMaterial(root));
  const ctlogThreshold = certificateTransparency ? 1 : 0;
  return {
    rootSha256: trustedRoot && Sha256.parse(sha256Hex(trustedRoot)),
    certificates: trustedRoot && new Verifier(material, { tlogThreshold: 1, timestampThreshold: 1, ctlogThreshold }),
    keys: keys.map((spki, index) => openKey(spki, `keys[${index}]`, material, requireLogForKeys ? 1 : 0)),
    logs: material.tlogs,
    signers: rememberSigners(),
  };
}

function rememberAuthorities(material: Material): Material {
  const remember = (authority: Material['certificateAuthorities'][number]) => ({
    ...authority,
    certChain: authority.certChain.map(rememberCertificate),
  });
  return {
    ...material,
    certificateAuthorities: material.certificateAuthorities.map(remember),
    timestampAuthorities: material.timestampAuthorities.map(remember),
  };
}

function readRoot(bytes: Uint8Array, certificateTransparency: boolean): TrustedRoot {
  const read = TrustedRootDocument.safeParse(readJson(bytes));
  const issue = read.error?.issues[0];
  if (issue) throw new Fault('TRUST_ROOT_INVALID', `trusted root ${pathOf(issue.path)}: ${printable(issue.message)}`);
  const root = TrustedRoot.fromJSON(read.data);
  if (certificateTransparency && root.ctlogs.length === 0) {
    throw new Fault(
      'TRUST_ROOT_INVALID',
      'trusted root $.ctlogs: expected at least one log, because certificate transparency is on',
    );
  }
  return root;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes, rootLimits);
  } catch (cause) {
    throw new Fault('TRUST_ROOT_INVALID', `the trusted root cannot be read: ${textOf(cause)}`, { cause });
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return `$${path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}`;
}

function openKey(spki: Uint8Array, name: string, material: Material, threshold: 0 | 1): TrustedKey {
  const read = readKey(spki, 'spki');
  if (read?.kind !== 'ec prime256v1' || Buffer.compare(read.spki, spki) !== 0) {
    throw new Fault('TRUST_ROOT_INVALID', `${name}: expected the DER form (SPKI) of an ECDSA P-256 public key`);
  }
  const publicKey = read.key;
  // A bundle's key hint is not signed, so this key is always used, regardless of the hint.
  const always = { ...material, publicKey: () => ({ publicKey, validFor: () => true }) };
  const verifier = new Verifier(always, { tlogThreshold: threshold, timestampThreshold: threshold, ctlogThreshold: 0 });
  return { spkiSha256: Sha256.parse(sha256Hex(spki)), publicKey, verifier };
}
