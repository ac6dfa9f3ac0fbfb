// A program counts as its publisher's only by a signature of exactly the named identity, made by a Sigstore that the lock pins: over the
// file itself, or over a statement that names its digest. Each other bundle is refused before anything is unpacked.
import { createHash, sign } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { exampleJob, type Job } from '../../../../local-cloud/oidc.ts';
import { type LocalSigstore, startSigstore } from '../../../../local-cloud/sigstore.ts';
import { openIdentity } from '../../../../src/platform/forge/github/identity.ts';
import { openFiles } from '../../../../src/platform/local/files.ts';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { requestCertificate } from '../../../../src/platform/sigstore/fulcio.ts';
import { openKeylessSigner } from '../../../../src/platform/sigstore/keyless.ts';
import { enterLog } from '../../../../src/platform/sigstore/rekor.ts';
import { requestTimestamp } from '../../../../src/platform/sigstore/timestamp.ts';
import { readToolsLock } from '../../../../src/platform/tools/lock.ts';
import { openLocked } from '../../../../src/platform/tools/locked.ts';
import { signingOf } from '../sigstore/world.ts';
import { type Loopback, openLog, serveFiles, sha256, tarGz } from './loopback.ts';

const clock = sharedClock();
const program = '#!/bin/sh\necho 8.30.1\n';
const archive = tarGz([{ name: 'gitleaks', bytes: program }]);
const release = exampleJob({ jobWorkflowRef: 'pub/tool/.github/workflows/release.yaml@refs/tags/v8.30.1' });
const identity = `https://github.com/${release.jobWorkflowRef}`;
const pace = { deadline: 5000, attempts: 2, backoff: 1, stall: 2000 };
let cloud: LocalSigstore;
let other: LocalSigstore;
let folder: string;
let files: ReturnType<typeof openFiles>;
let served: Record<string, { bytes: Uint8Array }>;
let server: Loopback;
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  [cloud, other] = await Promise.all([startSigstore(clock, { ctLog: true }), startSigstore(clock, { ctLog: true })]);
});
afterAll(() => Promise.all([cloud.close(), other.close()]));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'publisher-'));
  mkdirSync(at('private'));
  files = openFiles(at('private'));
  writeFileSync(at('trusted-root.json'), cloud.trustedRoot.bytes);
  served = { '/tool.tar.gz': { bytes: archive } };
  server = await serveFiles(served);
});
afterEach(async () => {
  server.close();
  await files.dispose();
  rmSync(folder, { recursive: true });
});

/** What cosign sign-blob makes with a signing configuration: certificate, log entry, timestamp, and a signature over the bytes. */
async function signFile(bytes: Uint8Array, job: Job = release, by = cloud): Promise<Record<string, unknown>> {
  const limit = AbortSignal.timeout(10_000);
  const token = await openIdentity(by.oidc.register(job), true).token('sigstore');
  if (!token) throw new Error('no token');
  const { privateKey, certificate } = await requestCertificate(by.fulcio.url, token, limit, 5000);
  const digest = createHash('sha256').update(bytes).digest();
  const signature = sign('sha256', bytes, privateKey);
  const entered = await enterLog(by.rekor.url, { digest, signature, certificate }, limit, 5000);
  if (!entered.ok) throw new Error(entered.text);
  const stamp = await requestTimestamp(by.tsa.url, signature, limit, 5000);
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: certificate.toString('base64') },
      tlogEntries: [entered.value],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp.toString('base64') }] },
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
      signature: signature.toString('base64'),
    },
  };
}

/** Provenance as a publisher's workflow attests it: a signed statement about a digest. */
function attest(digest: string, change: object = {}): Promise<Uint8Array> {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'tool.tar.gz', digest: { sha256: digest } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {},
    ...change,
  };
  const signer = openKeylessSigner(
    signingOf(cloud, { 'certificate-transparency': true }),
    openIdentity(cloud.oidc.register(release), true),
    clock,
  );
  return signer.sign(new TextEncoder().encode(JSON.stringify(statement)));
}

const serveBundle = (bundle: object | Uint8Array) => {
  const bytes = bundle instanceof Uint8Array ? bundle : new TextEncoder().encode(JSON.stringify(bundle));
  served['/tool.sigstore.json'] = { bytes };
};

async function locate(signature: object = {}, rootSha = cloud.trustedRoot.sha256) {
  const asset = {
    form: 'tar.gz',
    member: 'gitleaks',
    url: `${server.url}/tool.tar.gz`,
    sha256: sha256(archive),
    signature: { bundle: `${server.url}/tool.sigstore.json`, identity, issuer: cloud.oidc.url, ...signature },
  };
  const lockFile = {
    schema: 'safeguard.tools-lock/v1',
    local: true,
    'trusted-root': { path: 'trusted-root.json', sha256: rootSha },
    tools: { gitleaks: { version: '8.30.1', platforms: { 'linux-x64': asset } } },
  };
  writeFileSync(at('lock.json'), JSON.stringify(lockFile));
  const lock = await readToolsLock(at('lock.json'));
  if (!lock) throw new Error('no lock');
  const { log } = openLog();
  const programs = openPrograms();
  const place = { folder, cache: at('cache'), platform: 'linux-x64', temporary: files.temporary, programs, log, pace };
  return openLocked(lock, place).locate('gitleaks');
}

const invalid = (words: string) => ({ code: 'TOOL_SIGNATURE_INVALID', message: expect.stringContaining(words) });

/** Nothing of a refused program was unpacked into a private folder. */
function expectNothingUnpacked() {
  const names = readdirSync(at('private'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.endsWith('/gitleaks'))).toEqual([]);
}

describe('a program that its publisher signed', () => {
  test('as a file is taken, and its signature is kept for the next use', async () => {
    serveBundle(await signFile(archive));
    expect((await locate()).sha256).toBe(sha256(program));
    expect((await locate()).sha256).toBe(sha256(program));
    expect(server.asked).toEqual(['/tool.tar.gz', '/tool.sigstore.json']);
  });

  test('by a statement about its digest is taken', async () => {
    serveBundle(await attest(sha256(archive)));
    expect((await locate()).sha256).toBe(sha256(program));
  });
});

describe('a program is refused', () => {
  test.each<[string, () => Promise<object | Uint8Array>, object, string]>([
    ['by another workflow', () => signFile(archive), { identity: `${identity}x` }, 'expected a signature by'],
    [
      'by a prefix of the identity',
      () => signFile(archive),
      { identity: identity.slice(0, -1) },
      'expected a signature by',
    ],
    ['by another issuer', () => signFile(archive), { issuer: 'https://other.example' }, 'expected a signature by'],
    ['over other bytes', () => signFile(Buffer.concat([archive, Buffer.from('x')])), {}, 'its signature does not hold'],
    ['by another Sigstore', () => signFile(archive, release, other), {}, 'its signature does not hold'],
    ['by a statement about another digest', () => attest(sha256('other')), {}, 'the signed statement does not name'],
    [
      'by a statement of another kind',
      () => attest(sha256(archive), { predicateType: 'https://cyclonedx.org/bom' }),
      {},
      'is not provenance',
    ],
    ['by what is no statement', () => attest(sha256(archive), { _type: undefined }), {}, 'is not provenance'],
    [
      'by a statement that also names a file without a digest',
      () => attest('', { subject: [{ digest: { sha256: sha256(archive) } }, { digest: { sha1: 'a'.repeat(40) } }] }),
      {},
      'is not provenance',
    ],
    [
      'with a field that nobody knows',
      async () => ({ ...(await signFile(archive)), hint: 1 }),
      {},
      'its signature does not hold',
    ],
    [
      'in an older form, with a chain of its own',
      async () => {
        const { verificationMaterial, ...rest } = await signFile(archive);
        const { certificate, ...others } = Object(verificationMaterial);
        const material = { ...others, x509CertificateChain: { certificates: [certificate] } };
        return {
          ...rest,
          mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
          verificationMaterial: material,
        };
      },
      {},
      'its signature does not hold',
    ],
    ['in what is no bundle', async () => ({ mediaType: 'x' }), {}, 'its signature does not hold'],
    ['in no JSON', async () => Buffer.from('{'), {}, 'its signature does not hold'],
  ])('when it is signed %s', async (_, bundle, signature, words) => {
    serveBundle(await bundle());
    await expect(locate(signature)).rejects.toMatchObject(invalid(words));
    expectNothingUnpacked();
  });

  test.each(['tlogEntries', 'timestampVerificationData'])('when its bundle has no %s', async (part) => {
    const bundle = await signFile(archive);
    const material: Record<string, unknown> = { ...Object(bundle.verificationMaterial) };
    material[part] = part === 'tlogEntries' ? [] : undefined;
    serveBundle({ ...bundle, verificationMaterial: material });
    await expect(locate()).rejects.toMatchObject(invalid('its signature does not hold'));
  });

  test('when its bundle is not there, and the archive is kept for the next try', async () => {
    await expect(locate()).rejects.toMatchObject({ code: 'REMOTE_REFUSED' });
    expectNothingUnpacked();
    serveBundle(await signFile(archive));
    expect((await locate()).sha256).toBe(sha256(program));
  });

  test('when the trusted root is not the pinned one', async () => {
    serveBundle(await signFile(archive));
    await expect(locate({}, sha256('x'))).rejects.toMatchObject({ code: 'TRUST_ROOT_INVALID' });
    expectNothingUnpacked();
  });

  test('when somebody changed the signature in the cache; the next use asks the publisher again', async () => {
    serveBundle(await signFile(archive));
    await locate();
    const [kept = ''] = readdirSync(at('cache/signatures'));
    writeFileSync(at('cache/signatures', kept), '{}');
    await expect(locate()).rejects.toMatchObject(invalid('its signature does not hold'));
    expect(existsSync(at('cache/signatures', kept))).toBe(false);
    expect((await locate()).sha256).toBe(sha256(program));
  });

  test('when the lock names a signature and no trusted root', async () => {
    const signature = { bundle: `${server.url}/b`, identity, issuer: cloud.oidc.url };
    const asset = { form: 'plain', url: `${server.url}/tool.tar.gz`, sha256: sha256(archive), signature };
    const tools = { gitleaks: { version: '1', platforms: { 'linux-x64': asset } } };
    writeFileSync(at('lock.json'), JSON.stringify({ schema: 'safeguard.tools-lock/v1', local: true, tools }));
    await expect(readToolsLock(at('lock.json'))).rejects.toMatchObject({
      code: 'TOOL_LOCK_INVALID',
      message: expect.stringContaining('no trusted-root'),
    });
  });
});
