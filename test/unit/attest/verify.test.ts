// What verifies and what it then says, each beside a twin that differs in one thing and is refused.
import { describe, expect, test } from '@jest/globals';
import { verifyBundle } from '../../../src/attest/verify.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { conformanceVectors, corpusPresent } from './corpus.ts';
import { extension, sequence, text } from './der-writer.ts';
import { changeAt, flipByte } from './json-change.ts';
import {
  codeOf,
  fileOf,
  genuineExtensions,
  genuineFacts,
  genuineSan,
  makeBundle,
  newKey,
  type Order,
  plainStatement,
  rootDocument,
  signedAt,
  trustIn,
} from './small-sigstore.ts';

const build = newKey();
const deploy = newKey();
const stranger = newKey();
const pinned = { keys: [build.spki, deploy.spki] };
const trust = trustIn(pinned);
const outcome = (order: Order, by = trust) => codeOf(fileOf(makeBundle(order)), by);

describe('a bundle by a certificate', () => {
  const bytes = fileOf(makeBundle());
  const result = verifyBundle(bytes, trust);

  test('says who signed what, when, in the words of the certificate', () => {
    expect(result).toEqual({
      verified: true,
      statement: plainStatement,
      statementBytes: fileOf(plainStatement),
      predicateType: plainStatement.predicateType,
      subjectDigests: [`sha256:${'a'.repeat(64)}`],
      bundleSha256: sha256Hex(bytes),
      signer: {
        type: 'certificate',
        san: genuineSan,
        issuer: genuineFacts[8],
        build_signer_digest: genuineFacts[10],
        runner_environment: genuineFacts[11],
        source_repository_uri: genuineFacts[12],
        source_commit: genuineFacts[13],
        source_ref: genuineFacts[14],
        source_repository_id: genuineFacts[15],
        source_owner_id: genuineFacts[17],
        trigger: genuineFacts[20],
        run_uri: genuineFacts[21],
        environment: genuineFacts[23],
        signed_at: signedAt,
      },
    });
  });

  test('with no extension says so by empty strings', () => {
    const read = verifyBundle(fileOf(makeBundle({ extensions: genuineExtensions({}) })), trust);
    expect(read).toMatchObject({ signer: { san: genuineSan, issuer: '', source_repository_id: '', environment: '' } });
  });

  test.each(['dsseEnvelope.payload', 'dsseEnvelope.signatures.0.sig', 'verificationMaterial.certificate.rawBytes'])(
    'with one byte changed in %s is refused',
    (path) => {
      const changed = changeAt(makeBundle(), path.split('.'), flipByte);
      expect(codeOf(fileOf(changed), trust)).toMatch(/^(SIGNATURE|BUNDLE)_INVALID$/);
    },
  );

  test('that was logged twice was signed at the earlier time', () => {
    const at = [signedAt + 20, signedAt + 10];
    expect(verifyBundle(fileOf(makeBundle({ at })), trust)).toMatchObject({ signer: { signed_at: signedAt + 10 } });
    expect(outcome({ at: [signedAt, signedAt + 301] })).toBe('SIGNATURE_INVALID');
  });

  test('needs the log, the time of the certificate, the root, and the SCT where it is asked for', () => {
    expect(outcome({})).toBe('verified');
    expect(outcome({ at: [] })).toBe('SIGNATURE_INVALID');
    expect(outcome({ at: [signedAt + 300] })).toBe('verified');
    expect(outcome({ at: [signedAt + 301] })).toBe('SIGNATURE_INVALID');
    expect(outcome({}, trustIn({ ...pinned, trustedRoot: null }))).toBe('SIGNATURE_INVALID');
    const ctlogs = rootDocument().tlogs;
    const withLogs = fileOf({ ...rootDocument(), ctlogs });
    expect(outcome({}, trustIn({ ...pinned, trustedRoot: withLogs, certificateTransparency: true }))).toBe(
      'SIGNATURE_INVALID',
    );
  });
});

describe('a certificate that says it wrongly', () => {
  const uri = text(genuineSan, 0x86);
  const withSan = (...names: Uint8Array[]) => genuineExtensions(genuineFacts, sequence(...names));
  const issuerAs = (value: Uint8Array) => [...genuineExtensions({}), extension('1.3.6.1.4.1.57264.1.8', value)];

  test.each<[string, Uint8Array[]]>([
    ['two URIs', withSan(uri, uri)],
    ['no name', withSan()],
    ['an empty URI', withSan(text('', 0x86))],
    ['an e-mail address', withSan(text('a@example.org', 0x81))],
    ['a URI and an e-mail address', withSan(uri, text('a@example.org', 0x81))],
    ['no name extension', genuineExtensions().filter((_, index) => index !== 1)],
    ['no key usage', genuineExtensions().slice(1)],
    ['another key usage', [extension('2.5.29.37', sequence()), ...genuineExtensions().slice(1)]],
    ['one fact twice', [...genuineExtensions(), extension('1.3.6.1.4.1.57264.1.15', text('1002'))]],
    ['a fact in raw bytes', issuerAs(Buffer.from('https://issuer.example'))],
    ['a fact in another string type', issuerAs(text('https://issuer.example', 0x16))],
    ['a fact with bytes behind it', issuerAs(Buffer.concat([text('https://issuer.example'), Buffer.from([0])]))],
    ['a fact that is not UTF-8', issuerAs(Buffer.from([0x0c, 1, 0xff]))],
  ])('%s is refused', (_name, extensions) => {
    expect(outcome({ extensions })).toBe('SIGNER_INVALID');
  });

  test.each([127, 128, 255, 256, 5000])('a fact of %i characters is read whole', (length) => {
    const read = verifyBundle(fileOf(makeBundle({ extensions: genuineExtensions({ 8: 'i'.repeat(length) }) })), trust);
    expect(read).toMatchObject({ verified: true, signer: { issuer: 'i'.repeat(length) } });
  });
});

describe('a bundle by a key', () => {
  const signed = (key = build, hint = '', more: Order = {}): Order => ({
    at: [],
    ...more,
    key: { ...key, hint },
  });

  test.each(['', 'build', sha256Hex(deploy.spki), '__proto__'])('is told by the key and not by its hint %p', (hint) => {
    const read = verifyBundle(fileOf(makeBundle(signed(build, hint))), trust);
    expect(read).toMatchObject({
      verified: true,
      signer: { type: 'key', spki_sha256: sha256Hex(build.spki), signed_at: 0 },
    });
    expect(outcome(signed(stranger, hint))).toBe('SIGNATURE_INVALID');
  });

  test('names the second key when that signed', () => {
    const read = verifyBundle(fileOf(makeBundle(signed(deploy))), trustIn({ ...pinned, trustedRoot: null }));
    expect(read).toMatchObject({ verified: true, signer: { spki_sha256: sha256Hex(deploy.spki) } });
    expect(outcome(signed(deploy), trustIn({ keys: [build.spki] }))).toBe('SIGNATURE_INVALID');
  });

  test('with one byte changed is refused', () => {
    const bundle = makeBundle(signed());
    expect(codeOf(fileOf(changeAt(bundle, ['dsseEnvelope', 'payload'], flipByte)), trust)).toBe('SIGNATURE_INVALID');
    expect(codeOf(fileOf(changeAt(bundle, ['dsseEnvelope', 'signatures', '0', 'sig'], flipByte)), trust)).toBe(
      'SIGNATURE_INVALID',
    );
  });

  test('needs a log entry only where that is asked for, and takes the time from it', () => {
    const strict = trustIn({ ...pinned, requireLogForKeys: true });
    expect(outcome(signed(), strict)).toBe('SIGNATURE_INVALID');
    const read = verifyBundle(fileOf(makeBundle(signed(build, '', { at: [signedAt] }))), strict);
    expect(read).toMatchObject({ verified: true, signer: { type: 'key', signed_at: signedAt } });
  });

  test('with a log entry nobody can check is refused, though none is asked for', () => {
    expect(outcome(signed(build, '', { at: [signedAt] }), trustIn({ ...pinned, trustedRoot: null }))).toBe(
      'SIGNATURE_INVALID',
    );
  });

  test('with an entry whose time nobody signed has no time', () => {
    const bundle = makeBundle(signed(build, '', { at: [signedAt] }));
    const unpromised = changeAt(
      bundle,
      ['verificationMaterial', 'tlogEntries', '0', 'inclusionPromise'],
      () => undefined,
    );
    expect(verifyBundle(fileOf(unpromised), trust)).toMatchObject({ verified: true, signer: { signed_at: 0 } });
    expect(codeOf(fileOf(unpromised), trustIn({ ...pinned, requireLogForKeys: true }))).toBe('SIGNATURE_INVALID');
  });
});

describe('real bundles with a time stamp and a log that tells no time', () => {
  const stampedAt = 1778700213;

  test(corpusPresent ? 'are there' : 'are absent, so nothing is proven here', () => {
    expect(real).toHaveLength(corpusPresent ? 1 : 0);
  });

  const real = conformanceVectors.filter(({ name }) => name === 'rekor2-dsse-happy-path');
  for (const { name, bundle, root, trust: open } of real) {
    test(`${name} was signed when the authority says`, () => {
      expect(verifyBundle(bundle, open())).toMatchObject({ verified: true, signer: { signed_at: stampedAt } });
    });

    test(`${name} counts only while its log was in service`, () => {
      const early = '2020-01-01T00:00:00Z';
      expect(codeOf(bundle, trustWithLogs(root, { start: early, end: isoOf(stampedAt) }))).toBe('verified');
      expect(codeOf(bundle, trustWithLogs(root, { start: early, end: isoOf(stampedAt - 1) }))).toBe(
        'SIGNATURE_INVALID',
      );
      expect(codeOf(bundle, trustWithLogs(root, { start: isoOf(stampedAt) }))).toBe('verified');
      expect(codeOf(bundle, trustWithLogs(root, { start: isoOf(stampedAt + 1) }))).toBe('SIGNATURE_INVALID');
    });
  }

  const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

  /** The root with this time of service for every log. */
  function trustWithLogs(root: Uint8Array, validFor: object) {
    const serve = (logs: unknown) =>
      [0, 1, 2, 3].reduce((all, i) => changeAt(all, [String(i), 'publicKey', 'validFor'], () => validFor), logs);
    const changed = changeAt(JSON.parse(Buffer.from(root).toString()), ['tlogs'], serve);
    return trustIn({ trustedRoot: fileOf(changed), certificateTransparency: true });
  }
});
