// What the Sigstore conformance suite asks of a client, put together from the room's own parts. Bundles over a plain message exist
// here only: the product signs and reads statements.

import { X509Certificate } from 'node:crypto';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { identityProblems } from '../../../src/attest/identity.ts';
import { proveSigner } from '../../../src/attest/signer.ts';
import { subjectProblems } from '../../../src/attest/subject.ts';
import type { TrustMaterial } from '../../../src/attest/trust.ts';
import { verifyBundle } from '../../../src/attest/verify.ts';
import { ociDigest, sha256Hex } from '../../../src/base/digest.ts';
import { textOf } from '../../../src/base/fault.ts';
import { parseJsonBytes } from '../../../src/base/json-text.ts';
import { IdentityPolicy, type Signer } from '../../../src/model/identity.ts';
import { Digest } from '../../../src/model/ids.ts';

/** Who should have signed; null when the pinned key should have. */
export type ExpectedIdentity = { san: string; issuer: string } | null;

/** Why an artifact is not verified by a bundle; '' when it is. */
export function verifyArtifact(
  bundle: Uint8Array,
  artifact: Uint8Array,
  trust: TrustMaterial,
  expected: ExpectedIdentity,
): string {
  const verified = verifyBundle(bundle, trust, readAnyVersion);
  if (verified.verified) {
    const digest = Digest.parse(ociDigest(artifact));
    return [
      ...subjectProblems(verified, digest, verified.predicateType),
      ...identity(verified.signer, expected),
    ].join();
  }
  if (!verified.problem.includes('got a message')) return verified.problem;
  try {
    const parsed = readAnyVersion(bundle);
    if (parsed.content.$case !== 'messageSignature') return 'not a message';
    const { digest } = parsed.content.messageSignature.messageDigest;
    if (digest.toString('hex') !== sha256Hex(artifact)) return 'the digest in the bundle is not that of the artifact';
    return identity(proveSigner(parsed, trust, Buffer.from(artifact)), expected).join();
  } catch (error) {
    return textOf(error) || 'refused';
  }
}

/** The suite's vectors are of all versions; those before 0.3 may bring intermediate certificates, but never the root. */
export function readAnyVersion(bytes: Uint8Array): Bundle {
  const bundle = bundleFromJSON(parseJsonBytes(bytes));
  const { content } = bundle.verificationMaterial;
  if (content.$case !== 'x509CertificateChain') return bundle;
  const chain = content.x509CertificateChain.certificates.map(({ rawBytes }) => new X509Certificate(rawBytes));
  if (chain.some((certificate) => certificate.checkIssued(certificate))) throw new Error('the chain carries its root');
  return bundle;
}

function identity(signer: Signer, expected: ExpectedIdentity): string[] {
  if (signer.type === 'key') return expected === null ? [] : ['a key signed'];
  if (expected === null) return ['a certificate signed'];
  // The suite names only SAN and issuer; the rest, which an old certificate may lack, is made to agree.
  const { san, issuer } = expected;
  const rest = { build_signer_digest: 'c'.repeat(40), source_repository_id: '1' };
  const policy = {
    sans: [san],
    issuer,
    contract_commits: { [san]: rest.build_signer_digest },
    source_repository_id: '1',
  };
  return identityProblems({ ...signer, ...rest }, IdentityPolicy.parse(policy));
}
