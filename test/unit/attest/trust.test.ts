// The trusted root is read by us before the library sees it: every field that verification rests on must be there and fit (threat B6).
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { openTrust } from '../../../src/attest/trust.ts';
import { verifyBundle } from '../../../src/attest/verify.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { isFault } from '../../../src/base/fault.ts';
import { corpusPresent, publicRoot, stagingRoot } from './corpus.ts';
import { extension, sequence } from './der-writer.ts';
import { authorityExtensions, fileOf, makeBundle, newKey, rootCertificate, rootDocument } from './small-sigstore.ts';

const keyless = { keys: [], certificateTransparency: false, requireLogForKeys: false };

/** The field that is named when the root is refused, '' when it is opened. */
function refusedAt(root: unknown, options = keyless): string {
  return messageOf(() => openTrust({ ...options, trustedRoot: root instanceof Uint8Array ? root : fileOf(root) }));
}

function messageOf(open: () => unknown): string {
  try {
    open();
    return '';
  } catch (error) {
    if (!isFault(error, 'TRUST_ROOT_INVALID')) throw error;
    return /^(?:trusted root \$\.)?([\w.[\]]*)/.exec(error.message)?.[1] ?? '';
  }
}

const small = rootDocument();
const withLog = (change: object) => ({ ...small, tlogs: [{ ...small.tlogs[0], ...change }] });
const withKey = (change: object) => withLog({ publicKey: { ...small.tlogs[0]?.publicKey, ...change } });
const rawKey = (...[type, options]: Parameters<typeof pairOf>) => pairOf(type, options).toString('base64');

function pairOf(type: 'ec' | 'ed25519' | 'rsa', namedCurve = 'P-256'): Buffer {
  const pair =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve })
      : type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519');
  return pair.publicKey.export({ format: 'der', type: type === 'rsa' ? 'pkcs1' : 'spki' });
}

describe('a trusted root', () => {
  test('is opened with the sha256 of its own bytes', () => {
    const bytes = fileOf(small);
    expect(openTrust({ ...keyless, trustedRoot: bytes }).rootSha256).toBe(sha256Hex(bytes));
    expect(openTrust({ ...keyless, trustedRoot: null, keys: [newKey().spki] }).rootSha256).toBeNull();
  });

  test.each([
    ['mediaType', { ...small, mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.2' }],
    ['mediaType', { ...small, mediaType: undefined }],
    ['mediaType', { ...small, mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json' }],
    ['tlogs', { ...small, tlogs: [] }],
    ['certificateAuthorities', { ...small, certificateAuthorities: [] }],
    ['tlogs[0].baseUrl', withLog({ baseUrl: '' })],
    ['tlogs[0].baseUrl', withLog({ baseUrl: 'file:///log' })],
    ['tlogs[0].hashAlgorithm', withLog({ hashAlgorithm: 'SHA2_512' })],
    ['tlogs[0].logId.keyId', withLog({ logId: { keyId: Buffer.alloc(31).toString('base64') } })],
    ['tlogs[0].logId.keyId', withLog({ logId: { keyId: Buffer.alloc(32).toString('base64') } })],
    ['tlogs[0].checkpointKeyId', withLog({ checkpointKeyId: small.tlogs[0]?.logId })],
    ['tlogs[0].publicKey.keyDetails', withKey({ keyDetails: 'PKIX_ECDSA_P384_SHA_384' })],
    ['tlogs[0].publicKey.keyDetails', withKey({ keyDetails: 5 })],
    ['tlogs[0].publicKey.rawBytes', withKey({ keyDetails: 'PKIX_ED25519' })],
    ['tlogs[0].publicKey.rawBytes', withKey({ rawBytes: rawKey('ec', 'P-384') })],
    ['tlogs[0].publicKey.rawBytes', withKey({ rawBytes: rawKey('ed25519') })],
    ['tlogs[0].publicKey.rawBytes', withKey({ rawBytes: rawKey('rsa') })],
    ['tlogs[0].publicKey.rawBytes', withKey({ rawBytes: 'AAAA' })],
    ['tlogs[0].publicKey.rawBytes', withKey({ rawBytes: '?' })],
    ['tlogs[0].publicKey.validFor.start', withKey({ validFor: {} })],
    ['tlogs[0].publicKey.validFor.start', withKey({ validFor: { start: null } })],
    ['tlogs[0].publicKey.validFor.start', withKey({ validFor: { start: '2026-01-01' } })],
    ['tlogs[0].publicKey.validFor.start', withKey({ validFor: { start: { seconds: 0 } } })],
    ['tlogs[0].publicKey.validFor.end', withKey({ validFor: { start: '2026-01-01T00:00:00Z', end: 'never' } })],
    [
      'tlogs[0].publicKey.validFor',
      withKey({ validFor: { start: '2026-01-02T00:00:00Z', end: '2026-01-01T00:00:00Z' } }),
    ],
    ['', small],
    ['', withLog({ checkpointKeyId: null })],
    ['', withKey({ validFor: { start: '2026-01-01T00:00:00Z', end: null } })],
    ['', withKey({ validFor: { start: '2026-01-01T00:00:00.5+02:00', end: '2026-01-02T00:00:00Z' } })],
    ['', { ...withLog({ ...ed25519Log() }) }],
  ])('names %p', (field, document) => {
    expect(refusedAt(document)).toBe(field);
  });

  function ed25519Log() {
    const publicKey = { ...small.tlogs[0]?.publicKey, keyDetails: 'PKIX_ED25519', rawBytes: rawKey('ed25519') };
    return { publicKey, logId: { keyId: Buffer.alloc(32).toString('base64') } };
  }

  const ca = (...certificates: Uint8Array[]) => ({
    validFor: { start: '2026-01-01T00:00:00Z' },
    certChain: { certificates: certificates.map((bytes) => ({ rawBytes: Buffer.from(bytes).toString('base64') })) },
  });
  const chainOf = 'certificateAuthorities[0].certChain';

  test.each([
    ['', ca(rootCertificate())],
    [`${chainOf}.certificates`, ca()],
    [chainOf, ca(Buffer.from('not a certificate'))],
    [chainOf, ca(rootCertificate([extension('2.5.29.19', sequence())]))],
    [chainOf, ca(rootCertificate().subarray(0, -1))],
    [chainOf, ca(signatureChanged(rootCertificate()))],
    [chainOf, ca(rootCertificate(authorityExtensions, 'somebody'), rootCertificate())],
    ['', ca(rootCertificate(), rootCertificate())],
  ])('names the chain of an authority: %p', (field, authority) => {
    expect(refusedAt({ ...small, certificateAuthorities: [authority] })).toBe(field);
  });

  const stamping = [extension('2.5.29.37', sequence(Buffer.from('06082b06010505070308', 'hex')))];

  test.each([
    ['an authority alone', ca(rootCertificate())],
    ['a leaf that is an authority', ca(rootCertificate([...stamping, ...authorityExtensions]), rootCertificate())],
    ['a leaf alone', ca(rootCertificate(stamping))],
    ['a leaf for something else', ca(rootCertificate([]), rootCertificate())],
    ['no certificate', ca(Buffer.from('x'))],
  ])('names the chain of a time stamp authority with %s', (_name, authority) => {
    expect(refusedAt({ ...small, timestampAuthorities: [authority] })).toBe('timestampAuthorities[0].certChain');
  });

  test('with a time stamping leaf under its authority is opened', () => {
    expect(refusedAt({ ...small, timestampAuthorities: [ca(rootCertificate(stamping), rootCertificate())] })).toBe('');
  });

  test('needs a certificate transparency log exactly when that is asked for', () => {
    const asked = { ...keyless, certificateTransparency: true };
    expect(refusedAt(small, asked)).toBe('ctlogs');
    expect(refusedAt({ ...small, ctlogs: [] }, asked)).toBe('ctlogs');
    expect(refusedAt({ ...small, ctlogs: small.tlogs }, asked)).toBe('');
  });

  test.each(['', '{', 'null', '[]', '{"mediaType":"a","mediaType":"b"}', `${'['.repeat(17)}${']'.repeat(17)}`])(
    'that is %p is refused',
    (text) => {
      expect(() => openTrust({ ...keyless, trustedRoot: Buffer.from(text) })).toThrow(
        expect.objectContaining({ code: 'TRUST_ROOT_INVALID' }),
      );
    },
  );
});

describe('pinned keys', () => {
  const { spki } = newKey();
  const open =
    (...keys: Uint8Array[]) =>
    () =>
      openTrust({ ...keyless, trustedRoot: null, keys });

  test('are told by the sha256 of their SPKI', () => {
    expect(open(spki)().keys.map((key) => key.spkiSha256)).toEqual([sha256Hex(spki)]);
  });

  test.each([
    ['another curve', pairOf('ec', 'P-384')],
    ['another kind', pairOf('ed25519')],
    ['a byte more', Buffer.concat([spki, Buffer.from([0])])],
    ['a byte less', spki.subarray(0, -1)],
    ['no bytes', new Uint8Array()],
    ['PEM', Buffer.from('-----BEGIN PUBLIC KEY-----\n')],
  ])('with %s are refused', (_name, key) => {
    expect(messageOf(open(spki, key))).toBe('keys[1]');
  });

  test('and no root are enough, unless a log is asked for; nothing at all is not', () => {
    expect(messageOf(open(spki))).toBe('');
    expect(open()).toThrow(expect.objectContaining({ code: 'TRUST_ROOT_INVALID' }));
    expect(() => openTrust({ ...keyless, trustedRoot: null, keys: [spki], requireLogForKeys: true })).toThrow(
      expect.objectContaining({ code: 'TRUST_ROOT_INVALID' }),
    );
  });
});

/** Absent, these are not missed: names for people, open ends, lists that may be empty. */
const optional =
  /\.(subject|organization|commonName|uri|end)$|^(ctlogs|timestampAuthorities)$|\.(checkpointKeyId|operator)$/;

const roots = [
  { name: 'the public root', document: publicRoot },
  { name: 'the staging root', document: stagingRoot },
  { name: 'a small root', document: fileOf(small) },
].flatMap(({ name, document }) => (document ? [{ name, document }] : []));

describe('every field of a real root, deleted (threat B6)', () => {
  test(corpusPresent ? 'there are real roots' : 'the corpus is absent, so only a small root is tried', () => {
    expect(roots).toHaveLength(corpusPresent ? 3 : 1);
  });

  test.each(roots)('$name is refused without it, if anything rests on it', ({ document }) => {
    const whole: unknown = JSON.parse(Buffer.from(document).toString());
    expect(refusedAt(whole)).toBe('');
    const paths = fieldsOf(whole);
    expect(paths.length).toBeGreaterThan(10);
    const opened = paths.filter((path) => refusedAt(without(whole, path)) === '').map(nameOf);
    expect(opened.filter((name) => !optional.test(name))).toEqual([]);
    expect(paths.map(nameOf).filter((name) => optional.test(name))).toEqual(opened);
  });

  test('a root without lists that may be empty only verifies less', () => {
    const { tlogs, ...rest } = small;
    const read = verifyBundle(fileOf(makeBundle()), openTrust({ ...keyless, trustedRoot: fileOf({ ...rest, tlogs }) }));
    expect(read.verified).toBe(true);
    const another = { ...small.tlogs[0], ...ed25519Of() };
    const blind = openTrust({ ...keyless, trustedRoot: fileOf({ ...small, tlogs: [another] }) });
    expect(verifyBundle(fileOf(makeBundle()), blind)).toMatchObject({ verified: false, code: 'SIGNATURE_INVALID' });
  });

  function ed25519Of() {
    const publicKey = { ...small.tlogs[0]?.publicKey, keyDetails: 'PKIX_ED25519', rawBytes: rawKey('ed25519') };
    return { publicKey, logId: { keyId: Buffer.alloc(32, 1).toString('base64') } };
  }
});

function signatureChanged(certificate: Buffer): Buffer {
  const changed = Buffer.from(certificate);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  return changed;
}

type Path = (string | number)[];

/** Paths of every member of every object; list items are walked, not deleted. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, [...path, index]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...fieldsOf(item, [...path, key])]);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  const entries = Object.entries(Object(value));
  const kept = rest.length === 0 ? entries.filter(([name]) => name !== key) : entries;
  return Object.fromEntries(
    kept.map(([name, item]) => [name, rest.length > 0 && name === key ? without(item, rest) : item]),
  );
}

const nameOf = (path: Path): string => path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join('.');
