// Most of a bundle is not signed, and the library lets much of it decide how closely it looks. Anybody who may attach bundles to an image
// may change all of that: none of it may turn a refusal into a yes, or leave two readers with two answers.
import { describe, expect, test } from '@jest/globals';
import { verifyBundle } from '../../src/attest/verify.ts';
import { readAnyVersion } from '../unit/attest/conformance-client.ts';
import { conformanceVectors, corpusPresent, publicRoot } from '../unit/attest/corpus.ts';
import { changeAt, flipByte } from '../unit/attest/json-change.ts';
import {
  certifyKey,
  codeOf,
  fileOf,
  makeBundle,
  newKey,
  rootCertificate,
  rootDocument,
  signedAt,
  trustIn,
} from '../unit/attest/small-sigstore.ts';

const trust = trustIn();
const signer = certifyKey();
const bundle = makeBundle({ signer });
const material = ['verificationMaterial'];
const entry = [...material, 'tlogEntries', '0'];
const certificate = (der: Uint8Array) => ({ rawBytes: Buffer.from(der).toString('base64') });
const change = (path: string[], value: unknown, from: unknown = bundle) => changeAt(from, path, () => value);
const codes = (value: unknown) => codeOf(fileOf(value), trust);
const older = (version: string) => `application/vnd.dev.sigstore.bundle+json;version=${version}`;

describe('an older version, which asks for less', () => {
  const promised = change([...entry, 'inclusionProof'], undefined);

  test('is refused, though its signature is genuine and the library would take its promise for a proof', () => {
    expect(codes(bundle)).toBe('verified');
    expect(codes(promised)).toBe('BUNDLE_INVALID');
    for (const version of ['0.1', '0.2']) {
      expect(codes(change(['mediaType'], older(version)))).toBe('BUNDLE_INVALID');
      expect(codes(change(['mediaType'], older(version), promised))).toBe('BUNDLE_INVALID');
    }
    const downgraded = fileOf(change(['mediaType'], older('0.1'), promised));
    expect(codeOf(downgraded, trust, readAnyVersion)).toBe('verified');
  });

  test('says which version is read', () => {
    const read = verifyBundle(fileOf(change(['mediaType'], older('0.1'))), trust);
    expect(read).toMatchObject({
      verified: false,
      problem: expect.stringContaining('expected application/vnd.dev.sigstore.bundle.v0.3+json'),
    });
  });
});

describe('certificates', () => {
  const chain = (...ders: Uint8Array[]) =>
    change(material, {
      tlogEntries: bundle.verificationMaterial.tlogEntries,
      x509CertificateChain: { certificates: ders.map(certificate) },
    });

  test.each([
    ['the leaf alone', chain(signer.leaf)],
    ['the leaf and the root', chain(signer.leaf, rootCertificate())],
    ['none', chain()],
  ])('in a chain of %s are refused under every name of version 0.3', (_name, chained) => {
    expect(codes(chained)).toBe('BUNDLE_INVALID');
    expect(codes(change(['mediaType'], older('0.3'), chained))).toBe('BUNDLE_INVALID');
  });

  test('with their root are refused even where older versions are read', () => {
    const [alone, rooted] = [chain(signer.leaf), chain(signer.leaf, rootCertificate())].map((one) =>
      fileOf(change(['mediaType'], older('0.2'), one)),
    );
    expect(codeOf(alone ?? fileOf(null), trust, readAnyVersion)).toBe('verified');
    expect(codeOf(rooted ?? fileOf(null), trust, readAnyVersion)).toBe('BUNDLE_INVALID');
  });

  test('beside a chain or a key are refused: two readers would see two signers', () => {
    const stranger = newKey();
    for (const other of [
      { publicKey: { hint: '' } },
      { x509CertificateChain: { certificates: [certificate(signer.leaf)] } },
    ]) {
      expect(codes(change(material, { ...bundle.verificationMaterial, ...other }))).toBe('BUNDLE_INVALID');
    }
    const byKey = makeBundle({ key: { ...stranger, hint: '' }, at: [] });
    const known = trustIn({ keys: [stranger.spki] });
    expect(codeOf(fileOf(byKey), known)).toBe('verified');
    const both = { ...byKey.verificationMaterial, certificate: certificate(signer.leaf) };
    expect(codeOf(fileOf(change(material, both, byKey)), known)).toBe('BUNDLE_INVALID');
  });
});

describe('what a bundle may not leave out, repeat or add', () => {
  test.each<[string, unknown]>([
    ['an entry without its proof', change([...entry, 'inclusionProof'], undefined)],
    ['an entry whose proof is null', change([...entry, 'inclusionProof'], null)],
    ['a proof without its checkpoint', change([...entry, 'inclusionProof', 'checkpoint'], undefined)],
    ['an entry without its body', change([...entry, 'canonicalizedBody'], undefined)],
    ['an entry without its kind', change([...entry, 'kindVersion'], undefined)],
    ['a field nobody knows', { ...bundle, more: 1 }],
    ['a field nobody knows in an entry', change([...entry, 'more'], 1)],
    ['an envelope and a message', { ...bundle, messageSignature: {} }],
    ['no envelope', change(['dsseEnvelope'], undefined)],
    [
      'two signatures',
      change(['dsseEnvelope', 'signatures'], [...bundle.dsseEnvelope.signatures, ...bundle.dsseEnvelope.signatures]),
    ],
    ['no signature', change(['dsseEnvelope', 'signatures'], [])],
    ['the names of another spelling', change(['media_type'], bundle.mediaType, change(['mediaType'], undefined))],
    ['a payload with a line break', change(['dsseEnvelope', 'payload'], `${bundle.dsseEnvelope.payload}\n`)],
    [
      'a payload without its padding',
      change(['dsseEnvelope', 'payload'], `${Buffer.from('{}').toString('base64url')}`),
    ],
    [
      'a stamp that is none',
      change([...material, 'timestampVerificationData'], { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] }),
    ],
  ])('%s', (_name, changed) => {
    expect(codes(changed)).toMatch(/^(BUNDLE|SIGNATURE)_INVALID$/);
  });

  test('a message instead of a statement is named', () => {
    const message = change(['messageSignature'], { signature: 'AAAA' }, change(['dsseEnvelope'], undefined));
    expect(verifyBundle(fileOf(message), trust)).toMatchObject({
      verified: false,
      problem: expect.stringContaining('got a message'),
    });
  });

  test('null for what is not set is the same as nothing, as protobuf has it', () => {
    const nulls = { timestampVerificationData: null, publicKey: null, x509CertificateChain: null };
    expect(codes(change(material, { ...bundle.verificationMaterial, ...nulls }))).toBe('verified');
    expect(codes({ ...bundle, messageSignature: null })).toBe('verified');
  });
});

describe("a log entry's own words", () => {
  test.each<[string, string[], unknown]>([
    ['another kind', ['kindVersion', 'kind'], 'hashedrekord'],
    ['another version', ['kindVersion', 'version'], '0.0.2'],
    ['a kind nobody knows', ['kindVersion', 'kind'], 'any'],
    ['another log', ['logId', 'keyId'], Buffer.alloc(32).toString('base64')],
    ['another time than was promised', ['integratedTime'], String(signedAt + 1)],
  ])('of %s are refused', (_name, path, value) => {
    expect(codes(change([...entry, ...path], value))).toMatch(/^(BUNDLE|SIGNATURE)_INVALID$/);
  });

  test('with one byte changed in body, promise or checkpoint are refused', () => {
    for (const path of [['canonicalizedBody'], ['inclusionPromise', 'signedEntryTimestamp']])
      expect(codes(changeAt(bundle, [...entry, ...path], flipByte))).toMatch(/^(BUNDLE|SIGNATURE)_INVALID$/);
    const note = (text: unknown) => String(text).replace('\n1\n', '\n2\n');
    expect(codes(changeAt(bundle, [...entry, 'inclusionProof', 'checkpoint', 'envelope'], note))).toBe(
      'SIGNATURE_INVALID',
    );
  });

  test('without a promise tell no time, so a certificate cannot stand on them alone', () => {
    expect(codes(change([...entry, 'inclusionPromise'], undefined))).toBe('SIGNATURE_INVALID');
  });
});

describe('the conformance vectors, as the product reads them', () => {
  const statements = conformanceVectors.filter(({ good, bundle: bytes }) => {
    const text = Buffer.from(bytes).toString();
    return good && text.includes('dsseEnvelope') && text.includes('bundle.v0.3+json');
  });

  test(`of version 0.3 over a statement: ${statements.length}`, () => {
    expect(statements.length > 0).toBe(corpusPresent);
    for (const { name, bundle: bytes, trust: open } of statements)
      expect([name, codeOf(bytes, open())]).toEqual([name, 'verified']);
  });

  test('that are to fail, and all of older versions, are refused', () => {
    const others = conformanceVectors.filter((one) => !statements.includes(one));
    const broken = others.filter(({ bundle: bytes }) => codeOf(bytes, trust) === 'verified');
    expect(broken).toEqual([]);
  });
});

describe('a trusted root that is newer', () => {
  const small = rootDocument();
  const problemOf = (document: unknown) => {
    try {
      trustIn({ trustedRoot: fileOf(document) });
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : 'no error';
    }
  };

  test.each([
    'application/vnd.dev.sigstore.trustedroot.v0.2+json',
    'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
    'application/vnd.dev.sigstore.trustedroot.v1.0+json',
  ])('by its media type is refused as newer: %s', (mediaType) => {
    expect(problemOf({ ...small, mediaType })).toContain('is newer than this version of Safeguard reads');
  });

  test('is not what another thing is', () => {
    expect(problemOf({ ...small, mediaType: 'application/json' })).toContain('is no trusted root');
    expect(problemOf({ ...small, mediaType: undefined })).toContain('is no trusted root');
  });

  test('by a field nobody knows is refused by that name, at every depth', () => {
    expect(problemOf({ ...small, witnesses: [] })).toContain('witnesses');
    expect(problemOf(change(['tlogs', '0', 'threshold'], 2, small))).toContain('threshold');
    expect(problemOf(change(['certificateAuthorities', '0', 'more'], 2, small))).toContain('more');
    expect(problemOf(change(['tlogs', '0', 'checkpointKeyId'], { keyId: 'AAAA' }, small))).toContain('checkpointKeyId');
  });

  test('but version 0.1 under both of its names, and the public instance, are read', () => {
    expect(problemOf(small)).toBe('');
    expect(problemOf({ ...small, mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.1+json' })).toBe('');
    if (publicRoot) expect(problemOf(JSON.parse(publicRoot.toString()))).toBe('');
  });
});
