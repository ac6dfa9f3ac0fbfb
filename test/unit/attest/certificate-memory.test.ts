// What is remembered of certificates helps no other bundle: another leaf, another root and another time are refused after the genuine
// one verified with the same trust, as they are alone; and a refusal does not stick to what is genuine.
import { describe, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity } from '@sigstore/verify';
import type { Certificate } from '../../../src/attest/certificate.ts';
import { rememberCertificate, rememberSigners } from '../../../src/attest/certificate-memory.ts';
import { readAnyVersion } from './conformance-client.ts';
import { changeAt, flipByte } from './json-change.ts';
import {
  certifyKey,
  codeOf,
  fileOf,
  genuineExtensions,
  makeBundle,
  type Order,
  otherRootDocument,
  rootCertificate,
  signedAt,
  trustIn,
} from './small-sigstore.ts';

const signer = certifyKey();
const genuine = fileOf(makeBundle({ signer }));
const verifiedTwice = ['verified', 'verified'];

/** The outcomes of the genuine bundle, of the other one, and of the genuine one again, with one trust. */
function between(other: Uint8Array, read?: Parameters<typeof codeOf>[2]) {
  const trust = trustIn();
  const outcomes = [genuine, other, genuine].map((bytes) => codeOf(bytes, trust, read));
  expect(codeOf(other, trustIn(), read)).toBe(outcomes[1]);
  return outcomes;
}

describe('after a bundle verified, with the same trust', () => {
  const signed = (order: Order) => fileOf(makeBundle(order));

  test('another bundle by the same certificate verifies', () => {
    expect(between(signed({ signer, at: [signedAt + 300] }))).toEqual(['verified', ...verifiedTwice]);
  });

  test('the same certificate at another time is refused', () => {
    expect(between(signed({ signer, at: [signedAt + 301] }))).toEqual(['verified', 'SIGNATURE_INVALID', 'verified']);
    expect(between(signed({ signer, at: [signedAt, signedAt - 301] }))[1]).toBe('SIGNATURE_INVALID');
  });

  test('the same key in a certificate that our authority did not sign is refused', () => {
    const forged = certifyKey(genuineExtensions(), 'stranger', signer);
    expect(between(signed({ signer: forged }))).toEqual(['verified', 'SIGNATURE_INVALID', 'verified']);
    expect(between(signed({ signer: certifyKey(genuineExtensions(), 'authority', signer) }))[1]).toBe('verified');
  });

  test('the same certificate under another signature is refused', () => {
    const stolen = { ...signer, privateKey: certifyKey().privateKey };
    expect(between(signed({ signer: stolen }))).toEqual(['verified', 'SIGNATURE_INVALID', 'verified']);
  });

  test.each([4, 100, 300, signer.leaf.length - 1])('the certificate with byte %i changed is refused', (at) => {
    const leaf = Buffer.from(signer.leaf);
    leaf.writeUInt8(leaf.readUInt8(at) ^ 1, at);
    const [before, changed, after] = between(signed({ signer: { ...signer, leaf } }));
    expect([before, after]).toEqual(verifiedTwice);
    expect(changed).toMatch(/^(SIGNATURE|BUNDLE|SIGNER)_INVALID$/);
  });

  test('the certificate stands alone or, as others read older versions, in a chain; a changed one in neither', () => {
    const rawBytes = Buffer.from(signer.leaf).toString('base64');
    const bundle = makeBundle({ signer });
    const chained = changeAt(bundle, ['verificationMaterial'], () => ({
      tlogEntries: bundle.verificationMaterial.tlogEntries,
      x509CertificateChain: { certificates: [{ rawBytes }] },
    }));
    const older = changeAt(chained, ['mediaType'], () => 'application/vnd.dev.sigstore.bundle+json;version=0.2');
    expect(between(fileOf(older))).toEqual(['verified', 'BUNDLE_INVALID', 'verified']);
    expect(between(fileOf(older), readAnyVersion)).toEqual(['verified', ...verifiedTwice]);
    const place = ['verificationMaterial', 'x509CertificateChain', 'certificates', '0', 'rawBytes'];
    expect(between(fileOf(changeAt(older, place, flipByte)), readAnyVersion)[1]).toMatch(
      /^(SIGNATURE|BUNDLE)_INVALID$/,
    );
  });
});

test('another root does not take what this one took, in whatever order', () => {
  const [ours, other] = [trustIn(), trustIn({ trustedRoot: fileOf(otherRootDocument()) })];
  const outcomes = [ours, other, ours, other].map((trust) => codeOf(genuine, trust));
  expect(outcomes).toEqual(['verified', 'SIGNATURE_INVALID', 'verified', 'SIGNATURE_INVALID']);
});

test('more signers than are kept are told apart all the same', () => {
  const trust = trustIn();
  const bundles = Array.from({ length: 70 }, () => fileOf(makeBundle()));
  const outcomes = [...bundles, ...bundles].map((bytes) => codeOf(bytes, trust));
  expect(new Set(outcomes)).toEqual(new Set(['verified']));
});

describe('a remembered certificate', () => {
  const read = (leaf: Uint8Array): Certificate => {
    const { key } = toSignedEntity(bundleFromJSON(makeBundle({ signer: { ...signer, leaf: Buffer.from(leaf) } })));
    if (key.$case !== 'certificate') throw new Error('expected a certificate');
    return key.certificate;
  };
  const remembered = rememberCertificate(read(signer.leaf));
  const rootDer = rootCertificate();
  const root = rememberCertificate(read(rootDer));
  const other = Buffer.from(
    otherRootDocument().certificateAuthorities[0]?.certChain.certificates[0]?.rawBytes ?? '',
    'base64',
  );

  test('is encoded and signed as the library says, asked once or again', () => {
    for (const issuer of [root, read(rootDer)]) {
      expect([remembered.verify(issuer), remembered.verify(issuer)]).toEqual([true, true]);
    }
    for (const issuer of [remembered, undefined, read(other)]) {
      expect([remembered.verify(issuer), remembered.verify(issuer)]).toEqual([false, false]);
    }
    expect([root.verify(), root.verify(root), root.equals(read(rootDer)), root.equals(read(other))]).toEqual([
      ...[true, true, true, false],
    ]);
    expect(remembered.root.toDER()).toEqual(signer.leaf);
    expect(remembered.publicKey).toEqual(read(signer.leaf).publicKey);
  });

  test('cannot be changed, and its clone can without touching it', () => {
    expect(() => remembered.extensions.splice(0, 1)).toThrow(TypeError);
    const clone = remembered.clone();
    clone.extensions.splice(0, 1);
    expect(clone.tbsCertificate.toDER()).not.toEqual(remembered.tbsCertificate.toDER());
    expect(remembered.extensions).toHaveLength(genuineExtensions().length);
  });

  test('is kept by its exact bytes, the last 64 of them', () => {
    const keep = rememberSigners();
    const first = keep(signer.leaf, read(signer.leaf));
    expect(keep(signer.leaf, read(other))).toBe(first);
    expect(keep(signer.leaf.subarray(1), read(other))).not.toBe(first);
    for (let number = 0; number < 63; number += 1) keep(Buffer.from([number]), read(other));
    expect(keep(signer.leaf.subarray(1), read(signer.leaf)).publicKey).toEqual(read(other).publicKey);
    expect(keep(signer.leaf, read(signer.leaf))).not.toBe(first);
  });
});
