// A certificate authority, a transparency log and signers in a few lines, all in memory: enough of Sigstore to sign statements that
// verify, and, one field at a time, ones that must not. No certificate transparency and no time stamp authority; the log tells the time.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { openTrust, type TrustMaterial } from '../../../src/attest/trust.ts';
import { verifyBundle } from '../../../src/attest/verify.ts';
import { canonicalText } from '../../../src/base/canonical-json.ts';
import { certificate, der, extension, oid, sequence, text } from './der-writer.ts';

/** 2026-06-01T00:00:00Z, when everything here is signed. */
export const signedAt = 1780272000;

const statementType = 'application/vnd.in-toto+json';
const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const spkiOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const authority = newPair();
const log = newPair();
const logName = 'log.example';
const logId = sha256(spkiOf(log.publicKey));

/** What makes a certificate an authority's. */
export const authorityExtensions = [
  extension('2.5.29.19', sequence(der(1, Buffer.from([0xff])))),
  extension('2.5.29.15', der(3, Buffer.from([1, 6]))),
];

/** A certificate of the authority's key by the authority's key; it is the root unless something is changed. */
export function rootCertificate(extensions = authorityExtensions, issuer = 'authority', pair = authority): Buffer {
  const dates = { from: signedAt - 86400, to: signedAt + 86400 };
  const names = { subject: 'authority', issuer };
  return certificate({ ...names, ...dates, key: pair.publicKey, issuerKey: pair.privateKey, extensions });
}

/** The trusted root of another small Sigstore: same log, an authority of the same name with another key. */
export function otherRootDocument() {
  const rawBytes = base64(rootCertificate(authorityExtensions, 'authority', newPair()));
  const [genuine] = rootDocument().certificateAuthorities;
  return { ...rootDocument(), certificateAuthorities: [{ ...genuine, certChain: { certificates: [{ rawBytes }] } }] };
}

/** The trusted root of this small Sigstore, as JSON. */
export function rootDocument() {
  const validFor = { start: '2026-01-01T00:00:00Z' };
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [
      {
        baseUrl: `https://${logName}`,
        hashAlgorithm: 'SHA2_256',
        publicKey: { rawBytes: base64(spkiOf(log.publicKey)), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
        logId: { keyId: base64(logId) },
      },
    ],
    certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: base64(rootCertificate()) }] }, validFor }],
  };
}

/** JSON as the bytes of a file. */
export const fileOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The statement that is signed unless a test gives another. */
export const plainStatement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'registry.example/clinic', digest: { sha256: 'a'.repeat(64) } }],
  predicateType: 'https://example.org/anything/v1',
  predicate: { anything: true },
};

const fulcio = (number: number) => `1.3.6.1.4.1.57264.1.${number}`;

/** What a genuine certificate of the build contract says, by extension number. */
export const genuineFacts: Record<number, string> = {
  8: 'https://token.actions.githubusercontent.com',
  10: 'c'.repeat(40),
  11: 'github-hosted',
  12: 'https://github.com/acme/clinic',
  13: 'd'.repeat(40),
  14: 'refs/heads/main',
  15: '1001',
  17: '77',
  20: 'push',
  21: 'https://github.com/acme/clinic/actions/runs/5/attempts/1',
  23: 'production',
};

/** The genuine subject alternative name. */
export const genuineSan = 'https://github.com/acme/compliance/.github/workflows/build-sign.yml@refs/tags/v1.2.3';

/** The extensions of a genuine certificate. */
export function genuineExtensions(facts = genuineFacts, san: Uint8Array = sequence(text(genuineSan, 0x86))): Buffer[] {
  return [
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.3'))),
    extension('2.5.29.17', san),
    ...Object.entries(facts).map(([number, value]) => extension(fulcio(Number(number)), text(value))),
  ];
}

/** What to sign and how; what is left out is genuine. */
export type Order = {
  statement?: unknown;
  payload?: Uint8Array;
  payloadType?: string;
  extensions?: readonly Uint8Array[];
  /** Signs with this certificate instead of a new one. */
  signer?: CertifiedKey;
  /** Signs with this key and names it by the hint, instead of a certificate. */
  key?: { privateKey: KeyObject; hint: string };
  /** When the log says it happened, one entry each; none leaves the log out. */
  at?: readonly number[];
};

/** A certificate of a key, in DER form. */
export type CertifiedKey = ReturnType<typeof certifyKey>;

/** A signed bundle as a JSON value. */
export function makeBundle(order: Order = {}) {
  const { payloadType = statementType, at = [signedAt], key } = order;
  const payload = Buffer.from(order.payload ?? fileOf(order.statement ?? plainStatement));
  const { privateKey, material } = key ? byKey(key) : byCertificate(order.signer ?? certifyKey(order.extensions));
  const pae = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
  const signature = base64(sign('sha256', pae, privateKey));
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { ...material, tlogEntries: at.map((time) => logEntry(payload, signature, time)) },
    dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: signature, keyid: '' }] },
  };
}

/** A new key with its SPKI in DER form. */
export function newKey() {
  const { privateKey, publicKey } = newPair();
  return { privateKey, spki: new Uint8Array(spkiOf(publicKey)) };
}

function byKey({ privateKey, hint }: { privateKey: KeyObject; hint: string }) {
  return { privateKey, material: { publicKey: { hint } } };
}

function byCertificate({ privateKey, leaf }: CertifiedKey) {
  return { privateKey, material: { certificate: { rawBytes: base64(leaf) } } };
}

/** A signer's certificate, valid for five minutes around `signedAt`; by a stranger it names our authority, who never signed it. */
export function certifyKey(
  extensions: readonly Uint8Array[] = genuineExtensions(),
  by: 'authority' | 'stranger' = 'authority',
  pair = newPair(),
) {
  const dates = { from: signedAt - 300, to: signedAt + 300 };
  const names = { subject: '', issuer: 'authority' };
  const issuerKey = by === 'authority' ? authority.privateKey : newPair().privateKey;
  return { ...pair, leaf: certificate({ ...names, ...dates, key: pair.publicKey, issuerKey, extensions }) };
}

/** An entry of a log that holds nothing else: promised, and proven by a tree of one leaf. */
function logEntry(payload: Uint8Array, signature: string, at: number) {
  const payloadHash = { algorithm: 'sha256', value: sha256(payload).toString('hex') };
  const spec = { payloadHash, signatures: [{ signature, verifier: `entry of ${at}` }] };
  const body = Buffer.from(canonicalText({ apiVersion: '0.0.1', kind: 'dsse', spec }));
  const root = sha256(Buffer.from([0]), body);
  const note = `${logName}\n1\n${base64(root)}\n`;
  const noteSignature = base64(
    Buffer.concat([logId.subarray(0, 4), sign('sha256', Buffer.from(note), log.privateKey)]),
  );
  const promise = { body: base64(body), integratedTime: at, logIndex: 7, logID: logId.toString('hex') };
  return {
    logIndex: '7',
    logId: { keyId: base64(logId) },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(at),
    inclusionPromise: {
      signedEntryTimestamp: base64(sign('sha256', Buffer.from(canonicalText(promise)), log.privateKey)),
    },
    inclusionProof: {
      logIndex: '0',
      rootHash: base64(root),
      treeSize: '1',
      hashes: [],
      checkpoint: { envelope: `${note}\n\u2014 ${logName} ${noteSignature}\n` },
    },
    canonicalizedBody: base64(body),
  };
}

/** Trust in the small Sigstore and in these keys, nothing else. */
export const trustIn = (change: Partial<Parameters<typeof openTrust>[0]> = {}): TrustMaterial =>
  openTrust({
    trustedRoot: fileOf(rootDocument()),
    keys: [],
    certificateTransparency: false,
    requireLogForKeys: false,
    ...change,
  });

/** `verified`, or the code of the refusal; `read` as in `verifyBundle`. */
export function codeOf(bytes: Uint8Array, trust: TrustMaterial, read?: Parameters<typeof verifyBundle>[2]): string {
  const result = verifyBundle(bytes, trust, read);
  return result.verified ? 'verified' : result.code;
}
