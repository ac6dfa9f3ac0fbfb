// The ground of the stand-ins: DER, ECDSA over digests and certificates agree with Node's own cryptography.
import { createHash, sign, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createAuthority, newSerial, p256, pem, seal, toBeSigned } from '../../../local-cloud/certificate.ts';
import { der, generalizedTime, integer, oid, readDer, time } from '../../../local-cloud/der.ts';
import { signDigest, verifyDigest } from '../../../local-cloud/ecdsa.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

describe('der', () => {
  test('lengths, integers, object identifiers and times have their one encoding', () => {
    expect(der(0x04, Buffer.alloc(200)).subarray(0, 3).toString('hex')).toBe('0481c8');
    expect(der(0x04, Buffer.alloc(300)).subarray(0, 4).toString('hex')).toBe('0482012c');
    expect([0, 127, 128, 256].map((n) => integer(n).toString('hex'))).toEqual([
      '020100',
      '02017f',
      '02020080',
      '02020100',
    ]);
    expect(integer(Buffer.from('0000ff', 'hex')).toString('hex')).toBe('020200ff');
    expect(oid('1.3.6.1.4.1.57264.1.24').toString('hex')).toBe('060a2b0601040183bf300118');
    expect(generalizedTime(1_795_000_020).subarray(2).toString()).toBe('20261118110700Z');
    expect(time(2_524_607_999).subarray(2).toString()).toBe('491231235959Z');
    expect(time(2_524_608_000).subarray(2).toString()).toBe('20500101000000Z');
  });

  test('a cut value is refused, a whole one is read', () => {
    const whole = der(0x30, integer(5), integer(300));
    expect(readDer(whole)[0]?.inside.map(({ content }) => content.toString('hex'))).toEqual(['05', '012c']);
    expect(() => readDer(whole.subarray(0, -1))).toThrow(RangeError);
  });
});

describe('ecdsa', () => {
  test('signs digests that Node verifies, and verifies what Node signs', () => {
    const { privateKey, publicKey } = p256();
    for (const text of ['', 'a', 'a statement']) {
      expect(verify('sha256', Buffer.from(text), publicKey, signDigest(sha256(text), privateKey))).toBe(true);
      expect(verifyDigest(sha256(text), sign('sha256', Buffer.from(text), privateKey), publicKey)).toBe(true);
    }
  });

  test('refuses another digest, another key, and what is no signature', () => {
    const { privateKey, publicKey } = p256();
    const signature = sign('sha256', Buffer.from('a'), privateKey);
    expect(verifyDigest(sha256('b'), signature, publicKey)).toBe(false);
    expect(verifyDigest(sha256('a'), signature, p256().publicKey)).toBe(false);
    expect(verifyDigest(sha256('a'), Buffer.from('nonsense'), publicKey)).toBe(false);
    expect(verifyDigest(sha256('a'), der(0x30, integer(0), integer(1)), publicKey)).toBe(false);
  });
});

test('a leaf chains through the intermediate to the root, and to no other root', () => {
  const now = 1_795_000_000;
  const [authority, other] = [
    createAuthority('one', now, '1.3.6.1.5.5.7.3.3'),
    createAuthority('one', now, '1.3.6.1.5.5.7.3.3'),
  ];
  const { publicKey } = p256();
  const request = { name: 'leaf', publicKey, from: now, until: now + 600, extensions: [] };
  const leaf = new X509Certificate(pem(seal(toBeSigned(request, authority, newSerial()), authority.privateKey)));
  const [intermediate, root] = authority.chain.map((bytes) => new X509Certificate(bytes));
  if (!intermediate || !root) throw new Error('the chain has two certificates');
  expect([leaf.checkIssued(intermediate), leaf.verify(intermediate.publicKey)]).toEqual([true, true]);
  expect([intermediate.checkIssued(root), intermediate.verify(root.publicKey), root.verify(root.publicKey)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
  expect(leaf.verify(other.publicKey)).toBe(false);
  expect([leaf.validFromDate.getTime() / 1000, leaf.validToDate.getTime() / 1000]).toEqual([now, now + 600]);
});
