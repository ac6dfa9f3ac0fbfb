// Certificates that a real certificate transparency log promised to show: our verification and cosign's accept them under a root
// that holds the log, and refuse them under one that differs by one thing. The stand-in's are held to them, byte by byte.
import { createHash, sign, verify, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { codeSigning, p256, spki } from '../../local-cloud/certificate.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { type DerValue, der, oid, readDer, sequence, tagged } from '../../local-cloud/der.ts';
import type { CtLog } from '../../local-cloud/fulcio.ts';
import { type LocalSigstore, startSigstore } from '../../local-cloud/sigstore.ts';
import { openTrust } from '../../src/attest/trust.ts';
import { verifyBundle } from '../../src/attest/verify.ts';
import type { BundleSigner } from '../../src/model/ports.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import { type Cosign, openCosign } from './servers/cosign.ts';
import { type RealSigstore, startRealSigstore } from './servers/sigstore.ts';
import { hashOf, job, predicateType, san, statementAbout } from './sigstore-scene.ts';

jest.setTimeout(60_000);

const clock = sharedClock();
const content = 'what was built';
let local: LocalSigstore;
let real: RealSigstore;
let logless: RealSigstore;
let cosign: Cosign;
let blob: string;
let bundle: Uint8Array;
let bundleWithoutSct: Uint8Array;
let standInBundle: Uint8Array;
beforeAll(async () => {
  local = await startSigstore(clock, { ctLog: true });
  [real, logless] = await Promise.all([
    startRealSigstore(local.oidc.url, { ctLog: true }),
    startRealSigstore(local.oidc.url),
  ]);
  cosign = await openCosign(real);
  blob = await cosign.file('blob', content);
  const standIn = {
    ...real.signing,
    fulcio: local.fulcio.url,
    rekor: local.rekor.url,
    'timestamp-authority': `${local.tsa.url}/api/v1/timestamp`,
  };
  [bundle, bundleWithoutSct, standInBundle] = await Promise.all([
    signerBy(real.signing).sign(statementAbout(hashOf(content))),
    signerBy(logless.signing).sign(statementAbout(hashOf(content))),
    signerBy(standIn).sign(statementAbout(hashOf(content))),
  ]);
});
afterAll(() => Promise.all([real.stop(), logless.stop(), cosign.close(), local.close()]));

const signerBy = (signing: RealSigstore['signing']): BundleSigner =>
  openKeylessSigner(signing, openIdentity(local.oidc.register(job), true), clock);

type Root = Record<string, unknown>;
const fileOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));

/** `verified`, or the code by which the bundle or already the root is refused. */
function verdictOn(signed: Uint8Array, root: Root, certificateTransparency = true): string {
  const asked = { trustedRoot: fileOf(root), keys: [], certificateTransparency, requireLogForKeys: false };
  try {
    const result = verifyBundle(signed, openTrust(asked));
    return result.verified ? 'verified' : result.code;
  } catch (error) {
    return z.looseObject({ code: z.string() }).parse(error).code;
  }
}

/** `accepted`, `SCT` when that is what cosign refuses, or its words. */
async function cosignOn(signed: Uint8Array, root: Root, ...flags: string[]): Promise<string> {
  const [asked, trusted] = [await cosign.file('asked.json', signed), await cosign.file('root.json', fileOf(root))];
  const { code, text } = await cosign.run(
    ...['verify-blob-attestation', '--bundle', asked, '--trusted-root', trusted, '--type', predicateType],
    ...['--certificate-identity', san, '--certificate-oidc-issuer', local.oidc.url, ...flags, blob],
  );
  if (code === 0) return 'accepted';
  return text.includes('failed to verify signed certificate timestamp') ? 'SCT' : text;
}

const Logs = z.tuple([z.looseObject({ publicKey: z.looseObject({ rawBytes: z.string() }) })]);
const ctLogOf = ({ json }: { json: Root }) => Logs.parse(json['ctlogs'])[0];

/** The real root with these logs for its own. */
const rootWith = (...ctlogs: object[]): Root => ({ ...real.trustedRoot.json, ctlogs });

/** The real root, its log in service in this time alone (milliseconds). */
function rootServing(start: number, end: number): Root {
  const log = ctLogOf(real.trustedRoot);
  const validFor = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
  return rootWith({ ...log, publicKey: { ...log.publicKey, validFor } });
}

/** The real root with another key under its log's name. */
function rootOfAnotherKey(): Root {
  const log = ctLogOf(real.trustedRoot);
  const { rawBytes } = ctLogOf(local.trustedRoot).publicKey;
  return rootWith({ ...log, publicKey: { ...log.publicKey, rawBytes } });
}

const Certified = z.looseObject({
  verificationMaterial: z.looseObject({ certificate: z.looseObject({ rawBytes: z.string() }) }),
});
const Authorities = z.tuple([
  z.looseObject({ certChain: z.looseObject({ certificates: z.array(z.looseObject({ rawBytes: z.string() })) }) }),
]);

const encoded = ({ tag, content: bytes }: DerValue) => der(tag, bytes);
const sctList = oid('1.3.6.1.4.1.11129.2.4.2');

/**
 * The one SCT of a bundle's certificate, taken apart, and the leaf that its log must hold for it, which is also what the log signed
 * (RFC 6962, 3.2 to 3.4). Written apart from the library that verifies.
 */
function readSct(signed: Uint8Array, { json }: { json: Root }) {
  const { rawBytes } = Certified.parse(JSON.parse(Buffer.from(signed).toString())).verificationMaterial.certificate;
  const certificate = new X509Certificate(Buffer.from(rawBytes, 'base64'));
  const tbs = readDer(certificate.raw)[0]?.inside[0]?.inside ?? [];
  const extensions = tbs.find(({ tag }) => tag === 0xa3)?.inside[0]?.inside ?? [];
  const isSct = (it?: DerValue) => it?.inside.some((part) => encoded(part).equals(sctList)) === true;
  const others = extensions.filter((it) => !isSct(it)).map(encoded);
  const bare = sequence(...tbs.map((it) => (it.tag === 0xa3 ? tagged(3, sequence(...others)) : encoded(it))));
  const [{ certChain }] = Authorities.parse(json['certificateAuthorities']);
  const issuer = new X509Certificate(Buffer.from(certChain.certificates[0]?.rawBytes ?? '', 'base64'));
  const parts = extensions.find((it) => isSct(it))?.inside ?? [];
  const list = readDer(parts.at(-1)?.content ?? Buffer.of())[0]?.content ?? Buffer.of();
  const sct = list.subarray(4);
  const length = Buffer.from([bare.length >> 16, bare.length >> 8, bare.length]);
  const issuerHash = createHash('sha256').update(spki(issuer.publicKey)).digest();
  const leaf = (time: Uint8Array) =>
    Buffer.concat([Buffer.of(0, 0), time, Buffer.of(0, 1), issuerHash, length, bare, Buffer.of(0, 0)]);
  return { certificate, parts, isLast: isSct(extensions.at(-1)), list, sct, time: sct.subarray(33, 41), leaf };
}

/** Everything about an SCT that does not differ from one certificate to the next. */
function structureOf(signed: Uint8Array, sigstore: LocalSigstore | RealSigstore, log: CtLog, other: CtLog) {
  const { certificate, parts, isLast, list, sct, time, leaf } = readSct(signed, sigstore.trustedRoot);
  const at = new Date(Number(time.readBigUInt64BE()));
  const isSignedBy = ({ publicKey }: CtLog) => verify('sha256', leaf(time), publicKey, sct.subarray(47));
  return {
    isLast,
    // An identifier and a value: no mark that says critical.
    tags: parts.map(({ tag }) => tag),
    lengths: [list.readUInt16BE(0) - list.length, list.readUInt16BE(2) - sct.length, sct.readUInt16BE(45) - sct.length],
    version: sct.readUInt8(0),
    namesItsLog: sct.subarray(1, 33).equals(createHash('sha256').update(spki(log.publicKey)).digest()),
    isWithinCertificate: certificate.validFromDate <= at && at < certificate.validToDate,
    extensionsLength: sct.readUInt16BE(41),
    algorithms: [sct.readUInt8(43), sct.readUInt8(44)],
    isSignedByItsLog: isSignedBy(log),
    isSignedByTheOther: isSignedBy(other),
  };
}

describe('a certificate of a Fulcio with a log', () => {
  test('counts for us with certificate transparency, and for cosign without a flag that turns it off', async () => {
    expect(real.signing['certificate-transparency']).toBe(true);
    expect(verdictOn(bundle, real.trustedRoot.json)).toBe('verified');
    expect(await cosignOn(bundle, real.trustedRoot.json)).toBe('accepted');
  });

  test('counts when the log is one of two', async () => {
    const root = rootWith(ctLogOf(local.trustedRoot), ctLogOf(real.trustedRoot));
    expect(verdictOn(bundle, root)).toBe('verified');
    expect(await cosignOn(bundle, root)).toBe('accepted');
  });

  test.each<[string, string, () => Root]>([
    ['without the log', 'TRUST_ROOT_INVALID', () => rootWith()],
    ['with another log', 'SIGNATURE_INVALID', () => rootWith(ctLogOf(local.trustedRoot))],
    ['with another key under the name of the log', 'TRUST_ROOT_INVALID', rootOfAnotherKey],
  ])('counts for neither under a root %s', async (_, code, root) => {
    expect(verdictOn(bundle, root())).toBe(code);
    expect(await cosignOn(bundle, root())).toBe('SCT');
  });

  test('counts while the log was in service, to the millisecond, and not before or after', async () => {
    const at = Number(readSct(bundle, real.trustedRoot).time.readBigUInt64BE());
    const hour = 3_600_000;
    const verdicts = [
      [at - hour, at],
      [at, at + hour],
      [at - hour, at - 1],
      [at + 1, at + hour],
    ].map(([start = 0, end = 0]) => verdictOn(bundle, rootServing(start, end)));
    expect(verdicts).toEqual(['verified', 'verified', 'SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    expect(await cosignOn(bundle, rootServing(at - hour, at + hour))).toBe('accepted');
    expect(await cosignOn(bundle, rootServing(at - 2 * hour, at - hour))).toBe('SCT');
    expect(await cosignOn(bundle, rootServing(at + hour, at + 2 * hour))).toBe('SCT');
  });

  // What is switched off is that an SCT must be there. One that is there must still be of a log in the root: cosign's flag is laxer.
  test('needs its log in the root even when certificate transparency is off', async () => {
    expect(verdictOn(bundle, real.trustedRoot.json, false)).toBe('verified');
    expect(verdictOn(bundle, rootWith(), false)).toBe('SIGNATURE_INVALID');
    expect(verdictOn(bundle, rootWith(ctLogOf(local.trustedRoot)), false)).toBe('SIGNATURE_INVALID');
    expect(await cosignOn(bundle, rootWith(), '--insecure-ignore-sct')).toBe('accepted');
  });

  test('is in the log, and neither one of a millisecond later nor that of the stand-in is', async () => {
    const { leaf, time } = readSct(bundle, real.trustedRoot);
    const later = Buffer.alloc(8);
    later.writeBigUInt64BE(time.readBigUInt64BE() + 1n);
    expect(await logHolds(leaf(time))).toBe(true);
    expect(await logHolds(leaf(later))).toBe(false);
    const standIn = readSct(standInBundle, local.trustedRoot);
    expect(await logHolds(standIn.leaf(standIn.time))).toBe(false);
  });
});

const TreeHead = z.looseObject({ tree_size: z.number() });

/** Whether the real log proves that a leaf is in it. What was submitted is there within moments, so an empty tree is waited for. */
async function logHolds(leaf: Buffer): Promise<boolean> {
  const log = `${real.ctLog?.url}/ct/v1`;
  const readSize = async () => TreeHead.parse(await (await fetch(`${log}/get-sth`)).json()).tree_size;
  for (let tries = 0; (await readSize()) === 0 && tries < 100; tries += 1) await sleep(50);
  const hash = createHash('sha256').update(Buffer.of(0)).update(leaf).digest('base64');
  const asked = new URLSearchParams({ hash, tree_size: String(await readSize()) });
  const { status } = await fetch(`${log}/get-proof-by-hash?${asked}`);
  if (status !== 200 && status !== 404) throw new Error(`the log answered ${status}`);
  return status === 200;
}

test('a certificate of a Fulcio without a log does not count with certificate transparency, for neither', async () => {
  const root = { ...logless.trustedRoot.json, ctlogs: [ctLogOf(real.trustedRoot)] };
  expect(verdictOn(bundleWithoutSct, root)).toBe('SIGNATURE_INVALID');
  expect(verdictOn(bundleWithoutSct, root, false)).toBe('verified');
  expect(await cosignOn(bundleWithoutSct, root)).toBe('SCT');
  expect(await cosignOn(bundleWithoutSct, root, '--insecure-ignore-sct')).toBe('accepted');
});

test('what cosign signs through the log counts for us, and only under a root with the log', async () => {
  const [predicate, out] = [await cosign.file('predicate.json', '{"passed":true}'), join(cosign.folder, 'theirs.json')];
  const token = await local.oidc.jobToken(job, 'sigstore');
  const flags = ['--identity-token', token, '--bundle', out, '--predicate', predicate, '--type', predicateType];
  await cosign.sign('attest-blob', ...flags, blob);
  const theirs = await readFile(out);
  expect(verdictOn(theirs, real.trustedRoot.json)).toBe('verified');
  expect(verdictOn(theirs, rootWith(ctLogOf(local.trustedRoot)))).toBe('SIGNATURE_INVALID');
});

describe('the stand-in, beside the real ones', () => {
  test('gives an SCT of the same structure, signed over the same bytes', () => {
    if (!real.ctLog || !local.fulcio.ctLog) throw new Error('both have a log');
    const theirs = structureOf(bundle, real, real.ctLog, local.fulcio.ctLog);
    expect(structureOf(standInBundle, local, local.fulcio.ctLog, real.ctLog)).toEqual(theirs);
    expect(theirs).toEqual({
      isLast: true,
      tags: [0x06, 0x04],
      lengths: [-2, 0, -47],
      version: 0,
      namesItsLog: true,
      isWithinCertificate: true,
      extensionsLength: 0,
      algorithms: [4, 3],
      isSignedByItsLog: true,
      isSignedByTheOther: false,
    });
  });

  test('is verified alike, under its own root and no other', () => {
    expect(verdictOn(standInBundle, local.trustedRoot.json)).toBe('verified');
    const other = { ...local.trustedRoot.json, ctlogs: [ctLogOf(real.trustedRoot)] };
    expect(verdictOn(standInBundle, other)).toBe('SIGNATURE_INVALID');
    expect(verdictOn(standInBundle, { ...other, ctlogs: [] }, false)).toBe('SIGNATURE_INVALID');
  });

  test('answers in the same form: the SCT embedded, the issuer and the root behind the leaf', async () => {
    const { publicKey, privateKey } = p256();
    const token = await local.oidc.jobToken(job, 'sigstore');
    const { sub } = z.looseObject({ sub: z.string() }).parse(decodeJwt(token));
    const body = JSON.stringify({
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: publicKey.export({ type: 'spki', format: 'pem' }) },
        proofOfPossession: sign('sha256', Buffer.from(sub), privateKey).toString('base64'),
      },
    });
    const Issued = z.strictObject({
      signedCertificateEmbeddedSct: z.strictObject({
        chain: z.strictObject({ certificates: z.array(z.string()).length(3) }),
      }),
    });
    for (const { fulcio } of [real, local]) {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${fulcio.url}/api/v2/signingCert`, { method: 'POST', headers, body });
      const { certificates } = Issued.parse(await reply.json()).signedCertificateEmbeddedSct.chain;
      const [leaf, issuer, root] = certificates.map((it) => new X509Certificate(it));
      if (!leaf || !issuer || !root) throw new Error('three certificates');
      expect([leaf.checkIssued(issuer), issuer.checkIssued(root)]).toEqual([true, true]);
      expect(issuer.keyUsage).toEqual([codeSigning]);
    }
  });
});
