// Which bundles and statements are read at all. What is signed but malformed must be refused whole, never in part.
import { describe, expect, test } from '@jest/globals';
import { verifyBundle } from '../../../src/attest/verify.ts';
import { bundleLimit } from '../../../src/model/statement.ts';
import { changeAt } from './json-change.ts';
import { codeOf, fileOf, makeBundle, type Order, plainStatement, trustIn } from './small-sigstore.ts';

const trust = trustIn();
const outcome = (order: Order) => codeOf(fileOf(makeBundle(order)), trust);

describe('the form of a bundle', () => {
  test.each([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', 'verified'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'verified'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle.v0.1+json', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle.v0.2+json', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle.v0.4+json', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle.v0.3+json2', 'BUNDLE_INVALID'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.33', 'BUNDLE_INVALID'],
    ['', 'BUNDLE_INVALID'],
  ])('media type %p is %s', (mediaType, expected) => {
    expect(codeOf(fileOf({ ...makeBundle(), mediaType }), trust)).toBe(expected);
  });

  test.each([
    ['application/vnd.in-toto+json', 'verified'],
    ['application/vnd.in-toto+json ', 'BUNDLE_INVALID'],
    ['application/json', 'BUNDLE_INVALID'],
  ])('payload type %p is %s', (payloadType, expected) => {
    expect(outcome({ payloadType })).toBe(expected);
  });

  test('16 MiB are read and one byte more is not', () => {
    const order = { payload: fileOf({ ...plainStatement, predicate: 'x'.repeat(12.54e6) }) };
    const bytes = fileOf(makeBundle(order));
    const padded = (length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length, ' ')]);
    expect(bundleLimit - bytes.length).toBeLessThan(60 * 1024);
    expect(codeOf(padded(bundleLimit), trust)).toBe('verified');
    expect(codeOf(padded(bundleLimit + 1), trust)).toBe('BUNDLE_TOO_LARGE');
  });

  test('64 KiB beside the payload are read and one byte more is not', () => {
    const payload = fileOf(plainStatement);
    const bytes = fileOf(makeBundle({ payload }));
    const most = 64 * 1024 + Math.ceil(payload.length / 3) * 4;
    const padded = (length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length, ' ')]);
    expect(codeOf(padded(most), trust)).toBe('verified');
    expect(codeOf(padded(most + 1), trust)).toBe('BUNDLE_TOO_LARGE');
  });

  test.each([
    ['half a surrogate pair', '"\\ud800"', 'STATEMENT_INVALID'],
    ['half a pair as a key, deep inside', '[{"a":{"\\udfff":1}}]', 'STATEMENT_INVALID'],
    ['halves in the wrong order', '"\\udc00\\ud800"', 'STATEMENT_INVALID'],
    ['a whole pair', '"\\ud83d\\ude00"', 'verified'],
    ['text about a surrogate', '"\\\\ud800"', 'verified'],
    ['a number that is too large to be one', '[1e999]', 'STATEMENT_INVALID'],
    ['a number that is not', '[1e308]', 'verified'],
  ])('a payload with %s is %p: %s', (_name, predicate, expected) => {
    const json = JSON.stringify({ ...plainStatement, predicate: null }).replace(
      '"predicate":null',
      `"predicate":${predicate}`,
    );
    expect(outcome({ payload: Buffer.from(json) })).toBe(expected);
  });

  test('half a surrogate pair in the predicate type or a subject is refused, as is an endless predicate type', () => {
    const json = JSON.stringify(plainStatement);
    for (const [from, to] of [
      [`"${plainStatement.predicateType}"`, '"\\ud800"'],
      [`"${plainStatement.predicateType}"`, JSON.stringify('x'.repeat(201))],
      ['"subject":[{', '"subject":[{"name":"\\ud800","x":1,'],
    ] as const)
      expect(outcome({ payload: Buffer.from(json.replace(from, to)) })).toBe('STATEMENT_INVALID');
    expect(outcome({ payload: Buffer.from(json) })).toBe('verified');
  });

  test('a repeated log entry is refused', () => {
    const bundle = makeBundle();
    const twice = () => [...bundle.verificationMaterial.tlogEntries, ...bundle.verificationMaterial.tlogEntries];
    const repeated = changeAt(bundle, ['verificationMaterial', 'tlogEntries'], twice);
    expect(codeOf(fileOf(repeated), trust)).toBe('SIGNATURE_INVALID');
  });

  test('two envelopes of one key are not told apart by a repeated member', () => {
    const json = JSON.stringify(makeBundle());
    expect(codeOf(Buffer.from(json.replace('"dsseEnvelope":', '"dsseEnvelope":{},"dsseEnvelope":')), trust)).toBe(
      'BUNDLE_INVALID',
    );
  });
});

describe('the statement', () => {
  test.each([
    ['of version 1', plainStatement, 'verified'],
    [
      'of version 0.1, as cosign writes it',
      { ...plainStatement, _type: 'https://in-toto.io/Statement/v0.1' },
      'verified',
    ],
    ['of version 2', { ...plainStatement, _type: 'https://in-toto.io/Statement/v2' }, 'STATEMENT_INVALID'],
    ['without predicate, which version 1 allows', { ...plainStatement, predicate: undefined }, 'verified'],
    ['without subject', { ...plainStatement, subject: [] }, 'STATEMENT_INVALID'],
    ['without predicate type', { ...plainStatement, predicateType: '' }, 'STATEMENT_INVALID'],
    ['that is a list', [plainStatement], 'STATEMENT_INVALID'],
  ])('%s', (_name, statement, expected) => {
    expect(outcome({ statement })).toBe(expected);
  });

  test.each(['', '{', '{"a":1,"a":2}', `${JSON.stringify(plainStatement)}x`, `${'['.repeat(65)}${']'.repeat(65)}`])(
    'that is %p is refused',
    (payload) => {
      expect(outcome({ payload: Buffer.from(payload) })).toMatch(/^(STATEMENT|BUNDLE)_INVALID$/);
    },
  );

  const hex = 'a'.repeat(64);
  const wrongDigests: Record<string, unknown>[] = [
    {},
    { sha256: '' },
    { sha256: hex.slice(1) },
    { sha256: `${hex}a` },
    { sha256: hex.toUpperCase() },
    { sha256: `A${hex.slice(1)}` },
    { sha256: `g${hex.slice(1)}` },
    { sha256: `sha256:${hex}` },
    { sha256: `sha256:${hex.slice(7)}` },
    { sha256: `0x${hex}` },
    { sha256: `0x${hex.slice(2)}` },
    { sha256: ` ${hex}` },
    { sha256: `${hex} ` },
    { sha256: `${hex}\n` },
    { sha256: `\n${hex}` },
    { sha256: `${hex}\0` },
    { sha256: `${hex.slice(1)}\u0430` },
    { sha256: `${hex.slice(1)}\uff41` },
    { sha256: `${hex.slice(0, 32)} ${hex.slice(33)}` },
    { sha256: `${hex},${hex}` },
    { sha256: Buffer.from(hex, 'hex').toString('base64') },
    { sha256: '*' },
    { sha256: `[a-f]${hex.slice(5)}` },
    { SHA256: hex },
    { 'sha-256': hex },
    { sha256sum: hex },
    { sha1: 'a'.repeat(40) },
    { md5: 'a'.repeat(32) },
    { sha512: 'a'.repeat(128) },
    { sha512_256: hex },
    { 'sha3-256': hex },
    { blake3: hex },
    { gitCommit: 'a'.repeat(40) },
    { sha256: hex, sha1: 'a'.repeat(40) },
    { sha256: hex, sha512: 'a'.repeat(128) },
    { sha256: hex, '': '' },
    { sha256: hex, SHA256: hex },
    { sha512: 'a'.repeat(128), sha256: hex },
    { sha1: 'a'.repeat(40), md5: 'a'.repeat(32) },
    { sha256: 'b'.repeat(63), sha1: hex },
  ];

  test('the table has forty wrong digests (threat B3)', () => {
    expect(wrongDigests).toHaveLength(40);
  });

  test.each(wrongDigests)('a subject with %j is refused, alone or beside a good one', (digest) => {
    const good = plainStatement.subject[0];
    expect(outcome({ statement: { ...plainStatement, subject: [{ digest }] } })).toBe('SUBJECT_INVALID');
    expect(outcome({ statement: { ...plainStatement, subject: [good, { digest }] } })).toBe('SUBJECT_INVALID');
  });

  test.each([null, hex, [hex], { sha256: 1 }, { sha256: null }, { sha256: [hex] }])(
    'a subject with digest %j is no subject',
    (digest) => {
      expect(outcome({ statement: { ...plainStatement, subject: [{ digest }] } })).toBe('STATEMENT_INVALID');
    },
  );

  test('several good subjects are all told, in order', () => {
    const subject = [{ digest: { sha256: hex } }, { digest: { sha256: 'b'.repeat(64) } }];
    const read = verifyBundle(fileOf(makeBundle({ statement: { ...plainStatement, subject } })), trust);
    expect(read).toMatchObject({ subjectDigests: [`sha256:${hex}`, `sha256:${'b'.repeat(64)}`] });
  });
});
